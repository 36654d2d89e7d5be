//! Intervals as a dataset keeps them, many at a time.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::{End, Interval};

/// An interval that takes little room: where its ends are small enough, nothing on the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compact(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Small(Small, Small),
    Large(Box<Interval>),
}

/// An end as a fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Small {
    Unbounded,
    Open(i64, i64),
    Closed(i64, i64),
}

impl Compact {
    /// The interval itself.
    #[must_use]
    pub fn get(&self) -> Interval {
        match &self.0 {
            Form::Small(low, high) => Interval { low: low.end(), high: high.end() },
            Form::Large(interval) => Interval::clone(interval),
        }
    }
}

impl From<Interval> for Compact {
    fn from(interval: Interval) -> Self {
        Self(match (Small::of(&interval.low), Small::of(&interval.high)) {
            (Some(low), Some(high)) => Form::Small(low, high),
            _ => Form::Large(Box::new(interval)),
        })
    }
}

impl Small {
    fn of(end: &End) -> Option<Self> {
        let parts = |value: &BigRational| Some((value.numer().to_i64()?, value.denom().to_i64()?));
        match end {
            End::Unbounded => Some(Self::Unbounded),
            End::Open(value) => parts(value).map(|(numer, denom)| Self::Open(numer, denom)),
            End::Closed(value) => parts(value).map(|(numer, denom)| Self::Closed(numer, denom)),
        }
    }

    fn end(self) -> End {
        // The parts come from a fraction in lowest terms, so it need not be reduced again.
        let value = |numer, denom| BigRational::new_raw(BigInt::from(numer), BigInt::from(denom));
        match self {
            Self::Unbounded => End::Unbounded,
            Self::Open(numer, denom) => End::Open(value(numer, denom)),
            Self::Closed(numer, denom) => End::Closed(value(numer, denom)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interval_comes_back_as_it_was() {
        let number = |numer: i64, denom: i64| BigRational::new(numer.into(), denom.into());
        let large = number(7, 3).pow(200);
        let intervals = [
            Interval::everything(),
            Interval::exact(number(-688_503, 1)),
            Interval::nearest(&number(358, 1000), &number(1, 1000)),
            Interval::directed(&number(5, 7), &number(1, 9)),
            Interval::at_least(large.clone()),
            Interval::closed(number(0, 1), large),
        ];
        for interval in intervals {
            assert_eq!(Compact::from(interval.clone()).get(), interval);
        }
    }
}
