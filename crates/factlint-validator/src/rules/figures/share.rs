//! Every declared share, judged.

use std::collections::BTreeMap;

use factlint_model::facts::{Constraint, ConstraintBody, Dataset, FigureValue, RecordId, RowId};
use factlint_model::figure::Interval;

use super::term::{self, Term, terms};
use super::wording::{divisions, integer};

/// A record with more values than this in the part or the whole says nothing that could be told apart.
const MAX_VALUES: usize = 8;

/// How a share fares; a better one is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Some numbers that round to the three keep it.
    Fits,
    /// Only numbers that were cut off or rounded up do.
    NeedsTruncation,
    /// No numbers do.
    Mismatch,
    /// The part is more than the whole.
    Exceeds,
}

/// A share with its part and whole, and how it fares.
pub(super) struct Judged<'a> {
    pub constraint: &'a Constraint,
    pub part: Term<'a>,
    pub whole: Term<'a>,
    pub share: &'a FigureValue,
    pub verdict: Verdict,
}

/// A declared share at a record, before its operands are looked up.
pub(super) struct Stated<'a> {
    pub record: RecordId,
    pub constraint: &'a Constraint,
    pub share: &'a FigureValue,
}

/// All figures that are declared to be shares.
pub(super) fn stated(dataset: &Dataset) -> Vec<Stated<'_>> {
    let mut found = Vec::new();
    for record in dataset.record_ids() {
        for constraint in dataset.constraints_of(record) {
            let Some(constraint) = dataset.vocabulary.constraints.get(constraint.index()) else { continue };
            let ConstraintBody::Share { is, .. } = &constraint.body else { continue };
            let shares = term::figures(dataset, record, is).into_iter();
            found.extend(shares.map(|share| Stated { record, constraint, share }));
        }
    }
    found
}

/// All shares that have a unit, judged, each with the pair of part and whole that suits it best.
pub(super) fn judged(dataset: &Dataset) -> Vec<Judged<'_>> {
    let mut seen = std::collections::BTreeSet::new();
    let stated = stated(dataset).into_iter().filter(|stated| stated.share.unit.is_some());
    let all = stated.filter_map(|stated| judge(dataset, &stated));
    all.filter(|judged| seen.insert((row(&judged.part), row(&judged.whole), judged.share.row))).collect()
}

/// The part and the whole of a share that suit it best.
pub(super) fn judge<'a>(dataset: &'a Dataset, stated: &Stated<'a>) -> Option<Judged<'a>> {
    let ConstraintBody::Share { part, whole, .. } = &stated.constraint.body else { return None };
    let parts = terms(dataset, stated.record, part).terms;
    let wholes = terms(dataset, stated.record, whole).terms;
    if parts.len() > MAX_VALUES || wholes.len() > MAX_VALUES {
        return None;
    }
    let pairs = parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)));
    let judged = pairs.map(|(part, whole)| (verdict(dataset, part, whole, stated.share), part, whole));
    let (verdict, part, whole) = judged.min_by_key(|&(verdict, ..)| verdict)?;
    Some(Judged {
        constraint: stated.constraint,
        part: part.clone(),
        whole: whole.clone(),
        share: stated.share,
        verdict,
    })
}

fn verdict(dataset: &Dataset, part: &Term<'_>, whole: &Term<'_>, share: &FigureValue) -> Verdict {
    if exceeds(dataset, part, whole) {
        return Verdict::Exceeds;
    }
    let per = integer(divisions(share)).recip();
    // A percentage's interval is already that of the share itself.
    let as_share = |interval: Interval| if share.percent { interval } else { interval.scale(&per) };
    if part.nearest().div(whole.nearest()).intersects(&as_share(share.interval.clone())) {
        return Verdict::Fits;
    }
    let quotient = part.directed(dataset).div(&whole.directed(dataset));
    let fits = quotient.intersects(&as_share(term::directed(dataset, share)));
    if fits { Verdict::NeedsTruncation } else { Verdict::Mismatch }
}

/// Whether the part is more than the whole however both were rounded. Of what is negative that says nothing.
fn exceeds(dataset: &Dataset, part: &Term<'_>, whole: &Term<'_>) -> bool {
    let whole = whole.directed(dataset);
    !whole.is_below(&Interval::exact(integer(0))) && whole.is_below(&part.directed(dataset))
}

/// The shares of one verdict, those together that one wrong figure explains: a whole or a part that breaks every share
/// it takes part in, and more than one.
pub(super) fn grouped<'a>(dataset: &'a Dataset, verdict: Verdict) -> Vec<Vec<Judged<'a>>> {
    let all = judged(dataset);
    let mut uses: BTreeMap<RowId, (usize, usize)> = BTreeMap::new();
    for judged in &all {
        for row in [row(&judged.part), row(&judged.whole)].into_iter().flatten() {
            let (broken, total) = uses.entry(row).or_default();
            *broken += usize::from(judged.verdict == verdict);
            *total += 1;
        }
    }
    let suspect = |term: &Term<'_>| {
        row(term).filter(|row| uses.get(row).is_some_and(|&(broken, total)| broken > 1 && broken == total))
    };
    let mut groups: Vec<(RowId, Vec<Judged<'a>>)> = Vec::new();
    let mut places: BTreeMap<RowId, usize> = BTreeMap::new();
    for judged in all.into_iter().filter(|judged| judged.verdict == verdict) {
        let key = suspect(&judged.whole).or_else(|| suspect(&judged.part)).unwrap_or(judged.share.row);
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(judged);
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The row of a figure.
pub(super) fn row(term: &Term<'_>) -> Option<RowId> {
    term.figure().map(|figure| figure.row)
}
