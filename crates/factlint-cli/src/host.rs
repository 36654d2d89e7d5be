//! Files as the engine sees them: the file system, with standard input laid over one path.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use factlint_model::source::name_of;
use factlint_model::time::civil::Civil;
use factlint_validator::engine::{Host, Stage, Walked, unreadable};

use crate::commands::Progress;

/// Not more is read from a pipe: some never end.
const MOST_OF_PIPE: u64 = 1 << 30;

/// The file system, seen from the folder in which the user stands.
#[derive(Debug)]
pub struct StdHost {
    cwd: PathBuf,
    stdin: Option<(PathBuf, Vec<u8>)>,
    /// What the command line names, where that is a pipe: and what was read of it, since it gives its bytes only once.
    pipes: Mutex<BTreeMap<PathBuf, Option<Vec<u8>>>>,
    progress: Progress,
}

impl StdHost {
    /// The file system, seen from the current folder.
    pub fn new() -> io::Result<Self> {
        let cwd = std::env::current_dir()?;
        Ok(Self { cwd, stdin: None, pipes: Mutex::default(), progress: Progress::default() })
    }

    /// Reads standard input to its end; from then on it is the text of `path`.
    pub fn lay_stdin_over(&mut self, path: &Path) -> io::Result<()> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        self.stdin = Some((self.absolute(path), bytes));
        Ok(())
    }

    /// How far a run is.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether standard input stands for the path.
    pub fn is_stdin(&self, path: &Path) -> bool {
        self.stdin.as_ref().is_some_and(|(stdin, _)| *stdin == self.absolute(path))
    }

    /// What standard input holds.
    pub fn stdin(&self) -> Option<&[u8]> {
        self.stdin.as_ref().map(|(_, bytes)| bytes.as_slice())
    }

    /// The path from the file system's root, without `.` and `..`, links left as they are.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let mut whole = PathBuf::new();
        for part in self.cwd.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(whole.pop()),
                part => whole.push(part),
            }
        }
        whole
    }

    /// The folder in which the user stands.
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// Whether the path is there: a file, a folder, or what standard input stands for.
    pub fn exists(&self, path: &Path) -> bool {
        let path = self.absolute(path);
        self.stdin.as_ref().is_some_and(|(stdin, _)| *stdin == path) || path.exists()
    }

    /// Lets a path be a pipe, as a shell gives for `<(…)`, since the command line names it. What else names one, or leads to
    /// one, means a file, and a run would wait for it forever.
    pub fn may_be_pipe(&self, path: &Path) {
        let path = self.absolute(path);
        if is_pipe(&path) {
            self.pipes.lock().unwrap_or_else(PoisonError::into_inner).entry(path).or_default();
        }
    }

    fn read_pipe(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(read) = pipes.get_mut(path) else {
            return Err(io::Error::other("it is a pipe or a device, not a file"));
        };
        if let Some(bytes) = read {
            return Ok(bytes.clone());
        }
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(MOST_OF_PIPE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_OF_PIPE {
            return Err(io::Error::other("it is a pipe or a device that gives more than 1 GiB"));
        }
        *read = Some(bytes.clone());
        Ok(bytes)
    }
}

