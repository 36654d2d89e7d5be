//! What the documentation shows of `x-fact` is what the program takes, and what the schemas of this project say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

#[path = "support/corpus.rs"]
mod corpus;

/// The mistakes that the program finds in a schema.
fn mistakes(schema: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("schema.yaml"), schema).unwrap();
    fs::write(dir.path().join("data.yaml"), "a: {}\n").unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_factlint"));
    check
        .args(["check", "--select", "schema", "--schema", "schema.yaml", "data.yaml", "--format", "concise"])
        .current_dir(dir.path());
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

/// A row of the examples: what stands in the data, what the schema says of it, and whose both are.
struct Example {
    data: Vec<String>,
    meanings: Vec<Value>,
    of: String,
}

fn examples(page: &str) -> Vec<Example> {
    let section = page.split("## From real data").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    rows.map(|row| {
        let row = row.replace("\\|", "\u{0}");
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [data, meanings, of] = cells[..] else { panic!("{row}") };
        let spans = |cell: &str| cell.split('`').skip(1).step_by(2).map(|code| code.replace('\u{0}', "|")).collect();
        let meanings: Vec<String> = spans(meanings);
        let meanings = meanings.iter().map(|code| serde_yaml::from_str(&format!("{{ {code} }}")).unwrap()).collect();
        Example { data: spans(data), meanings, of: of.to_owned() }
    })
    .collect()
}

/// The folders with the schemas and with the data; none for data that is not there.
fn folders(of: &str) -> (PathBuf, Option<PathBuf>) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (schemas, own) = match of {
        "article" => (project.join("schema"), project.join("data/de-stalinization")),
        "expeditions" => (project.join("tests/expeditions/schema"), project.join("tests/expeditions/data")),
        _ => (project.join("tests/overlays").join(of), project.join("tests/overlays").join(of).join("data")),
    };
    let data = if own.is_dir() { Some(own) } else { corpus::unpacked(of) };
    (schemas, data)
}

/// The files of a folder and of those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// What the schemas of a folder say under `x-fact`.
fn meanings_in(folder: &Path) -> Vec<Value> {
    fn collect(schema: &Value, found: &mut Vec<Value>) {
        match schema {
            Value::Mapping(entries) => {
                found.extend(entries.get("x-fact").cloned());
                entries.values().for_each(|value| collect(value, found));
            }
            Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for path in files(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        collect(&serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap(), &mut found);
    }
    found
}

/// Whether the shorter value is a part of the longer: a list may leave out items, and one item stand for a list of one.
fn is_part(short: &Value, long: &Value) -> bool {
    match (short, long) {
        (Value::Mapping(short), Value::Mapping(long)) => {
            short.iter().all(|(key, value)| long.get(key).is_some_and(|other| is_part(value, other)))
        }
        (Value::Sequence(short), Value::Sequence(long)) => {
            short.iter().all(|item| long.iter().any(|other| is_part(item, other)))
        }
        (short, Value::Sequence(long)) => long.iter().any(|other| is_part(short, other)),
        (short, long) => short == long,
    }
}

#[test]
fn the_examples_stand_in_schemas_and_data() {
    let page = page("docs/vocabulary.md");
    let (mut wrong, mut known) = (Vec::new(), BTreeMap::new());
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    for Example { data, meanings, of } in examples(&page) {
        let (said, texts) = known.entry(of.clone()).or_insert_with(|| {
            let (schemas, data) = folders(&of);
            let text = |path: PathBuf| squeeze(&(path.display().to_string() + &fs::read_to_string(&path).unwrap()));
            (meanings_in(&schemas), data.map(|data| files(&data).into_iter().map(text).collect::<String>()))
        });
        let missing = meanings.iter().filter(|meaning| !said.iter().any(|other| is_part(meaning, other)));
        wrong.extend(missing.map(|meaning| format!("no schema of {of} says {meaning:?}")));
        let Some(texts) = texts else {
            println!("skipped: the data of {of} (FACTLINT_SHARED is not set)");
            continue;
        };
        let missing = data.iter().filter(|text| !texts.contains(&squeeze(text)));
        wrong.extend(missing.map(|text| format!("no file of {of} has `{text}`")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_word_has_an_example() {
    fn words(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
                found.extend(key.as_str().map(str::to_owned));
                words(value, found);
            }),
            Value::Sequence(items) => items.iter().for_each(|item| words(item, found)),
            Value::String(text) => _ = found.insert(text.clone()),
            _ => {}
        }
    }
    /// The keys that a schema speaks of.
    fn keys(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Mapping(entries) => {
                let named = entries.get("properties").and_then(Value::as_mapping);
                found.extend(
                    named.into_iter().flat_map(|named| named.keys()).filter_map(|key| key.as_str().map(str::to_owned)),
                );
                entries.values().for_each(|value| keys(value, found));
            }
            Value::Sequence(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let text = page("docs/vocabulary.md");
    let (mut shown, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    examples(&text).iter().flat_map(|example| &example.meanings).for_each(|meaning| words(meaning, &mut shown));
    let without = text.split("\nNo dataset has ").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    shown.extend(without.split('`').skip(1).step_by(2).map(str::to_owned));
    keys(&serde_yaml::from_str(&page("schema/x-fact.schema.json")).unwrap(), &mut wanted);
    wanted.remove("x-fact");
    assert_eq!(wanted.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new());
}
