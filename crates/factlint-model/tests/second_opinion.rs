//! The project's own YAML files read as serde_yaml reads them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use factlint_model::load::{Format, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeRef};
use serde::Deserialize;
use serde_yaml::Value;

const FOLDERS: [&str; 4] = ["data", "schema", "tests/expeditions", "crates/factlint-cli/starter"];

#[test]
fn yaml_files_read_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files: Vec<PathBuf> = FOLDERS.iter().flat_map(|folder| yaml_below(&root.join(folder))).collect();
    assert!(files.len() > 15, "only {} files were found", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let loaded = load(FileId(0), "file.yaml", text.clone().into_bytes(), Format::Yaml);
        let theirs: Vec<Value> =
            serde_yaml::Deserializer::from_str(&text).map(|document| Value::deserialize(document).unwrap()).collect();
        let ours: Vec<NodeRef<'_>> = loaded.tree.documents().collect();
        assert_eq!(ours.len(), theirs.len(), "documents of {}", file.display());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!(alike(*ours, theirs), "{} is read otherwise: {theirs:?}", file.display());
        }
    }
}

fn yaml_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => yaml_below(&path),
            Some("yaml" | "yml") => vec![path],
            _ => Vec::new(),
        })
        .collect()
}

fn alike(ours: NodeRef<'_>, theirs: &Value) -> bool {
    match (ours.kind(), theirs) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool, Value::Bool(value)) => ours.as_bool() == Some(*value),
        (Kind::Number, Value::Number(number)) => ours.text().parse::<f64>().ok() == number.as_f64(),
        (Kind::String, Value::String(text)) => ours.text() == text,
        (Kind::Sequence, Value::Sequence(items)) => {
            ours.items().count() == items.len() && ours.items().zip(items).all(|(ours, theirs)| alike(ours, theirs))
        }
        (Kind::Mapping, Value::Mapping(entries)) => {
            let same = |((key, value), (their_key, their_value)): ((NodeRef<'_>, NodeRef<'_>), (&Value, &Value))| {
                (alike(key, their_key) || their_key.as_str() == Some(key.text())) && alike(value, their_value)
            };
            ours.entries().count() == entries.len() && ours.entries().zip(entries).all(same)
        }
        _ => false,
    }
}
