//! Chains: slots whose times never decrease.

use factlint_model::facts::{Constraint, ConstraintBody, Dataset, RecordId, SlotPath, Step, TimeValue, View};

use crate::rules::time::conflict::{Conflict, Party};
use crate::rules::time::span::{Edge, Side, Spans, counts, facts_and, is_reversed, point, printed};

/// The values of chains that decrease in every reading.
pub fn conflicts(dataset: &Dataset, spans: &Spans) -> Vec<Conflict> {
    let is_chain = |constraint: &Constraint| matches!(constraint.body, ConstraintBody::Chain(_));
    let mut found = Vec::new();
    if !dataset.vocabulary.constraints.iter().any(is_chain) {
        return found;
    }
    for record in dataset.record_ids() {
        for id in dataset.constraints_of(record) {
            let Some(constraint) = dataset.vocabulary.constraints.get(id.index()) else { continue };
            if let ConstraintBody::Chain(slots) = &constraint.body
                && may_decrease(dataset, record, slots)
            {
                in_record(dataset, spans, (record, constraint, slots), &mut found);
            }
        }
    }
    found
}

/// Whether some time may lie before one that it must follow. Nearly all records end here, at little cost.
fn may_decrease(dataset: &Dataset, record: RecordId, slots: &[SlotPath]) -> bool {
    let mut furthest = i64::MIN;
    for path in slots {
        let mut start = None;
        let mut end = None;
        let mut see = |record| {
            for time in dataset.times_in(record, path.slot) {
                start = Some(start.map_or(time.start.earliest, |start: i64| start.min(time.start.earliest)));
                end = Some(end.map_or(time.end.latest, |end: i64| end.max(time.end.latest)));
            }
        };
        match path.step {
            Step::Here => see(record),
            step => dataset.step(record, step).into_iter().for_each(see),
        }
        if end.is_some_and(|end| end < furthest) {
            return true;
        }
        furthest = furthest.max(start.unwrap_or(furthest));
    }
    false
}

/// All pairs are looked at and not only neighbours, since an imprecise time between two may hide that they decrease.
fn in_record(
    dataset: &Dataset,
    spans: &Spans,
    (record, constraint, slots): (RecordId, &Constraint, &[SlotPath]),
    found: &mut Vec<Conflict>,
) {
    let times = |path: &SlotPath| {
        let reached = dataset.step(record, path.step).into_iter();
        let by =
            reached.flat_map(|reached| dataset.times_in(reached, path.slot)).map(|time| dataset.row(time.row).record);
        by.filter(|&by| by != record).collect::<Vec<_>>()
    };
    for view in facts_and(dataset.views_of(slots.iter().flat_map(times))) {
        in_view(dataset, spans, view, (record, constraint, slots), found);
    }
}

fn in_view(
    dataset: &Dataset,
    spans: &Spans,
    view: View,
    (record, constraint, slots): (RecordId, &Constraint, &[SlotPath]),
    found: &mut Vec<Conflict>,
) {
    let filled: Vec<(&SlotPath, Vec<&TimeValue>)> = slots
        .iter()
        .map(|path| (path, times_at(dataset, spans, view, (record, path))))
        .filter(|(_, times)| !times.is_empty())
        .collect();
    for (at, (later, after)) in filled.iter().enumerate() {
        for (earlier, before) in &filled[..at] {
            if let Some((first, second)) = decreasing(before, after) {
                let pair = [(*earlier, first), (*later, second)];
                found.push(conflict(dataset, record, constraint, pair));
            }
        }
    }
}

/// The times that a path leads to; those of a reversed span take no part.
fn times_at<'a>(
    dataset: &'a Dataset,
    spans: &Spans,
    view: View,
    (record, path): (RecordId, &SlotPath),
) -> Vec<&'a TimeValue> {
    let is_reversed_span = |record| spans.slots.contains(path.slot) && spans.is_reversed(record, view);
    let records = dataset.step(record, path.step).into_iter().filter(|&record| !is_reversed_span(record));
    let times = records.flat_map(|reached| dataset.times_in(reached, path.slot));
    times.filter(|time| counts(dataset, record, time, view) && !is_reversed(time)).collect()
}

/// The pair that comes nearest to keeping the order, where none keeps it.
fn decreasing<'a>(before: &[&'a TimeValue], after: &[&'a TimeValue]) -> Option<(&'a TimeValue, &'a TimeValue)> {
    let first = before.iter().min_by_key(|time| time.start.earliest)?;
    let second = after.iter().max_by_key(|time| time.end.latest)?;
    second.end.surely_before(first.start).then_some((*first, *second))
}

fn conflict(
    dataset: &Dataset,
    record: RecordId,
    constraint: &Constraint,
    [(earlier, first), (later, second)]: [(&SlotPath, &TimeValue); 2],
) -> Conflict {
    let said = |path: &SlotPath, time: &TimeValue| {
        let date = printed(dataset, Edge { moment: point(time), row: Some(time.row) });
        (path_name(dataset, path), date)
    };
    let ((first_slot, first_date), (second_slot, second_date)) = (said(earlier, first), said(later, second));
    let party = |time: &TimeValue, early: bool, text: String| {
        let side = if early || time.start == time.end { Side::Start } else { Side::End };
        Party { record: dataset.row(time.row).record, place: dataset.span(time.row), side, early, text }
    };
    let own = |time: &TimeValue| dataset.row(time.row).record == record;
    let one = party(second, true, format!("`{second_slot}` is {second_date}"));
    let other = party(first, false, format!("`{first_slot}` is {first_date}"));
    let parties = if own(second) || !own(first) { [one, other] } else { [other, one] };
    let at = constraint.at.and_then(|slot| dataset.values(record, slot).next()).map(|row| dataset.span(row));
    Conflict {
        parties,
        message: format!(
            "{}: `{second_slot}` {second_date} is before `{first_slot}` {first_date}",
            dataset.describe(record)
        ),
        statement: None,
        why: format!("`{second_slot}` cannot be before `{first_slot}`, and no reading of these dates keeps that"),
        help: "look up both dates: one of them is wrong, or less precisely known than it is written",
        level: constraint.level,
        told: constraint.message.clone(),
        at,
    }
}

/// A path as schemas write it: `owner.start`.
fn path_name(dataset: &Dataset, path: &SlotPath) -> String {
    let slot = dataset.vocabulary.slot_name(path.slot);
    match path.step {
        Step::Here => slot.to_owned(),
        Step::Owner => format!("owner.{slot}"),
        Step::Previous => format!("previous.{slot}"),
        Step::Ref(by) => format!("{}.{slot}", dataset.vocabulary.slot_name(by)),
    }
}
