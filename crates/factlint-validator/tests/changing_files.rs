//! A file that changes while it is checked: what was found is told, but no place of the later text.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod host;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use factlint_validator::engine::{DatasetSettings, FileSet, Host, Report, SchemaName, Settings, check};

const SCHEMA: &str = "
additionalProperties:
  x-fact: { record: ship, key: { id: true }, chain: [launched, sunk] }
  properties:
    launched: { x-fact: { time: launched } }
    sunk: { x-fact: { time: sunk } }
";

const DATA: &str = "fox: { launched: 1850, sunk: 1849 }\n";

/// Gives another text of the data from its second reading on.
struct Changing {
    files: host::Memory,
    later: &'static str,
    readings: Mutex<usize>,
}

impl Host for Changing {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new("ships.yaml") {
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

fn checked(later: &'static str) -> Report {
    let files = [("schema.yaml", SCHEMA), ("ships.yaml", DATA)];
    let files = host::Memory { files: files.map(|(name, text)| (name.into(), text.to_owned())).into() };
    let set = FileSet {
        include: vec!["ships.yaml".to_owned()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    let dataset = DatasetSettings { files: vec![set], ..DatasetSettings::default() };
    let host = Changing { files, later, readings: Mutex::new(0) };
    check(&Settings { datasets: vec![dataset], ..Settings::default() }, &host).unwrap()
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
