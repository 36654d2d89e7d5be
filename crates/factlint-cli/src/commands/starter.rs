//! `factlint init --starter`: a small dataset to begin with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint_validator::schema::built_in_files;

use super::{Failure, new_files, print};

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
    let files: Vec<(PathBuf, &str)> = files().collect();
    if let Some(path) = new_files::taken(dir, &files) {
        return Err(Failure::new(format!("`{}` is there already", path.display()))
            .help("help: the starter dataset wants a folder without one: `factlint init --starter NEW-FOLDER`"));
    }
    new_files::write(dir, &files)?;
    print(new_files::written(dir, &files))?;
    Ok(ExitCode::SUCCESS)
}
