//! A baseline holds while the data around what it accepts changes, and takes nothing that is new.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod host;

use std::collections::BTreeSet;

use factlint_validator::baseline::BaselineSettings;
use factlint_validator::engine::{Aside, DatasetSettings, FileSet, Report, RunError, SchemaName, Settings, check};

const SCHEMA: &str = "
properties:
  people:
    items:
      x-fact: { record: person, chain: [born, died] }
      properties:
        id: { x-fact: { id: true } }
        name: { type: string }
        other: { x-fact: { id: other } }
        born: { x-fact: { time: born } }
        died: { x-fact: { time: died } }
        friends: { items: { x-fact: { ref: person } } }
        terms:
          items:
            x-fact: { record: term, chain: [start, end] }
            properties: { start: { x-fact: { time: start } }, end: { x-fact: { time: end } }, seat: { type: string } }
  notes:
    items:
      x-fact: { record: note, chain: [from, to] }
      properties: { from: { x-fact: { time: from } }, to: { x-fact: { time: to } }, text: { type: string } }
";

const ADA: &str = "  - id: ada
    other: x
    name: 1
    born: 1850
    died: 1840
    friends: [nobody, bob, someone]
    terms:
      - { start: 1870, end: 1860, seat: 1 }
      - { start: 1880, end: 1890 }
";
const BOB: &str = "  - id: bob
    other: x
    born: 1801
    died: 1800
    friends: [someone]
";
const NOTES: &str = "notes:
  - { from: 1900, to: 1899, text: 1 }
  - { from: 1901, to: 1900 }
";

fn run(data: &str, baseline: Option<&str>, accept: bool) -> Result<Report, RunError> {
    let mut files = vec![("schema.yaml", SCHEMA), ("people.yaml", data)];
    files.extend(baseline.map(|text| ("baseline.toml", text)));
    let host = host::Memory { files: files.into_iter().map(|(name, text)| (name.into(), text.to_owned())).collect() };
    check(&settings(accept), &host)
}

