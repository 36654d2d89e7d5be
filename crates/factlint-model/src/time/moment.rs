//! What is known of one instant.

use serde::{Deserialize, Serialize};

use super::civil::DAY;

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

/// Clocks are at most this far ahead of UTC anywhere, so a day begins up to that much before it does in UTC.
const EAST: i64 = 14 * 3_600;
/// Clocks are at most this far behind UTC anywhere.
const WEST: i64 = 12 * 3_600;

impl Moment {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { earliest: i64::MIN, latest: i64::MAX };
    /// Never: the end of what goes on.
    pub const NEVER: Self = Self { earliest: i64::MAX, latest: i64::MAX };

    /// The moment between these seconds.
    #[must_use]
    pub fn new(earliest: i64, latest: i64) -> Self {
        Self { earliest, latest }
    }

    /// Known not to be before the first second of `start`, and no more: when what began then ended.
    #[must_use]
    pub fn some_time_after(start: Self) -> Self {
        Self { earliest: start.earliest, latest: i64::MAX }
    }

    /// Known not to be after the last second of `end`, and no more: when what ended then began.
    #[must_use]
    pub fn some_time_before(end: Self) -> Self {
        Self { earliest: i64::MIN, latest: end.latest }
    }

    /// Whether something is known.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }

    /// Whether it is a time of day rather than a day or more.
    #[must_use]
    pub fn has_clock(self) -> bool {
        i128::from(self.latest) - i128::from(self.earliest) < i128::from(DAY - 1)
    }

    /// Whether every reading of this lies before every reading of `other`. Then `other <= self` is impossible.
    ///
    /// A day is a day of the place where it was counted. Against a time of day it therefore reaches as far as the
    /// clocks of all places make it.
    #[must_use]
    pub fn surely_before(self, other: Self) -> bool {
        if self.latest == i64::MAX || other.earliest == i64::MIN {
            return false;
        }
        let slack = match (self.has_clock(), other.has_clock()) {
            (true, false) if other != Self::NEVER => EAST,
            (false, true) if other != Self::NEVER => WEST,
            _ => 0,
        };
        self.latest.saturating_add(slack) < other.earliest
    }

    /// Whether between every reading of this and every later reading of `other` there is time left: not so for a day
    /// and the next.
    #[must_use]
    pub fn surely_apart_before(self, other: Self) -> bool {
        Self { latest: self.latest.saturating_add(1), ..self }.surely_before(other)
    }

    /// All that either can be.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { earliest: self.earliest.min(other.earliest), latest: self.latest.max(other.latest) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::civil::Civil;
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> Moment {
        let day = Civil::new(year, month, day);
        Moment::new(day.first_second(), day.last_second())
    }

    fn at(day: Moment, hour: i64) -> Moment {
        Moment::new(day.earliest + hour * 3_600, day.earliest + hour * 3_600)
    }

    #[test]
    fn days_are_before_the_next_and_not_before_themselves() {
        let (first, second) = (day(1999, 12, 31), day(2000, 1, 1));
        assert!(first.surely_before(second));
        assert!(!second.surely_before(first));
        assert!(!first.surely_before(first));
        assert!(!first.surely_apart_before(second));
        assert!(first.surely_apart_before(day(2000, 1, 2)));
    }

    #[test]
    fn an_instant_is_near_a_day_of_any_zone() {
        let today = day(2020, 6, 15);
        // 04:00 UTC of the next day is still today west of the Atlantic.
        assert!(!today.surely_before(at(day(2020, 6, 16), 4)));
        assert!(today.surely_before(at(day(2020, 6, 16), 13)));
        assert!(!at(day(2020, 6, 14), 11).surely_before(today));
        assert!(at(day(2020, 6, 14), 9).surely_before(today));
        assert!(at(today, 1).surely_before(at(today, 2)));
    }

    #[test]
    fn the_unbounded_says_nothing() {
        let today = day(2020, 6, 15);
        assert!(!Moment::UNKNOWN.surely_before(today));
        assert!(!today.surely_before(Moment::UNKNOWN));
        assert!(today.surely_before(Moment::NEVER));
        assert!(!Moment::NEVER.surely_before(Moment::NEVER));
        assert!(!Moment::NEVER.surely_before(today));
        assert!(!Moment::some_time_after(today).surely_before(today));
        assert!(!today.surely_before(Moment::some_time_after(today)));
    }
}
