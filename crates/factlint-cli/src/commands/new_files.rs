//! New files in a folder, also over old ones: all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Failure, cannot_write};
use crate::report::create_beside;

/// The first of these files that is there already.
pub fn taken(dir: &Path, files: &[(PathBuf, &str)]) -> Option<PathBuf> {
    files.iter().map(|(name, _)| in_dir(dir, name)).find(|path| path.symlink_metadata().is_ok())
}

/// Writes files that are not there yet, and their folders.
pub fn write(dir: &Path, files: &[(PathBuf, &str)]) -> Result<(), Failure> {
    let mut made = Vec::new();
    write_all(dir, files, &mut made).map_err(|why| {
        made.iter().rev().for_each(Made::undo);
        stopped(&why)
    })
}

/// Writes files, also over those that are there: first all of them under other names, then each to its place.
pub fn replace(dir: &Path, files: &[(PathBuf, &str)]) -> Result<(), Failure> {
    replace_if(dir, files, || Ok(()))
}

/// The same, if nothing speaks against it once all is ready.
pub fn replace_if(
    dir: &Path,
    files: &[(PathBuf, &str)],
    demand: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut made = Vec::new();
    let staged = stage(dir, files, &mut made).map_err(|why| stopped(&why));
    let ready = staged.and_then(|staged| demand().map(|()| staged));
    let done = ready.and_then(|staged| put(staged, &mut made).map_err(|why| stopped(&why)));
    match done {
        Ok(()) => made.iter().for_each(Made::settle),
        Err(_) => made.iter().rev().for_each(Made::undo),
    }
    done
}

/// A file that could not be written, and why.
type Stopped = (PathBuf, io::Error);

fn stopped((path, error): &Stopped) -> Failure {
    cannot_write(path, error).help("help: nothing was changed")
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
    /// A file that was there, and a copy of what it was.
    Replaced {
        path: PathBuf,
        copy: PathBuf,
    },
}

impl Made {
    fn undo(&self) {
        // The error that led here is the one to tell.
        let _ = match self {
            Self::File(path) => fs::remove_file(path),
            Self::Folder(path) => fs::remove_dir(path),
            Self::Replaced { path, copy } => fs::rename(copy, path),
        };
    }

    fn settle(&self) {
        if let Self::Replaced { copy, .. } = self {
            // All is written; a copy that stays behind is no failure.
            let _ = fs::remove_file(copy);
        }
    }
}

fn write_all(dir: &Path, files: &[(PathBuf, &str)], made: &mut Vec<Made>) -> Result<(), Stopped> {
    for (name, text) in files {
        let path = in_dir(dir, name);
        let mut write = || {
            make_folder_of(&path, made)?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
            made.push(Made::File(path.clone()));
            file.write_all(text.as_bytes())
        };
        write().map_err(|error| (path.clone(), error))?;
    }
    Ok(())
}

/// A file under another name beside its place.
struct Staged {
    temporary: PathBuf,
    path: PathBuf,
}

fn stage(dir: &Path, files: &[(PathBuf, &str)], made: &mut Vec<Made>) -> Result<Vec<Staged>, Stopped> {
    let each = files.iter().map(|(name, text)| {
        let path = in_dir(dir, name);
        stage_one(&path, text, made).map_err(|error| (path, error))
    });
    each.collect()
}

fn stage_one(path: &Path, text: &str, made: &mut Vec<Made>) -> io::Result<Staged> {
    make_folder_of(path, made)?;
    // A link stays a link: what it leads to is replaced.
    let path = if path.symlink_metadata().is_ok() { fs::canonicalize(path)? } else { path.to_owned() };
    if fs::metadata(&path).is_ok_and(|known| !known.is_file()) {
        return Err(io::Error::other("it is there, and no file"));
    }
    let (temporary, mut file) = create_beside(&path)?;
    made.push(Made::File(temporary.clone()));
    file.write_all(text.as_bytes())?;
    Ok(Staged { temporary, path })
}

fn put(staged: Vec<Staged>, made: &mut Vec<Made>) -> Result<(), Stopped> {
    staged
        .into_iter()
        .try_for_each(|Staged { temporary, path }| put_one(&temporary, &path, made).map_err(|error| (path, error)))
}

fn put_one(temporary: &Path, path: &Path, made: &mut Vec<Made>) -> io::Result<()> {
    if !path.exists() {
        fs::rename(temporary, path)?;
        made.push(Made::File(path.to_owned()));
        return Ok(());
    }
    let (copy, _) = create_beside(path)?;
    made.push(Made::File(copy.clone()));
    fs::copy(path, &copy)?;
    fs::rename(temporary, path)?;
    made.push(Made::Replaced { path: path.to_owned(), copy });
    Ok(())
}

/// Makes the folder of a file, and those above it, where they are not there.
fn make_folder_of(path: &Path, made: &mut Vec<Made>) -> io::Result<()> {
    let missing: Vec<&Path> =
        path.ancestors().skip(1).take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Failure, Made, Staged, put, replace, replace_if};

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn old_files_are_replaced_and_nothing_else_stays() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        replace(dir.path(), &[(PathBuf::from("a"), "new"), (PathBuf::from("b"), "new")]).unwrap();
        assert_eq!(fs::read_to_string(dir.path().join("a")).unwrap(), "new");
        assert_eq!(names(dir.path()), ["a", "b"]);
    }

    #[test]
    fn what_speaks_against_it_at_the_last_moment_leaves_all_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        let files = [(PathBuf::from("a"), "new"), (PathBuf::from("b"), "new")];
        assert!(replace_if(dir.path(), &files, || Err(Failure::new("it changed"))).is_err());
        assert_eq!(fs::read_to_string(dir.path().join("a")).unwrap(), "old");
        assert_eq!(names(dir.path()), ["a"]);
    }

    #[test]
    fn what_cannot_be_put_in_its_place_brings_all_back() {
        let dir = tempfile::tempdir().unwrap();
        let inside = |name: &str| dir.path().join(name);
        fs::write(inside("a"), "old").unwrap();
        let staged = |(temporary, name): (&str, &str)| {
            fs::write(inside(temporary), "new").unwrap();
            Staged { temporary: inside(temporary), path: inside(name) }
        };
        let all: Vec<Staged> = [(".a", "a"), (".b", "b"), (".c", "no-folder/c")].map(staged).into();
        let mut made: Vec<Made> = all.iter().map(|one| Made::File(one.temporary.clone())).collect();
        assert!(put(all, &mut made).is_err());
        made.iter().rev().for_each(Made::undo);
        assert_eq!(fs::read_to_string(inside("a")).unwrap(), "old");
        assert_eq!(names(dir.path()), ["a"]);
    }
}
