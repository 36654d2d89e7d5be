//! What the rules of this family ask of rows and of the records that they belong to.

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::facts::{
    Dataset, FigurePart, Id, IdPlace, KindId, Meaning, RecordId, RefUse, RowId, Scope, SlotId, TimePart,
};

/// A finding at a row; the level and message that the schema gives with the meaning win.
pub(super) fn finding(
    dataset: &Dataset,
    rule: &'static str,
    level: Level,
    row: RowId,
    message: impl FnOnce() -> String,
) -> Diagnostic {
    let meaning = dataset.use_of(row);
    let message = meaning.message.clone().unwrap_or_else(message);
    let found = Diagnostic::new(rule, meaning.level.unwrap_or(level), dataset.span(row), message);
    about(dataset, found, dataset.row(row).record)
}

/// Names the record that a finding speaks of.
pub(super) fn about(dataset: &Dataset, mut found: Diagnostic, record: RecordId) -> Diagnostic {
    found.record = Some(dataset.name_of(record));
    found
}

/// Names another record that takes part.
pub(super) fn with_participant(dataset: &Dataset, mut found: Diagnostic, record: RecordId) -> Diagnostic {
    found.participants.push(dataset.id_of(record).map_or_else(|| dataset.describe(record), str::to_owned));
    found
}

/// All rows that are references, with what the schema says of them; parts of a ref's slot are none.
pub(super) fn references(dataset: &Dataset) -> impl Iterator<Item = (RowId, &RefUse)> {
    dataset.record_ids().flat_map(|id| dataset.rows_of(id)).filter_map(|row| match &dataset.use_of(row).meaning {
        Meaning::Ref(reference) if reference.part.is_none() => Some((row, reference)),
        _ => None,
    })
}

/// The references that reach nothing and should reach something. None where a file was not wholly read: what they name
/// may lie there.
pub(super) fn dangling(dataset: &Dataset) -> impl Iterator<Item = (RowId, &RefUse)> {
    let all = if dataset.incomplete { None } else { Some(references(dataset)) };
    all.into_iter().flatten().filter(|&(row, reference)| !reference.outside && dataset.targets(row).next().is_none())
}

/// The ids of a reference's text, in whatever scheme and of whatever kind, that count where the reference stands.
pub(super) fn ids_in_reach(dataset: &Dataset, row: RowId) -> impl Iterator<Item = Id> + '_ {
    let record = dataset.row(row).record;
    dataset.ids_anywhere(dataset.text(row)).filter(move |id| match id.place {
        IdPlace::Dataset => true,
        IdPlace::File(file) => dataset.record(record).file == file,
        IdPlace::Record(around) => dataset.around(record).any(|owner| owner == around),
    })
}

/// Kinds in words: `person or organisation`.
pub(super) fn any_of(dataset: &Dataset, kinds: &[KindId]) -> String {
    let names: Vec<&str> = kinds.iter().map(|&kind| dataset.vocabulary.kind_name(kind)).collect();
    names.join(" or ")
}

/// Whether a reference's text is all that is written at its place: not cut out of a longer one, nor built.
pub(super) fn is_written_whole(dataset: &Dataset, row: RowId) -> bool {
    let span = dataset.span(row);
    let (width, length) = (span.end - span.start, dataset.text(row).len() as u64);
    let built = matches!(&dataset.use_of(row).meaning, Meaning::Ref(reference) if !reference.templates.is_empty());
    // Quotes are part of the place.
    !built && (width == length || width == length + 2)
}

/// The rows whose text is a slot's value: not its unit, its calendar, or the other form in which it is given.
pub(super) fn values(dataset: &Dataset, record: RecordId, slot: SlotId) -> Vec<RowId> {
    let mut rows: Vec<RowId> = dataset.values(record, slot).filter(|&row| is_value(dataset, row)).collect();
    if let Some(figure) = dataset.figures_in(record, slot).find(|figure| figure.encoded().is_some()) {
        rows.retain(|&row| Some(row) != figure.encoded());
    }
    rows
}

/// Whether a row's text is its slot's value and no mere part of it.
pub(super) fn is_value(dataset: &Dataset, row: RowId) -> bool {
    match &dataset.use_of(row).meaning {
        Meaning::Time(time) => matches!(time.part, TimePart::Whole | TimePart::Earliest | TimePart::Latest),
        Meaning::Figure(figure) => matches!(figure.part, FigurePart::Value | FigurePart::Printed),
        Meaning::Ref(reference) => reference.part.is_none(),
        Meaning::Id(_) | Meaning::Name(_) | Meaning::Identifier(_) | Meaning::Field => true,
    }
}

/// The nearest record of a kind around a record.
pub(super) fn enclosing(dataset: &Dataset, record: RecordId, kind: KindId) -> Option<RecordId> {
    dataset.around(record).skip(1).find(|&id| dataset.kind(id) == kind)
}

/// A part of the dataset in which something is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Realm {
    /// All of it.
    Dataset,
    /// The file of this number.
    File(u32),
    /// What lies in this record; `None`: in no record of the kind named.
    Record(Option<RecordId>),
    /// The siblings of this group.
    Siblings(u32),
}

impl Realm {
    /// Where a record falls; among siblings if no scope is named.
    pub(super) fn of(dataset: &Dataset, record: RecordId, scope: Option<&Scope>) -> Self {
        match scope {
            None => Self::Siblings(dataset.record(record).siblings),
            Some(Scope::Dataset) => Self::Dataset,
            Some(Scope::File) => Self::File(dataset.record(record).file.0),
            Some(Scope::Record(kind)) => Self::Record(enclosing(dataset, record, *kind)),
        }
    }

    /// The realm in words: "in the dataset".
    pub(super) fn words(self, dataset: &Dataset) -> String {
        match self {
            Self::Dataset => "in the dataset".to_owned(),
            Self::File(_) => "in the file".to_owned(),
            Self::Record(Some(record)) => format!("in {}", dataset.describe(record)),
            Self::Record(None) => "where it stands".to_owned(),
            Self::Siblings(_) => "among siblings".to_owned(),
        }
    }
}
