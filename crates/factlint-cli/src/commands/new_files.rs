//! New files in a folder: all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failure;

/// The first of these files that is there already.
pub fn taken(dir: &Path, files: &[(PathBuf, &str)]) -> Option<PathBuf> {
    files.iter().map(|(name, _)| in_dir(dir, name)).find(|path| path.symlink_metadata().is_ok())
}

/// Writes files that are not there yet, and their folders.
pub fn write(dir: &Path, files: &[(PathBuf, &str)]) -> Result<(), Failure> {
    let mut made = Vec::new();
    write_all(dir, files, &mut made).map_err(|error| {
        made.iter().rev().for_each(Made::undo);
        Failure::new(format!("cannot write into `{}`: {error}", dir.display()))
    })
}

/// Says what was written, and the next command.
pub fn written(dir: &Path, files: &[(PathBuf, &str)]) -> String {
    let mut text: String = files.iter().map(|(name, _)| format!("wrote {}\n", in_dir(dir, name).display())).collect();
    text.push_str(&match dir.to_str() {
        Some(".") => "Check it: factlint check\n".to_owned(),
        _ => format!("Check it: cd {} && factlint check\n", dir.display()),
    });
    text
}

/// What was made on the way, to be undone if the rest cannot be.
enum Made {
    File(PathBuf),
    Folder(PathBuf),
}

impl Made {
    fn undo(&self) {
        // The error that led here is the one to tell.
        let _ = match self {
            Self::File(path) => fs::remove_file(path),
            Self::Folder(path) => fs::remove_dir(path),
        };
    }
}

fn write_all(dir: &Path, files: &[(PathBuf, &str)], made: &mut Vec<Made>) -> io::Result<()> {
    for (name, text) in files {
        let path = in_dir(dir, name);
        if let Some(folder) = path.parent() {
            make_folder(folder, made)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        made.push(Made::File(path));
        file.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn make_folder(folder: &Path, made: &mut Vec<Made>) -> io::Result<()> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
    for path in missing.into_iter().rev() {
        fs::create_dir(path)?;
        made.push(Made::Folder(path.to_owned()));
    }
    Ok(())
}

/// The path of a file in the folder, without a `./` before it.
pub fn in_dir(dir: &Path, name: &Path) -> PathBuf {
    if dir == Path::new(".") { name.to_owned() } else { dir.join(name) }
}
