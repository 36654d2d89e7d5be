//! Numbers as printed, and the exact interval of numbers that each can be.
//!
//! Everything is an [`Exact`] rational; no float takes part. [`read`] says how a text is read, [`Printed`] which numbers it
//! can stand for, [`Interval`] does the arithmetic, [`assemble`] joins the parts of a slot to one figure.

mod assemble;
mod exact;
mod format;
mod interval;
mod number;
mod printed;

pub use assemble::{Assembled, assemble, percent_unit};
pub use exact::Exact;
pub use format::{decimal, digits, nearest_on_grid, round, shortest, thousands};
pub use interval::{End, Interval};
pub use number::Style;
pub use printed::{Bound, Printed, read};

/// Why a text is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// There is no number in it.
    NoNumber,
    /// What separates the digits is neither grouping nor a decimal point.
    Grouping,
    /// It holds several numbers that make no range.
    Several,
    /// What stands beside the number is no unit.
    Unit,
    /// It has more digits, or a larger exponent, than is read.
    TooLarge,
}

impl std::fmt::Display for FigureError {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(match self {
            Self::NoNumber => "there is no number in it",
            Self::Grouping => "its digits are grouped in no known way",
            Self::Several => "it holds several numbers",
            Self::Unit => "what stands beside the number is no unit",
            Self::TooLarge => "it has more digits than can be read",
        })
    }
}

impl std::error::Error for FigureError {}
