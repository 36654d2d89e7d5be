//! The linked dataset, as rules see it.

use std::sync::Arc;

use super::ids::Id;
use super::vocabulary::{ConstraintId, KindId, Meaning, SlotId, SlotPath, Step, Use, Vocabulary};
use super::{Record, RecordId, Row, RowId, Way};
use crate::diagnostic::RecordName;
use crate::figure::Interval;
use crate::source::Span;
use crate::time::Moment;

/// A time that fills a slot, with the parts of the slot taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeValue {
    /// The slot.
    pub slot: SlotId,
    /// The value that a finding would stand at.
    pub row: RowId,
    /// When it starts: for a date, the date itself as an interval of what is possible.
    pub start: Moment,
    /// When it ends: for a date the same as `start`, for an EDTF interval its second half.
    pub end: Moment,
}

/// A figure that fills a slot, with the parts of the slot taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureValue {
    /// The record that it speaks of.
    pub record: RecordId,
    /// The value that a finding would stand at: the printed text if there is one.
    pub row: RowId,
    /// The encoded number, where both it and the printed text are given; else the same value as `row`.
    pub beside: RowId,
    /// All numbers that it can be.
    pub interval: Interval,
    /// Whether it is a share in per cent: `interval` is then already divided by 100.
    pub percent: bool,
    /// The unit, printed or told; alike ones are one text.
    pub unit: Option<Arc<String>>,
    /// Whether it is printed as a range.
    pub range: bool,
    /// Whether it counts things.
    pub count: bool,
}

impl FigureValue {
    /// The encoded number, where both it and the printed text are given.
    #[must_use]
    pub fn encoded(&self) -> Option<RowId> {
        (self.beside != self.row).then_some(self.beside)
    }
}

/// A value that a [`SlotPath`] leads to.
pub type Resolved = (RecordId, RowId);

/// All files' facts, linked.
#[derive(Debug, Default)]
pub struct Dataset {
    /// What the schemas declare, with what lifting added.
    pub vocabulary: Vocabulary,
    /// The records, file by file, in the order of the walk.
    pub records: Vec<Record>,
    /// The values; those of one record stand together, in the order of the walk.
    pub rows: Vec<Row>,
    /// The strings that rows point into.
    pub strings: String,
    /// For each record the number of its first row, and the number of rows at the end.
    pub first_row: Vec<u32>,
    /// The times, by record, in the order of their rows.
    pub times: Vec<TimeValue>,
    /// For each record the number of its first time, and the number of times at the end.
    pub first_time: Vec<u32>,
    /// The figures, by record, in the order of their rows.
    pub figures: Vec<FigureValue>,
    /// For each record the number of its first figure, and the number of figures at the end.
    pub first_figure: Vec<u32>,
    /// References and what they reach, by row; empty before references are resolved.
    targets: Vec<(RowId, RecordId)>,
    /// The references that reach a record, by record.
    referrers: Vec<RowId>,
    /// For each record the number of its first referrer, and the number of referrers at the end.
    first_referrer: Vec<u32>,
    /// The names of the schemes of ids, sorted.
    pub schemes: Vec<String>,
    /// The ids, sorted by scheme, text, place and row.
    pub ids: Vec<Id>,
    /// The records by the group of their siblings, in the order of the file; empty before they are grouped.
    grouped: Vec<RecordId>,
    /// For each group the number of its first record, and the number of records at the end.
    first_grouped: Vec<u32>,
    /// The ways to citations and to the records around them, by record.
    pub ways: Vec<Way>,
    /// The texts of the ways, end to end.
    pub way_texts: String,
    /// Whether some file was not wholly read, so that what is missing may lie there.
    pub incomplete: bool,
}

