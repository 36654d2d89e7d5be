//! An exact number that is cheap as long as it is small.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU32;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A rational number, exact whatever its size.
///
/// Numbers as texts print them fit two words, so that they need no memory of their own and their arithmetic is that of
/// the machine; what does not fit is kept as a [`BigRational`]. Which of the two a number is never shows: equal numbers
/// are equal.
///
/// ```
/// use factlint_model::figure::Exact;
///
/// let third = Exact::new(1, 3);
/// assert_eq!(&third + &third, Exact::new(4, 6));
/// assert!(third < Exact::new(34, 100));
/// ```
#[derive(Clone)]
pub struct Exact(Form);

#[derive(Clone)]
enum Form {
    /// A fraction, not always in lowest terms: reducing costs more than comparing fractions as they are.
    Small(i64, NonZeroU32),
    /// A number that no small fraction equals.
    Large(Box<BigRational>),
}

impl Exact {
    /// This many parts of a whole that has so many.
    ///
    /// # Panics
    /// When `denom` is zero, as a division by it does.
    #[must_use]
    pub fn new(numer: i128, denom: i128) -> Self {
        Self::small(numer, denom).unwrap_or_else(|| BigRational::new(numer.into(), denom.into()).into())
    }

    /// Ten to this power.
    pub(super) fn ten_to(power: i32) -> Self {
        let places = power.unsigned_abs();
        match 10_i128.checked_pow(places) {
            Some(whole) if power < 0 => Self::new(1, whole),
            Some(whole) => Self::new(whole, 1),
            None => {
                let whole = BigRational::from_integer(num_traits::pow(BigInt::from(10), places as usize));
                Self::from(if power < 0 { whole.recip() } else { whole })
            }
        }
    }

    /// The fraction, if it is small or can be reduced to a small one.
    fn small(numer: i128, denom: i128) -> Option<Self> {
        let fit = |numer: i128, denom: i128| {
            let denom = NonZeroU32::new(u32::try_from(denom).ok()?)?;
            Some(Self(Form::Small(i64::try_from(numer).ok()?, denom)))
        };
        fit(numer, denom).or_else(|| {
            let divisor = i128::try_from(common_divisor(numer.unsigned_abs(), denom.unsigned_abs())).ok()?;
            let divisor = if denom < 0 { -divisor } else { divisor };
            fit(numer.checked_div(divisor)?, denom.checked_div(divisor)?)
        })
    }

    /// The fraction, if it is kept as one.
    pub(super) fn as_small(&self) -> Option<(i64, NonZeroU32)> {
        match &self.0 {
            Form::Small(numer, denom) => Some((*numer, *denom)),
            Form::Large(_) => None,
        }
    }

    /// The number that is kept as this fraction.
    pub(super) fn of_small(numer: i64, denom: NonZeroU32) -> Self {
        Self(Form::Small(numer, denom))
    }

    /// The fraction, in a form in which every number fits.
    pub(super) fn to_big(&self) -> BigRational {
        match &self.0 {
            Form::Small(numer, denom) => BigRational::new((*numer).into(), denom.get().into()),
            Form::Large(value) => BigRational::clone(value),
        }
    }

    /// One divided by it.
    ///
    /// # Panics
    /// When it is zero, as a division by it does.
    #[must_use]
    pub fn recip(&self) -> Self {
        match &self.0 {
            Form::Small(numer, denom) => Self::new(denom.get().into(), (*numer).into()),
            Form::Large(value) => value.recip().into(),
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.sign() == Ordering::Equal
    }

    /// Whether it is more than zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.sign() == Ordering::Greater
    }

