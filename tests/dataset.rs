//! The shipped dataset: it is clean, and a mistake in it gives its finding. The mistakes are in `dataset/mistakes.toml`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/dataset.rs"]
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use support::{AllBroken, FACTS, change, copy, files, make_broken, top};

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

#[test]
fn fixes_bring_back_every_byte() {
    let folder = copy();
    let AllBroken { elsewhere, broken } = make_broken(folder.path());
    let found: BTreeSet<String> =
        check(folder.path()).iter().map(|found| found["rule"].as_str().unwrap().to_owned()).collect();
    let broken: BTreeSet<String> = broken.into_iter().map(|broken| broken.rule).collect();
    assert_eq!(found, broken);
    let with_fixes: BTreeSet<String> = broken.union(&elsewhere).cloned().collect();
    assert_eq!(with_fixes, rules_with_fixes());

    let fix = ["check", "--fix", "--unsafe"];
    let status = Command::new(env!("CARGO_BIN_EXE_factlint")).args(fix).current_dir(folder.path()).status().unwrap();
    assert!(status.success());
    for file in files() {
        let text = |folder: &Path| fs::read_to_string(folder.join(&file)).unwrap();
        assert_eq!(text(folder.path()), text(&top()), "{}", file.display());
    }
}

/// The rules that `factlint rules` lists with a fix.
fn rules_with_fixes() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint")).arg("rules").output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let words = listed.lines().map(|line| line.split_whitespace().take(3).collect::<Vec<_>>());
    let fixed = words.filter(|words| matches!(words[..], [_, _, "safe" | "unsafe"]));
    fixed.map(|words| words[0].to_owned()).collect()
}

fn make(mistake: &Mistake, path: &Path) {
    change(path, &mistake.title, &mistake.old, &mistake.new);
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
