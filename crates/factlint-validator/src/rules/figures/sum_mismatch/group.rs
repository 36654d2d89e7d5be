//! The parts of each total: those of one record, or of all records that reach the one with the total.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::facts::{
    Constraint, ConstraintBody, ConstraintId, Dataset, FigureValue, Operand, RecordId, Step, View,
};
use factlint_model::figure::Interval;

use crate::rules::figures::term::{At, Term, terms};
use crate::rules::figures::wording::integer;

/// A total with its parts.
pub(super) struct Sum<'a> {
    pub constraint: &'a Constraint,
    /// The total; if it is stated several times, one must hold.
    pub totals: Vec<&'a FigureValue>,
    pub parts: Vec<Term<'a>>,
    /// The records that the parts are of.
    pub members: Vec<RecordId>,
    /// What the parts can add up to.
    pub parts_sum: Interval,
    pub within: Option<&'a str>,
    /// Whether all parts are there.
    pub complete: bool,
}

impl Sum<'_> {
    /// Whether each record counts as one, so that the total is how many they are.
    pub fn counts(&self) -> bool {
        self.parts.len() == self.members.len() && self.parts.iter().all(|part| matches!(part, Term::Number(_, "1")))
    }
}

/// All sums of which total and parts are known.
pub(super) fn sums(dataset: &Dataset) -> Vec<Sum<'_>> {
    let mut members: BTreeMap<(RecordId, ConstraintId), BTreeSet<RecordId>> = BTreeMap::new();
    for record in dataset.record_ids() {
        for &id in dataset.constraints_of(record) {
            let Some(constraint) = dataset.vocabulary.constraints.get(id.index()) else { continue };
            let ConstraintBody::Sum { is, .. } = &constraint.body else { continue };
            for total in dataset.step(record, is.step) {
                members.entry((total, id)).or_default().insert(record);
            }
        }
    }
    let sums = members.into_iter().flat_map(|((total, id), members)| in_views(dataset, total, id, &members));
    sums.collect()
}

/// The sum of a total as each view has it.
fn in_views<'a>(dataset: &'a Dataset, total: RecordId, id: ConstraintId, members: &BTreeSet<RecordId>) -> Vec<Sum<'a>> {
    let Some(constraint) = dataset.vocabulary.constraints.get(id.index()) else { return Vec::new() };
    let at = |member: &RecordId| At::each(dataset, *member, constraint).map(|at| at.view);
    let mut views: Vec<View> = members.iter().flat_map(at).collect();
    if views.iter().any(|view| *view != View::Facts) {
        views.retain(|view| *view != View::Facts);
    }
    views.sort_unstable();
    views.dedup();
    // What several hold of one total may each be a part of what others leave out.
    let several = views.len() > 1;
    let sums = views.into_iter().filter_map(|view| sum(dataset, (total, view), constraint, members));
    sums.map(|sum| Sum { complete: sum.complete && !several, ..sum }).collect()
}

fn sum<'a>(
    dataset: &'a Dataset,
    (total, view): (RecordId, View),
    constraint: &'a Constraint,
    members: &BTreeSet<RecordId>,
) -> Option<Sum<'a>> {
    let ConstraintBody::Sum { parts, is, within, complete } = &constraint.body else { return None };
    let at = At { record: total, view };
    let totals: Vec<_> = dataset.figures_in(total, is.slot).filter(|figure| at.counts(dataset, figure)).collect();
    let percent = totals.first()?.percent;
    let members: BTreeSet<RecordId> =
        members.iter().copied().filter(|&member| member == total || dataset.counts_in(member, view)).collect();
    let parts = all_parts(dataset, view, &members, parts)?;
    let unlike = |part: &Term<'_>| part.figure().is_some_and(|figure| figure.percent != percent);
    if parts.is_empty() || parts.iter().any(unlike) {
        return None;
    }
    // A part may lie in a file that could not be read.
    let gathered = !matches!(is.step, Step::Here);
    Some(Sum {
        constraint,
        totals,
        parts_sum: parts.iter().fold(Interval::exact(integer(0)), |sum, part| sum.add(part.nearest())),
        parts,
        members: members.into_iter().collect(),
        within: within.as_deref(),
        complete: *complete && !(gathered && dataset.incomplete),
    })
}

/// The parts of all members; `None` if one is unfilled or could not be read, for then the sum is not known.
fn all_parts<'a>(
    dataset: &'a Dataset,
    view: View,
    members: &BTreeSet<RecordId>,
    operands: &'a [Operand],
) -> Option<Vec<Term<'a>>> {
    let mut all = Vec::new();
    for &member in members {
        for operand in operands {
            let found = terms(dataset, At { record: member, view }, operand);
            if !found.whole || found.terms.is_empty() {
                return None;
            }
            all.extend(found.terms);
        }
    }
    Some(all)
}
