//! In which direction a value changed.

use std::cmp::Ordering;

use factlint_model::facts::{Dataset, Meaning, RowId};
use factlint_model::time::Moment;
use serde::Serialize;

use super::Comparison;

/// How a value changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It went.
    Removed,
    /// It came.
    Added,
    /// A time is earlier now.
    Earlier,
    /// A time is later now.
    Later,
    /// A time or figure says more exactly what it said.
    Narrower,
    /// A time or figure says less exactly what it said.
    Wider,
    /// A figure is less now.
    Less,
    /// A figure is more now.
    More,
    /// It says something else.
    Changed,
}

impl How {
    /// The word for it, behind the name of a field.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Added => "added",
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::Narrower => "more exact",
            Self::Wider => "less exact",
            Self::Less => "less",
            Self::More => "more",
            Self::Changed => "changed",
        }
    }
}

impl Comparison<'_> {
    /// In which direction one value took the place of another.
    #[must_use]
    pub fn how(&self, before: RowId, now: RowId) -> How {
        match self.now.dataset.use_of(now).meaning {
            Meaning::Time(_) => self.moved(before, now),
            Meaning::Figure(_) => self.grew(before, now),
            _ => How::Changed,
        }
    }

    fn moved(&self, before: RowId, now: RowId) -> How {
        let time = |dataset: &Dataset, row: RowId| {
            let times = dataset.times_of(dataset.row(row).record);
            times.iter().find(|time| time.row == row).map(|time| (time.start, time.end))
        };
        let (Some(was), Some(is)) = (time(self.before.dataset, before), time(self.now.dataset, now)) else {
            return How::Changed;
        };
        let hull = |(start, end): (Moment, Moment)| (start.earliest, end.latest);
        let ((was_first, was_last), (first, last)) = (hull(was), hull(is));
        match (first.cmp(&was_first), last.cmp(&was_last)) {
            (Ordering::Equal, Ordering::Equal) => How::Changed,
            (a, b) if a.is_ge() && b.is_le() => How::Narrower,
            (a, b) if a.is_le() && b.is_ge() => How::Wider,
            (Ordering::Less, _) => How::Earlier,
            _ => How::Later,
        }
    }

    fn grew(&self, before: RowId, now: RowId) -> How {
        let figure = |dataset: &Dataset, row: RowId| {
            let figures = dataset.figures_of(dataset.row(row).record);
            figures.iter().find(|figure| figure.row == row || figure.beside == row).map(|it| it.interval.clone())
        };
        let (Some(was), Some(is)) = (figure(self.before.dataset, before), figure(self.now.dataset, now)) else {
            return How::Changed;
        };
        match is.middle().zip(was.middle()).map(|(is, was)| is.cmp(&was)) {
            Some(Ordering::Greater) => How::More,
            Some(Ordering::Less) => How::Less,
            _ => How::Changed,
        }
    }
}