impl Host for StdHost {
    /// In UTC, so that a run says the same wherever it runs.
    fn today(&self) -> Option<Civil> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        Some(Civil::of_second(i64::try_from(since.as_secs()).ok()?))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = self.absolute(path);
        match &self.stdin {
            Some((stdin, bytes)) if *stdin == path => Ok(bytes.clone()),
            _ if is_pipe(&path) => self.read_pipe(&path),
            _ => std::fs::read(path),
        }
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        let Walked { files, closed } = self.walk(root)?;
        match closed.into_iter().next() {
            Some((path, error)) => {
                let path = self.display(&root.join(path));
                Err(io::Error::other(format!("`{path}`: {}", unreadable(&error))))
            }
            None => Ok(files),
        }
    }

    fn walk(&self, root: &Path) -> io::Result<Walked> {
        let root = self.absolute(root);
        root.ancestors().find_map(blocked).map_or(Ok(()), Err)?;
        let Walked { mut files, mut closed } = Walked::default();
        let skipped = Arc::new(Mutex::new(Walked::default()));
        for entry in walk(&root, &skipped) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let below = stopping_path(&error).and_then(|path| path.strip_prefix(&root).ok());
                    let below = below.filter(|path| !path.as_os_str().is_empty()).map(Path::to_owned);
                    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("it cannot be walked"));
                    match below {
                        Some(below) => closed.push((below, error)),
                        None => return Err(error),
                    }
                    continue;
                }
            };
            let is_file =
                entry.file_type().is_some_and(|kind| kind.is_file() || links_inside(kind, entry.path(), &root));
            if let (true, Ok(path)) = (is_file, entry.path().strip_prefix(&root)) {
                files.push(path.to_owned());
            }
        }
        if let Some(path) = self.stdin.as_ref().and_then(|(path, _)| path.strip_prefix(&root).ok()) {
            files.push(path.to_owned());
        }
        files.sort();
        files.dedup();
        closed.append(&mut skipped.lock().unwrap_or_else(PoisonError::into_inner).closed);
        closed.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Walked { files, closed })
    }

    fn display(&self, path: &Path) -> String {
        let path = self.absolute(path);
        let shown = relative(&path, &self.cwd).unwrap_or(path);
        name_of(&shown)
    }

    fn begins(&self, stage: Stage) {
        self.progress.begins(stage);
    }

    fn file_done(&self) {
        self.progress.file_done();
    }
}

/// All that lies below a folder and is neither hidden nor ignored by the project's own files. What a machine's settings
/// ignore counts for nothing: a run finds the same everywhere.
///
/// A folder whose ignore file cannot be read without waiting is not looked into, and noted as skipped.
fn walk(root: &Path, skipped: &Arc<Mutex<Walked>>) -> ignore::Walk {
    let (skipped, below) = (Arc::clone(skipped), root.to_owned());
    let looked_into = move |entry: &ignore::DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let Some(error) = is_folder.then(|| blocked(entry.path())).flatten() else { return true };
        let path = entry.path().strip_prefix(&below).unwrap_or(entry.path()).to_owned();
        skipped.lock().unwrap_or_else(PoisonError::into_inner).closed.push((path, error));
        false
    };
    let mut builder = ignore::WalkBuilder::new(root);
    builder.require_git(false).git_global(false).git_exclude(false).filter_entry(looked_into).build()
}

/// Why a folder cannot be walked, where the file that says what to ignore in it is none: a pipe would never end.
fn blocked(folder: &Path) -> Option<io::Error> {
    let name = [".gitignore", ".ignore"].into_iter().find(|name| is_pipe(&folder.join(name)))?;
    Some(io::Error::other(format!("`{name}` in it is a pipe or a device, not a file")))
}

fn stopping_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => stopping_path(err),
        _ => None,
    }
}

/// Whether what lies there is neither a file nor a folder: a named pipe, or what a shell gives for `<(…)`.
fn is_pipe(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Whether a link leads to a file that lies below the root itself.
fn links_inside(kind: std::fs::FileType, path: &Path, root: &Path) -> bool {
    let inside = || {
        let (target, root) = (path.canonicalize().ok()?, root.canonicalize().ok()?);
        Some(target.is_file() && target.starts_with(root))
    };
    kind.is_symlink() && inside().unwrap_or(false)
}

/// The path as seen from a folder, going up at most as far as is shorter to read.
fn relative(path: &Path, from: &Path) -> Option<PathBuf> {
    let mut ups = PathBuf::new();
    for (count, above) in from.ancestors().take(4).enumerate() {
        // The file system's root is shared by everything, and says nothing.
        if count > 0 && above.parent().is_none() {
            return None;
        }
        if let Ok(below) = path.strip_prefix(above) {
            let shown = if below.as_os_str().is_empty() { ups } else { ups.join(below) };
            return Some(if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown });
        }
        ups.push("..");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, relative};

    #[test]
    fn paths_are_shown_from_where_the_user_stands() {
        let shown = |path: &str| relative(Path::new(path), Path::new("/home/ann/facts"));
        assert_eq!(shown("/home/ann/facts/a.yaml"), Some(PathBuf::from("a.yaml")));
        assert_eq!(shown("/home/ann/a.yaml"), Some(PathBuf::from("../a.yaml")));
        assert_eq!(shown("/home/ann/facts"), Some(PathBuf::from(".")));
        assert_eq!(shown("/home/ann").map(PathBuf::into_os_string), Some("..".into()));
        assert_eq!(shown("/etc/a.yaml"), None);
    }
}
