//! The shipped dataset: it is clean, and a mistake in it gives its finding. The mistakes are in `dataset/mistakes.toml`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

const FACTS: &str = "data/de-stalinization";

#[derive(Deserialize)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

/// A change to a file, and what is then found.
#[derive(Deserialize)]
struct Mistake {
    title: String,
    file: String,
    /// Stands in the file once.
    old: String,
    new: String,
    /// The findings in their order: the rule, a space, the text at the primary place.
    found: Vec<String>,
    /// The texts at the other places of the first finding.
    labels: Option<Vec<String>>,
}

#[test]
fn the_dataset_is_clean() {
    let found = check(&top());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_mistake_gives_its_finding() {
    let mistakes = fs::read_to_string(top().join("tests/dataset/mistakes.toml")).unwrap();
    let mistakes: Mistakes = toml::from_str(&mistakes).unwrap();
    for mistake in &mistakes.mistake {
        let folder = copy();
        make(mistake, &folder.path().join(FACTS).join(&mistake.file));
        let diagnostics = check(folder.path());
        let found: Vec<String> = diagnostics
            .iter()
            .map(|found| format!("{} {}", found["rule"].as_str().unwrap(), text_at(folder.path(), found)))
            .collect();
        assert_eq!(found, mistake.found, "{}", mistake.title);
        if let Some(labels) = &mistake.labels {
            let marked = diagnostics[0]["labels"].as_array().unwrap().iter();
            let marked: Vec<String> = marked.map(|label| text_at(folder.path(), label)).collect();
            assert_eq!(&marked, labels, "{}", mistake.title);
        }
    }
}

fn make(mistake: &Mistake, path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let Mistake { title, file, old, new, .. } = mistake;
    assert_eq!(text.matches(old.as_str()).count(), 1, "{title}: {file} has {old:?} once");
    fs::write(path, text.replace(old.as_str(), new)).unwrap();
}

/// The project's folder.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The dataset, its schema and its configuration in a folder of their own.
fn copy() -> tempfile::TempDir {
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

/// The findings of a run.
fn check(folder: &Path) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    let output = command.args(["check", "--format", "json"]).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}): {}", String::from_utf8_lossy(&output.stderr)));
    report["diagnostics"].as_array().unwrap().clone()
}

/// The text at the place of a finding or a label.
fn text_at(folder: &Path, place: &Value) -> String {
    let text = fs::read_to_string(folder.join(place["file"].as_str().unwrap())).unwrap();
    let offset = |end: &str| usize::try_from(place["span"][end]["offset"].as_u64().unwrap()).unwrap();
    text[offset("start")..offset("end")].to_owned()
}
