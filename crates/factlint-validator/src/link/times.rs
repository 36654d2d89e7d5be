//! The times of each slot, its parts taken together.

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId, SlotId, TimePart, TimeUse, TimeValue};
use factlint_model::time::{self, Moment, Reading};

/// Reads the times of all records.
pub(super) fn read(dataset: &mut Dataset) {
    let counts = |meaning: &Meaning| matches!(meaning, Meaning::Time(_));
    let others = super::spoken_of(dataset, counts);
    let (times, first) = super::by_record(dataset, counts, |record, into| {
        times_of(dataset, super::rows_on(dataset, record, &others), into);
    });
    dataset.times = times;
    dataset.first_time = first;
}

/// The values that one record gives for one slot.
struct Slot {
    slot: SlotId,
    by: RecordId,
    whole: Vec<(RowId, Reading)>,
    earliest: Option<(RowId, Moment)>,
    latest: Option<(RowId, Moment)>,
    /// Whether it is given in another calendar than the one that is read.
    foreign: bool,
}

fn times_of(dataset: &Dataset, rows: impl Iterator<Item = RowId>, into: &mut Vec<TimeValue>) {
    let mut slots: Vec<Slot> = Vec::new();
    for row in rows {
        let declared = dataset.use_of(row);
        if let Meaning::Time(time) = &declared.meaning {
            let (slot, by) = (declared.slot, dataset.row(row).record);
            let at = slots.iter().position(|known| (known.slot, known.by) == (slot, by)).unwrap_or_else(|| {
                slots.push(Slot { slot, by, whole: Vec::new(), earliest: None, latest: None, foreign: false });
                slots.len() - 1
            });
            slots[at].add(row, time, dataset.text(row));
        }
    }
    for slot in slots.into_iter().filter(|slot| !slot.foreign) {
        slot.values(into);
    }
}

impl Slot {
    fn add(&mut self, row: RowId, declared: &TimeUse, text: &str) {
        self.foreign |= declared.calendar.as_deref().is_some_and(is_foreign);
        match declared.part {
            TimePart::Calendar => self.foreign |= is_foreign(text),
            TimePart::Printed => {}
            TimePart::Whole | TimePart::Earliest | TimePart::Latest => {
                let Ok(reading) = time::possible(text, &declared.format) else { return };
                match declared.part {
                    TimePart::Earliest => self.earliest = self.earliest.or(Some((row, reading.start))),
                    TimePart::Latest => self.latest = self.latest.or(Some((row, reading.end))),
                    _ => self.whole.push((row, reading)),
                }
            }
        }
    }

    fn values(self, into: &mut Vec<TimeValue>) {
        let slot = self.slot;
        let (alone, bounds_only) = (self.whole.len() == 1, self.whole.is_empty());
        let (earliest, latest) = (self.earliest, self.latest);
        for (row, Reading { mut start, mut end, .. }) in self.whole {
            let point = start == end;
            if let Some((_, bound)) = earliest.filter(|_| alone) {
                start.earliest = bound.earliest;
                end.earliest = if point { bound.earliest } else { end.earliest };
            }
            if let Some((_, bound)) = latest.filter(|_| alone) {
                end.latest = bound.latest;
                start.latest = if point { bound.latest } else { start.latest };
            }
            into.push(TimeValue { slot, row, start, end });
        }
        if let (true, Some((row, _))) = (bounds_only, earliest.or(latest)) {
            let moment = Moment::new(
                earliest.map_or(i64::MIN, |(_, bound)| bound.earliest),
                latest.map_or(i64::MAX, |(_, bound)| bound.latest),
            );
            into.push(TimeValue { slot, row, start: moment, end: moment });
        }
    }
}

/// Whether days are counted otherwise than in the calendar that is read.
fn is_foreign(calendar: &str) -> bool {
    !calendar.to_ascii_lowercase().contains("gregorian")
}
