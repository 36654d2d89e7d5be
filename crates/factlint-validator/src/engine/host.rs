//! The one door to files and the clock.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use factlint_model::time::civil::Civil;

/// Files and the clock, as the embedding program gives them.
pub trait Host: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The bytes of a data file: the file's own, unless the host has the data of another time than all the rest.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn read_data(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// All regular files below a folder, as paths relative to it, sorted; hidden and ignored ones left out, links that
    /// lead out not followed.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>>;

    /// The same, and what below the folder could not be looked into: the walk goes on beside it.
    ///
    /// # Errors
    /// Where the folder itself cannot be read.
    fn walk(&self, root: &Path) -> io::Result<Walked> {
        Ok(Walked { files: self.files(root)?, closed: Vec::new() })
    }

    /// The name under which reports show a path: relative to where the user stands, with `/`.
    fn display(&self, path: &Path) -> String;

    /// Today's date, if the host has a clock.
    fn today(&self) -> Option<Civil> {
        None
    }

    /// Is told when a stage of a run begins, and with it that the one before has ended.
    fn begins(&self, _stage: Stage) {}

    /// Is told when a file of the stage [`Stage::Files`] is done, by whichever thread did it.
    fn file_done(&self) {}
}

/// The stages of a run. All but the last come once for each dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding the files.
    Find,
    /// Reading and compiling the schemas.
    Schemas,
    /// Reading so many files, each checked for itself.
    Files(usize),
    /// Joining the facts of all files.
    Link,
    /// Looking up the citations.
    Citations,
    /// The rules that speak of all files.
    Rules,
    /// Completing what was found.
    Findings,
}

/// A host with other contents laid over some of its files, by the names under which reports show them.
pub(super) struct Overlay<'h> {
    pub host: &'h dyn Host,
    pub contents: BTreeMap<String, Vec<u8>>,
}

impl Host for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.contents.get(&self.host.display(path)) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.host.read(path),
        }
    }

    fn read_data(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.contents.get(&self.host.display(path)) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.host.read_data(path),
        }
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        self.host.files(root)
    }

    fn walk(&self, root: &Path) -> io::Result<Walked> {
        self.host.walk(root)
    }

    fn display(&self, path: &Path) -> String {
        self.host.display(path)
    }

    fn today(&self) -> Option<Civil> {
        self.host.today()
    }

    fn begins(&self, stage: Stage) {
        self.host.begins(stage);
    }

    fn file_done(&self) {
        self.host.file_done();
    }
}

/// What lies below a folder, as paths relative to it, sorted.
#[derive(Debug, Default)]
pub struct Walked {
    /// The files.
    pub files: Vec<PathBuf>,
    /// What could not be looked into, and why.
    pub closed: Vec<(PathBuf, io::Error)>,
}

/// Why a file or folder could not be read, in plain words.
#[must_use]
pub fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "what its path names as a folder is a file".to_owned(),
        io::ErrorKind::PermissionDenied => "the permission to read it is missing".to_owned(),
        io::ErrorKind::InvalidFilename => "its name is longer than the system allows".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error ").next().unwrap_or_default().to_owned()
        }
    }
}
