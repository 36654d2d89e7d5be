//! An invented dataset of another field, with schemas of its own: each annotation does what it says, and nothing in Rust
//! knows the dataset. What each does is stated in `expeditions/annotations.toml`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use factlint_model::load::{Format, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeRef};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Annotations {
    finds: Vec<Finds>,
    allows: Vec<Allows>,
}

/// A change to the data gives one finding, which is not there without any one of the annotations.
#[derive(Deserialize)]
struct Finds {
    schema: String,
    annotations: Vec<String>,
    file: String,
    old: String,
    new: String,
    rule: String,
    level: Option<String>,
    message: Option<String>,
}

/// Without any one of the annotations the data gives a finding.
#[derive(Deserialize)]
struct Allows {
    schema: String,
    annotations: Vec<String>,
    rule: String,
}

#[test]
fn the_dataset_is_clean() {
    let dataset = Copy::new();
    assert!(dataset.check().is_empty(), "{}", dataset.concise());
}

#[test]
fn each_annotation_finds_what_breaks_it() {
    for case in &annotations().finds {
        let dataset = Copy::new();
        dataset.replace(&case.file, &case.old, &case.new);
        let found = dataset.check();
        let what = format!("{} {:?} to {:?}", case.file, case.old, case.new);
        let [only] = found.as_slice() else { panic!("{what}: not one finding:\n{}", dataset.concise()) };
        assert_eq!(only["rule"], case.rule, "{what}:\n{}", dataset.concise());
        if let Some(level) = &case.level {
            assert_eq!(only["level"], level.as_str(), "{what}");
        }
        if let Some(message) = &case.message {
            assert_eq!(only["message"], message.as_str(), "{what}");
        }
        for annotation in &case.annotations {
            let dataset = Copy::new();
            dataset.replace(&case.file, &case.old, &case.new);
            dataset.remove(&case.schema, annotation);
            let still = dataset.check().iter().any(|found| place(found) == place(only));
            assert!(!still, "{what}: still found without {annotation}:\n{}", dataset.concise());
        }
    }
}

#[test]
fn each_annotation_allows_what_needs_it() {
    let mut needless = Vec::new();
    for case in &annotations().allows {
        for annotation in &case.annotations {
            let dataset = Copy::new();
            dataset.remove(&case.schema, annotation);
            if !rules(&dataset.check()).contains(&case.rule) {
                let (rule, schema, found) = (&case.rule, &case.schema, dataset.concise());
                needless.push(format!("no {rule} without {schema} {annotation}:\n{found}"));
            }
        }
    }
    assert!(needless.is_empty(), "{}", needless.join("\n"));
}

#[test]
fn no_annotation_is_untested() {
    let annotations = annotations();
    let finds = annotations.finds.iter().map(|case| (&case.schema, &case.annotations));
    let allows = annotations.allows.iter().map(|case| (&case.schema, &case.annotations));
    let tested: Vec<(&String, &Vec<String>)> = finds.chain(allows).collect();
    let mut untested = Vec::new();
    for entry in fs::read_dir(original().join("schema")).unwrap() {
        let name = format!("schema/{}", entry.unwrap().file_name().to_string_lossy());
        let mut words = Vec::new();
        find_words(&schema(&original(), &name), "", &mut words);
        let pointers = tested.iter().filter(|(schema, _)| **schema == name).flat_map(|(_, pointers)| *pointers);
        let pointers: Vec<&String> = pointers.collect();
        words.retain(|word| !pointers.iter().any(|pointer| covers(pointer, word)));
        untested.extend(words.iter().map(|word| format!("{name}#{word}")));
    }
    assert!(untested.is_empty(), "{untested:#?}");
}

/// Whether taking out what is at `pointer` takes out the word, or one of its arguments.
fn covers(pointer: &str, word: &str) -> bool {
    pointer == word || pointer.starts_with(&format!("{word}/")) || word.starts_with(&format!("{pointer}/"))
}

/// The pointers of the words of all `x-fact` annotations below a value.
fn find_words(value: &Value, pointer: &str, words: &mut Vec<String>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (format!("{pointer}/{key}"), value)).collect(),
        Value::Array(items) => items.iter().zip(0..).map(|(item, at)| (format!("{pointer}/{at}"), item)).collect(),
        _ => Vec::new(),
    };
    for (at, value) in entries {
        match value.as_object().filter(|_| at.ends_with("/x-fact")) {
            Some(annotation) => words.extend(annotation.keys().map(|word| format!("{at}/{word}"))),
            None => find_words(value, &at, words),
        }
    }
}

fn annotations() -> Annotations {
    toml::from_str(&fs::read_to_string(original().join("annotations.toml")).unwrap()).unwrap()
}

/// What tells a finding from others: its rule, file and line.
fn place(finding: &Value) -> [&Value; 3] {
    [&finding["rule"], &finding["file"], &finding["span"]["start"]["line"]]
}

fn rules(found: &[Value]) -> Vec<String> {
    found.iter().filter_map(|finding| Some(finding["rule"].as_str()?.to_owned())).collect()
}

fn original() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/expeditions")
}

/// A copy of the dataset, to be changed.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&original(), folder.path());
        Self(folder)
    }

    fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{file} has {old:?} once");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    /// Takes the value at a JSON Pointer out of a schema, which becomes JSON; that is YAML, too.
    fn remove(&self, schema: &str, pointer: &str) {
        let mut value = self::schema(self.0.path(), schema);
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let removed = match value.pointer_mut(parent) {
            Some(Value::Object(object)) => object.remove(key),
            Some(Value::Array(items)) => {
                key.parse().ok().filter(|&at| at < items.len()).map(|at: usize| items.remove(at))
            }
            _ => None,
        };
        assert!(removed.is_some(), "{schema} has {pointer}");
        fs::write(self.0.path().join(schema), value.to_string()).unwrap();
    }

    /// The findings of a run.
    fn check(&self) -> Vec<Value> {
        let output = self.run("json");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("no JSON ({error}): {}", String::from_utf8_lossy(&output.stderr));
        });
        report["diagnostics"].as_array().unwrap().clone()
    }

    /// The findings as a person reads them.
    fn concise(&self) -> String {
        String::from_utf8_lossy(&self.run("concise").stdout).into_owned()
    }

    fn run(&self, format: &str) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
        command.args(["check", "--format", format]).current_dir(self.0.path()).output().unwrap()
    }
}

fn schema(root: &Path, name: &str) -> Value {
    let loaded = load(FileId(0), name, fs::read(root.join(name)).unwrap(), Format::Yaml);
    json(loaded.tree.documents().next().unwrap())
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn json(node: NodeRef<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool().unwrap()),
        Kind::Number => serde_json::from_str(node.text()).unwrap(),
        Kind::String => Value::String(node.text().to_owned()),
        Kind::Sequence => node.items().map(json).collect(),
        Kind::Mapping => node.entries().map(|(key, value)| (key.text().to_owned(), json(value))).collect(),
    }
}