    /// Whether it is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.sign() == Ordering::Less
    }

    /// Where it stands to zero.
    fn sign(&self) -> Ordering {
        match &self.0 {
            Form::Small(numer, _) => numer.cmp(&0),
            Form::Large(value) if value.is_negative() => Ordering::Less,
            Form::Large(_) => Ordering::Greater,
        }
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small(numer, denom) => numer % i64::from(denom.get()) == 0,
            Form::Large(value) => value.is_integer(),
        }
    }

    /// How many decimals it has when written without needless zeros; `None` if they never end.
    #[must_use]
    pub fn places(&self) -> Option<u32> {
        let mut rest = self.to_big().denom().clone();
        let mut times = |prime: u32| {
            let mut times = 0;
            while (&rest % prime).is_zero() {
                rest /= prime;
                times += 1;
            }
            times
        };
        let places = times(2).max(times(5));
        rest.is_one().then_some(places)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The greatest whole number that is not more.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Form::Small(numer, denom) => Self::from(numer.div_euclid(denom.get().into())),
            Form::Large(value) => value.floor().into(),
        }
    }

    /// The nearest whole number, of two the one further from zero.
    pub(super) fn rounded(&self) -> BigInt {
        self.to_big().round().to_integer()
    }

    /// The whole number that is left when all decimals are cut off.
    pub(super) fn truncated(&self) -> BigInt {
        self.to_big().to_integer()
    }

    /// Adds, or with `sign` -1 takes away.
    fn sum(&self, other: &Self, sign: i64) -> Self {
        if let (Form::Small(one, under_one), Form::Small(two, under_two)) = (&self.0, &other.0) {
            let (one, two) = (i128::from(*one), i128::from(*two) * i128::from(sign));
            let (under_one, under_two) = (i128::from(under_one.get()), i128::from(under_two.get()));
            return if under_one == under_two {
                Self::new(one + two, under_one)
            } else {
                Self::new(one * under_two + two * under_one, under_one * under_two)
            };
        }
        let (one, two) = (self.to_big(), other.to_big());
        Self::from(if sign < 0 { one - two } else { one + two })
    }

    fn product(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Form::Small(one, under_one), Form::Small(two, under_two)) => Self::new(
                i128::from(*one) * i128::from(*two),
                i128::from(under_one.get()) * i128::from(under_two.get()),
            ),
            _ => (self.to_big() * other.to_big()).into(),
        }
    }

    fn quotient(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Form::Small(one, under_one), Form::Small(two, under_two)) => Self::new(
                i128::from(*one) * i128::from(under_two.get()),
                i128::from(*two) * i128::from(under_one.get()),
            ),
            _ => (self.to_big() / other.to_big()).into(),
        }
    }
}

/// The greatest divisor of both, by halving and subtracting: far quicker than dividing.
pub(super) fn common_divisor(one: u128, two: u128) -> u128 {
    if one == 0 || two == 0 {
        return one | two;
    }
    let twos = (one | two).trailing_zeros();
    let (mut one, mut two) = (one >> one.trailing_zeros(), two >> two.trailing_zeros());
    while one != two {
        if one < two {
            std::mem::swap(&mut one, &mut two);
        }
        one -= two;
        one >>= one.trailing_zeros();
    }
    one << twos
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(Form::Small(value, NonZeroU32::MIN))
    }
}

impl From<BigInt> for Exact {
    fn from(value: BigInt) -> Self {
        value.to_i64().map_or_else(|| BigRational::from_integer(value).into(), Self::from)
    }
}

impl From<BigRational> for Exact {
    fn from(value: BigRational) -> Self {
        let denom = value.denom().to_u32().and_then(NonZeroU32::new);
        Self(match value.numer().to_i64().zip(denom) {
            Some((numer, denom)) => Form::Small(numer, denom),
            None => Form::Large(Box::new(value)),
        })
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(one, under_one), Form::Small(two, under_two)) => {
                let one = i128::from(*one) * i128::from(under_two.get());
                one.cmp(&(i128::from(*two) * i128::from(under_one.get())))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl fmt::Display for Exact {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_big(), to)
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match &self.0 {
            Form::Small(numer, denom) => Exact::new(-i128::from(*numer), denom.get().into()),
            Form::Large(value) => Exact::from(-BigRational::clone(value)),
        }
    }
}

