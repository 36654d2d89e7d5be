//! The YAML test suite: valid documents read as the suite says, invalid ones are refused.
//!
//! Runs where the variable `FACTLINT_SHARED` names the folder that has `corpus/yaml-test-suite.tar.xz`.

#![allow(clippy::expect_used, reason = "a test stops where its material is not there")]

use std::collections::BTreeMap;
use std::path::Path;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load::{Format, Loaded, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeRef};
use serde_json::Value;

#[path = "../../../tests/support/corpus.rs"]
mod corpus;

#[test]
fn the_suite_reads_as_it_says() {
    let Some(suite) = corpus::unpacked("yaml-test-suite") else {
        println!("skipped: FACTLINT_SHARED is not set");
        return;
    };
    let cases = cases(&suite);
    let mut counts = BTreeMap::new();
    let mut failures = Vec::new();
    for case in &cases {
        *counts.entry(case.class()).or_insert(0) += 1;
        if let Err(why) = case.check() {
            failures.push(format!("{}: {why}", case.name));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
    println!("{counts:?}");
    let expected = [("invalid", 94), ("valid", 29), ("valid with JSON", 279)];
    assert_eq!(counts, BTreeMap::from(expected));
}

struct Case {
    name: String,
    yaml: Vec<u8>,
    json: Option<String>,
    valid: bool,
}

impl Case {
    fn class(&self) -> &'static str {
        match (self.valid, &self.json) {
            (true, Some(_)) => "valid with JSON",
            (true, None) => "valid",
            (false, _) => "invalid",
        }
    }

    fn check(&self) -> Result<(), String> {
        let loaded = load(FileId(0), "in.yaml", self.yaml.clone(), Format::Yaml);
        let told = loaded.diagnostics.iter().any(|finding| finding.rule == "schema/syntax");
        if !self.valid {
            return if told && !loaded.complete { Ok(()) } else { Err("is accepted".to_owned()) };
        }
        let unexpected = loaded.diagnostics.iter().find(|finding| !may_be_told(finding));
        match (unexpected, &self.json) {
            (Some(finding), _) => Err(format!("is told: {}", finding.message)),
            (None, Some(json)) => same(&loaded, json),
            (None, None) => Ok(()),
        }
    }
}

/// What a linter of facts tells of valid YAML: keys that are no text, and keys given twice (the suite has an empty key
/// twice, and one as its own example of what a loader should refuse).
fn may_be_told(finding: &Diagnostic) -> bool {
    finding.rule == "schema/duplicate-key" || finding.message == "a key is a list or a mapping"
}

/// Whether the documents are the JSON texts.
fn same(loaded: &Loaded, json: &str) -> Result<(), String> {
    let expected: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(json).into_iter().collect();
    let expected = expected.map_err(|error| error.to_string())?;
    let expected: Vec<_> = expected.into_iter().map(in_floats).collect();
    let read: Vec<_> = loaded.tree.documents().map(value).collect();
    if read == expected { Ok(()) } else { Err(format!("reads as {read:?}, not {expected:?}")) }
}

fn value(node: NodeRef<'_>) -> Value {
    let text = node.text();
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool() == Some(true)),
        Kind::String => Value::String(text.to_owned()),
        Kind::Sequence => node.items().map(value).collect(),
        Kind::Mapping => node.entries().map(|(key, item)| (key.text().to_owned(), value(item))).collect(),
        Kind::Number => number(text),
    }
}

/// A number, for comparing: the suite writes 450 for 450.00.
fn number(text: &str) -> Value {
    let whole = match text.get(..2) {
        Some("0o") => i32::from_str_radix(&text[2..], 8),
        Some("0x") => i32::from_str_radix(&text[2..], 16),
        _ => text.parse(),
    };
    whole.map(f64::from).or_else(|_| text.parse()).map_or(Value::Null, Value::from)
}

fn in_floats(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(in_floats).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, item)| (key, in_floats(item))).collect(),
        other => other,
    }
}

/// The cases of the suite; a case with parts has a folder for each.
fn cases(suite: &Path) -> Vec<Case> {
    let mut folders = vec![suite.join("cases")];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).expect("the suite is unpacked");
        folders.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()));
        if let Ok(yaml) = std::fs::read(folder.join("in.yaml")) {
            let name = folder.strip_prefix(suite.join("cases")).expect("below the suite");
            cases.push(Case {
                name: name.to_string_lossy().replace('\\', "/"),
                yaml,
                json: std::fs::read_to_string(folder.join("in.json")).ok(),
                valid: !folder.join("error").exists(),
            });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}
