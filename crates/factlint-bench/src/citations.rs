//! Citations of a long text: found by their words, and verified by the lock.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use factlint_bench::Numbers;
use factlint_model::time::words::month_name;
use factlint_validator::cite::{CiteSettings, CopySettings, Pin, lock};
use factlint_validator::engine::{DatasetSettings, FileSet, Report, SchemaName, Settings, check};
use factlint_validator::texts::{Markup, SourceText};

use crate::{Disk, measured, to_megabytes};

/// How many facts are cited, each to a sentence of its own.
const CITATIONS: u64 = 100_000;

/// The stages: the text is cut; the facts are checked without it; the words are looked for, and no lock is there; the lock
/// is verified.
pub const STAGES: [&str; 4] = ["segment", "facts", "find", "verify"];

const SCHEMA: &str = "
x-fact: { record: document }
properties:
  source: { x-fact: { ref: source } }
  sources: { additionalProperties: { x-fact: { record: source, key: { id: true } } } }
  sailings:
    additionalProperties:
      type: object
      x-fact: { record: sailing, key: { id: true }, cited: true }
      properties:
        date: { type: string, x-fact: { time: at } }
        tons: { type: string, x-fact: { figure: { slot: tons, part: printed } } }
        cite: { type: string, x-fact: { record: citation, field: words } }
";

/// Makes the text and the facts, and times the stages.
pub fn all() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("factlint-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (text, data) = generate(CITATIONS, 1);
    std::fs::write(folder.join("book.txt"), &text)?;
    std::fs::write(folder.join("data.yaml"), &data)?;
    std::fs::write(folder.join("schema.yaml"), SCHEMA)?;
    let report = run("pin", &folder)?;
    std::fs::write(folder.join("factlint.lock"), lock::write(report.pins.lines))?;
    let (book, facts) = (to_megabytes(text.len()), to_megabytes(data.len()));
    println!("{CITATIONS} citations, {facts:.1} MB of YAML, into a text of {book:.1} MB\n");
    println!("{:<16}{:>10}{:>12}{:>14}{:>15}", "stage", "time", "peak", "peak / text", "share / text");
    let mut without = None;
    for stage in STAGES {
        let (seconds, peak) = measured(stage, &folder)?;
        let share = without.map_or(String::new(), |without| format!("{:.1}", (peak - without) / book));
        println!("{stage:<16}{:>7.0} ms{peak:>9.0} MB{:>14.1}{share:>15}", seconds * 1e3, peak / book);
        if stage == "facts" {
            without = Some(peak);
        }
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Runs one stage.
pub fn stage(stage: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    if stage == "segment" {
        let text = SourceText::read(std::fs::read_to_string(folder.join("book.txt"))?, Markup::Plain);
        return if text.sentences().len() as u64 == CITATIONS {
            Ok(())
        } else {
            Err("sentences were cut wrongly".into())
        };
    }
    let report = run(stage, folder)?;
    let counts = report.counts.citations;
    let wanted = match stage {
        "facts" => (0, 0, CITATIONS),
        "find" => (CITATIONS, CITATIONS, 0),
        _ => (CITATIONS, 0, 0),
    };
    match report.diagnostics.first() {
        Some(finding) => Err(format!("facts that are in the text gave {finding:?}").into()),
        None if (counts.found as u64, counts.unpinned as u64, counts.unchecked as u64) != wanted => {
            Err(format!("{counts:?}").into())
        }
        None => Ok(()),
    }
}

/// A check: of the stage `facts` without the copy, of `verify` with the lock, of `pin` with the lines of a new one.
fn run(stage: &str, folder: &Path) -> Result<Report, Box<dyn Error>> {
    let files = FileSet {
        include: vec!["data.yaml".into()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    let dataset = DatasetSettings { root: folder.into(), schema_root: folder.into(), files: vec![files] };
    let copy = CopySettings { source: "book".into(), path: folder.join("book.txt"), markup: None };
    let copies = if stage == "facts" { Vec::new() } else { vec![copy] };
    let lock = (stage == "verify").then(|| folder.join("factlint.lock"));
    let pin = (stage == "pin").then_some(Pin::default());
    let cite = CiteSettings { copies, lock, pin, ..CiteSettings::default() };
    let mut settings = Settings { datasets: vec![dataset], cite, ..Settings::default() };
    settings.selection.ignore.push("citations/source-unpinned".into());
    Ok(check(&settings, &Disk)?)
}

/// A text in chapters, and facts of which each is printed in a sentence of it.
fn generate(citations: u64, seed: u64) -> (String, String) {
    let mut numbers = Numbers::new(seed);
    let (mut text, mut data) = (String::new(), String::from("source: book\nsources:\n  book: {}\nsailings:\n"));
    for number in 0..citations {
        if number % 500 == 0 {
            let _ = write!(text, "\n\n== Chapter {} ==\n", number / 500);
        }
        let (day, month, year) = (1 + numbers.below(28), numbers.below(12), 1740 + numbers.below(100));
        let (tons, harbour) = (100 + numbers.below(900), numbers.below(500));
        let name = u8::try_from(month + 1).ok().and_then(month_name).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "On {day} {name} {year} the barque {number:06} of {tons} tons cleared for harbour {harbour} in fair weather."
        );
        text.push(if number % 5 == 4 { '\n' } else { ' ' });
        let _ = write!(
            data,
            "  sailing-{number}:\n    date: {year}-{:02}-{day:02}\n    tons: {tons} tons\n    \
             cite: {day} {name} {year} the barque {number:06} of {tons} tons\n",
            month + 1,
        );
    }
    (text, data)
}
