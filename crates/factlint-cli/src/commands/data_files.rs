//! Data files that a command changes: which it may, and how they are shown and written.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use factlint_validator::engine::{FixedFile, Host};

use super::check::settings::Job;
use super::{Failure, new_files, print};
use crate::host::StdHost;
use crate::report::{escape_lines, unified};

/// So many lines are shown around those that change.
const AROUND: usize = 3;

/// Why a file is not to be changed; `known` has the files that are, by their paths without links.
pub fn refusal(path: &Path, job: &Job, host: &StdHost, known: &mut BTreeMap<PathBuf, PathBuf>) -> Option<String> {
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

/// Prints how the files change, as a unified diff; on a terminal without what it would obey.
pub fn print_diff(files: &[FixedFile]) -> Result<(), Failure> {
    let diffs: String = files.iter().map(|file| unified(&file.before, &file.after, &file.name, AROUND)).collect();
    print(if io::stdout().is_terminal() { escape_lines(&diffs) } else { diffs })
}

/// Writes all files, or none if one of them is no longer what was read. Their paths are named as the user sees them.
pub fn write(files: &[FixedFile], cwd: &Path) -> Result<(), Failure> {
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