impl Dataset {
    /// A record.
    #[must_use]
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.index()]
    }

    /// All records' numbers.
    pub fn record_ids(&self) -> impl Iterator<Item = RecordId> + use<> {
        (0..u32::try_from(self.records.len()).unwrap_or(u32::MAX)).map(RecordId)
    }

    /// A row.
    #[must_use]
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.index()]
    }

    /// The meaning of a row.
    #[must_use]
    pub fn use_of(&self, row: RowId) -> &Use {
        &self.vocabulary.uses[self.row(row).use_id.index()]
    }

    /// The text of a row, as printed.
    #[must_use]
    pub fn text(&self, row: RowId) -> &str {
        let (start, length) = self.row(row).text;
        self.strings.get(start as usize..(start + length) as usize).unwrap_or_default()
    }

    /// The place of a row's value.
    #[must_use]
    pub fn span(&self, row: RowId) -> Span {
        let row = self.row(row);
        Span::new(self.record(row.record).file, u64::from(row.span.0), u64::from(row.span.1))
    }

    /// The place where a finding about the whole record stands.
    #[must_use]
    pub fn head(&self, id: RecordId) -> Span {
        let record = self.record(id);
        Span::new(record.file, u64::from(record.head.0), u64::from(record.head.1))
    }

    /// The rows of a record, of all slots.
    pub fn rows_of(&self, id: RecordId) -> impl Iterator<Item = RowId> + use<> {
        range(&self.first_row, id.index()).map(|at| RowId(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// The rows that fill a slot of a record.
    pub fn values(&self, id: RecordId, slot: SlotId) -> impl Iterator<Item = RowId> + '_ {
        self.rows_of(id).filter(move |&row| self.use_of(row).slot == slot)
    }

    /// The times that speak of a record, of all slots.
    #[must_use]
    pub fn times_of(&self, id: RecordId) -> &[TimeValue] {
        &self.times[range(&self.first_time, id.index())]
    }

    /// The times that fill a slot.
    pub fn times_in(&self, id: RecordId, slot: SlotId) -> impl Iterator<Item = &TimeValue> + '_ {
        self.times_of(id).iter().filter(move |time| time.slot == slot)
    }

    /// The figures that speak of a record, of all slots.
    #[must_use]
    pub fn figures_of(&self, id: RecordId) -> &[FigureValue] {
        &self.figures[range(&self.first_figure, id.index())]
    }

    /// The figures that fill a slot.
    pub fn figures_in(&self, id: RecordId, slot: SlotId) -> impl Iterator<Item = &FigureValue> + '_ {
        self.figures_of(id).iter().filter(move |figure| self.use_of(figure.row).slot == slot)
    }

    /// The records that a reference reaches.
    pub fn targets(&self, row: RowId) -> impl Iterator<Item = RecordId> + '_ {
        let first = self.targets.partition_point(|&(reference, _)| reference < row);
        let own = self.targets[first..].iter().take_while(move |&&(reference, _)| reference == row);
        own.map(|&(_, target)| target)
    }

    /// Sets what references reach: pairs in the order of rows.
    pub fn set_targets(&mut self, pairs: Vec<(RowId, RecordId)>) {
        let reached = pairs.iter().map(|&(row, target)| (target.index(), row));
        (self.referrers, self.first_referrer) = sorted(reached, self.records.len());
        self.targets = pairs;
        self.targets.shrink_to_fit();
    }

    /// The references that reach a record.
    pub fn referrers(&self, id: RecordId) -> impl Iterator<Item = RowId> + '_ {
        self.referrers[range(&self.first_referrer, id.index())].iter().copied()
    }

    /// Lets go of what rules ask for, once they have run: times, figures, ids and where references lead. Records, rows
    /// and texts stay, which name a record.
    pub fn forget_readings(&mut self) {
        *self = Self {
            vocabulary: std::mem::take(&mut self.vocabulary),
            records: std::mem::take(&mut self.records),
            rows: std::mem::take(&mut self.rows),
            strings: std::mem::take(&mut self.strings),
            first_row: std::mem::take(&mut self.first_row),
            incomplete: self.incomplete,
            ..Self::default()
        };
    }

    /// Brings the records of each group of siblings together; there are `count` groups.
    pub fn group_siblings(&mut self, count: usize) {
        let records = self.records.iter().zip(0..).map(|(record, id)| (record.siblings as usize, RecordId(id)));
        (self.grouped, self.first_grouped) = sorted(records, count);
    }

    /// The groups of siblings: records of the same kind in the same list, mapping or stream, in the order of the file.
    pub fn groups(&self) -> impl Iterator<Item = &[RecordId]> {
        (0..self.first_grouped.len().saturating_sub(1)).map(|group| self.group(group))
    }

    /// The records of the same kind in the same list, mapping or stream, itself included, in the order of the file.
    #[must_use]
    pub fn siblings(&self, id: RecordId) -> &[RecordId] {
        self.group(self.record(id).siblings as usize)
    }

    fn group(&self, group: usize) -> &[RecordId] {
        self.grouped.get(range(&self.first_grouped, group)).unwrap_or_default()
    }

    /// The sibling before a record.
    #[must_use]
    pub fn previous(&self, id: RecordId) -> Option<RecordId> {
        let siblings = self.siblings(id);
        let at = siblings.binary_search(&id).ok()?;
        at.checked_sub(1).and_then(|before| siblings.get(before)).copied()
    }

    /// The way to a citation, or to a record around one: a JSON Pointer from the record around it, else from the root.
    #[must_use]
    pub fn way(&self, id: RecordId) -> Option<&str> {
        let at = self.ways.binary_search_by_key(&id, |way| way.record).ok()?;
        let (start, length) = self.ways.get(at)?.text;
        self.way_texts.get(start as usize..(start + length) as usize)
    }

    /// The records that a step leads to.
    #[must_use]
    pub fn step(&self, id: RecordId, step: Step) -> Vec<RecordId> {
        match step {
            Step::Here => vec![id],
            Step::Owner => self.record(id).owner.into_iter().collect(),
            Step::Previous => self.previous(id).into_iter().collect(),
            Step::Ref(slot) => self.values(id, slot).flat_map(|row| self.targets(row)).collect(),
        }
    }

    /// The values that a path leads to, each with its record.
    #[must_use]
    pub fn resolve(&self, id: RecordId, path: &SlotPath) -> Vec<Resolved> {
        let records = self.step(id, path.step);
        records.into_iter().flat_map(|record| self.values(record, path.slot).map(move |row| (record, row))).collect()
    }

    /// The constraints that a record stands under.
    #[must_use]
    pub fn constraints_of(&self, id: RecordId) -> &[ConstraintId] {
        let set = self.record(id).constraints as usize;
        self.vocabulary.constraint_sets.get(set).map_or(&[], Vec::as_slice)
    }

    /// The kind of a record.
    #[must_use]
    pub fn kind(&self, id: RecordId) -> KindId {
        self.record(id).kind
    }

    /// The id of a record: the first in its own scheme, else the first of any.
    #[must_use]
    pub fn id_of(&self, id: RecordId) -> Option<&str> {
        self.id_row(id).map(|row| self.text(row))
    }

    /// The value that is the id of a record.
    #[must_use]
    pub fn id_row(&self, id: RecordId) -> Option<RowId> {
        let kind = self.vocabulary.kind_name(self.kind(id));
        let ids = |own: bool| {
            self.rows_of(id).find(|&row| match &self.use_of(row).meaning {
                Meaning::Id(id) => !own || id.scheme.as_deref().is_none_or(|scheme| scheme == kind),
                _ => false,
            })
        };
        ids(true).or_else(|| ids(false))
    }

    /// The record's kind and id, for a finding.
    #[must_use]
    pub fn name_of(&self, id: RecordId) -> RecordName {
        RecordName { kind: self.vocabulary.kind_name(self.kind(id)).to_owned(), id: self.id_of(id).map(str::to_owned) }
    }

    /// The record in words: `event secret-speech`; where it has no id, its kind and its owner.
    #[must_use]
    pub fn describe(&self, id: RecordId) -> String {
        let kind = self.vocabulary.kind_name(self.kind(id));
        match (self.id_of(id), self.record(id).owner) {
            (Some(name), _) => format!("{kind} {name}"),
            (None, Some(owner)) => format!("{kind} of {}", self.describe(owner)),
            (None, None) => kind.to_owned(),
        }
    }
}

