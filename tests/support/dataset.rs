//! The shipped dataset in a folder of its own, whole or with the mistakes of `dataset/broken.toml`.

#![allow(clippy::unwrap_used, dead_code, reason = "a test fails by panicking; not every test needs all of it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Where the files of the dataset lie.
pub const FACTS: &str = "data/de-stalinization";

/// Mistakes made all at once, each of which a fix mends, and the rules with fixes that find nothing here.
#[derive(Deserialize)]
pub struct AllBroken {
    pub elsewhere: BTreeSet<String>,
    pub broken: Vec<Broken>,
}

/// A change to a file, which this rule finds and mends.
#[derive(Deserialize)]
pub struct Broken {
    pub rule: String,
    file: String,
    old: String,
    new: String,
}

/// The project's folder.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The dataset, its schema and its configuration in a folder of their own.
pub fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["schema", FACTS] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(top().join(part)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(part).join(entry.file_name())).unwrap();
        }
    }
    fs::copy(top().join("factlint.toml"), folder.path().join("factlint.toml")).unwrap();
    folder
}

/// Makes all mistakes of `dataset/broken.toml` in a copy.
pub fn make_broken(folder: &Path) -> AllBroken {
    let all = fs::read_to_string(top().join("tests/dataset/broken.toml")).unwrap();
    let all: AllBroken = toml::from_str(&all).unwrap();
    for Broken { rule, file, old, new } in &all.broken {
        change(&folder.join(FACTS).join(file), rule, old, new);
    }
    all
}

/// Changes a text that stands in a file once.
pub fn change(path: &Path, title: &str, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{title}: {} has {old:?} once", path.display());
    fs::write(path, text.replace(old, new)).unwrap();
}

/// The files that may be changed, from the folder of a copy.
pub fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(top().join(FACTS)).unwrap();
    let files = entries.map(|entry| Path::new(FACTS).join(entry.unwrap().file_name()));
    files.chain([PathBuf::from("factlint.toml")]).collect()
}
