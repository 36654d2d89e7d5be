//! The times that prose prints.

mod dates;
mod reach;
mod scan;
#[cfg(test)]
mod tests;
mod years;

use std::ops::Range;

pub(super) use scan::among;
pub use scan::times;

/// A time as prose prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTime {
    /// Where it stands, without the preposition before it.
    pub span: Range<usize>,
    /// What it says; several where the print leaves it open: `03/04/1956`.
    pub readings: Vec<Stretch>,
    /// Whether it is said to be approximate: `c. 1843`.
    pub approximate: bool,
    /// Whether it may be none: `by 955`, `Resolution 1441`. Such a one counts only where it is what is asked for.
    pub doubtful: bool,
    /// The year that it leaves out and was given, since that stands nearest.
    pub borrowed: Option<i64>,
}

/// A date, or the first and the last of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The date; of a range the first.
    pub first: PrintedDate,
    /// The last of a range.
    pub last: Option<PrintedDate>,
}

/// A date with the parts that are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintedDate {
    /// The year or years.
    pub years: Option<Years>,
    /// The month, 1 to 12, or the season as EDTF counts them: 21 is spring, 24 winter.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
    /// Which part is meant: `late 1953`.
    pub portion: Option<Portion>,
}

/// A year, or several that are named as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// One, counted astronomically.
    Year(i64),
    /// Ten, from this one on.
    Decade(i64),
    /// Ten of a century that isn't printed: 60 for `the sixties`.
    ShortDecade(i64),
    /// A hundred, from this one on: 1900 for the 20th century.
    Century(i64),
}

/// Which part of a time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// `early`, `the beginning of`.
    Early,
    /// `mid-`, `the middle of`.
    Mid,
    /// `late`, `the end of`.
    Late,
    /// `the first half of`.
    FirstHalf,
    /// `the second half of`.
    SecondHalf,
    /// `pre-`: not the time itself, but what ended before it.
    Before,
    /// `post-`: not the time itself, but what began after it.
    After,
}