/// The range of what belongs to number `index`, where each number's first is told.
fn range(first: &[u32], index: usize) -> std::ops::Range<usize> {
    let at = |index: usize| first.get(index).map_or(0, |&at| at as usize);
    at(index)..at(index + 1).max(at(index))
}

/// Values sorted by their numbers, alike ones in their order, and for each of `length` numbers the place of its first
/// value; a value with another number is left out.
fn sorted<T: Copy>(values: impl Iterator<Item = (usize, T)> + Clone, length: usize) -> (Vec<T>, Vec<u32>) {
    let first = firsts(values.clone().map(|(number, _)| number), length);
    let mut next = first.clone();
    let mut values = values.peekable();
    let Some(&(_, any)) = values.peek() else { return (Vec::new(), first) };
    let mut sorted = vec![any; first.last().map_or(0, |&count| count as usize)];
    for (number, value) in values.filter(|&(number, _)| number < length) {
        sorted[next[number] as usize] = value;
        next[number] += 1;
    }
    (sorted, first)
}

/// For each of `length` numbers the place of its first among these once they are sorted, and their count at the end.
fn firsts(numbers: impl Iterator<Item = usize>, length: usize) -> Vec<u32> {
    let mut first = vec![0u32; length + 1];
    for number in numbers {
        if let Some(count) = first.get_mut(number + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut first {
        sum += *count;
        *count = sum;
    }
    first
}
