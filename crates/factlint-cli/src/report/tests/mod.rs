//! Hand-made reports through every format.

mod changes;
mod judges;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use factlint_model::diagnostic::{Diagnostic, Level, RecordName, Safety};
use factlint_model::source::{FileId, Source, Sources, Span};
use factlint_validator::engine::{Counts, Report};

use unicode_width::UnicodeWidthStr;

use super::{FORMATS, Input};
use crate::terminal::Look;

const PEOPLE: &str = "people:\n  ann:\n    born: 1901\n    died: 1899-03\n    note: \"a\u{202e}b\"\n";
const EVENTS: &str = "events:\n  fire:\n    date: 1871\n";

fn span_of(file: u32, text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap() as u64;
    Span::new(FileId(file), start, start + part.len() as u64)
}

fn report() -> Report {
    let mut sources = Sources::default();
    sources.add(Arc::new(Source::new("people.yaml", PEOPLE)));
    sources.add(Arc::new(Source::new("events\u{1b}.yaml", EVENTS)));
    let mut order = Diagnostic::new(
        "time/impossible-order",
        Level::Error,
        span_of(0, PEOPLE, "1899-03"),
        "died in March 1899, before being born in 1901",
    )
    .at("this is the earlier")
    .label(span_of(0, PEOPLE, "1901"), "born at the earliest on 1 January 1901")
    .label(span_of(1, EVENTS, "1871"), "and took part in this")
    .note("nobody dies before being born")
    .help("correct one of the dates")
    .fix("swap them", Safety::Unsafe, Vec::new());
    order.record = Some(RecordName { kind: "person".into(), id: Some("ann".into()) });
    order.path = "/people/ann/died".into();
    order.fingerprint = "f00d".into();
    let hidden =
        Diagnostic::new("hygiene/markup", Level::Warning, span_of(0, PEOPLE, "\"a\u{202e}b\""), "odd \u{1b}[2J value");
    let counts = Counts { files: 2, records: 2, facts: 1234, ..Counts::default() };
    Report {
        diagnostics: vec![order, hidden],
        sources,
        counts,
        notices: vec!["`mean` is not checked yet".into()],
        ..Report::default()
    }
}

fn written(format: &str, report: &Report, all: bool) -> String {
    let format = FORMATS.iter().find(|known| known.name == format).unwrap();
    let mut out = Vec::new();
    let input = Input {
        report,
        folder: Path::new("/srv/data"),
        repository: None,
        look: Look::PLAIN,
        all,
        statistics: false,
        quiet: false,
        fixing: false,
        elapsed: Duration::from_millis(7),
    };
    format.write(&input, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn terminal_shows_every_place_and_what_to_do() {
    let expected = "\
error[time/impossible-order]: died in March 1899, before being born in 1901
   ╭─[people.yaml:4:11]
 2 │   ann:
 3 │     born: 1901
   ·           ──┬─
   ·             ╰── born at the earliest on 1 January 1901
 4 │     died: 1899-03
   ·           ───┬───
   ·              ╰── this is the earlier
 5 │     note: \"a\\u{202e}b\"
   ╰────
   ╭─[events\\u{1b}.yaml:3:11]
 2 │   fire:
 3 │     date: 1871
   ·           ──┬─
   ·             ╰── and took part in this
   ╰────
  = note: nobody dies before being born
  = help: correct one of the dates

warning[hygiene/markup]: odd \\u{1b}[2J value
   ╭─[people.yaml:5:11]
 4 │     died: 1899-03
 5 │     note: \"a\\u{202e}b\"
   ·           ────────────
   ╰────

note: `mean` is not checked yet
Found 1 error, 1 warning in 2 files, 2 records, 1,234 facts (7 ms)
";
    assert_eq!(written("terminal", &report(), false), expected);
}

#[test]
fn concise_is_a_line_a_finding() {
    let expected = "\
people.yaml:4:11: error[time/impossible-order] died in March 1899, before being born in 1901
people.yaml:5:11: warning[hygiene/markup] odd \\u{1b}[2J value
";
    assert_eq!(written("concise", &report(), false), expected);
}

#[test]
fn json_is_what_its_schema_documents() {
    let text = written("json", &report(), false);
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../schema/report.schema.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    let first = &report["diagnostics"][0];
    assert_eq!(first["span"]["start"], serde_json::json!({ "line": 4, "column": 11, "offset": 40 }));
    assert_eq!(first["labels"][1]["file"], "events\u{1b}.yaml");
    assert_eq!(first["record"], serde_json::json!({ "kind": "person", "id": "ann" }));
}

#[test]
fn beyond_fifty_a_rule_and_a_file_have_one_line() {
    let mut report = report();
    report.diagnostics = std::iter::repeat_n(report.diagnostics, 60).flatten().collect();
    let short = written("terminal", &report, false);
    assert_eq!(short.matches("╭─[people.yaml").count(), 50, "{short}");
    let rest = "\
70 more findings, not shown in full (`--all` shows them):
  error[time/impossible-order] people.yaml: 35
      4:11: died in March 1899, before being born in 1901
  warning[hygiene/markup] people.yaml: 35
      5:11: odd \\u{1b}[2J value
";
    assert!(short.contains(rest), "{short}");
    assert!(!written("terminal", &report, true).contains("not shown in full"));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("{}: {}\n", "é".repeat(5_000_000), "x".repeat(5_000_000));
    let mut sources = Sources::default();
    let file = sources.add(Arc::new(Source::new("long.yaml", text)));
    let span = Span::new(file, 10_000_002, 10_000_010);
    let diagnostics = vec![Diagnostic::new("schema/syntax", Level::Error, span, "long").at("here"); 1000];
    let report = Report { diagnostics, sources, ..Report::default() };
    let shown = written("terminal", &report, false);
    assert!(shown.contains("[long.yaml:1:5000003]"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 130), "{shown}");
    assert_eq!(written("concise", &report, false).lines().count(), 1000);
}

#[test]
fn a_line_of_wide_or_hidden_characters_is_cut_to_the_columns_that_they_take() {
    for part in ["日本", "e\u{301}", "\u{202e}", "\t"] {
        let before = part.repeat(300);
        let mut sources = Sources::default();
        let file = sources.add(Arc::new(Source::new("wide.yaml", format!("{before}x: {before}\n"))));
        let at = before.len() as u64;
        let span = Span::new(file, at, at + 1);
        let diagnostics = vec![Diagnostic::new("schema/syntax", Level::Error, span, "wide").at("here")];
        let report = Report { diagnostics, sources, ..Report::default() };
        let shown = written("terminal", &report, false);
        assert!(shown.lines().all(|line| line.width() <= 120), "{shown}");
        let lines: Vec<&str> = shown.lines().collect();
        let column = |line: &str, c: char| line.find(c).map(|at| line[..at].width());
        let code = lines.iter().position(|line| line.contains("x: ")).unwrap();
        assert_eq!(column(lines[code], 'x'), column(lines[code + 1], '┬'), "{shown}");
    }
}

#[test]
fn a_clean_run_says_so() {
    let counts = Counts { files: 1, records: 3, facts: 9, ..Counts::default() };
    let report = Report { counts, ..Report::default() };
    assert_eq!(written("terminal", &report, false), "Nothing found in 1 file, 3 records, 9 facts (7 ms)\n");
}