impl Neg for Exact {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

/// An operator, on numbers and on references to them.
macro_rules! operator {
    ($trait:ident, $method:ident, $by:expr) => {
        operator!($trait, $method, $by, Exact, Exact);
        operator!($trait, $method, $by, Exact, &Exact);
        operator!($trait, $method, $by, &Exact, Exact);
        operator!($trait, $method, $by, &Exact, &Exact);
    };
    ($trait:ident, $method:ident, $by:expr, $one:ty, $two:ty) => {
        impl $trait<$two> for $one {
            type Output = Exact;

            fn $method(self, other: $two) -> Exact {
                let by: fn(&Exact, &Exact) -> Exact = $by;
                by(std::borrow::Borrow::borrow(&self), std::borrow::Borrow::borrow(&other))
            }
        }
    };
}

operator!(Add, add, |one, two| one.sum(two, 1));
operator!(Sub, sub, |one, two| one.sum(two, -1));
operator!(Mul, mul, Exact::product);
operator!(Div, div, Exact::quotient);

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of all sizes, some at the edges of what is small; always the same ones.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }

        fn part(&mut self) -> BigInt {
            let edges = [i64::MIN, i64::MAX, u32::MAX.into(), i64::from(u32::MAX) + 1, 0, 1, -1, 10, 100];
            let size = self.next() % 80;
            match self.next() % 4 {
                0 => BigInt::from(edges[self.next() as usize % edges.len()]),
                1 => BigInt::from(self.next()) * BigInt::from(self.next()) * BigInt::from(self.next() % 3),
                _ => BigInt::from(self.next() as i64) >> size.min(63),
            }
        }

        fn number(&mut self) -> BigRational {
            let (numer, denom) = (self.part(), self.part());
            BigRational::new(numer, if denom.is_zero() { BigInt::from(7) } else { denom })
        }
    }

    /// Whether it is the number, and large only if it must be.
    fn is(exact: &Exact, expected: &BigRational) {
        assert_eq!(exact.to_big(), *expected);
        let fits = expected.numer().to_i64().is_some() && expected.denom().to_u32().is_some();
        assert_eq!(matches!(exact.0, Form::Small(..)), fits, "{expected}");
    }

    #[test]
    fn it_computes_as_large_numbers_do() {
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        for _ in 0..4_000 {
            let (one, two) = (numbers.number(), numbers.number());
            let (first, second) = (Exact::from(one.clone()), Exact::from(two.clone()));
            is(&first, &one);
            is(&(&first + &second), &(&one + &two));
            is(&(&first - &second), &(&one - &two));
            is(&(&first * &second), &(&one * &two));
            is(&-&first, &-&one);
            is(&first.abs(), &one.abs());
            is(&first.floor(), &one.floor());
            if !two.is_zero() {
                is(&(&first / &second), &(&one / &two));
                is(&second.recip(), &two.recip());
            }
            assert_eq!(first.cmp(&second), one.cmp(&two), "{one} {two}");
            assert_eq!(first.is_integer(), one.is_integer());
            assert_eq!(first.sign(), one.cmp(&BigRational::zero()));
            assert_eq!(first.rounded(), one.round().to_integer());
            assert_eq!(first.truncated(), one.to_integer());
            assert_eq!(first.to_string(), one.to_string());
        }
    }

    #[test]
    fn equal_numbers_are_equal_however_they_came_about() {
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        for _ in 0..2_000 {
            let (one, two) = (Exact::from(numbers.number()), Exact::from(numbers.number()));
            assert_eq!(&(&one + &two) - &two, one);
            if !two.is_zero() {
                assert_eq!(&(&one * &two) / &two, one);
            }
        }
    }

    #[test]
    fn it_takes_two_words() {
        assert_eq!(size_of::<Exact>(), 16);
    }

    #[test]
    fn powers_of_ten_and_decimals() {
        for power in -60..60 {
            let expected = BigRational::from_integer(BigInt::from(10)).pow(power);
            is(&Exact::ten_to(power), &expected);
            assert_eq!(Exact::ten_to(power).places(), Some(power.min(0).unsigned_abs()));
        }
        assert_eq!(Exact::new(6, 24).places(), Some(2));
        assert_eq!(Exact::new(4, 6).places(), None);
    }
}
