//! Numbers as digits and an exponent: compared, and tested for being a multiple, without a float and without writing
//! out what an exponent such as `1e999999999` stands for.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::Zero;

/// A finite number, `0.DIGITS` times ten to the `exponent`: digits without zeros at either end, none for zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The value of a number in JSON's notation.
    pub(super) fn of(json: &str) -> Self {
        let (negative, unsigned) = json.strip_prefix('-').map_or((false, json), |rest| (true, rest));
        let (mantissa, power) = match unsigned.find(['e', 'E']) {
            Some(at) => (&unsigned[..at], power(&unsigned[at + 1..])),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_start_matches('0');
        let leading = length(&all) - length(digits);
        let digits = digits.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: 0 };
        }
        let exponent = power.saturating_add(length(whole)).saturating_sub(leading);
        Self { negative, digits, exponent }
    }

    /// Whether the number is whole.
    pub(super) fn is_integer(&self) -> bool {
        self.digits.is_empty() || self.exponent >= length(&self.digits)
    }

    /// Whether the number is a whole multiple of another; nothing is one of zero.
    pub(super) fn is_multiple_of(&self, of: &Self) -> bool {
        if self.digits.is_empty() || of.digits.is_empty() {
            return self.digits.is_empty();
        }
        // Both as whole digits times a power of ten; `shift` is what this one has more of.
        let power = |number: &Self| number.exponent.saturating_sub(length(&number.digits));
        let shift = power(self).saturating_sub(power(of));
        let divisor = whole(&of.digits);
        if shift >= 0 {
            let scale = BigInt::from(10).modpow(&BigInt::from(shift), &divisor);
            return (remainder(&self.digits, &divisor) * scale % divisor).is_zero();
        }
        // Without a zero at its end, the number is no multiple of ten, so each missing ten must come from the divisor.
        if shift.unsigned_abs() > self.digits.len() as u64 {
            return false;
        }
        let scale = u32::try_from(shift.unsigned_abs()).unwrap_or(u32::MAX);
        remainder(&self.digits, &(divisor * BigInt::from(10).pow(scale))).is_zero()
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || self.exponent.cmp(&other.exponent).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then_with(|| if self.negative { size().reverse() } else { size() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// An exponent; one beyond all bounds counts as the bound. Far from the ends of the range, so that sums stay in it.
fn power(text: &str) -> i64 {
    const MOST: i64 = i64::MAX / 4;
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let size = digits.strip_prefix('+').unwrap_or(digits).parse::<i64>().map_or(MOST, |size| size.min(MOST));
    if negative { -size } else { size }
}

fn whole(digits: &str) -> BigInt {
    BigInt::parse_bytes(digits.as_bytes(), 10).unwrap_or_default()
}

/// The remainder of a long number, in one pass over its digits.
fn remainder(digits: &str, divisor: &BigInt) -> BigInt {
    const CHUNK: usize = 18;
    digits.as_bytes().chunks(CHUNK).fold(BigInt::zero(), |rest, chunk| {
        let chunk_value = BigInt::parse_bytes(chunk, 10).unwrap_or_default();
        (rest * BigInt::from(10u64.pow(u32::try_from(chunk.len()).unwrap_or(0))) + chunk_value) % divisor
    })
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn notation_does_not_matter() {
        for (left, right) in [("1", "1.0"), ("100", "1e2"), ("0.10", "1E-1"), ("-0", "0.00"), ("12e-1", "1.2")] {
            assert_eq!(Decimal::of(left), Decimal::of(right), "{left} {right}");
        }
        assert_ne!(Decimal::of("0.1"), Decimal::of("0.10000000000000001"));
    }

    #[test]
    fn numbers_have_an_order_whatever_their_length() {
        let ascending =
            ["-1e99", "-2", "-1.5", "0", "1e-400", "0.1", "9007199254740992", "9007199254740993", "1e999999"];
        for pair in ascending.windows(2) {
            assert!(Decimal::of(pair[0]) < Decimal::of(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn multiples_are_exact() {
        for (number, of, is) in [
            ("4.35", "0.01", true),
            ("0.3", "0.1", true),
            ("1e308", "0.123456789", false),
            ("9007199254740993", "2", false),
            ("1e1000000000000", "3", false),
            ("3e1000000000000", "3", true),
            ("0", "7", true),
            ("0.5", "2.5", false),
            ("7.5", "2.5", true),
            ("75", "0.0001", true),
            ("1e-400", "0.1", false),
        ] {
            assert_eq!(Decimal::of(number).is_multiple_of(&Decimal::of(of)), is, "{number} {of}");
        }
    }

    #[test]
    fn whole_numbers_are_told() {
        assert!(["1.0", "1e3", "0.0", "1.50e2"].iter().all(|text| Decimal::of(text).is_integer()));
        assert!(["1.5", "1e-1", "1.55e1"].iter().all(|text| !Decimal::of(text).is_integer()));
    }
}
