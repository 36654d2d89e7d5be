//! The orders in time that the data states between two records, and those that no reading of the dates keeps.
//!
//! One statement belongs to one rule: where someone's life takes part in something, to `time/outside-lifespan`; else
//! where something is within something, to `time/outside-enclosing`; else to `time/impossible-order`.

use factlint_model::diagnostic::Label;
use factlint_model::facts::{Dataset, Meaning, Order, RecordId, RowId, View};

use super::conflict::Conflict;
use super::span::{RecordSpan, Side, Spans, views};

/// The rule that an order belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `time/impossible-order`.
    Order,
    /// `time/outside-enclosing`.
    Enclosing,
    /// `time/outside-lifespan`.
    Lifespan,
}

/// The conflicts of the stated orders that belong to a rule.
#[must_use]
pub fn conflicts(dataset: &Dataset, spans: &Spans, family: Family) -> Vec<Conflict> {
    let mut found = Vec::new();
    by_refs(dataset, spans, family, &mut found);
    by_owners(dataset, spans, family, &mut found);
    found
}

/// Orders stated by refs.
fn by_refs(dataset: &Dataset, spans: &Spans, family: Family, found: &mut Vec<Conflict>) {
    let orders: Vec<Option<Order>> = dataset
        .vocabulary
        .uses
        .iter()
        .map(|meaning| match &meaning.meaning {
            Meaning::Ref(ref_use) if ref_use.part.is_none() => ref_use.order,
            _ => None,
        })
        .collect();
    if orders.iter().all(Option::is_none) {
        return;
    }
    for (at, row) in dataset.rows.iter().enumerate() {
        let Some(order) = orders.get(row.use_id.index()).copied().flatten() else { continue };
        let row = RowId(u32::try_from(at).unwrap_or(u32::MAX));
        stated_at(dataset, spans, (row, order), family, found);
    }
}

/// One ref states one order: where it reaches or speaks of several records, one pair that keeps it is enough.
fn stated_at(
    dataset: &Dataset,
    spans: &Spans,
    (row, order): (RowId, Order),
    family: Family,
    found: &mut Vec<Conflict>,
) {
    let subjects = dataset.subjects(row);
    let records = subjects.iter().copied().chain(dataset.targets(row));
    let stated_in = |view: &View| *view == View::Facts || dataset.counts_in(dataset.row(row).record, *view);
    for view in views(dataset, records).into_iter().filter(stated_in) {
        in_view(dataset, spans, view, (row, order, &subjects), family, found);
    }
}

/// What a ref states, beside the times that count in a view.
fn in_view(
    dataset: &Dataset,
    spans: &Spans,
    view: View,
    (row, order, subjects): (RowId, Order, &[RecordId]),
    family: Family,
    found: &mut Vec<Conflict>,
) {
    let mut broken = None;
    for &subject in subjects {
        for target in dataset.targets(row).filter(|&target| target != subject) {
            let (Some(one), Some(other)) = (spans.seen(subject, view), spans.seen(target, view)) else { return };
            let breaches = breaches(order, &one, &other);
            if breaches.is_empty() {
                return;
            }
            broken.get_or_insert((one, other, breaches));
        }
    }
    let Some((one, other, breaches)) = broken.filter(|(one, other, _)| family_of(order, one, other) == family) else {
        return;
    };
    let stated = dataset.use_of(row);
    let statement = Label::new(dataset.span(row), said(order));
    for breach in breaches {
        let conflict = conflict(dataset, &one, &other, breach, order);
        found.push(Conflict {
            statement: Some(statement.clone()),
            level: stated.level,
            told: stated.message.clone(),
            ..conflict
        });
    }
}

/// Kinds whose records lie within their owner's span or life.
fn by_owners(dataset: &Dataset, spans: &Spans, family: Family, found: &mut Vec<Conflict>) {
    if !dataset.vocabulary.kinds.iter().any(|kind| kind.during_owner) {
        return;
    }
    for record in dataset.record_ids() {
        let within = dataset.vocabulary.kinds.get(dataset.kind(record).index()).is_some_and(|kind| kind.during_owner);
        let Some(owner) = dataset.record(record).owner.filter(|_| within) else { continue };
        for view in views(dataset, [record, owner]) {
            let (Some(one), Some(other)) = (spans.seen(record, view), spans.seen(owner, view)) else { continue };
            if family_of(Order::During, &one, &other) == family {
                let breaches = breaches(Order::During, &one, &other);
                found.extend(breaches.into_iter().map(|breach| conflict(dataset, &one, &other, breach, Order::During)));
            }
        }
    }
}

