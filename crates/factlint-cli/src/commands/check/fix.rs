//! `factlint check --fix` and `--diff`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use factlint_model::diagnostic::Safety;
use factlint_validator::engine::{self, FixCounts, Fixed, FixedFile, Host, Report};

use super::settings::Job;
use crate::args::FixArgs;
use crate::commands::revision::Base;
use crate::commands::{Failure, new_files, print};
use crate::host::StdHost;
use crate::report::{counted, escape, escape_lines, unified};

/// So many lines are shown around those that change.
const AROUND: usize = 3;

/// Whether anything is to be fixed, or shown as if it were.
pub fn is_wanted(args: FixArgs) -> Result<bool, Failure> {
    let wanted = args.fix || args.diff;
    if args.risky && !wanted {
        return Err(Failure::new("`--unsafe` says what `--fix` or `--diff` may do, and neither is given")
            .help("help: `factlint check --diff --unsafe` shows what would change"));
    }
    Ok(wanted)
}

/// Fixes what can be fixed, in memory.
pub fn fix(job: &Job, args: FixArgs, host: &StdHost, base: Option<&Base<'_>>) -> Result<Fixed, Failure> {
    let allowed = if args.risky { Safety::Unsafe } else { Safety::Safe };
    let mut known = BTreeMap::new();
    engine::fix(host, allowed, &mut |path| refusal(path, job, host, &mut known), &mut |data| {
        super::check(job, data, host, base)
    })
}

/// Why a file is not to be changed; `known` has the files that are, by their paths without links.
fn refusal(path: &Path, job: &Job, host: &StdHost, known: &mut BTreeMap<PathBuf, PathBuf>) -> Option<String> {
    if host.stdin().is_some() {
        return (!host.is_stdin(path)).then(|| "only standard input is".to_owned());
    }
    if !fs::metadata(path).is_ok_and(|data| data.is_file()) {
        return Some("it is a pipe or a device".to_owned());
    }
    let Ok(real) = path.canonicalize() else { return Some("what its path leads to is not there".to_owned()) };
    let leads_out =
        |root: &Path| path.starts_with(root) && root.canonicalize().is_ok_and(|root| !real.starts_with(root));
    if job.settings.datasets.iter().any(|dataset| leads_out(&dataset.root)) {
        return Some("a link leads to it, out of the root of its dataset".to_owned());
    }
    let first = known.entry(real).or_insert_with(|| path.to_owned());
    (first != path).then(|| format!("it is the same file as `{}`", host.display(first)))
}

/// Writes the fixed files; for standard input its text, and with `--diff` the changes, to standard output.
pub fn hand_over(fixed: &Fixed, args: FixArgs, host: &StdHost) -> Result<(), Failure> {
    if args.diff {
        let diffs = fixed.files.iter().map(|file| unified(&file.before, &file.after, &file.name, AROUND));
        let diffs: String = diffs.collect();
        return print(if io::stdout().is_terminal() { escape_lines(&diffs) } else { diffs });
    }
    match (host.stdin(), fixed.files.as_slice()) {
        (Some(_), [file]) => print(&file.after),
        (Some(text), _) => print(text),
        (None, []) => Ok(()),
        (None, files) => write(files, host.cwd()),
    }
}

/// Writes all files, or none if one of them is no longer what was read. Their paths are named as the user sees them.
fn write(files: &[FixedFile], cwd: &Path) -> Result<(), Failure> {
    let seen = |path: &Path| path.strip_prefix(cwd).unwrap_or(path).to_owned();
    let new: Vec<(PathBuf, &str)> = files.iter().map(|file| (seen(&file.path), &*file.after)).collect();
    new_files::replace_if(Path::new(""), &new, || {
        let is_same = |file: &FixedFile| fs::read(&file.path).is_ok_and(|bytes| bytes == file.before.as_bytes());
        match files.iter().find(|file| !is_same(file)) {
            None => Ok(()),
            Some(file) => Err(Failure::new(format!("`{}` changed while it was checked", file.name))
                .help("help: nothing was written; run it again")),
        }
    })
}

/// The report to show, and what is said of the fixes.
pub fn told(fixed: Fixed, args: FixArgs) -> (Report, String) {
    let mut text = String::new();
    for notice in &fixed.notices {
        let _ = writeln!(text, "note: {}", escape(notice));
    }
    let Fixed { before, after, files, count, .. } = fixed;
    let left = FixCounts::of(after.as_ref().unwrap_or(&before)).risky;
    let more = match left {
        1.. if !args.risky => format!(" ({left} more with `--unsafe`)"),
        _ => String::new(),
    };
    let done = match (count, args.diff) {
        (0, _) => "Nothing to fix".to_owned(),
        (_, true) => format!("Would fix {} in {}", counted(count, "finding"), counted(files.len(), "file")),
        (_, false) => format!("Fixed {} in {}", counted(count, "finding"), counted(files.len(), "file")),
    };
    let _ = writeln!(text, "{done}{more}");
    let report = if args.diff { before } else { after.unwrap_or(before) };
    (report, text)
}
