//! A finding keeps its fingerprint while the data around it changes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod host;

use factlint_validator::engine::{DatasetSettings, FileSet, SchemaName, Settings, check};

const SCHEMA: &str = "
properties:
  ships:
    type: object
    additionalProperties:
      x-fact: { record: ship, key: { id: true }, chain: [launched, sunk] }
      properties:
        launched: { x-fact: { time: launched } }
        sunk: { x-fact: { time: sunk } }
        sisters: { x-fact: { ref: { to: ship, slot: sisters } } }
        mate: { type: string }
";

/// Rule and fingerprint of each finding, in the order of their names.
fn fingerprints(data: &str) -> Vec<(String, String)> {
    let files = [("schema.yaml", SCHEMA), ("ships.yaml", data)];
    let host = host::Memory { files: files.map(|(name, text)| (name.into(), text.to_owned())).into() };
    let set = FileSet {
        include: vec!["ships.yaml".to_owned()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    let dataset = DatasetSettings { files: vec![set], ..DatasetSettings::default() };
    let report = check(&Settings { datasets: vec![dataset], ..Settings::default() }, &host).unwrap();
    let mut all: Vec<_> =
        report.diagnostics.into_iter().map(|found| (found.rule.into_owned(), found.fingerprint)).collect();
    all.sort();
    all
}

const BEFORE: &str = "
ships:
  fox: { launched: 1850, sunk: 1849, sisters: [hare, nobody], mate: 3 }
  hare: { launched: 1851, sunk: 1840 }
";

#[test]
fn order_lines_and_values_do_not_change_it() {
    let after = "
# a comment
ships:
  otter: { launched: 1830 }
  hare:
    launched: 1852
    sunk: 1841
  fox:
    sisters: [otter, hare, nobody]
    mate: 4
    launched: 1850
    sunk: 1848
";
    let before = fingerprints(BEFORE);
    assert_eq!(before.len(), 4, "{before:?}");
    assert_eq!(before, fingerprints(after));
}

#[test]
fn the_same_place_in_another_document_has_another() {
    let found = fingerprints("ships: 1\n---\nships: 1\n---\nships: {}\n");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_ne!(found[0].1, found[1].1);
}

#[test]
fn another_record_or_place_has_another() {
    let before = fingerprints(BEFORE);
    let distinct: std::collections::BTreeSet<_> = before.iter().map(|(_, fingerprint)| fingerprint).collect();
    assert_eq!(distinct.len(), before.len());
    assert_ne!(before, fingerprints(&BEFORE.replace("fox", "wolf")));
}
