//! `time/overlap`.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Dataset, RecordId, SlotId};
use factlint_model::time::{Duration, Moment};

use crate::rules::time::conflict::{Conflict, report};
use crate::rules::time::span::{RecordSpan, Side, Spans};

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/overlap",
    level: Level::Error,
    summary: "siblings whose spans overlap where they must not",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

pub(super) fn check(dataset: &Dataset, out: &mut Vec<Diagnostic>) {
    let constraints = || (0_u32..).zip(&dataset.vocabulary.constraints);
    let disjoint = constraints().filter(|(_, constraint)| matches!(constraint.body, ConstraintBody::Disjoint { .. }));
    let disjoint: Vec<(ConstraintId, &Constraint)> = disjoint.map(|(at, one)| (ConstraintId(at), one)).collect();
    if disjoint.is_empty() {
        return;
    }
    let spans = Spans::of(dataset);
    let mut conflicts = Vec::new();
    for group in dataset.groups() {
        for &(id, constraint) in &disjoint {
            let declared = group.iter().filter(|&&record| dataset.constraints_of(record).contains(&id));
            let mut by_slots: BTreeMap<Vec<Vec<&str>>, Vec<RecordSpan>> = BTreeMap::new();
            for span in declared.filter_map(|&record| spans.get(record)) {
                by_slots.entry(key(dataset, constraint, span.record)).or_default().push(span);
            }
            by_slots.into_values().for_each(|spans| among(dataset, constraint, spans, &mut conflicts));
        }
    }
    report(&META, dataset, conflicts, out);
}

/// What a record has in the slots in which siblings must agree; to have nothing there is to agree with others that
/// have nothing.
fn key<'a>(dataset: &'a Dataset, constraint: &Constraint, record: RecordId) -> Vec<Vec<&'a str>> {
    let ConstraintBody::Disjoint { per, .. } = &constraint.body else { return Vec::new() };
    let texts = |slot: &SlotId| {
        let mut texts: Vec<&str> = dataset.values(record, *slot).map(|row| dataset.text(row)).collect();
        texts.sort_unstable();
        texts
    };
    per.iter().map(texts).collect()
}

/// With how many of the spans before it each is compared: those that reach furthest. Where more overlap at one place, each
/// is still told of, but not with every other.
const WIDEST: usize = 2;

/// The overlaps among spans: in the order of their starts, each against those before it that reach furthest.
fn among(dataset: &Dataset, constraint: &Constraint, mut spans: Vec<RecordSpan>, found: &mut Vec<Conflict>) {
    let within = match &constraint.body {
        ConstraintBody::Disjoint { within, .. } => within.as_deref().and_then(Duration::parse),
        _ => None,
    };
    spans.sort_by_key(|span| (span.start.moment.latest, span.start.moment.earliest, span.record));
    let mut reaching: Vec<RecordSpan> = Vec::new();
    for span in spans {
        let overlapping = reaching.iter().filter(|before| overlap(before, &span, within));
        found.extend(overlapping.map(|before| conflict(dataset, constraint, before, &span)));
        let at = reaching.partition_point(|before| before.end.moment.earliest >= span.end.moment.earliest);
        reaching.insert(at, span);
        reaching.truncate(WIDEST);
    }
}

/// Whether two spans overlap in every reading. A span's last day belongs to it, and the next may start on that day.
fn overlap(one: &RecordSpan, other: &RecordSpan, within: Option<Duration>) -> bool {
    let allowed = within.unwrap_or_default();
    let reaches = |from: &RecordSpan, to: &RecordSpan| {
        let start = from.start.moment;
        Moment { latest: allowed.after(start.latest), ..start }.surely_before(to.end.moment)
    };
    let across = reaches(one, other) && reaches(other, one);
    // An allowance is also kept by what is itself no longer than it.
    across && (within.is_none() || (reaches(one, one) && reaches(other, other)))
}

fn conflict(dataset: &Dataset, constraint: &Constraint, before: &RecordSpan, span: &RecordSpan) -> Conflict {
    let known_end = before.end.moment.latest != i64::MAX || before.end.moment == Moment::NEVER;
    let side = if known_end { Side::End } else { Side::Start };
    let relation = match (before.end.moment == Moment::NEVER, known_end, before.date) {
        (true, ..) => "while",
        (_, true, false) => "before",
        _ => "and so overlaps",
    };
    let at = constraint.at.and_then(|slot| dataset.values(span.record, slot).next()).map(|row| dataset.span(row));
    Conflict {
        parties: [span.party(dataset, Side::Start, true), before.party(dataset, side, false)],
        message: format!("{}, {relation} {}", span.say(dataset, Side::Start), before.mention(dataset, side)),
        statement: None,
        why: why(dataset, constraint),
        help: "look up both dates; if they are right, a slot that tells the two apart is missing",
        level: constraint.level,
        told: constraint.message.clone(),
        at,
    }
}

fn why(dataset: &Dataset, constraint: &Constraint) -> String {
    let ConstraintBody::Disjoint { per, within } = &constraint.body else { return String::new() };
    let slots: Vec<&str> = per.iter().map(|&slot| dataset.vocabulary.slot_name(slot)).collect();
    let same = if slots.is_empty() { String::new() } else { format!(" of the same {}", slots.join(" and ")) };
    match within {
        Some(within) => format!("siblings{same} may not overlap by more than {within}"),
        None => format!("siblings{same} may not overlap; one may start on the day on which another ends"),
    }
}
