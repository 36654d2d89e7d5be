//! The tables of one file.

use super::vocabulary::{ConstraintId, KindId, SlotId, Use, UseId, number};
use crate::source::FileId;
use serde::{Deserialize, Serialize};

number! {
    /// The number of a record: in its file's tables, after linking in the dataset.
    RecordId
}
number! {
    /// The number of a row: in its file's tables, after linking in the dataset.
    RowId
}

/// A record: a fact with its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its kind.
    pub kind: KindId,
    /// The record that it lies in.
    pub owner: Option<RecordId>,
    /// The number of the list, mapping or stream that it shares with its siblings.
    pub siblings: u32,
    /// The set of constraints that it stands under, in [`super::Vocabulary::constraint_sets`].
    pub constraints: u32,
    /// Its file.
    pub file: FileId,
    /// The bytes of its value.
    pub span: (u32, u32),
    /// The bytes where a finding about the whole record stands: its key if it has one, else its first line.
    pub head: (u32, u32),
}

/// One value that fills a slot of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The record.
    pub record: RecordId,
    /// The meaning.
    pub use_id: UseId,
    /// Where its text stands: start and length. In a file's tables in the file's own text, and beyond that text's end
    /// among the strings; after linking among the strings.
    pub text: (u32, u32),
    /// The bytes of the value in its record's file.
    pub span: (u32, u32),
}

/// How a record is reached: the keys and item numbers (JSON Pointer) from the record around it, else from the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The record.
    pub record: RecordId,
    /// Where the pointer stands among the ways' texts: start and length.
    pub text: (u32, u32),
}

/// The tables of one file: self-contained until they are linked. Rows stand in the order of the walk.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The records in the order of the walk.
    pub records: Vec<Record>,
    /// The values, of all meanings.
    pub rows: Vec<Row>,
    /// The strings that don't stand in the file's text, end to end.
    pub strings: String,
    /// The length of the file's text.
    pub source: u32,
    /// Meanings made while lifting, where an argument holds the key; numbered on from the plan's own.
    pub extra_uses: Vec<Use>,
    /// Slots named while lifting, numbered on from the plan's own.
    pub extra_slots: Vec<String>,
    /// Sets of constraints met while lifting, numbered on from the plan's own.
    pub extra_sets: Vec<Vec<ConstraintId>>,
    /// How many groups of siblings there are.
    pub sibling_groups: u32,
    /// The ways to citations and to the records around them, by record.
    pub ways: Vec<Way>,
    /// The texts of the ways, end to end.
    pub way_texts: String,
    /// Where the whole values stand that say, by the schema, that there is none.
    pub none: Vec<(u32, u32)>,
    /// Whether the file was not wholly read, so that references may lie in what is missing.
    pub incomplete: bool,
}

impl Tables {
    /// Adds a text that doesn't stand in the file's and tells where it stands.
    pub fn text(&mut self, text: &str) -> (u32, u32) {
        let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let start = self.source.saturating_add(at(self.strings.len()));
        self.strings.push_str(text);
        (start, at(text.len()))
    }

    /// The text of a row; `source` is the file's.
    #[must_use]
    pub fn text_of<'a>(&'a self, row: &Row, source: &'a str) -> &'a str {
        let (start, length) = (row.text.0 as usize, row.text.1 as usize);
        let (text, start) = match start.checked_sub(self.source as usize) {
            Some(start) => (self.strings.as_str(), start),
            None => (source, start),
        };
        text.get(start..start + length).unwrap_or_default()
    }

    /// Copies all rows' texts to the strings, so that the file's own text is no longer needed.
    pub fn let_go(&mut self, source: &str) {
        let length = self.rows.iter().map(|row| row.text.1 as usize).sum();
        let mut strings = String::with_capacity(length);
        for at in 0..self.rows.len() {
            let start = strings.len();
            strings.push_str(self.text_of(&self.rows[at], source));
            self.rows[at].text.0 = u32::try_from(start).unwrap_or(u32::MAX);
        }
        self.strings = strings;
        self.source = 0;
        // They wait for those of other files.
        self.records.shrink_to_fit();
        self.rows.shrink_to_fit();
    }

    /// The slot's number, added to the extra slots if it is in neither list.
    pub fn slot(&mut self, known: &[String], name: &str) -> SlotId {
        let found = known.iter().chain(&self.extra_slots).position(|slot| slot == name);
        let at = found.unwrap_or_else(|| {
            self.extra_slots.push(name.to_owned());
            known.len() + self.extra_slots.len() - 1
        });
        SlotId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}
