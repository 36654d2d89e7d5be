//! One number at the start of a text: sign, grouping, decimals, exponent.

use num_bigint::BigInt;

use super::{Exact, FigureError};

/// More digits than any figure has; arithmetic on this many is still quick.
const MAX_DIGITS: usize = 100;

/// How a number is printed, so that another can be printed alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many digits stand after the point.
    pub places: u32,
    /// What stands between groups of digits.
    pub group: Option<char>,
    /// Whether groups are Indian: three digits, then two and two (`1,92,06,350`).
    pub lakh: bool,
    /// What stands before the decimals.
    pub point: char,
    /// What stands before a negative number.
    pub minus: char,
}

impl Style {
    /// Digits and a decimal point, nothing else.
    pub const PLAIN: Self = Self { places: 0, group: None, lakh: false, point: '.', minus: '-' };
}

/// A number read, and where it ends.
pub(super) struct Number {
    pub value: Exact,
    /// What the last printed digit counts.
    pub unit: Exact,
    pub style: Style,
    /// Whether another number can be printed in this style: no exponent, no fraction.
    pub plain: bool,
    pub length: usize,
}

/// Whether a number starts here.
pub(super) fn starts(text: &str) -> bool {
    let mut rest = text.chars().skip_while(|&char| is_sign(char));
    match rest.next() {
        Some('.') => rest.next().is_some_and(|next| next.is_ascii_digit()),
        Some(first) => first.is_ascii_digit() || fraction(first).is_some(),
        None => false,
    }
}

/// The number at the start of `text`, which must be one for which [`starts`] holds.
pub(super) fn read(text: &str) -> Result<Number, FigureError> {
    let signs: usize = text.chars().take_while(|&char| is_sign(char)).map(char::len_utf8).sum();
    if text.chars().take_while(|&char| is_sign(char)).count() > 1 {
        return Err(FigureError::NoNumber);
    }
    let negative = text.starts_with(['-', '\u{2212}']);
    let body = body(&text[signs..]);
    let mut length = signs + body.len();
    let mut number = if body.is_empty() { Digits::default() } else { Digits::read(body)? };
    let mut plain = true;
    if let Some((power, used)) = exponent(&text[length..])? {
        number.power += power;
        length += used;
        plain = false;
    }
    let mut unit = Exact::ten_to(number.power);
    let mut value = number.mantissa * &unit;
    let next = text[length..].chars().next();
    if let Some(((over, under), char)) = next.and_then(|char| Some((fraction(char)?, char))) {
        unit = Exact::new(1, under);
        value = value + Exact::new(over, under);
        length += char.len_utf8();
        plain = false;
    }
    if negative {
        value = -value;
        number.style.minus = text.chars().next().unwrap_or('-');
    }
    Ok(Number { value, unit, style: number.style, plain, length })
}

fn is_sign(char: char) -> bool {
    matches!(char, '-' | '+' | '\u{2212}')
}

fn is_separator(char: char) -> bool {
    is_space(char) || matches!(char, '.' | ',' | '\u{b7}' | '\'' | '\u{2019}')
}

/// A plain, no-break, thin, narrow no-break or figure space.
fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}')
}

/// Digits, with single separators before a further digit.
fn body(text: &str) -> &str {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let before_digit = chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
        let belongs = char.is_ascii_digit() || (before_digit && is_separator(char) && (at > 0 || char == '.'));
        if !belongs {
            break;
        }
        end = at + char.len_utf8();
    }
    &text[..end]
}

struct Digits {
    mantissa: Exact,
    power: i32,
    style: Style,
}

impl Default for Digits {
    fn default() -> Self {
        Self { mantissa: Exact::from(0), power: 0, style: Style::PLAIN }
    }
}

impl Digits {
    fn read(body: &str) -> Result<Self, FigureError> {
        let (whole, decimals, mut style) = split(body)?;
        let digits: String = whole.chars().chain(decimals.chars()).filter(char::is_ascii_digit).collect();
        if digits.len() > MAX_DIGITS {
            return Err(FigureError::TooLarge);
        }
        let mantissa = match digits.parse::<i64>() {
            Ok(small) => small.into(),
            Err(_) => digits.parse::<BigInt>().map_err(|_| FigureError::NoNumber)?.into(),
        };
        style.places = u32::try_from(decimals.len()).map_err(|_| FigureError::TooLarge)?;
        let power = i32::try_from(decimals.len()).map_err(|_| FigureError::TooLarge)?;
        Ok(Self { mantissa, power: -power, style })
    }
}

/// The whole part, the decimals, and what separates them.
///
/// Two kinds of separator: the last is the decimal one. One kind, several times: grouping. A single `.` is a decimal
/// point, a single space or apostrophe groups, and a single comma groups where exactly three digits follow and one to
/// three, not a zero, precede; else it is a decimal comma.
fn split(body: &str) -> Result<(&str, &str, Style), FigureError> {
    let mut style = Style::PLAIN;
    let separators: Vec<(usize, char)> = body.char_indices().filter(|&(_, char)| !char.is_ascii_digit()).collect();
    let Some(&(last, point)) = separators.last() else { return Ok((body, "", style)) };
    let times = separators.iter().filter(|&&(_, char)| char == point).count();
    let mixed = times < separators.len();
    let is_point = match point {
        '.' | '\u{b7}' => mixed || times == 1,
        ',' => mixed || (times == 1 && !grouped(body, ',', &mut style)),
        _ => false,
    };
    if !is_point {
        return if grouped(body, point, &mut style) { Ok((body, "", style)) } else { Err(FigureError::Grouping) };
    }
    let (whole, decimals) = (&body[..last], &body[last + point.len_utf8()..]);
    let group = whole.chars().find(|char| !char.is_ascii_digit());
    if times > 1 || group.is_some_and(|group| !grouped(whole, group, &mut style)) {
        return Err(FigureError::Grouping);
    }
    style.point = point;
    Ok((whole, decimals, style))
}

/// Whether `separator`, and nothing else, groups the digits by threes, or by Indian custom.
fn grouped(whole: &str, separator: char, style: &mut Style) -> bool {
    let groups: Vec<&str> = whole.split(separator).collect();
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let inner = groups.get(1..groups.len() - 1).unwrap_or_default();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if !all_digits || groups.len() < 2 || first.is_empty() || first.starts_with('0') || last.len() != 3 {
        return false;
    }
    let threes = first.len() <= 3 && inner.iter().all(|group| group.len() == 3);
    let lakh = first.len() <= 2 && !inner.is_empty() && inner.iter().all(|group| group.len() == 2);
    if threes || lakh {
        style.group = Some(separator);
        style.lakh = lakh;
    }
    threes || lakh
}

/// `e5`, `E-3`, and how long it is.
fn exponent(text: &str) -> Result<Option<(i32, usize)>, FigureError> {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return Ok(None) };
    let sign = rest.chars().next().filter(|&char| is_sign(char));
    let digits = &rest[sign.map_or(0, char::len_utf8)..];
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return Ok(None);
    }
    let power: i32 = digits[..length].parse().map_err(|_| FigureError::TooLarge)?;
    if power.unsigned_abs() as usize > MAX_DIGITS {
        return Err(FigureError::TooLarge);
    }
    let power = if matches!(sign, Some('-' | '\u{2212}')) { -power } else { power };
    Ok(Some((power, 1 + sign.map_or(0, char::len_utf8) + length)))
}

/// A fraction in one character: how many parts, of how many.
fn fraction(char: char) -> Option<(i128, i128)> {
    Some(match char {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}
