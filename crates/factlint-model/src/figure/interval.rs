//! Intervals of exact numbers and their arithmetic.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use super::Exact;
use super::exact::common_divisor;

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
///
/// What a printed number can be fits two words, as an [`Exact`] does; which form an interval has never shows.
#[derive(Clone)]
pub struct Interval(Form);

#[derive(Clone)]
enum Form {
    /// From a fraction to that fraction and so many parts of its denominator more, both included.
    Small { low: i64, width: u32, denom: NonZeroU32 },
    /// Any other.
    Large(Box<(End, End)>),
}

impl PartialEq for Interval {
    fn eq(&self, other: &Self) -> bool {
        self.ends() == other.ends()
    }
}

impl Eq for Interval {}

impl std::fmt::Debug for Interval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = self.ends();
        f.debug_struct("Interval").field("low", &low).field("high", &high).finish()
    }
}

impl Interval {
    /// The interval between two ends, of which the lower must not lie above the upper.
    #[must_use]
    pub fn new(low: End, high: End) -> Self {
        let small = match (&low, &high) {
            (End::Closed(low), End::Closed(high)) => small(low, high),
            _ => None,
        };
        Self(small.unwrap_or_else(|| Form::Large(Box::new((low, high)))))
    }

    /// The lower end.
    #[must_use]
    pub fn low(&self) -> End {
        match &self.0 {
            Form::Small { low, denom, .. } => End::Closed(Exact::of_small(*low, *denom)),
            Form::Large(ends) => ends.0.clone(),
        }
    }

    /// The upper end.
    #[must_use]
    pub fn high(&self) -> End {
        match &self.0 {
            // `small` has seen that the sum fits.
            Form::Small { low, width, denom } => {
                End::Closed(Exact::of_small(low.saturating_add((*width).into()), *denom))
            }
            Form::Large(ends) => ends.1.clone(),
        }
    }

    fn ends(&self) -> (End, End) {
        (self.low(), self.high())
    }

    /// All numbers.
    #[must_use]
    pub fn everything() -> Self {
        Self::new(End::Unbounded, End::Unbounded)
    }

    /// This number alone.
    #[must_use]
    pub fn exact(value: Exact) -> Self {
        Self::closed(value.clone(), value)
    }

    /// From one number to another, in whichever order, both included.
    #[must_use]
    pub fn closed(one: Exact, two: Exact) -> Self {
        let (low, high) = if one <= two { (one, two) } else { (two, one) };
        Self::new(End::Closed(low), End::Closed(high))
    }

    /// This number and all above it.
    #[must_use]
    pub fn at_least(value: Exact) -> Self {
        Self::new(End::Closed(value), End::Unbounded)
    }

    /// This number and all below it.
    #[must_use]
    pub fn at_most(value: Exact) -> Self {
        Self::new(End::Unbounded, End::Closed(value))
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
        Self::new(End::Open(value - unit), End::Open(value + unit))
    }

    /// The number, if there is but one.
    #[must_use]
    pub fn point(&self) -> Option<Exact> {
        match self.ends() {
            (End::Closed(low), End::Closed(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// The number in the middle, if both ends are known.
    #[must_use]
    pub fn middle(&self) -> Option<Exact> {
        let (low, high) = self.ends();
        let (low, high) = (low.value()?, high.value()?);
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
        let (high, low) = (self.high(), other.low());
        match (high.value(), low.value()) {
            (Some(highest), Some(lowest)) => match highest.cmp(lowest) {
                Ordering::Less => true,
                Ordering::Equal => !(high.is_closed() && low.is_closed()),
                Ordering::Greater => false,
            },
            _ => false,
        }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self::new(
            outer(&self.low(), &other.low(), Ordering::Less),
            outer(&self.high(), &other.high(), Ordering::Greater),
        )
    }

    /// The numbers that belong to both, if there are any.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        let both = |one: &End, two: &End, side| match (one, two) {
            (End::Unbounded, end) | (end, End::Unbounded) => end.clone(),
            _ => inner(one, two, side),
        };
        self.intersects(other).then(|| {
            Self::new(
                both(&self.low(), &other.low(), Ordering::Greater),
                both(&self.high(), &other.high(), Ordering::Less),
            )
        })
    }

    /// All sums.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        Self::new(self.low().add(&other.low()), self.high().add(&other.high()))
    }

    /// All differences.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// All numbers with the other sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self::new(self.high().map(|value| -value), self.low().map(|value| -value))
    }

    /// All products. With an unbounded factor nothing is known of them.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let ((low, high), (other_low, other_high)) = (self.ends(), other.ends());
        let corners = [
            product(&low, &other_low),
            product(&low, &other_high),
            product(&high, &other_low),
            product(&high, &other_high),
        ];
        let extreme = |side| corners.iter().skip(1).fold(corners[0].clone(), |best, end| outer(&best, end, side));
        Self::new(extreme(Ordering::Less), extreme(Ordering::Greater))
    }

    /// All quotients. Where the divisor can be zero or is unbounded, nothing is known of them.
    #[must_use]
    pub fn div(&self, other: &Self) -> Self {
        other.recip().map_or_else(Self::everything, |inverse| self.mul(&inverse))
    }

    /// All multiples by this number.
    #[must_use]
    pub fn scale(&self, by: &Exact) -> Self {
        let (low, high) = (self.low().map(|value| value * by), self.high().map(|value| value * by));
        if by.is_negative() { Self::new(high, low) } else { Self::new(low, high) }
    }

    fn recip(&self) -> Option<Self> {
        let (low, high) = self.ends();
        if !(low.value()?.is_positive() || high.value()?.is_negative()) {
            return None;
        }
        Some(Self::new(high.map(Exact::recip), low.map(Exact::recip)))
    }
}

/// The form of a closed interval whose ends are small fractions, if they stay so under one denominator.
fn small(low: &Exact, high: &Exact) -> Option<Form> {
    let ((low, under_low), (high, under_high)) = (low.as_small()?, high.as_small()?);
    let (one, two) = (u128::from(under_low.get()), u128::from(under_high.get()));
    let denom = if one == two { one } else { one / common_divisor(one, two) * two };
    let over = |numer: i64, under: u128| i128::from(numer).checked_mul(i128::try_from(denom / under).ok()?);
    let (low, high) = (over(low, one)?, over(high, two)?);
    i64::try_from(high).ok()?;
    let denom = NonZeroU32::new(u32::try_from(denom).ok()?)?;
    Some(Form::Small { low: i64::try_from(low).ok()?, width: u32::try_from(high - low).ok()?, denom })
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
