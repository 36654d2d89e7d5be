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
    /// Where its text stands among the strings: start and length.
    pub text: (u32, u32),
    /// The bytes of the value in its record's file.
    pub span: (u32, u32),
}

/// The tables of one file: self-contained until they are linked. Rows stand in the order of the walk.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The records in the order of the walk.
    pub records: Vec<Record>,
    /// The values, of all meanings.
    pub rows: Vec<Row>,
    /// The strings, end to end.
    pub strings: String,
    /// Meanings made while lifting, where an argument holds the key; numbered on from the plan's own.
    pub extra_uses: Vec<Use>,
    /// Slots named while lifting, numbered on from the plan's own.
    pub extra_slots: Vec<String>,
    /// Sets of constraints met while lifting, numbered on from the plan's own.
    pub extra_sets: Vec<Vec<ConstraintId>>,
    /// How many groups of siblings there are.
    pub sibling_groups: u32,
    /// Where the whole values stand that say, by the schema, that there is none.
    pub none: Vec<(u32, u32)>,
    /// Whether the file was not wholly read, so that references may lie in what is missing.
    pub incomplete: bool,
}

impl Tables {
    /// Adds a text and tells where it stands.
    pub fn text(&mut self, text: &str) -> (u32, u32) {
        let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let start = at(self.strings.len());
        self.strings.push_str(text);
        (start, at(text.len()))
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
