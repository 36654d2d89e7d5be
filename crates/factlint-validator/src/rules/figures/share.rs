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
    if part.nearest().div(&whole.nearest()).intersects(&as_share(share, &share.interval.get())) {
        return Verdict::Fits;
    }
    let quotient = part.directed(dataset).div(&whole.directed(dataset));
    let fits = quotient.intersects(&as_share(share, &term::directed(dataset, share)));
    if fits { Verdict::NeedsTruncation } else { Verdict::Mismatch }
}

/// What a share's interval says of the share itself; a percentage's already does.
pub(super) fn as_share(share: &FigureValue, interval: &Interval) -> Interval {
    if share.percent { interval.clone() } else { interval.scale(&integer(divisions(share)).recip()) }
}

/// Whether the part is more than the whole however both were rounded. Of what is negative that says nothing.
fn exceeds(dataset: &Dataset, part: &Term<'_>, whole: &Term<'_>) -> bool {
    let whole = whole.directed(dataset);
    !whole.is_below(&Interval::exact(integer(0))) && whole.is_below(&part.directed(dataset))
}

impl Judged<'_> {
    /// All parts that would agree with whole and share.
    pub fn fitting_parts(&self) -> Interval {
        as_share(self.share, &self.share.interval.get()).mul(&self.whole.nearest())
    }

    /// All wholes that would agree with part and share.
    pub fn fitting_wholes(&self) -> Interval {
        self.part.nearest().div(&as_share(self.share, &self.share.interval.get()))
    }
}

/// Shares that one finding tells of.
pub(super) struct Group<'a> {
    /// The one figure that explains them all, and the numbers in its place that would agree with them all.
    pub suspect: Option<(&'a FigureValue, Interval)>,
    pub shares: Vec<Judged<'a>>,
}

/// The shares of one verdict, those together that one wrong figure explains: a whole or a part that breaks every share
/// it takes part in, more than one, and in whose place another number would break none.
pub(super) fn grouped<'a>(dataset: &'a Dataset, verdict: Verdict) -> Vec<Group<'a>> {
    let all = judged(dataset);
    if all.iter().all(|judged| judged.verdict != verdict) {
        return Vec::new();
    }
    let suspects = suspects(&all, verdict);
    let suspect = |term: &Term<'a>| {
        let figure = term.figure()?;
        suspects.get(&figure.row).map(|fitting| (figure, fitting.clone()))
    };
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut places: BTreeMap<RowId, usize> = BTreeMap::new();
    for judged in all.into_iter().filter(|judged| judged.verdict == verdict) {
        let suspect = suspect(&judged.whole).or_else(|| suspect(&judged.part));
        let key = suspect.as_ref().map_or(judged.share.row, |(figure, _)| figure.row);
        let place = *places.entry(key).or_insert_with(|| {
            groups.push(Group { suspect, shares: Vec::new() });
            groups.len() - 1
        });
        groups[place].shares.push(judged);
    }
    groups
}

/// The figures that break all of several shares, each with the numbers that would break none.
fn suspects(all: &[Judged<'_>], verdict: Verdict) -> BTreeMap<RowId, Interval> {
    let mut uses: BTreeMap<RowId, (usize, Option<Interval>)> = BTreeMap::new();
    for judged in all {
        let roles = [(&judged.part, judged.fitting_parts()), (&judged.whole, judged.fitting_wholes())];
        for (term, fitting) in roles {
            let Some(row) = row(term) else { continue };
            let (times, known) = uses.entry(row).or_insert_with(|| (0, Some(Interval::everything())));
            *times += 1;
            *known = known.take().filter(|_| judged.verdict == verdict).and_then(|known| known.meet(&fitting));
        }
    }
    let several = uses.into_iter().filter(|(_, (times, _))| *times > 1);
    several.filter_map(|(row, (_, fitting))| Some((row, fitting?))).collect()
}

/// The row of a figure.
pub(super) fn row(term: &Term<'_>) -> Option<RowId> {
    term.figure().map(|figure| figure.row)
}
