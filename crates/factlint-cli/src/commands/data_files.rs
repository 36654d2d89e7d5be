//! Files that a command changes, data and what factlint keeps beside it: which it may, and how they are shown and written.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use factlint_model::source::BYTE_ORDER_MARK;
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
    new_files::replace_if(Path::new(""), &new, || match files.iter().find(|file| !is_as_it_was(file)) {
        None => Ok(()),
        Some(file) => Err(Failure::new(format!("`{}` changed while it was checked", file.name))
            .help("help: nothing was written; run it again")),
    })
}

/// Whether a file still is what was read of it, a byte order mark aside; one that was not there had no text.
fn is_as_it_was(file: &FixedFile) -> bool {
    match fs::read(&file.path) {
        Ok(bytes) => without_mark(&bytes) == without_mark(file.before.as_bytes()),
        Err(error) => error.kind() == io::ErrorKind::NotFound && file.before.is_empty(),
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::path::Path;

    use super::{FixedFile, write};

    #[test]
    fn what_changed_since_it_was_read_is_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let written = |before: &str| {
            let file = FixedFile { path: path.clone(), name: "a".into(), before: before.into(), after: "new".into() };
            write(&[file], Path::new("/nowhere")).is_ok().then(|| fs::read_to_string(&path).unwrap())
        };
        assert_eq!(written("old"), None);
        assert!(!path.exists());
        assert_eq!(written("").as_deref(), Some("new"));
        for (now, before, is_same) in [
            ("", "", true),
            ("old", "", false),
            ("older", "old", false),
            ("old", "old", true),
            ("\u{feff}old", "old", true),
        ] {
            fs::write(&path, now).unwrap();
            assert_eq!(written(before).is_some(), is_same, "{now:?} was {before:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), if is_same { "new" } else { now });
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }
}
