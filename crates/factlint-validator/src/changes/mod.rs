//! What changed between two states of a dataset: an earlier revision of its files, and now.
//!
//! - [`Facts`] is what a run keeps for that, [`Side`] one of the two states.
//! - `content` tells contents apart, `matching` finds which record is which.
//! - [`Comparison`] has both states: the rules `changes/` ask it for values that changed and ids that went.
//! - [`tell`] makes a list of all changes, with the names of fields and what has no meaning as well, of the files that
//!   changed; `group` brings like ones together.

mod content;
mod facts;
mod group;
mod how;
mod ids;
mod leaves;
mod matching;
mod slots;
mod tell;
mod told;
mod trees;

pub(crate) use facts::covered;
pub use facts::{Facts, File, Files, Side};
pub use group::{Group, groups};
pub use how::How;
pub use ids::GoneId;
pub use matching::Matching;
pub use slots::{Citing, SlotChange};
pub use tell::{Hosts, tell};
pub use told::{Changes, GoneTold, Moved, RecordChange, RecordTold, Untold, ValueChange};

use factlint_model::diagnostic::RecordName;
use factlint_model::facts::{RecordId, RowId};

use content::Contents;

/// Two states of a dataset.
pub struct Comparison<'a> {
    /// The earlier one.
    pub before: Side<'a>,
    /// The later one.
    pub now: Side<'a>,
    /// Which record is which.
    pub matching: Matching,
    contents: (Contents, Contents),
    earlier: &'a Facts,
}

impl<'a> Comparison<'a> {
    /// Compares with earlier facts.
    #[must_use]
    pub fn new(earlier: &'a Facts, now: Side<'a>) -> Self {
        let before = earlier.side();
        let matching = matching::in_same_files(before, now);
        let contents = (
            Contents::of(before.dataset, |record| matching.now(record).is_none()),
            Contents::of(now.dataset, |record| matching.before(record).is_none()),
        );
        let matching = matching::matched(before, now, (&contents.0, &contents.1), matching);
        Self { before, now, matching, contents, earlier }
    }

    /// The records that came.
    pub fn added(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.now.dataset.record_ids().filter(|&record| self.matching.before(record).is_none())
    }

    /// The earlier records that went.
    pub fn removed(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.before.dataset.record_ids().filter(|&record| self.matching.now(record).is_none())
    }

    /// What goes by another id: its names before and now.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = (RecordName, RecordName)> + '_ {
        let renamed = self.matching.renamed.iter();
        renamed.map(|&(before, now)| (self.before.dataset.name_of(before), self.now.dataset.name_of(now)))
    }

    /// The ids that went or name something else, in the order of the earlier records.
    #[must_use]
    pub fn gone_ids(&self) -> Vec<GoneId> {
        ids::gone(self)
    }

    /// Which mentions of a source some fact recorded, where both states were asked for it.
    pub(crate) fn covered_before(&self, source: &str) -> Option<&'a [bool]> {
        self.earlier.covered(source)
    }

    /// Whether a record holds what it held, with all in it; so do those of files that are as they were.
    pub(crate) fn holds_same(&self, before: RecordId, now: RecordId) -> bool {
        self.contents.0.whole(before) == self.contents.1.whole(now)
    }

    /// Whether the files of two records have the same name and text.
    pub(crate) fn stands_in_same_file(&self, before: RecordId, now: RecordId) -> bool {
        let file = |side: Side<'a>, record| side.files.get(side.dataset.record(record).file);
        let (before, now) = (file(self.before, before), file(self.now, now));
        before.zip(now).is_some_and(|(before, now)| (&before.inside, before.digest) == (&now.inside, now.digest))
    }

    /// Whether two values say the same: the same text, or references to what is the same record.
    #[must_use]
    pub fn says_same(&self, before: RowId, now: RowId) -> bool {
        if self.before.dataset.text(before) == self.now.dataset.text(now) {
            return true;
        }
        let mut was: Vec<Option<RecordId>> =
            self.before.dataset.targets(before).map(|record| self.matching.now(record)).collect();
        let mut is: Vec<Option<RecordId>> = self.now.dataset.targets(now).map(Some).collect();
        was.sort_unstable();
        is.sort_unstable();
        !was.is_empty() && was == is
    }
}

/// Where two lists have more pairs than these between what they start and end with alike, all of that differs.
const MOST_COMPARED: usize = 4_000_000;

/// What of two lists stands in one alone, each in its order; equal ones count as often as they stand there.
pub(crate) fn differing<T: Copy>(before: &[T], now: &[T], same: impl Fn(T, T) -> bool) -> (Vec<T>, Vec<T>) {
    let start = before.iter().zip(now).take_while(|&(&a, &b)| same(a, b)).count();
    let (before, now) = (&before[start..], &now[start..]);
    let end = before.iter().rev().zip(now.iter().rev()).take_while(|&(&a, &b)| same(a, b)).count();
    let (before, now) = (&before[..before.len() - end], &now[..now.len() - end]);
    if before.len().saturating_mul(now.len()) > MOST_COMPARED {
        return (before.to_vec(), now.to_vec());
    }
    let mut left: Vec<T> = now.to_vec();
    let mut went = Vec::new();
    for &value in before {
        match left.iter().position(|&other| same(value, other)) {
            Some(at) => drop(left.remove(at)),
            None => went.push(value),
        }
    }
    (went, left)
}
