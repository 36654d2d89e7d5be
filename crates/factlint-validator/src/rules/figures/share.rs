//! Every declared share, judged.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use factlint_model::facts::{Constraint, ConstraintBody, Dataset, FigureValue, RecordId, RowId};
use factlint_model::figure::{Exact, Interval};

use super::term::{self, At, Term, found};
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
    pub at: At,
    pub constraint: &'a Constraint,
    pub share: &'a FigureValue,
}

/// All figures that are declared to be shares.
pub(super) fn stated(dataset: &Dataset) -> impl Iterator<Item = Stated<'_>> {
    let constraints =
        |record| dataset.constraints_of(record).iter().filter_map(|id| dataset.vocabulary.constraints.get(id.index()));
    let at = move |record| constraints(record).flat_map(move |constraint| stated_by(dataset, record, constraint));
    dataset.record_ids().flat_map(at)
}

fn stated_by<'a>(dataset: &'a Dataset, record: RecordId, constraint: &'a Constraint) -> Vec<Stated<'a>> {
    let ConstraintBody::Share { is, .. } = &constraint.body else { return Vec::new() };
    let shares = |at| term::figures(dataset, at, is).into_iter().map(move |share| Stated { at, constraint, share });
    At::each(dataset, record, constraint).flat_map(shares).collect()
}

/// All shares that have a unit, judged, each once; none where none has this verdict, so that nothing is gathered for data
/// that is right.
fn judged(dataset: &Dataset, verdict: Verdict) -> Vec<Judged<'_>> {
    if each(dataset).all(|judged| judged.verdict != verdict) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    each(dataset).filter(|judged| seen.insert((row(&judged.part), row(&judged.whole), judged.share.row))).collect()
}

/// All shares that have a unit, judged.
fn each(dataset: &Dataset) -> impl Iterator<Item = Judged<'_>> {
    stated(dataset).filter(|stated| stated.share.unit.is_some()).filter_map(|stated| judge(dataset, &stated))
}

/// The part and the whole of a share that suit it best.
pub(super) fn judge<'a>(dataset: &'a Dataset, stated: &Stated<'a>) -> Option<Judged<'a>> {
    let ConstraintBody::Share { part, whole, .. } = &stated.constraint.body else { return None };
    let (parts, wholes) = (found(dataset, stated.at, part), found(dataset, stated.at, whole));
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
    if keeps(part.nearest(), whole.nearest(), &as_share(share, &share.interval)) {
        return Verdict::Fits;
    }
    let directed = term::directed(dataset, share);
    if keeps(&part.directed(dataset), &whole.directed(dataset), &as_share(share, &directed)) {
        Verdict::NeedsTruncation
    } else {
        Verdict::Mismatch
    }
}

/// Whether some part, whole and share belong together: whether a whole times a share is a part, which comes to the same
/// as dividing where all ends are known, and its numbers stay small.
fn keeps(part: &Interval, whole: &Interval, share: &Interval) -> bool {
    let positive = whole.low().value().is_some_and(Exact::is_positive);
    let is_bounded = |one: &&Interval| one.low().value().is_some() && one.high().value().is_some();
    if positive && [part, whole, share].iter().all(is_bounded) {
        return whole.mul(share).intersects(part);
    }
    part.div(whole).intersects(share)
}

/// What a share's interval says of the share itself; a percentage's already does.
pub(super) fn as_share<'a>(share: &FigureValue, interval: &'a Interval) -> Cow<'a, Interval> {
    match divisions(share) {
        1 => Cow::Borrowed(interval),
        _ if share.percent => Cow::Borrowed(interval),
        divisions => Cow::Owned(interval.scale(&Exact::new(1, divisions.into()))),
    }
}

/// Whether the part is more than the whole however both were rounded. Of what is negative that says nothing.
fn exceeds(dataset: &Dataset, part: &Term<'_>, whole: &Term<'_>) -> bool {
    // Rounding can only bring them together.
    if !whole.nearest().is_below(part.nearest()) {
        return false;
    }
    let whole = whole.directed(dataset);
    !whole.is_below(&Interval::exact(integer(0))) && whole.is_below(&part.directed(dataset))
}

impl Judged<'_> {
    /// All parts that would agree with whole and share.
    pub fn fitting_parts(&self) -> Interval {
        as_share(self.share, &self.share.interval).mul(self.whole.nearest())
    }

    /// All wholes that would agree with part and share.
    pub fn fitting_wholes(&self) -> Interval {
        self.part.nearest().div(&as_share(self.share, &self.share.interval))
    }
}

/// All shares of this verdict.
pub(super) fn with(dataset: &Dataset, verdict: Verdict) -> Vec<Judged<'_>> {
    let all = judged(dataset, verdict).into_iter();
    all.filter(|judged| judged.verdict == verdict).collect()
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
    let all = judged(dataset, verdict);
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
        let broken = Some(judged).filter(|judged| judged.verdict == verdict);
        let roles =
            [(&judged.part, broken.map(Judged::fitting_parts)), (&judged.whole, broken.map(Judged::fitting_wholes))];
        for (term, fitting) in roles {
            let Some(row) = row(term) else { continue };
            let (times, known) = uses.entry(row).or_insert_with(|| (0, Some(Interval::everything())));
            *times += 1;
            *known = known.take().zip(fitting).and_then(|(known, fitting)| known.meet(&fitting));
        }
    }
    let several = uses.into_iter().filter(|(_, (times, _))| *times > 1);
    several.filter_map(|(row, (_, fitting))| Some((row, fitting?))).collect()
}

/// The row of a figure.
pub(super) fn row(term: &Term<'_>) -> Option<RowId> {
    term.figure().map(|figure| figure.row)
}

#[cfg(test)]
mod tests {
    use factlint_model::figure::{End, Exact, Interval};

    use super::keeps;

    /// All intervals between some numbers, with open, closed and absent ends.
    fn intervals() -> Vec<Interval> {
        let numbers = [Exact::from(-1), Exact::from(0), Exact::new(1, 2), Exact::from(2)];
        let ends = |number: &Exact| [End::Unbounded, End::Open(number.clone()), End::Closed(number.clone())];
        let pairs = numbers.iter().flat_map(|low| numbers.iter().map(move |high| (low, high)));
        let all = pairs.flat_map(|(low, high)| {
            ends(low).into_iter().flat_map(move |low| ends(high).map(|high| Interval::new(low.clone(), high)))
        });
        all.filter(|one| match (one.low().value(), one.high().value()) {
            (Some(low), Some(high)) => low < high || one.point().is_some(),
            _ => true,
        })
        .collect()
    }

    #[test]
    fn multiplying_judges_as_dividing_does() {
        let all = intervals();
        for part in &all {
            for whole in &all {
                let quotient = part.div(whole);
                for share in &all {
                    let expected = quotient.intersects(share);
                    assert_eq!(keeps(part, whole, share), expected, "{part:?} {whole:?} {share:?}");
                }
            }
        }
    }
}
