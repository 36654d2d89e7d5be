//! Which values of a record its citations must print.

use factlint_model::facts::{
    Dataset, FigurePart, Meaning, RecordId, RowId, SlotId, TimeFormat, TimePart, TimeUse, Use,
};

use super::{CITATION, SIC, SOURCE};
use crate::prose::{CitedWords, SlotEnd, Support, supports_figure, supports_name, supports_time};
use crate::texts;

/// A value that must be printed.
pub(crate) struct Ask<'d> {
    /// The record whose citations must print it.
    pub record: RecordId,
    /// The slot that they may be limited to.
    pub slot: SlotId,
    /// Where a finding stands.
    pub at: RowId,
    /// The value; that of another record where a name is asked for that was borne before.
    pub row: RowId,
    /// Its text.
    pub text: &'d str,
    /// What it is.
    pub what: What<'d>,
    /// Whether the record says that it is inferred, and gives no reason.
    pub unreasoned: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What<'d> {
    /// A time.
    Time(&'d TimeFormat, SlotEnd),
    /// A figure; whether it is in per cent, and which end of a range.
    Figure(bool, SlotEnd),
    /// A name.
    Name,
    /// A text that was copied to the letter.
    Printed,
}

impl Ask<'_> {
    /// Whether one of some citations prints it.
    pub fn support(&self, cited: &[CitedWords<'_>]) -> Support {
        match self.what {
            What::Time(format, end) => supports_time(self.text, format, end, cited),
            What::Figure(percent, end) => supports_figure(&texts::fold(self.text), percent, end, cited),
            What::Name | What::Printed => supports_name(&texts::fold(self.text), cited),
        }
    }
}

/// The slots and kinds that are told apart, as far as the schemas have them.
pub(crate) struct Slots {
    inferred: Option<SlotId>,
    reason: Option<SlotId>,
    start: Option<SlotId>,
    none: Vec<Option<factlint_model::facts::KindId>>,
}

impl Slots {
    pub fn of(dataset: &Dataset) -> Self {
        let slot = |name| dataset.vocabulary.find_slot(name);
        let none = [CITATION, SOURCE, SIC].map(|kind| dataset.vocabulary.find_kind(kind));
        Self { inferred: slot("inferred"), reason: slot("reason"), start: slot("start"), none: none.to_vec() }
    }

    /// The values of a record that must be printed: its times, figures and mentions, and names that it bore for a time.
    pub fn asks<'d>(&self, dataset: &'d Dataset, record: RecordId) -> Vec<Ask<'d>> {
        if self.none.contains(&Some(dataset.kind(record))) {
            return Vec::new();
        }
        let mut asks = Vec::new();
        for row in dataset.rows_of(record) {
            let declared = dataset.use_of(row);
            let Some(what) = what(dataset, record, row, declared) else { continue };
            if self.is_inferred(dataset, record, declared.slot) && self.has_reason(dataset, record) {
                continue;
            }
            let unreasoned = self.is_inferred(dataset, record, declared.slot);
            let ask =
                |row| Ask { record, slot: declared.slot, at: row, row, text: dataset.text(row), what, unreasoned };
            asks.push(ask(row));
            if what == What::Name {
                let before = self.name_before(dataset, record, declared);
                asks.extend(before.map(|before| Ask { at: row, ..ask(before) }));
            }
        }
        asks
    }

    /// The name that one borne from a told time took the place of.
    fn name_before(&self, dataset: &Dataset, record: RecordId, declared: &Use) -> Option<RowId> {
        let start = self.start.filter(|&start| dataset.values(record, start).next().is_some())?;
        if self.is_inferred(dataset, record, start) {
            return None;
        }
        dataset.values(dataset.previous(record)?, declared.slot).next()
    }

    /// Whether a slot is listed as inferred, by its own name or by the key that fills it.
    fn is_inferred(&self, dataset: &Dataset, record: RecordId, slot: SlotId) -> bool {
        let Some(inferred) = self.inferred else { return false };
        let called = |row| dataset.vocabulary.slots_called(dataset.kind(record), dataset.text(row));
        dataset.values(record, inferred).flat_map(called).any(|listed| listed == slot)
    }

    fn has_reason(&self, dataset: &Dataset, record: RecordId) -> bool {
        self.reason.is_some_and(|reason| dataset.values(record, reason).next().is_some())
    }
}

/// What a value is, if it must be printed.
fn what<'d>(dataset: &'d Dataset, record: RecordId, row: RowId, declared: &'d Use) -> Option<What<'d>> {
    match &declared.meaning {
        Meaning::Time(TimeUse { part: TimePart::Printed, .. }) => Some(What::Printed),
        Meaning::Time(TimeUse { part: TimePart::Calendar, .. }) => None,
        Meaning::Time(time) => {
            let end = end_of(dataset.vocabulary.slot_name(declared.slot), time.part);
            Some(What::Time(&time.format, end))
        }
        Meaning::Figure(figure) => {
            let is_number = matches!(figure.part, FigurePart::Value | FigurePart::Printed);
            let end = bound_of(dataset.vocabulary.slot_name(declared.slot));
            is_number.then(|| What::Figure(is_percent(dataset, record, row), end))
        }
        Meaning::Name(_) => is_asked(dataset, record, declared).then_some(What::Name),
        Meaning::Id(_) | Meaning::Ref(_) | Meaning::Identifier(_) | Meaning::Field => None,
    }
}

/// Which end of a printed range a time can be: the earliest that it can be is the start, the latest the end.
fn end_of(slot: &str, part: TimePart) -> SlotEnd {
    match (part, slot) {
        (TimePart::Earliest, _) => SlotEnd::Start,
        (TimePart::Latest, _) => SlotEnd::End,
        (_, "start" | "born") => SlotEnd::Start,
        (_, "end" | "died") => SlotEnd::End,
        (_, "at") => SlotEnd::Whole,
        _ => SlotEnd::Either,
    }
}

/// Which end of a printed range a figure is: all of it, unless the slot is called a bound.
fn bound_of(slot: &str) -> SlotEnd {
    match slot {
        "min" | "minimum" | "least" | "low" | "lowest" | "lower" => SlotEnd::Start,
        "max" | "maximum" | "most" | "high" | "highest" | "upper" => SlotEnd::End,
        _ => SlotEnd::Whole,
    }
}

fn is_percent(dataset: &Dataset, record: RecordId, row: RowId) -> bool {
    let mut figures = dataset.figures_of(record).iter();
    figures.any(|figure| figure.percent && (figure.row == row || figure.beside == row))
}

/// Whether a name must be printed: what a text calls someone, the names of a renaming, and a name that a record with a time
/// states of another. The label of a record is its editors' own.
fn is_asked(dataset: &Dataset, record: RecordId, declared: &Use) -> bool {
    match dataset.vocabulary.slot_name(declared.slot) {
        "mention" | "from" | "to" => true,
        _ => declared.about.is_some() && !dataset.times_of(record).is_empty(),
    }
}
