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
        boats:
          additionalProperties:
            x-fact: { record: boat, key: { id: { within: ship } } }
            properties: { size: { type: integer } }
  crews:
    items:
      type: string
      properties:
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

fn distinct(found: &[(String, String)]) -> usize {
    found.iter().map(|(_, fingerprint)| fingerprint).collect::<std::collections::BTreeSet<_>>().len()
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
fn items_without_an_id_go_by_what_they_say() {
    let before = "
crews:
  - { ship: hare, size: 3, mate: 1, watches: [{ bell: x }] }
  - { ship: hare, size: 4, mate: 1 }
  - { ship: seal, notes: [7, 8], mate: 1 }
  - { log: { at: 9 } }
  - [[1, 2], [3]]
  - 5
  - 6
";
    // Others come, all change places, and it is written in another way; what lies deeper changes.
    let after = "
crews:
- 6
- otter
- [ [1,2], [ 3 ] ]
- log: { at: '9' }
- notes: [8, 7]
  mate: 1
  ship: 'seal'
- watches:
    - bell: y
    - bell: z
  mate: 1
  size: 3
  ship: \"hare\" # the first
- ship: hare
  mate: 1
  size: 4
- 5
";
    let found = fingerprints(before);
    assert_eq!(found.len(), 10, "{found:?}");
    assert_eq!(distinct(&found), found.len());
    assert_eq!(found, fingerprints(after));
    // One that says something else is another one, with all that is found in it.
    let other = fingerprints(&before.replace("size: 3", "size: 2"));
    assert_eq!(found.iter().filter(|one| !other.contains(one)).count(), 2);
}

#[test]
fn an_id_that_is_unique_in_another_record_goes_with_that() {
    let boats = |first: &str, second: &str| {
        let boat = |name: &str| format!("{{ boats: {{ {name}: {{ size: x }} }} }}");
        fingerprints(&format!("ships: {{ fox: {}, hare: {} }}\n", boat(first), boat(second)))
    };
    let found = boats("a", "a");
    assert_eq!((found.len(), distinct(&found)), (2, 2), "{found:?}");
    assert_eq!(boats("a", "b").iter().filter(|one| !found.contains(one)).count(), 1);
}

#[test]
fn long_items_are_told_apart() {
    let long = "x".repeat(70);
    let found = fingerprints(&format!("crews: [[{long}a], [{long}b], [{long}a]]\n"));
    assert_eq!((found.len(), distinct(&found)), (3, 2), "{found:?}");
}

#[test]
fn documents_go_by_what_they_say() {
    let found = fingerprints("ships: 1\nlog: a\n---\nships: 1\nlog: b\n---\nships: {}\n");
    assert_eq!((found.len(), distinct(&found)), (2, 2), "{found:?}");
    assert_eq!(fingerprints("---\nlog: c\n---\nships: 1\nlog: b\n---\nlog: a\nships: 1\n"), found);
}

#[test]
fn another_record_or_place_has_another() {
    let before = fingerprints(BEFORE);
    assert_eq!(distinct(&before), before.len());
    assert_ne!(before, fingerprints(&BEFORE.replace("fox", "wolf")));
}
