//! `factlint init --starter`: a small dataset to begin with.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint_validator::schema::built_in_files;

use super::{Failure, print};

/// The files of the starter dataset.
static FILES: &[(&str, &str)] = &[
    ("factlint.toml", include_str!("../../starter/factlint.toml")),
    ("facts/harbour.yaml", include_str!("../../starter/facts/harbour.yaml")),
    ("facts/sources.yaml", include_str!("../../starter/facts/sources.yaml")),
];

/// The schema of the starter dataset, built into the program.
const SCHEMA: &str = "facts.schema.yaml";

/// All files to write: the dataset, and a copy of its schema, since editors cannot read the one in the program.
fn files() -> impl Iterator<Item = (PathBuf, &'static str)> {
    let schema = built_in_files().filter(|(name, _)| *name == SCHEMA);
    let schema = schema.map(|(name, text)| (Path::new("schema").join(name), text));
    FILES.iter().map(|&(name, text)| (PathBuf::from(name), text)).chain(schema)
}

pub fn run(dir: &Path) -> Result<ExitCode, Failure> {
    for (name, _) in files() {
        let path = in_dir(dir, &name);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::new(format!("`{}` is there already", path.display()))
                .help("help: the starter dataset wants a folder without one: `factlint init --starter NEW-FOLDER`"));
        }
    }
    let mut made = Vec::new();
    if let Err(error) = write_all(dir, &mut made) {
        made.iter().rev().for_each(Made::undo);
        return Err(Failure::new(format!("cannot write into `{}`: {error}", dir.display())));
    }
    report(dir)
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

fn write_all(dir: &Path, made: &mut Vec<Made>) -> io::Result<()> {
    for (name, text) in files() {
        let path = in_dir(dir, &name);
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

fn report(dir: &Path) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    for (name, _) in files() {
        text.push_str(&format!("wrote {}\n", in_dir(dir, &name).display()));
    }
    text.push_str(&match dir.to_str() {
        Some(".") => "Check it: factlint check\n".to_owned(),
        _ => format!("Check it: cd {} && factlint check\n", dir.display()),
    });
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The path of a file in the folder, without a `./` before it.
fn in_dir(dir: &Path, name: &Path) -> PathBuf {
    if dir == Path::new(".") { name.to_owned() } else { dir.join(name) }
}