fn settings(accept: bool) -> Settings {
    let set = FileSet {
        include: vec!["people.yaml".to_owned()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    Settings {
        datasets: vec![DatasetSettings { files: vec![set], ..DatasetSettings::default() }],
        baseline: Some(BaselineSettings { path: "baseline.toml".into(), accept }),
        ..Settings::default()
    }
}

/// The baseline of the data.
fn accepted(data: &str) -> String {
    run(data, None, true).unwrap().baseline.text
}

/// The rules of what is found beside the baseline, and how many findings it accepts.
fn left(data: &str, baseline: &str) -> (Vec<String>, usize) {
    let report = run(data, Some(baseline), false).unwrap();
    assert!(report.set_aside.iter().all(|aside| aside.by == Aside::Baseline));
    let rules = report.diagnostics.iter().map(|finding| finding.rule.to_string()).collect();
    (rules, report.set_aside.len())
}

#[test]
fn it_holds_after_records_are_shuffled_and_lines_inserted() {
    let baseline = accepted(&format!("people:\n{ADA}{BOB}{NOTES}"));
    let count = baseline.lines().count() - 4;
    assert_eq!(count, 12, "{baseline}");
    let otto = "  - { id: otto, born: 1700, died: 1750 }\n";
    let ada = "  - # the first of them
    terms:

      - { start: 1880, end: 1890 }
      - end: 1860
        seat: 1
        start: 1870 # a comment
    died: 1841
    born: 1851
    friends:
      - otto
      - someone
      # and who is that?
      - nobody
      - bob
    name: 2
    other: x
    id: ada
";
    let data = format!("# moved\n{NOTES}\n\npeople:\n{otto}{BOB}{ada}");
    assert_eq!(left(&data, &baseline), (vec![], count));
}

#[test]
fn it_holds_however_it_is_written() {
    let baseline = accepted(&format!("people:\n{ADA}{BOB}{NOTES}"));
    let upper = |line: &str| match line.split_once("fingerprint = ") {
        Some((told, digits)) => format!("{told}\t# a comment\r\n    fingerprint = {}\r\n", digits.to_uppercase()),
        None => format!("{line}\r\n"),
    };
    let written: String = baseline.lines().map(upper).collect();
    assert_ne!(written, baseline);
    assert_eq!(
        left(&format!("people:\n{ADA}{BOB}{NOTES}"), &written),
        (vec![], baseline.lines().count() - 4),
        "{written}"
    );
}

#[test]
fn each_missing_key_is_another_finding() {
    let schema = "required: [a, b, c]\n";
    let files = |data: &str, baseline: Option<String>| {
        let mut files = vec![("schema.yaml".into(), schema.to_owned()), ("people.yaml".into(), data.to_owned())];
        files.extend(baseline.map(|text| ("baseline.toml".into(), text)));
        host::Memory { files: files.into_iter().collect() }
    };
    let accepted = check(&settings(true), &files("a: 1\n", None)).unwrap().baseline.text;
    let now = check(&settings(false), &files("b: 1\n", Some(accepted))).unwrap();
    let rules: Vec<&str> = now.diagnostics.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["schema/missing-key", "hygiene/stale-baseline"]);
}

#[test]
fn what_is_new_is_found() {
    let baseline = accepted(&format!("people:\n{ADA}{BOB}{NOTES}"));
    let carl = "  - { id: carl, born: 1850, died: 1840 }\n";
    assert_eq!(left(&format!("people:\n{ADA}{BOB}{carl}{NOTES}"), &baseline).0, ["time/reversed-interval"]);
    let unknown = BOB.replace("[someone]", "[someone, stranger]");
    assert_eq!(left(&format!("people:\n{ADA}{unknown}{NOTES}"), &baseline).0, ["refs/unresolved"]);
    // What has no id goes by what it says.
    let first = NOTES.replace("notes:\n", "notes:\n  - { from: 1902, to: 1901 }\n");
    assert_eq!(left(&format!("people:\n{ADA}{BOB}{first}"), &baseline).0, ["time/impossible-order"]);
    let again = NOTES.replace("notes:\n", "notes:\n  - { from: 1901, to: 1900 }\n");
    assert_eq!(left(&format!("people:\n{ADA}{BOB}{again}"), &baseline).0, ["time/impossible-order"]);
    let mut changed = left(&format!("people:\n{ADA}{BOB}{}", NOTES.replace("1901", "1902")), &baseline).0;
    changed.sort();
    assert_eq!(changed, ["hygiene/stale-baseline", "time/impossible-order"]);
}

#[test]
fn each_is_accepted_as_often_as_it_was_there() {
    let people = |count: usize| format!("people:\n{}", "  - { id: ada, friends: [nobody] }\n".repeat(count));
    let baseline = accepted(&people(2));
    assert!(baseline.contains("count = 2"), "{baseline}");
    assert_eq!(left(&people(2), &baseline).0, Vec::<String>::new());
    let more: BTreeSet<String> = left(&people(3), &baseline).0.into_iter().collect();
    assert_eq!(more, ["refs/duplicate-id", "refs/unresolved"].map(str::to_owned).into());
    let fewer: BTreeSet<String> = left(&people(1), &baseline).0.into_iter().collect();
    assert_eq!(fewer, ["hygiene/stale-baseline".to_owned()].into());
}

#[test]
fn what_is_no_baseline_is_told_at_its_place() {
    let told = |text: &str| match run("people: []\n", Some(text), false) {
        Err(RunError::Baseline { mistake, sources }) => {
            (sources.text(mistake.primary.span).to_owned(), mistake.message)
        }
        other => panic!("{other:?}"),
    };
    let line = "{ rule = 'a/b', fingerprint = '00000000000000000000000000000001' }";
    for (text, at, message) in [
        ("a: 1\n", "", "the baseline cannot be read: "),
        ("", "", "this is no baseline"),
        ("select = ['time']\n", "", "this is no baseline"),
        ("version = 1\nentries = 3\n", "1", "the baseline is of version 1, and this factlint reads version 2"),
        ("version = 3\nentries = 3\n", "3", "the baseline is of version 3, and this factlint reads version 2"),
        ("version = 'one'\n", "'one'", "the baseline cannot be read: invalid type"),
        (
            "version = 2\nfindings = [{ rule = 'a/b' }]\n",
            "{ rule = 'a/b' }",
            "the baseline cannot be read: missing field",
        ),
        ("version = 2\nfinding = []\n", "finding", "the baseline cannot be read: unknown field `finding`"),
        ("version = 2\nfindings = [\n<<<<<<< ours\n", "<<<<<<< ours", "the baseline has a merge conflict here"),
        (
            "version = 2\nfindings = [{ rule = 'a/b', count = 0, fingerprint = 'x' }]\n",
            "0",
            "the baseline cannot be read: a count is 1 to 4294967295, and not 0",
        ),
        (
            "version = 2\nfindings = [{ rule = 'a/b', fingerprint = 'zz' }]\n",
            "'zz'",
            "the baseline cannot be read: a fingerprint has 32 hexadecimal digits",
        ),
    ] {
        let (place, said) = told(text);
        assert!(said.starts_with(message) && place == at, "{text}: {said} at {place:?}");
    }
    assert!(run("people: []\n", Some(&format!("version = 2\nfindings = [{line}]\n")), false).is_ok());
}

#[test]
fn what_could_not_be_looked_at_stays_in_a_new_one() {
    let baseline = accepted(&format!("people:\n{ADA}"));
    let broken = run("people: [\n", Some(&baseline), true).unwrap();
    assert_eq!(broken.baseline.text, baseline);
    assert_eq!((broken.baseline.added, broken.baseline.gone), (0, 0));
    let mended = run("people: []\n", Some(&baseline), true).unwrap().baseline;
    assert_eq!((mended.accepted, mended.gone), (0, baseline.lines().count() - 4));
}
