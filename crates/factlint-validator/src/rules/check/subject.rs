//! A record as an expression sees it: the slots that it reads, of the record and of those one step away.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId, SlotId, SlotPath, Step};

use crate::expression::{Datum, Slots, Subject};
use crate::rules::refs::rows::values;

/// The record's subject for what an expression reads; the rows that were read are added to `rows`.
pub(super) fn of(dataset: &Dataset, record: RecordId, reads: &[SlotPath], rows: &mut Vec<RowId>) -> Subject {
    let mut slots = |record: Option<RecordId>, step: fn(Step) -> bool| {
        let read = reads.iter().filter(|path| step(path.step)).map(|path| path.slot);
        record.map(|record| plain(dataset, record, read.collect(), rows)).unwrap_or_default()
    };
    let mut own = slots(Some(record), |step| step == Step::Here);
    let owner = slots(dataset.record(record).owner, |step| step == Step::Owner);
    let previous = slots(dataset.previous(record), |step| step == Step::Previous);
    own.extend(followed(dataset, record, reads, rows));
    Subject { own, owner, previous }
}

fn plain(dataset: &Dataset, record: RecordId, slots: Vec<SlotId>, rows: &mut Vec<RowId>) -> Slots {
    let mut all = Slots::new();
    for slot in slots {
        let filled = values(dataset, record, slot);
        let data = filled.iter().filter_map(|&row| datum(dataset, record, row)).collect();
        if let Some(datum) = one_or_list(dataset, record, slot, data) {
            rows.extend(filled);
            all.insert(dataset.vocabulary.slot_name(slot).to_owned(), datum);
        }
    }
    all
}

/// The references whose targets' slots are read, each as what it reaches.
fn followed(dataset: &Dataset, record: RecordId, reads: &[SlotPath], rows: &mut Vec<RowId>) -> Slots {
    let mut by_reference: BTreeMap<SlotId, BTreeSet<SlotId>> = BTreeMap::new();
    for path in reads {
        if let Step::Ref(reference) = path.step {
            by_reference.entry(reference).or_default().insert(path.slot);
        }
    }
    let mut all = Slots::new();
    for (reference, slots) in by_reference {
        let targets: Vec<RecordId> =
            values(dataset, record, reference).into_iter().flat_map(|row| dataset.targets(row)).collect();
        let reached = targets.into_iter().map(|target| {
            let slots = slots.iter().copied().collect();
            Datum::Record(plain(dataset, target, slots, rows))
        });
        let reached = reached.collect();
        if let Some(datum) = one_or_list(dataset, record, reference, reached) {
            all.insert(dataset.vocabulary.slot_name(reference).to_owned(), datum);
        }
    }
    all
}

/// A slot that a list fills anywhere is a list everywhere; else it is its one value.
fn one_or_list(dataset: &Dataset, record: RecordId, slot: SlotId, mut data: Vec<Datum>) -> Option<Datum> {
    let listed = dataset.is_listed(dataset.kind(record), slot) || data.len() > 1;
    if data.is_empty() {
        None
    } else if listed {
        Some(Datum::List(data))
    } else {
        data.pop()
    }
}

/// A value: whole numbers of things as numbers, a field's `true` and `false` as such, all else as printed.
fn datum(dataset: &Dataset, record: RecordId, row: RowId) -> Option<Datum> {
    let text = dataset.text(row);
    match &dataset.use_of(row).meaning {
        Meaning::Figure(_) => {
            let figure = dataset.figures_of(record).iter().find(|figure| figure.row == row);
            match figure.filter(|figure| figure.count) {
                Some(figure) => {
                    figure.interval.point().and_then(|count| count.to_string().parse().ok()).map(Datum::Count)
                }
                None => Some(Datum::Text(text.to_owned())),
            }
        }
        Meaning::Field if text == "true" || text == "false" => Some(Datum::Flag(text == "true")),
        _ => Some(Datum::Text(text.to_owned())),
    }
}
