//! What is told of changes.

use serde::Serialize;

use super::{Citing, How};

/// What changed between two states of data.
#[derive(Debug, Default, Serialize)]
pub struct Changes {
    /// The ids that went, or name something else.
    pub gone: Vec<GoneTold>,
    /// The records that changed, in the order of their files.
    pub changed: Vec<RecordChange>,
    /// The records that came; those in one of them are not told apart.
    pub added: Vec<RecordTold>,
    /// The records that went.
    pub removed: Vec<RecordTold>,
    /// How many files have another text, came or went.
    pub files: usize,
    /// Those of them in which no record changed: only layout or comments, or what is in no record.
    pub untold: Vec<String>,
}

impl Changes {
    /// Adds the changes of another dataset.
    pub fn append(&mut self, mut more: Self) {
        self.gone.append(&mut more.gone);
        self.changed.append(&mut more.changed);
        self.added.append(&mut more.added);
        self.removed.append(&mut more.removed);
        self.untold.append(&mut more.untold);
        self.files += more.files;
    }
}

/// A record, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordTold {
    /// Its kind.
    pub kind: String,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// What it is called: its label, else its id, behind what it lies in.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Its line there, from 1; none of what is no longer there.
    pub line: Option<u32>,
    /// How many records lie in it.
    pub inside: usize,
}

/// A record that changed.
#[derive(Debug, Serialize)]
pub struct RecordChange {
    /// The record as it is now.
    pub record: RecordTold,
    /// Its values that changed, at least one.
    pub values: Vec<ValueChange>,
    /// What became of the citations that times, figures and names which changed stand on.
    pub citing: Citing,
}

/// Values of one field that changed.
#[derive(Debug, Serialize)]
pub struct ValueChange {
    /// The field: the keys that lead to it from its record, with dots between.
    pub field: String,
    /// What went, as printed.
    pub before: Vec<String>,
    /// What came, as printed.
    pub now: Vec<String>,
    /// The direction.
    pub how: How,
    /// Whether it is a citation.
    pub citation: bool,
}

/// An id that went, or names something else.
#[derive(Debug, Serialize)]
pub struct GoneTold {
    /// What it named, as it was.
    pub record: RecordTold,
    /// Its scheme.
    pub scheme: String,
    /// The id.
    pub id: String,
    /// Other ids that went with it.
    pub others: Vec<String>,
    /// What it named, under its id of now.
    pub now: Option<RecordTold>,
    /// What it names now.
    pub names: Option<RecordTold>,
    /// The records that still refer to it.
    pub held_by: Vec<RecordTold>,
}