fn family_of(order: Order, one: &RecordSpan, other: &RecordSpan) -> Family {
    match order {
        Order::During | Order::Contains | Order::Overlaps | Order::Equals if one.life || other.life => Family::Lifespan,
        Order::During | Order::Contains => Family::Enclosing,
        _ => Family::Order,
    }
}

/// Two edges that are not as an order wants them, and how they are: the first's lies `before` or after the second's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Breach {
    one: Side,
    other: Side,
    before: bool,
}

/// The edges that break an order in every reading.
fn breaches(order: Order, one: &RecordSpan, other: &RecordSpan) -> Vec<Breach> {
    use Side::{End, Start};
    let before = |a: Side, b: Side| {
        let broken = one.edge(a).moment.surely_before(other.edge(b).moment);
        broken.then_some(Breach { one: a, other: b, before: true })
    };
    let after = |a: Side, b: Side| {
        let broken = other.edge(b).moment.surely_before(one.edge(a).moment);
        broken.then_some(Breach { one: a, other: b, before: false })
    };
    let apart = before(End, Start).or(after(Start, End));
    let some = |breaches: [Option<Breach>; 2]| breaches.into_iter().flatten().collect();
    match order {
        Order::Before => some([after(End, Start), None]),
        Order::After => some([before(Start, End), None]),
        Order::Overlaps => some([apart, None]),
        Order::During => apart.map_or_else(|| some([before(Start, Start), after(End, End)]), |apart| vec![apart]),
        Order::Contains => apart.map_or_else(|| some([after(Start, Start), before(End, End)]), |apart| vec![apart]),
        Order::Equals => apart.map_or_else(
            || some([before(Start, Start).or(after(Start, Start)), before(End, End).or(after(End, End))]),
            |apart| vec![apart],
        ),
        Order::Meets => {
            let gap = one.end.moment.surely_apart_before(other.start.moment);
            some([gap.then(|| before(End, Start)).flatten(), after(End, Start)])
        }
        Order::MetBy => {
            let gap = other.end.moment.surely_apart_before(one.start.moment);
            some([gap.then(|| after(Start, End)).flatten(), before(Start, End)])
        }
    }
}

fn conflict(dataset: &Dataset, one: &RecordSpan, other: &RecordSpan, breach: Breach, order: Order) -> Conflict {
    let relation = if breach.before { "before" } else { "after" };
    let message = format!("{}, {relation} {}", one.say(dataset, breach.one), other.mention(dataset, breach.other));
    let (first, second) = (dataset.describe(one.record), dataset.describe(other.record));
    Conflict {
        parties: [one.party(dataset, breach.one, breach.before), other.party(dataset, breach.other, !breach.before)],
        message,
        statement: None,
        why: format!("{first} {} {second}, and no reading of the dates allows that", must(order)),
        help: "look up both dates and what is said of their order: one of the three is wrong",
        level: None,
        told: None,
        at: None,
    }
}

/// What an order asks, between the names of two records.
fn must(order: Order) -> &'static str {
    match order {
        Order::Before => "must end before the start of",
        Order::After => "must start after the end of",
        Order::During => "must lie within",
        Order::Contains => "must enclose",
        Order::Overlaps => "must share a day with",
        Order::Meets => "must end where the start is of",
        Order::MetBy => "must start where the end is of",
        Order::Equals => "must have the start and end of",
    }
}

/// What is said where an order is stated.
fn said(order: Order) -> &'static str {
    match order {
        Order::Before => "said to be before this",
        Order::After => "said to be after this",
        Order::During => "said to be during this",
        Order::Contains => "said to contain this",
        Order::Overlaps => "said to take part in this",
        Order::Meets => "said to end where this starts",
        Order::MetBy => "said to start where this ends",
        Order::Equals => "said to be at the time of this",
    }
}
