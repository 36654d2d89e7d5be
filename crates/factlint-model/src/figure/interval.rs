//! Intervals of exact numbers and their arithmetic.

use std::cmp::Ordering;

use super::Exact;

/// One end of an [`Interval`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// There is none: it goes on for ever.
    Unbounded,
    /// This number, which does not belong to it.
    Open(Exact),
    /// This number, which belongs to it.
    Closed(Exact),
}

impl End {
    /// The number, unless it is unbounded.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        match self {
            Self::Unbounded => None,
            Self::Open(value) | Self::Closed(value) => Some(value),
        }
    }

    fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }

    fn new(value: Exact, closed: bool) -> Self {
        if closed { Self::Closed(value) } else { Self::Open(value) }
    }

    fn map(&self, change: impl FnOnce(&Exact) -> Exact) -> Self {
        match self {
            Self::Unbounded => Self::Unbounded,
            Self::Open(value) => Self::Open(change(value)),
            Self::Closed(value) => Self::Closed(change(value)),
        }
    }

    fn add(&self, other: &Self) -> Self {
        match (self.value(), other.value()) {
            (Some(one), Some(two)) => Self::new(one + two, self.is_closed() && other.is_closed()),
            _ => Self::Unbounded,
        }
    }
}

/// An interval of exact numbers, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

impl Interval {
    /// All numbers.
    #[must_use]
    pub fn everything() -> Self {
        Self { low: End::Unbounded, high: End::Unbounded }
    }

    /// This number alone.
    #[must_use]
    pub fn exact(value: Exact) -> Self {
        Self { low: End::Closed(value.clone()), high: End::Closed(value) }
    }

    /// From one number to another, in whichever order, both included.
    #[must_use]
    pub fn closed(one: Exact, two: Exact) -> Self {
        let (low, high) = if one <= two { (one, two) } else { (two, one) };
        Self { low: End::Closed(low), high: End::Closed(high) }
    }

    /// This number and all above it.
    #[must_use]
    pub fn at_least(value: Exact) -> Self {
        Self { low: End::Closed(value), high: End::Unbounded }
    }

    /// This number and all below it.
    #[must_use]
    pub fn at_most(value: Exact) -> Self {
        Self { low: End::Unbounded, high: End::Closed(value) }
    }

    /// All numbers that round to `value`, whichever way a half goes.
    #[must_use]
    pub fn nearest(value: &Exact, unit: &Exact) -> Self {
        let half = unit / Exact::from(2);
        Self::closed(value - &half, value + half)
    }

    /// All numbers that `value` can be printed for, be it rounded to the nearest, up, or cut off.
    #[must_use]
    pub fn directed(value: &Exact, unit: &Exact) -> Self {
        Self { low: End::Open(value - unit), high: End::Open(value + unit) }
    }

    /// The number, if there is but one.
    #[must_use]
    pub fn point(&self) -> Option<&Exact> {
        match (&self.low, &self.high) {
            (End::Closed(low), End::Closed(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// The number in the middle, if both ends are known.
    #[must_use]
    pub fn middle(&self) -> Option<Exact> {
        let (low, high) = (self.low.value()?, self.high.value()?);
        Some((low + high) / Exact::from(2))
    }

    /// Whether the number belongs to it.
    #[must_use]
    pub fn contains(&self, value: &Exact) -> bool {
        self.intersects(&Self::exact(value.clone()))
    }

    /// Whether some number belongs to both.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        !self.is_below(other) && !other.is_below(self)
    }

    /// Whether all its numbers are less than all of the other's.
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        match (self.high.value(), other.low.value()) {
            (Some(high), Some(low)) => match high.cmp(low) {
                Ordering::Less => true,
                Ordering::Equal => !(self.high.is_closed() && other.low.is_closed()),
                Ordering::Greater => false,
            },
            _ => false,
        }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            low: outer(&self.low, &other.low, Ordering::Less),
            high: outer(&self.high, &other.high, Ordering::Greater),
        }
    }

    /// The numbers that belong to both, if there are any.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        let both = |one: &End, two: &End, side| match (one, two) {
            (End::Unbounded, end) | (end, End::Unbounded) => end.clone(),
            _ => inner(one, two, side),
        };
        self.intersects(other).then(|| Self {
            low: both(&self.low, &other.low, Ordering::Greater),
            high: both(&self.high, &other.high, Ordering::Less),
        })
    }

    /// All sums.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        Self { low: self.low.add(&other.low), high: self.high.add(&other.high) }
    }

    /// All differences.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// All numbers with the other sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { low: self.high.map(|value| -value), high: self.low.map(|value| -value) }
    }

    /// All products. With an unbounded factor nothing is known of them.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let corners = [
            product(&self.low, &other.low),
            product(&self.low, &other.high),
            product(&self.high, &other.low),
            product(&self.high, &other.high),
        ];
        let extreme = |side| corners.iter().skip(1).fold(corners[0].clone(), |best, end| outer(&best, end, side));
        Self { low: extreme(Ordering::Less), high: extreme(Ordering::Greater) }
    }

    /// All quotients. Where the divisor can be zero or is unbounded, nothing is known of them.
    #[must_use]
    pub fn div(&self, other: &Self) -> Self {
        other.recip().map_or_else(Self::everything, |inverse| self.mul(&inverse))
    }

    /// All multiples by this number.
    #[must_use]
    pub fn scale(&self, by: &Exact) -> Self {
        let scaled = Self { low: self.low.map(|value| value * by), high: self.high.map(|value| value * by) };
        if by.is_negative() { Self { low: scaled.high, high: scaled.low } } else { scaled }
    }

    fn recip(&self) -> Option<Self> {
        let (low, high) = (self.low.value()?, self.high.value()?);
        if !(low.is_positive() || high.is_negative()) {
            return None;
        }
        Some(Self { low: self.high.map(Exact::recip), high: self.low.map(Exact::recip) })
    }
}

/// The end that lies further on this side; of two at one number the one that belongs.
fn outer(one: &End, two: &End, side: Ordering) -> End {
    let (Some(first), Some(second)) = (one.value(), two.value()) else { return End::Unbounded };
    match first.cmp(second) {
        Ordering::Equal if one.is_closed() => one.clone(),
        Ordering::Equal => two.clone(),
        order if order == side => one.clone(),
        _ => two.clone(),
    }
}

/// The end that lies further on this side; of two at one number the one that does not belong.
fn inner(one: &End, two: &End, side: Ordering) -> End {
    match one.value().cmp(&two.value()) {
        Ordering::Equal if one.is_closed() => two.clone(),
        Ordering::Equal => one.clone(),
        order if order == side => one.clone(),
        _ => two.clone(),
    }
}

fn product(one: &End, two: &End) -> End {
    let (Some(first), Some(second)) = (one.value(), two.value()) else { return End::Unbounded };
    let reached = |end: &End, value: &Exact| end.is_closed() && value.is_zero();
    let closed = (one.is_closed() && two.is_closed()) || reached(one, first) || reached(two, second);
    End::new(first * second, closed)
}
