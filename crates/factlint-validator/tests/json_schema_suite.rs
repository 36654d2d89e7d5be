//! The JSON Schema test suite through our tree: the same verdicts as the validator itself on `serde_json` values, or,
//! where that one's floats are not exact, the verdict of the suite.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it cannot use")]

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use factlint_model::load::{Format, load};
use factlint_model::source::{FileId, Sources};
use factlint_validator::engine::{Host, SchemaName};
use factlint_validator::schema::{Library, Validator};
use jsonschema::Draft;
use serde_json::Value;

#[path = "../../../tests/support/corpus.rs"]
mod corpus;

/// One schema in memory.
struct Memory(Vec<u8>);

impl Host for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new("schema.json") { Ok(self.0.clone()) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn files(&self, _root: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }

    fn display(&self, path: &Path) -> String {
        path.display().to_string()
    }
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

fn ours(schema: &Value, draft: &str) -> Option<Validator> {
    let mut schema = schema.clone();
    if let Value::Object(keywords) = &mut schema {
        keywords.entry("$schema").or_insert_with(|| Value::String(draft.to_owned()));
    }
    let host = Memory(schema.to_string().into_bytes());
    let (mut library, mut sources) = (Library::new(), Sources::default());
    let name = SchemaName::File("schema.json".into());
    let id = library.load(&host, &mut sources, &name, &[]).expect("the schema is there");
    Validator::compile(&library, id)
}

fn theirs(schema: &Value, draft: Draft) -> Option<jsonschema::Validator> {
    jsonschema::options().with_draft(draft).should_validate_formats(true).offline().build(schema).ok()
}

/// What was compared, and what differed.
#[derive(Default)]
struct Outcome {
    compared: usize,
    exact: usize,
    without_schema: usize,
    differences: Vec<String>,
}

fn compare(suite: &Path, folder: &str, draft: Draft, uri: &str, outcome: &mut Outcome) {
    let mut files = Vec::new();
    json_files(&suite.join(folder), &mut files);
    assert!(!files.is_empty(), "no tests in {folder}");
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a test file");
        let cases: Value = serde_json::from_str(&text).expect("a test file of JSON");
        for case in cases.as_array().expect("cases") {
            let Some(theirs) = theirs(&case["schema"], draft) else {
                outcome.without_schema += 1;
                continue;
            };
            let name = format!("{folder}/{}: {}", file.file_stem().unwrap().display(), case["description"]);
            let Some(ours) = ours(&case["schema"], uri) else {
                outcome.differences.push(format!("{name}: the schema was not compiled"));
                continue;
            };
            for test in case["tests"].as_array().expect("tests") {
                let bytes = test["data"].to_string().into_bytes();
                let loaded = load(FileId(0), "data.json", bytes, Format::Json);
                let document = loaded.tree.documents().next().expect("a document");
                let (here, there) = (ours.is_valid(document), theirs.is_valid(&test["data"]));
                let mut found = Vec::new();
                ours.validate(&loaded.tree, &mut found);
                outcome.compared += 1;
                if here != there && Some(here) == test["valid"].as_bool() {
                    outcome.exact += 1;
                } else if here != there || found.is_empty() != here {
                    outcome.differences.push(format!("{name}: {}: {here}, {there}", test["description"]));
                }
            }
        }
    }
}

#[test]
fn verdicts_through_our_tree_are_those_of_the_validator_itself() {
    let Some(suite) = corpus::unpacked("json-schema-test-suite").map(|suite| suite.join("tests")) else {
        println!("skipped: FACTLINT_SHARED is not set");
        return;
    };
    let drafts = BTreeMap::from([
        ("draft2020-12", (Draft::Draft202012, "https://json-schema.org/draft/2020-12/schema")),
        ("draft7", (Draft::Draft7, "http://json-schema.org/draft-07/schema#")),
        ("draft4", (Draft::Draft4, "http://json-schema.org/draft-04/schema#")),
    ]);
    let mut outcome = Outcome::default();
    for (folder, (draft, uri)) in drafts {
        compare(&suite, folder, draft, uri, &mut outcome);
    }
    println!(
        "{} verdicts alike; {} where only ours is the suite's; {} schemas need the network",
        outcome.compared, outcome.exact, outcome.without_schema
    );
    assert!(outcome.compared > 3000, "only {} verdicts were compared", outcome.compared);
    assert!(outcome.differences.is_empty(), "{}", outcome.differences.join("\n"));
}
