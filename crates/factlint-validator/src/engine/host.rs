//! The one door to files and the clock.

use std::io;
use std::path::{Path, PathBuf};

/// Files and the clock, as the embedding program gives them.
pub trait Host: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// All regular files below a folder, as paths relative to it, sorted; hidden and ignored ones left out, links that
    /// lead out not followed.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>>;

    /// The name under which reports show a path: relative to where the user stands, with `/`.
    fn display(&self, path: &Path) -> String;
}
