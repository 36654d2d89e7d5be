//! `refs/disputed`: attributed views that disagree with each other.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, RecordId, RowId, SlotId};
use factlint_model::source::Span;

use super::rows::with_participant;
use crate::rules::time::conflict::Conflict;
use crate::rules::time::{disputed as disputed_orders, span::point};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/disputed",
        level: Level::Info,
        summary: "attributed views that disagree with each other",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    if !dataset.has_views() {
        return;
    }
    for record in dataset.record_ids() {
        let slots = held(dataset, record);
        found.extend(slots.into_iter().filter_map(|(slot, rows)| values(dataset, record, slot, &rows)));
    }
    found.extend(disputed_orders(dataset).iter().map(|conflict| order(dataset, conflict)));
}

/// The times and figures that others hold of a record, by slot.
fn held(dataset: &Dataset, record: RecordId) -> BTreeMap<SlotId, Vec<RowId>> {
    let times = dataset.times_of(record).iter().map(|time| time.row);
    let figures = dataset.figures_of(record).iter().map(|figure| figure.row);
    let mut slots: BTreeMap<SlotId, Vec<RowId>> = BTreeMap::new();
    for row in times.chain(figures) {
        let by = dataset.row(row).record;
        if by != record && dataset.holders(by).is_some() {
            slots.entry(dataset.use_of(row).slot).or_default().push(row);
        }
    }
    slots
}

/// Values of one slot that nobody holds together and that cannot be one.
fn values(dataset: &Dataset, record: RecordId, slot: SlotId, rows: &[RowId]) -> Option<Diagnostic> {
    let by = |row: RowId| dataset.row(row).record;
    let disagree =
        |one: RowId, other: RowId| !dataset.comparable(by(one), by(other)) && !can_be_one(dataset, record, one, other);
    let pairs = rows.iter().enumerate().flat_map(|(at, &one)| rows[at + 1..].iter().map(move |&other| (one, other)));
    let (one, other) = pairs.into_iter().find(|&(one, other)| disagree(one, other))?;
    let says = |row: RowId| format!("{} for {}", dataset.text(row), who(dataset, by(row)));
    let name = dataset.vocabulary.slot_name(slot);
    let message = format!("`{name}` of {} is {}, and {}", dataset.describe(record), says(one), says(other));
    let mut finding = start(dataset, dataset.span(one), by(one), &message).at(label(dataset, by(one)));
    for &row in rows.iter().filter(|&&row| row != one && (row == other || disagree(one, row))) {
        finding = with_participant(dataset, finding, by(row)).label(dataset.span(row), label(dataset, by(row)));
    }
    Some(finding)
}

/// Whether two values of a slot can be the same time or number.
fn can_be_one(dataset: &Dataset, record: RecordId, one: RowId, other: RowId) -> bool {
    let time = |row| dataset.times_of(record).iter().find(|time| time.row == row).map(point);
    if let (Some(one), Some(other)) = (time(one), time(other)) {
        return !one.surely_before(other) && !other.surely_before(one);
    }
    let figure = |row| dataset.figures_of(record).iter().find(|figure| figure.row == row);
    match (figure(one), figure(other)) {
        (Some(one), Some(other)) if one.percent == other.percent => one.interval.intersects(&other.interval),
        _ => true,
    }
}

/// An order that what some hold breaks beside what others hold.
fn order(dataset: &Dataset, conflict: &Conflict) -> Diagnostic {
    let [first, second] = &conflict.parties;
    let told = |record: RecordId, text: &str| format!("{text}: {}", label(dataset, record));
    let finding = start(dataset, first.place, first.record, &conflict.message).at(told(first.record, &first.text));
    let mut finding =
        with_participant(dataset, finding, second.record).label(second.place, told(second.record, &second.text));
    finding.labels.extend(conflict.statement.clone());
    finding
}

fn start(dataset: &Dataset, span: Span, record: RecordId, message: &str) -> Diagnostic {
    let mut finding = Diagnostic::new(RULE.meta.name, RULE.meta.level, span, message)
        .note("these are views of different people; each is checked with the facts, and none with another")
        .help("nothing has to be changed if that is what each of them holds");
    finding.record = Some(dataset.name_of(record));
    finding
}

fn label(dataset: &Dataset, record: RecordId) -> String {
    format!("held by {}", who(dataset, record))
}

/// Those who hold what a record states, by their ids.
fn who(dataset: &Dataset, record: RecordId) -> String {
    let holders = dataset.holders(record).unwrap_or_default();
    let names: Vec<&str> = holders.iter().filter_map(|&holder| dataset.id_of(holder)).collect();
    if names.is_empty() { "someone who is not named".to_owned() } else { names.join(" and ") }
}
