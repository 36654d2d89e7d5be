//! Datasets and suites that others wrote: packed in the folder that `FACTLINT_SHARED` names, unpacked below
//! `target/corpus/`. Nothing of them is in the project.

#![allow(clippy::panic, reason = "a test stops where its material is not there")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// The folder with what the archive `corpus/NAME.tar.xz` holds; none where `FACTLINT_SHARED` is not set.
pub fn unpacked(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("FACTLINT_SHARED")?;
    let archive = Path::new(&shared).join("corpus").join(format!("{name}.tar.xz"));
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/corpus");
    let folder = corpus.join(name);
    if !folder.is_dir() {
        let unpacking = corpus.join(format!("{name}.{}", std::process::id()));
        unpack(&archive, &unpacking, &folder).unwrap_or_else(|error| panic!("{}: {error}", archive.display()));
    }
    Some(folder)
}

/// Unpacks beside the folder first, so that the folder is whole once it is there.
fn unpack(archive: &Path, unpacking: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(unpacking)?;
    let status = Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(unpacking).status()?;
    if !status.success() {
        return Err(io::Error::other("cannot be unpacked"));
    }
    // Some archives have one folder, of their own name, at the top.
    let inner = folder.file_name().map(|name| unpacking.join(name)).filter(|inner| inner.is_dir());
    if let Err(error) = fs::rename(inner.as_deref().unwrap_or(unpacking), folder) {
        // Another test may have been faster.
        if !folder.is_dir() {
            return Err(error);
        }
    }
    if unpacking.is_dir() { fs::remove_dir_all(unpacking) } else { Ok(()) }
}
