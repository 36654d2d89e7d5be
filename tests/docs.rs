//! What the documentation shows of `x-fact` is what the program takes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The mistakes that the program finds in a schema.
fn mistakes(schema: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("schema.yaml"), schema).unwrap();
    fs::write(dir.path().join("data.yaml"), "a: {}\n").unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_factlint"));
    check.args(["check", "--schema", "schema.yaml", "data.yaml", "--format", "concise"]).current_dir(dir.path());
    let output = check.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).unwrap().lines().map(str::to_owned).collect()
}

fn page(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// The forms in the first columns of a page's tables, each with the section it stands in.
fn forms(page: &str) -> Vec<(String, String)> {
    let (mut section, mut forms, mut in_forms) = (String::new(), Vec::new(), false);
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.to_owned();
        }
        in_forms = line.starts_with("| form |") || (in_forms && line.starts_with('|'));
        // A bar in a table is written with a backslash before it.
        let line = line.replace("\\|", "\u{0}");
        let cell = line.strip_prefix("| ").and_then(|rest| rest.split(" |").next()).unwrap_or_default();
        if in_forms && cell.starts_with('`') {
            let cell = cell.trim_matches('`').replace('\u{0}', "|");
            forms.extend(cell.split("`, `").map(|form| (section.clone(), form.to_owned())));
        }
    }
    forms
}

/// A schema in which the form stands: records and constraints on a record, other meanings in one.
fn schema_with(section: &str, form: &str) -> String {
    match form.split(':').next() {
        Some("record") => format!("properties:\n  a:\n    x-fact: {{ {form} }}\n"),
        Some("key" | "file") => format!("properties:\n  a:\n    x-fact: {{ record: x, {form} }}\n"),
        _ if section == "Constraints" => format!("properties:\n  a:\n    x-fact: {{ record: x, {form} }}\n"),
        _ => format!(
            "properties:\n  a:\n    x-fact: {{ record: x }}\n    properties: {{ v: {{ x-fact: {{ {form} }} }} }}\n"
        ),
    }
}

#[test]
fn every_form_of_the_vocabulary_is_taken() {
    let page = page("docs/vocabulary.md");
    let forms = forms(&page);
    assert!(forms.len() > 45, "{forms:?}");
    let mut wrong = Vec::new();
    for (section, form) in forms {
        let mut found = mistakes(&schema_with(&section, &form));
        // A form alone has neither the slots, nor the kinds, nor the owner that it speaks of.
        let elsewhere = ["nothing fills the slot", "no record is of the kind", "so it has no owner"];
        found.retain(|line| !elsewhere.iter().any(|what| line.contains(what)));
        wrong.extend(found.into_iter().map(|line| format!("{form}: {line}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_schema_in_the_readme_is_right() {
    let page = page("README.md");
    let block = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(mistakes(block), Vec::<String>::new());
}
