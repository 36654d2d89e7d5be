//! `time/out-of-sequence`.

mod place;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Dataset, RecordId};

use crate::rules::time::conflict::{Conflict, Party, report};
use crate::rules::time::span::{Side, Spans};
use place::{Place, Value};

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/out-of-sequence",
    level: Level::Error,
    summary: "siblings that do not stand in the declared order",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

pub(super) fn check(dataset: &Dataset, out: &mut Vec<Diagnostic>) {
    let is_sequence = |constraint: &Constraint| matches!(constraint.body, ConstraintBody::Sequence { .. });
    let constraints = (0_u32..).zip(&dataset.vocabulary.constraints);
    let sequences: Vec<(ConstraintId, &Constraint)> =
        constraints.filter(|(_, one)| is_sequence(one)).map(|(at, one)| (ConstraintId(at), one)).collect();
    if sequences.is_empty() {
        return;
    }
    let spans = Spans::of(dataset);
    let mut conflicts = Vec::new();
    for group in dataset.groups() {
        for &(id, constraint) in &sequences {
            let declared = group.iter().copied().filter(|&record| dataset.constraints_of(record).contains(&id));
            in_group(dataset, &spans, constraint, declared, &mut conflicts);
        }
    }
    report(&META, dataset, conflicts, out);
}

/// Each sibling against the one before it that has come furthest.
fn in_group(
    dataset: &Dataset,
    spans: &Spans,
    constraint: &Constraint,
    group: impl Iterator<Item = RecordId>,
    found: &mut Vec<Conflict>,
) {
    let ConstraintBody::Sequence { by, falling, strict, .. } = constraint.body else { return };
    let mut furthest: Option<Place<'_>> = None;
    for record in group {
        let Some(place) = Place::of(dataset, spans, record, by) else { continue };
        match &furthest {
            Some(before) if before.value.must_follow(&place.value, falling) => {
                found.push(conflict(dataset, constraint, before, &place, falling));
            }
            Some(before) if strict && before.value.is_same(&place.value) => {
                found.push(repeated(dataset, constraint, before, &place));
            }
            _ => {}
        }
        let further = furthest.as_ref().is_none_or(|before| place.value.is_further(&before.value, falling));
        if further {
            furthest = Some(place);
        }
    }
}

fn conflict(
    dataset: &Dataset,
    constraint: &Constraint,
    before: &Place<'_>,
    place: &Place<'_>,
    falling: bool,
) -> Conflict {
    let relation = match (&place.value, falling) {
        (Value::Time(_), false) => "earlier than",
        (Value::Time(_), true) => "later than",
        (_, false) => "less than",
        (_, true) => "more than",
    };
    let message = format!(
        "{} stands after one with {}, but its {} is {relation} that",
        dataset.describe(place.record),
        before.said(dataset),
        place.said(dataset)
    );
    let direction = if falling { "fall" } else { "rise" };
    base(
        dataset,
        constraint,
        before,
        place,
        message,
        format!("these siblings stand in an order in which `{}` must {direction}", place.slot),
    )
}

fn repeated(dataset: &Dataset, constraint: &Constraint, before: &Place<'_>, place: &Place<'_>) -> Conflict {
    let message = format!("{} has {}, as one before it does", dataset.describe(place.record), place.said(dataset));
    base(
        dataset,
        constraint,
        before,
        place,
        message,
        format!("no two of these siblings may have the same `{}`", place.slot),
    )
}

fn base(
    dataset: &Dataset,
    constraint: &Constraint,
    before: &Place<'_>,
    place: &Place<'_>,
    message: String,
    why: String,
) -> Conflict {
    let falling = matches!(constraint.body, ConstraintBody::Sequence { falling: true, .. });
    let party = |place: &Place<'_>, early: bool| Party {
        record: place.record,
        place: place.span(dataset),
        side: Side::Start,
        early,
        text: place.said(dataset),
    };
    let at = constraint.at.and_then(|slot| dataset.values(place.record, slot).next()).map(|row| dataset.span(row));
    Conflict {
        parties: [party(place, !falling), party(before, falling)],
        message,
        statement: None,
        why,
        help: "move the record to its place, or mend the value",
        level: constraint.level,
        told: constraint.message.clone(),
        at,
    }
}
