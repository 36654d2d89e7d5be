//! The files of one of two states, and what records of them are called.

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};
use factlint_model::load;
use factlint_model::source::FileId;
use factlint_model::tree::Tree;

use super::{RecordTold, Side};
use crate::cite::CITATION;
use crate::engine::{Host, digest};

/// So many trees of a side are kept: records that stood in several files may stand in one now, in any order.
const TREES: usize = 8;

/// The files of one side, of which some trees are kept.
pub(super) struct Trees<'a> {
    side: Side<'a>,
    host: &'a dyn Host,
    /// The last that was asked for at the end.
    kept: Vec<(FileId, Option<Tree>)>,
}

impl<'a> Trees<'a> {
    pub fn new(side: Side<'a>, host: &'a dyn Host) -> Self {
        Self { side, host, kept: Vec::new() }
    }

    /// The tree of a file; none where it is no longer what was checked.
    pub fn get(&mut self, id: FileId) -> Option<&Tree> {
        let known = self.kept.iter().position(|(kept, _)| *kept == id);
        let tree = match known {
            Some(at) => self.kept.remove(at).1,
            None => self.read(id),
        };
        if self.kept.len() == TREES {
            self.kept.remove(0);
        }
        self.kept.push((id, tree));
        self.kept.last()?.1.as_ref()
    }

    fn read(&self, id: FileId) -> Option<Tree> {
        let file = self.side.files.get(id)?;
        let bytes = self.host.read_data(&file.path).ok()?;
        (digest(&bytes) == file.digest).then(|| load::load(id, &self.host.display(&file.path), bytes, file.format).tree)
    }

    /// The name under which reports show a file.
    pub fn name(&self, id: FileId) -> String {
        self.side.files.get(id).map_or(String::new(), |file| self.host.display(&file.path))
    }

    /// A record, of which those in it count that `counts` says.
    pub fn told(&mut self, record: RecordId, with_line: bool, counts: &dyn Fn(RecordId) -> bool) -> RecordTold {
        let (side, file) = (self.side, self.side.dataset.record(record).file);
        let head = side.dataset.head(record);
        let line = if with_line { self.get(file).map(|tree| tree.source().position(head.start).line) } else { None };
        RecordTold {
            kind: side.kind(record).to_owned(),
            id: side.dataset.id_of(record).map(str::to_owned),
            name: called(side.dataset, record).unwrap_or_else(|| side.file(record).to_owned()),
            file: self.name(file),
            line,
            inside: inside(side.dataset, record, counts),
        }
    }
}

/// What a record is called: its label, if its id is its own in the dataset or it has none; else its id, behind what it
/// lies in is called.
fn called(dataset: &Dataset, record: RecordId) -> Option<String> {
    let label = dataset.rows_of(record).find(|&row| {
        let known = dataset.use_of(row);
        matches!(known.meaning, Meaning::Name(_)) && known.about.is_none() && is_label(dataset, row)
    });
    let label = label.map(|row| dataset.text(row));
    let id = dataset.id_of(record);
    let around = dataset.record(record).owner.and_then(|owner| called(dataset, owner));
    let is_wide = dataset.rows_of(record).any(|row| {
        let is_own = Some(dataset.text(row)) == id;
        matches!(&dataset.use_of(row).meaning, Meaning::Id(it) if is_own && it.within == Default::default())
    });
    match (label, id, around) {
        (Some(label), Some(_), _) if is_wide => Some(label.to_owned()),
        (_, Some(id), _) if is_wide => Some(id.to_owned()),
        (_, Some(name), Some(around)) | (Some(name), None, Some(around)) => Some(format!("{around} {name}")),
        (None, None, Some(around)) => Some(around),
        (label, id, None) => id.or(label).map(str::to_owned),
    }
}

fn is_label(dataset: &Dataset, row: RowId) -> bool {
    dataset.vocabulary.slot_name(dataset.use_of(row).slot) == "label"
}

/// How many records lie in a record, as far as they count; citations are left out.
fn inside(dataset: &Dataset, record: RecordId, counts: impl Fn(RecordId) -> bool) -> usize {
    let citation = dataset.vocabulary.find_kind(CITATION);
    let below = dataset.record_ids().skip(record.index() + 1);
    let below = below.take_while(|&other| dataset.record(other).owner.is_some_and(|owner| owner >= record));
    below.filter(|&other| Some(dataset.kind(other)) != citation && counts(other)).count()
}
