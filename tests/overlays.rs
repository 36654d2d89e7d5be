//! Other people's data as it stands, checked by schemas laid over it: `tests/overlays/NAME/` for the archive
//! `corpus/NAME.tar.xz` of the folder that `FACTLINT_SHARED` names. Without that variable only data of our own is
//! checked, which lies in `tests/overlays/NAME/data`.
//!
//! `findings.md` has every finding, as `--format concise` prints it, in fenced blocks between the words that say why
//! they are true; a block `notices` has what the run says besides (what was not checked). Order does not matter.
//!
//! `FACTLINT_BLESS=1` adds what is not there yet under the title `Unexplained`; the test fails until that is gone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

#[path = "support/corpus.rs"]
mod corpus;

const UNEXPLAINED: &str = "## Unexplained";

fn main() {
    let overlays = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/overlays");
    let mut folders: Vec<PathBuf> = fs::read_dir(overlays).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let trials = folders.into_iter().filter(|folder| folder.is_dir()).flat_map(trials).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trials(folder: PathBuf) -> [Trial; 2] {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let form = folder.clone();
    [
        Trial::test(format!("{name}: the overlay is small"), move || is_small(&form)),
        Trial::test(format!("{name}: the findings are those explained"), move || check(&name, &folder)),
    ]
}

/// An overlay is the configuration and the schemas, of at most 150 lines together; its README is at most a page.
fn is_small(folder: &Path) -> Result<(), Failed> {
    let (mut overlay, mut readme) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") if path.ends_with("README.md") => readme += lines,
            Some("md") => {}
            _ => overlay += lines,
        }
    }
    match (overlay, readme) {
        (151.., _) => Err(format!("the overlay has {overlay} lines, more than 150").into()),
        (_, 0) => Err("there is no README.md".into()),
        (_, 61..) => Err(format!("the README has {readme} lines, more than a page").into()),
        _ => Ok(()),
    }
}

fn check(name: &str, folder: &Path) -> Result<(), Failed> {
    let own = Some(folder.join("data")).filter(|own| own.is_dir());
    let Some(data) = own.or_else(|| corpus::unpacked(name)) else {
        println!("skipped: {name} (FACTLINT_SHARED is not set)");
        return Ok(());
    };
    let golden = folder.join("findings.md");
    let page = fs::read_to_string(&golden).unwrap_or_default();
    let (explained, printed) = (Lines::explained(&page), Lines::printed(folder, &data));
    let (more, fewer) = (printed.without(&explained), explained.without(&printed));
    if std::env::var_os("FACTLINT_BLESS").is_some() && !more.is_empty() {
        fs::write(&golden, format!("{}\n\n{UNEXPLAINED}\n{}", page.trim_end(), more.blocks())).unwrap();
    }
    let mut wrong = String::new();
    if !more.is_empty() {
        let _ = write!(wrong, "found, and not in findings.md:\n{}", more.blocks());
    }
    if !fewer.is_empty() {
        let _ = write!(wrong, "in findings.md, and not found:\n{}", fewer.blocks());
    }
    if page.contains(UNEXPLAINED) {
        wrong.push_str("findings.md has findings that are not explained\n");
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

/// What a run prints.
fn run(overlay: &Path, data: &Path, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.args(["check", "--format", format, "--color", "never", "--config"]);
    let command = command.arg(overlay.join("factlint.toml")).arg("--root").arg(data).current_dir(data);
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

/// The findings and the notices of a run.
#[derive(Default)]
struct Lines {
    findings: BTreeSet<String>,
    notices: BTreeSet<String>,
}

impl Lines {
    fn explained(page: &str) -> Self {
        let (mut lines, mut block) = (Self::default(), None);
        for line in page.lines() {
            match (line.strip_prefix("```"), block) {
                (Some(info), None) => block = Some(info == "notices"),
                (Some(_), Some(_)) => block = None,
                (None, Some(true)) => _ = lines.notices.insert(line.to_owned()),
                (None, Some(false)) => _ = lines.findings.insert(line.to_owned()),
                (None, None) => {}
            }
        }
        lines
    }

    fn printed(overlay: &Path, data: &Path) -> Self {
        let concise = run(overlay, data, "concise");
        let report: serde_json::Value = serde_json::from_str(&run(overlay, data, "json")).unwrap();
        let notices = report["summary"]["notices"].as_array().into_iter().flatten();
        Self {
            findings: concise.lines().map(str::to_owned).collect(),
            notices: notices.map(|notice| notice.as_str().unwrap().to_owned()).collect(),
        }
    }

    fn without(&self, other: &Self) -> Self {
        let less = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        Self { findings: less(&self.findings, &other.findings), notices: less(&self.notices, &other.notices) }
    }

    fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.notices.is_empty()
    }

    /// The lines, as findings.md has them.
    fn blocks(&self) -> String {
        let mut blocks = String::new();
        for (info, lines) in [("", &self.findings), ("notices", &self.notices)] {
            if !lines.is_empty() {
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                let _ = write!(blocks, "\n```{info}\n{}\n```\n", lines.join("\n"));
            }
        }
        blocks
    }
}
