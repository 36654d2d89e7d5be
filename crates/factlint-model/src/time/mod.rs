//! Times as bounds: EDTF (ISO 8601-2) and other written forms, and the interval of instants that each allows.

use serde::{Deserialize, Serialize};

/// What is known of one instant: it is not before `earliest` nor after `latest`. Seconds since 1970-01-01T00:00:00 in
/// the proleptic Gregorian calendar, both inclusive: a day reaches from its first to its last second, and an imprecise
/// date is its whole interval. `i64::MIN` and `i64::MAX` are unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The first second that it can be.
    pub earliest: i64,
    /// The last second that it can be.
    pub latest: i64,
}
