//! `factlint init` on datasets that others wrote, found through `FACTLINT_SHARED`: the proposed schemas accept the data, and
//! where a check finds something by their meanings, an exception to a guess was told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use factlint_validator::engine::Host;
use factlint_validator::infer::propose;
use serde_json::Value;

#[path = "support/corpus.rs"]
mod corpus;

#[test]
fn proposed_schemas_accept_the_data() {
    for name in ["congress-legislators", "endoflife-date", "owid-snapshots", "periodo", "us-courts"] {
        match corpus::unpacked(name) {
            Some(data) => accepts(name, &data),
            None => println!("skipped: {name} (FACTLINT_SHARED is not set)"),
        }
    }
}

fn accepts(name: &str, data: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").arg("-R").arg(data.join("data")).arg(dir.path()).status().unwrap();
    assert!(copied.success());
    let told = exceptions(dir.path());
    run(dir.path(), &["init", "--write"]);
    run(dir.path(), &["check", "--format", "json=report.json"]);
    let report: Value = serde_json::from_slice(&fs::read(dir.path().join("report.json")).unwrap()).unwrap();
    for finding in report["diagnostics"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        // What a reader makes of a scalar, and what is odd in itself, is not the schema's doing.
        if rule.starts_with("hygiene/") || ["schema/ambiguous-scalar", "schema/lossy-number"].contains(&rule) {
            continue;
        }
        assert!(!rule.starts_with("schema/"), "{name}: {finding}");
        // Of two values that contradict each other the exception is the one, and a finding may point at the other first.
        let labels = finding["labels"].as_array().unwrap();
        let is_told = labels.iter().chain([finding]).any(|label| told.contains(&place(label)));
        assert!(is_told, "{name}: no exception was told where {finding}");
    }
}

fn place(label: &Value) -> (String, u64) {
    (label["file"].as_str().unwrap().to_owned(), label["span"]["start"]["line"].as_u64().unwrap())
}

/// The files and lines that contradict guesses. The program prints the first of them, the library knows all.
fn exceptions(dir: &Path) -> BTreeSet<(String, u64)> {
    let proposal = propose(dir, "data", &Folder).unwrap();
    let guesses = proposal.schemas.into_iter().flat_map(|schema| schema.guesses);
    guesses.flat_map(|guess| guess.exceptions).map(|place| (place.path, u64::from(place.line))).collect()
}

/// A folder with all below it that is not hidden.
struct Folder;

impl Host for Folder {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(root).unwrap().to_owned());
                }
            }
        }
        files.sort();
        Ok(files)
    }

    fn display(&self, path: &Path) -> String {
        path.to_string_lossy().into_owned()
    }
}

fn run(dir: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint")).args(args).current_dir(dir).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
