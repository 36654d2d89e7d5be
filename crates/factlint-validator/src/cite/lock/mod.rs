//! `factlint.lock`: where each citation stands in its source, a sorted line a citation, made for merging.
//!
//! After a header (`version 1`, `segmentation 1`) each line has, apart by spaces, the record, the way from it to the
//! citation, the source, the heading of the section, paragraph and sentence, and the fingerprint of the sentence. What has
//! spaces stands in quotes, as JSON writes them; `""` is the section before any heading; `2:1.3` is the third sentence of the
//! first paragraph in the second section of that heading.

mod line;
mod read;

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::source::{Source, Sources};

use super::Key;
use crate::engine::Host;
use crate::texts::SEGMENTATION;
use line::Parsed;
pub use line::{Line, LockedPlace};

/// The version of the lock's form.
pub const VERSION: u32 = 1;

/// The first line of a lock.
const TITLE: &str =
    "# Where each citation stands in its source. `factlint pin` writes it; lines may be merged in any order.";

/// A lock as it was read. Its lines stay where they stand, since as a rule each is asked for once.
#[derive(Debug, Default)]
pub struct Lock {
    source: Arc<Source>,
    /// By their keys.
    entries: Vec<Entry>,
    /// Whether something in it could not be read, so that what is missing may stand there.
    broken: bool,
    /// The segmentation that it was made by.
    segmentation: Option<u32>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// The hash of its key. It holds for this run alone.
    key: u64,
    /// Its first byte.
    start: u32,
}

impl Entry {
    fn new((record, field): (&str, &str), start: usize) -> Self {
        Self { key: hash(record, field), start: u32::try_from(start).unwrap_or(u32::MAX) }
    }

    /// The line in the text of its lock.
    fn read(self, text: &str) -> Option<Parsed<'_>> {
        let rest = text.get(self.start as usize..)?;
        Parsed::of(rest.lines().next()?.trim())
    }
}

fn hash(record: &str, field: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (record, field).hash(&mut hasher);
    hasher.finish()
}

impl Lock {
    /// Reads a lock; one that isn't there is empty. What is wrong with it is found at its place.
    #[must_use]
    pub fn read(path: &Path, host: &dyn Host, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> Self {
        read::read(path, host, sources, found)
    }

    /// Its text as it is on the disk; empty where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Whether a citation without a line has none: the whole lock could be read.
    #[must_use]
    pub fn complete(&self) -> bool {
        !self.broken && !self.is_outdated()
    }

    /// Whether it was made by an earlier segmentation: its places mean nothing, and a fingerprint says something only where
    /// some sentence still has it.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.segmentation.is_some_and(|segmentation| segmentation != SEGMENTATION)
    }

    /// Whether something in it could not be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// The lines of a citation: one, or several where a merge kept those of both sides.
    pub fn lines_of(&self, key: &Key) -> impl Iterator<Item = Line> {
        let hash = hash(&key.record, &key.field);
        let first = self.entries.partition_point(|entry| entry.key < hash);
        let alike = self.entries[first..].iter().take_while(move |entry| entry.key == hash);
        let lines = alike.filter_map(|entry| entry.read(self.text()));
        lines.filter(|line| line.key() == (&key.record, &key.field)).map(Parsed::into_line)
    }

    /// The text of this lock with other lines, whose places are as they were.
    pub(crate) fn with_lines(&self, lines: Vec<Line>) -> String {
        write_lines(lines, self.segmentation.unwrap_or(SEGMENTATION))
    }

    /// All lines, in no order.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.entries.iter().filter_map(|entry| entry.read(self.text())).map(Parsed::into_line)
    }
}

/// The text of a lock with these lines.
#[must_use]
pub fn write(lines: Vec<Line>) -> String {
    write_lines(lines, SEGMENTATION)
}

fn write_lines(mut lines: Vec<Line>, segmentation: u32) -> String {
    lines.sort_by(|a, b| a.key.cmp(&b.key));
    lines.dedup();
    let mut text = format!("{TITLE}\nversion {VERSION}\nsegmentation {segmentation}\n");
    for Line { key, source, place, fingerprint } in lines {
        let words = [&key.record, &key.field, &source, &place.section].map(|word| quoted(word));
        let nth = if place.nth > 1 { format!("{}:", place.nth) } else { String::new() };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {nth}{}.{} {fingerprint}", words.join(" "), place.paragraph, place.sentence);
    }
    text
}

/// A word of a line, in quotes where it could be taken for something else.
fn quoted(word: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '"';
    let starts_plain = !word.starts_with(['#', '<', '>', '=', '|']);
    if !word.is_empty() && starts_plain && word.chars().all(plain) {
        return word.to_owned();
    }
    serde_json::Value::from(word).to_string()
}
