//! Exact numbers written out.

use num_bigint::BigInt;
use num_traits::Signed;

use super::{Exact, Interval, Style};

/// The number rounded to this many decimals, a half away from zero.
#[must_use]
pub fn round(value: &Exact, places: u32) -> Exact {
    let scale = power(places);
    Exact::from((value * &scale).rounded()) / scale
}

/// The number with exactly this many decimals, rounded, a half away from zero.
#[must_use]
pub fn decimal(value: &Exact, places: u32) -> String {
    let scaled = (value * power(places)).rounded();
    point(&scaled, places)
}

/// The number's digits up to this many decimals, cut off and followed by `…` if it goes on: `35.848…`. More decimals
/// are written where the last would be a zero or a nine, so that a number just beside a round one is seen to be beside it.
#[must_use]
pub fn digits(value: &Exact, places: u32) -> String {
    let cut = |places: u32| (value * power(places)).truncated();
    let telling = |shown: u32| {
        let beyond = num_traits::pow(BigInt::from(10), (shown - places + 1) as usize);
        let tail = cut(shown).abs() % &beyond;
        tail.is_positive() && tail + 1 != beyond
    };
    let exact = |places: u32| (value * power(places)).is_integer();
    let most = places.saturating_add(12);
    let found = (places..most).find(|&places| exact(places) || telling(places)).unwrap_or(most);
    if exact(found) {
        shortest(value).unwrap_or_else(|| point(&cut(found), found))
    } else {
        format!("{}…", point(&cut(found), found))
    }
}

/// The number as a decimal without needless zeros; `None` if it never ends.
#[must_use]
pub fn shortest(value: &Exact) -> Option<String> {
    value.places().map(|places| decimal(value, places))
}

/// The number in a style: its places, its grouping, its decimal point.
pub(super) fn styled(value: &Exact, style: Style) -> String {
    punctuated(&decimal(value, style.places), style)
}

/// A plain decimal with the grouping and the decimal point of a style.
fn punctuated(plain: &str, style: Style) -> String {
    let (negative, unsigned) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let (whole, goes_on) = whole.strip_suffix('…').map_or((whole, ""), |whole| (whole, "…"));
    let mut text = format!("{}{goes_on}", grouped(whole, style));
    if negative {
        text.insert(0, style.minus);
    }
    if !decimals.is_empty() {
        text.push(style.point);
        text.push_str(decimals);
    }
    text
}

/// A count as people read it: `12,345`.
#[must_use]
pub fn thousands(count: usize) -> String {
    grouped(&count.to_string(), Style { group: Some(','), ..Style::PLAIN })
}

fn grouped(whole: &str, style: Style) -> String {
    let Some(separator) = style.group else { return whole.to_owned() };
    let mut text = String::new();
    for (at, digit) in whole.char_indices() {
        let left = whole.len() - at;
        let starts = if style.lakh { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if at > 0 && starts {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The multiple of `unit` in `allowed` that lies nearest to `target`.
#[must_use]
pub fn nearest_on_grid(target: &Exact, allowed: &Interval, unit: &Exact) -> Option<Exact> {
    let (low, high) = (allowed.low(), allowed.high());
    let low = low.value().filter(|&low| target < low);
    let high = high.value().filter(|&high| target > high);
    let inside = low.or(high).unwrap_or(target);
    let steps = inside / unit;
    let floor = steps.floor() * unit;
    let candidates = [&floor - unit, floor.clone(), &floor + unit];
    let fitting = candidates.into_iter().filter(|value| allowed.contains(value));
    fitting.min_by_key(|value| (value - target).abs())
}

impl Interval {
    /// The interval in words, with so many decimals as in [`digits`] and grouped as in `style`.
    #[must_use]
    pub fn describe(&self, places: u32, style: Style) -> String {
        let write = |value: &Exact| punctuated(&digits(value, places), style);
        if let Some(point) = self.point() {
            return write(&point);
        }
        match (self.low().value(), self.high().value()) {
            (Some(low), Some(high)) => format!("{} to {}", write(low), write(high)),
            (Some(low), None) => format!("at least {}", write(low)),
            (None, Some(high)) => format!("at most {}", write(high)),
            (None, None) => "any number".to_owned(),
        }
    }
}

fn power(places: u32) -> Exact {
    Exact::ten_to(i32::try_from(places).unwrap_or(i32::MAX))
}

/// An integer with its last `places` digits behind a point.
fn point(scaled: &BigInt, places: u32) -> String {
    let sign = if scaled.is_negative() { "-" } else { "" };
    let places = places as usize;
    let digits = scaled.abs().to_string();
    let digits = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
    let (whole, decimals) = digits.split_at(digits.len() - places);
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}
