//! A file that changes while it is checked: what was found is told, but no place of the later text.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod host;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use factlint_validator::cite::CopySettings;
use factlint_validator::engine::{DatasetSettings, FileSet, Host, Report, SchemaName, Settings, check};

const SCHEMA: &str = "
additionalProperties:
  x-fact: { record: ship, key: { id: true }, chain: [launched, sunk] }
  properties:
    launched: { x-fact: { time: launched } }
    sunk: { x-fact: { time: sunk } }
";

const DATA: &str = "fox: { launched: 1850, sunk: 1849 }\n";

/// Gives another text of one file from its second reading on.
struct Changing {
    files: host::Memory,
    changing: &'static str,
    later: &'static str,
    readings: Mutex<usize>,
}

impl Changing {
    fn new(files: &[(&str, &str)], changing: &'static str, later: &'static str) -> Self {
        let files = files.iter().map(|&(name, text)| (name.into(), text.to_owned())).collect();
        Self { files: host::Memory { files }, changing, later, readings: Mutex::new(0) }
    }
}

impl Host for Changing {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new(self.changing) {
            let mut readings = self.readings.lock().unwrap();
            *readings += 1;
            if *readings > 1 {
                return Ok(self.later.as_bytes().to_vec());
            }
        }
        self.files.read(path)
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        self.files.files(root)
    }

    fn display(&self, path: &Path) -> String {
        self.files.display(path)
    }
}

fn settings() -> Settings {
    let set = FileSet {
        include: vec!["ships.yaml".to_owned()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    let dataset = DatasetSettings { files: vec![set], ..DatasetSettings::default() };
    Settings { datasets: vec![dataset], ..Settings::default() }
}

fn checked(later: &'static str) -> Report {
    let host = Changing::new(&[("schema.yaml", SCHEMA), ("ships.yaml", DATA)], "ships.yaml", later);
    check(&settings(), &host).unwrap()
}

/// The text of the file that the only finding points into.
fn shown(report: &Report) -> &str {
    assert_eq!(report.diagnostics.len(), 1, "{:?}", report.diagnostics);
    report.sources.get(report.diagnostics[0].primary.span.file).unwrap().text()
}

#[test]
fn the_same_text_is_shown() {
    let report = checked(DATA);
    assert_eq!(shown(&report), DATA);
    assert!(report.notices.is_empty(), "{:?}", report.notices);
}

#[test]
fn another_text_is_not() {
    for later in ["", "fox: {}\n", "# é\nhare: { launched: 1850, sunk: 1849 }\n"] {
        let report = checked(later);
        assert_eq!(shown(&report), "");
        assert!(report.notices[0].contains("changed while it was checked"), "{:?}", report.notices);
    }
}

#[test]
fn a_copy_that_changes_is_told_where_a_finding_points_into_it() {
    const CITED: &str = "
x-fact: { record: document }
properties:
  source: { x-fact: { ref: source } }
  sources: { additionalProperties: { x-fact: { record: source, key: { id: true } } } }
  ships:
    additionalProperties:
      x-fact: { record: ship, key: { id: true } }
      properties:
        launched: { x-fact: { time: launched } }
        cite: { x-fact: { record: citation, field: words } }
";
    let data = "source: log\nsources: { log: {} }\nships:\n  fox: { launched: 1850, cite: in 1851 }\n";
    let log = "The Fox was launched in 1851.\n";
    for (later, told) in [(log, 0), ("The Fox was launched in 1850.\n", 1), ("", 1)] {
        let files = [("schema.yaml", CITED), ("ships.yaml", data), ("log.txt", log)];
        let host = Changing::new(&files, "log.txt", later);
        let copy = CopySettings { source: "log".to_owned(), path: "log.txt".into(), markup: None };
        let mut settings = settings();
        settings.cite.copies.push(copy);
        settings.selection.select.push("citations/unsupported-value".to_owned());
        let report = check(&settings, &host).unwrap();
        assert_eq!(report.diagnostics.len(), 1, "{:?}", report.diagnostics);
        let changed = report.notices.iter().filter(|notice| notice.contains("`log.txt` changed while it was checked"));
        assert_eq!(changed.count(), told, "{:?}", report.notices);
    }
}
