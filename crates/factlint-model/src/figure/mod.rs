//! Numbers as printed, and the exact interval of numbers that each can be.

use num_rational::BigRational;

/// An interval of exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: BigRational,
    /// The upper end.
    pub high: BigRational,
    /// Whether the ends themselves belong to it.
    pub closed: bool,
}
