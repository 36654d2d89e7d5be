//! Command lines as readable files: `tests/cli/*.md`, the example at the top of the README, and the pages of `docs/` that show a run.
//!
//! A case is a section (`## …`). Fenced blocks whose info string is a language and a name are files of the case (before
//! the first section: of every case); `escaped NAME` has escapes such as `\x00` and `\u{202e}`, also in the name. A block
//! `console` starts with `$ ` and a command for the shell, then everything that it prints; `console exit=2` says the exit
//! status. A line `...` stands for any lines. The time a run took is masked as `[TIME]`.
//!
//! `FACTLINT_BLESS=1` writes what was printed into the files; read the difference before keeping it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so where it cannot go on")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files: Vec<PathBuf> =
        fs::read_dir(top.join("tests/cli")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.extend(["README.md", "docs/your-own-data.md"].map(|page| top.join(page)));
    files.sort();
    let args = Arguments::from_args();
    if std::env::var_os("FACTLINT_BLESS").is_some() {
        files.iter().for_each(|file| bless(file));
    }
    let trials = files.iter().flat_map(|file| trials(file)).collect();
    libtest_mimic::run(&args, trials).exit();
}

/// A section of a file.
#[derive(Clone, Debug, Default)]
struct Case {
    title: String,
    files: Vec<(String, Vec<u8>)>,
    runs: Vec<Run>,
}

/// A command, and what it prints.
#[derive(Clone, Debug)]
struct Run {
    command: String,
    exit: i32,
    expected: String,
    /// The lines of the file that hold what is expected.
    lines: std::ops::Range<usize>,
}

fn trials(file: &Path) -> Vec<Trial> {
    let text = fs::read_to_string(file).unwrap();
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let of = |case: Case| Trial::test(format!("{stem}: {}", case.title), move || check(&case));
    cases(&text).into_iter().filter(|case| !case.runs.is_empty()).map(of).collect()
}

fn check(case: &Case) -> Result<(), Failed> {
    let dir = prepare(case);
    for run in &case.runs {
        let (printed, exit) = execute(run, dir.path());
        if !matches(&run.expected, &printed) || exit != run.exit {
            let Run { command, expected, exit: wanted, .. } = run;
            return Err(format!(
                "$ {command}\n--- expected, exit {wanted}\n{expected}--- printed, exit {exit}\n{printed}---"
            )
            .into());
        }
    }
    Ok(())
}

fn prepare(case: &Case) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in &case.files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

/// Runs a command in a shell that finds `factlint`; standard error goes where standard output goes.
fn execute(run: &Run, dir: &Path) -> (String, i32) {
    let program = Path::new(env!("CARGO_BIN_EXE_factlint"));
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths(std::iter::once(program.parent().unwrap().to_owned()).chain(std::env::split_paths(&old)));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("exec 2>&1\n{}", run.command)).current_dir(dir).env("PATH", path.unwrap());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
        shell.env_remove(name);
    }
    let output = shell.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).replace(&*dir.to_string_lossy(), "[DIR]");
    (mask_times(&printed), output.status.code().unwrap_or(-1))
}

fn mask_times(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", mask_time(line))).collect()
}

fn mask_time(line: &str) -> String {
    let is_summary = line.contains("Found ") || line.contains("Nothing found ");
    match line.rsplit_once(" (") {
        Some((start, time)) if is_summary && time.ends_with("s)") => format!("{start} ([TIME])"),
        _ => line.to_owned(),
    }
}

/// Whether the lines agree, where `...` stands for any lines.
fn matches(expected: &str, printed: &str) -> bool {
    fn agree(expected: &[&str], printed: &[&str]) -> bool {
        match expected.split_first() {
            None => printed.is_empty(),
            Some((&"...", rest)) => (0..=printed.len()).any(|skipped| agree(rest, &printed[skipped..])),
            Some((first, rest)) => printed.split_first().is_some_and(|(line, more)| line == first && agree(rest, more)),
        }
    }
    let expected = mask_times(expected);
    agree(&expected.lines().collect::<Vec<_>>(), &printed.lines().collect::<Vec<_>>())
}

/// The cases of a file. What stands before the first section is a case as well.
fn cases(text: &str) -> Vec<Case> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases = vec![Case { title: "opening".to_owned(), ..Case::default() }];
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        at += 1;
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), files: cases[0].files.clone(), runs: Vec::new() });
        }
        let fence: String = line.chars().take_while(|&c| c == '`').collect();
        if fence.len() >= 3 {
            let length = lines[at..].iter().position(|line| *line == fence).expect("every fence is closed");
            take_block(cases.last_mut().unwrap(), &line[fence.len()..], &lines, at..at + length);
            at += length + 1;
        }
    }
    cases
}

fn take_block(case: &mut Case, info: &str, lines: &[&str], block: std::ops::Range<usize>) {
    let join = |range: std::ops::Range<usize>| lines[range].iter().map(|line| format!("{line}\n")).collect::<String>();
    let (word, rest) = info.split_once(' ').unwrap_or((info, ""));
    match word {
        "console" => {
            let command = lines[block.start].strip_prefix("$ ").expect("a console starts with `$ `").to_owned();
            let exit = rest.strip_prefix("exit=").map_or(0, |exit| exit.parse().unwrap());
            let lines = block.start + 1..block.end;
            case.runs.push(Run { command, exit, expected: join(lines.clone()), lines });
        }
        "escaped" => case.files.push((String::from_utf8(unescape(rest)).unwrap(), unescape(&join(block)))),
        _ if rest.is_empty() => {}
        _ => case.files.push((rest.to_owned(), join(block).into_bytes())),
    }
}

/// The bytes that `\xHH`, `\u{H…}` and `\t` stand for.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        rest = match after.as_bytes().first() {
            Some(b'x') => {
                bytes.push(u8::from_str_radix(&after[1..3], 16).unwrap());
                &after[3..]
            }
            Some(b'u') => {
                let (number, rest) = after[2..].split_once('}').unwrap();
                bytes.extend(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap().to_string().bytes());
                rest
            }
            Some(b't') => {
                bytes.push(b'\t');
                &after[1..]
            }
            other => panic!("no such escape: {other:?}"),
        };
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// Puts what is printed in the place of what is expected, where they differ.
fn bless(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut changes = Vec::new();
    for case in cases(&text).iter().filter(|case| !case.runs.is_empty()) {
        let dir = prepare(case);
        for run in &case.runs {
            let (printed, exit) = execute(run, dir.path());
            if exit != run.exit || !matches(&run.expected, &printed) {
                changes.push((run.lines.clone(), printed, exit));
            }
        }
    }
    for (range, printed, exit) in changes.into_iter().rev() {
        let info = range.start - 2;
        lines[info] = if exit == 0 { "```console".to_owned() } else { format!("```console exit={exit}") };
        lines.splice(range, printed.lines().map(str::to_owned));
    }
    fs::write(file, lines.join("\n") + "\n").unwrap();
}
