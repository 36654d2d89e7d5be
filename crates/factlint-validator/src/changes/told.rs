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
    /// The records that stand in another file now, by the files.
    pub moved: Vec<Moved>,
    /// How many files have another text, came or went.
    pub files: usize,
    /// Those of them in which no record changed, came or went.
    pub untold: Vec<Untold>,
}

/// Records that stand in another file now.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// The file in which they stood.
    pub from: String,
    /// That in which they stand.
    pub to: String,
    /// How many, with those that lie in them.
    pub records: usize,
}

/// A file with another text in which no record changed, came or went: only layout, comments, what is in no record, or references to what
/// goes by another id.
#[derive(Debug, Serialize)]
pub struct Untold {
    /// The file.
    pub file: String,
    /// How many of its references name by another id what they named.
    pub references: usize,
}

impl Changes {
    /// Adds the changes of another dataset.
    pub fn append(&mut self, mut more: Self) {
        self.gone.append(&mut more.gone);
        self.changed.append(&mut more.changed);
        self.added.append(&mut more.added);
        self.removed.append(&mut more.removed);
        self.untold.append(&mut more.untold);
        self.moved.append(&mut more.moved);
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
