//! A figure as a text prints it: number or range, scale, per cent, unit, qualifier.

use std::ops::Range;

use super::number::{self, Number, Style};
use super::{End, Exact, FigureError, Interval, format};

/// How a qualifier bounds a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It says what it says.
    None,
    /// "about": it can be anything near.
    About,
    /// "over", "at least": all above it.
    AtLeast,
    /// "nearly", "at most": all below it.
    AtMost,
}

/// A figure as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The number; of a range the first.
    pub value: Exact,
    /// What the last printed digit counts: 1 for `688,503`, 100,000 for `1.9 million`.
    pub unit_of_last_digit: Exact,
    /// The second number of a range, and what its last digit counts.
    pub upper: Option<(Exact, Exact)>,
    /// What the number is multiplied by: 1,000,000 for `1.9 million`.
    pub scale: Exact,
    /// Whether it is in per cent.
    pub percent: bool,
    /// The unit or currency, if one is printed; per cent is none.
    pub unit: Option<String>,
    /// The qualifier.
    pub bound: Bound,
    /// How the number is printed.
    pub style: Style,
    /// Where the number stands, if another can be printed in its place.
    place: Option<Range<usize>>,
    /// Where the two numbers of a range stand, if they can change places.
    pair: Option<(Range<usize>, Range<usize>)>,
}

impl Printed {
    /// Whether the text says that it is approximate.
    #[must_use]
    pub fn approximate(&self) -> bool {
        self.bound != Bound::None
    }

    /// All numbers that round to what is printed.
    #[must_use]
    pub fn nearest(&self) -> Interval {
        self.spread(Interval::nearest)
    }

    /// All numbers that can be printed so, if cutting off and rounding up are allowed too.
    #[must_use]
    pub fn directed(&self) -> Interval {
        self.spread(Interval::directed)
    }

    /// The number itself; of a range, all that it spans.
    #[must_use]
    pub fn exact(&self) -> Interval {
        self.spread(|value, _| Interval::exact(value.clone()))
    }

    /// Whether it is a range whose first number is the greater.
    #[must_use]
    pub fn reversed(&self) -> bool {
        self.upper.as_ref().is_some_and(|(upper, _)| *upper < self.value)
    }

    /// The text with the two numbers of the range in each other's place.
    #[must_use]
    pub fn swapped(&self, text: &str) -> Option<String> {
        let (first, second) = self.pair.clone()?;
        let at = |range: Range<usize>| text.get(range);
        let between = at(first.end..second.start)?;
        Some([at(0..first.start)?, at(second.clone())?, between, at(first)?, at(second.end..text.len())?].concat())
    }

    fn spread(&self, around: impl Fn(&Exact, &Exact) -> Interval) -> Interval {
        let first = around(&self.value, &self.unit_of_last_digit);
        let all = self.upper.as_ref().map_or(first.clone(), |(value, unit)| first.hull(&around(value, unit)));
        match self.bound {
            Bound::None => all,
            Bound::About => Interval::everything(),
            Bound::AtLeast => Interval::new(all.low(), End::Unbounded),
            Bound::AtMost => Interval::new(End::Unbounded, all.high()),
        }
    }

    /// The text with another value in the place of its number, printed in the same way; the value is in the text's own
    /// terms, so that 35.8 is `35.8 per cent`. `None` where the number is a range or has no decimal form.
    #[must_use]
    pub fn with(&self, text: &str, value: &Exact) -> Option<String> {
        let place = self.place.clone()?;
        let number = format::styled(&(value / &self.scale), self.style);
        Some(format!("{}{number}{}", text.get(..place.start)?, text.get(place.end..)?))
    }
}

/// Reads a figure as printed.
///
/// - Grouping: comma, space (also no-break, thin), apostrophe, period, by threes or by Indian custom; the rules that
///   tell grouping from decimals are those of the number's reader: `1.234` alone is a decimal, `1,234` is grouped,
///   `1,23` has a decimal comma, and where two kinds stand the last is the decimal one.
/// - A number is taken to its last printed digit: `700,000` is not taken for a round number unless it says so ("about").
/// - "thousand", "million", "billion", "trillion", "lakh", "crore" scale; `%` and "per cent" are kept as a flag;
///   `10–12`, `10 to 12`, "between 10 and 12" are ranges; `120–30`, which may stand for `120–130`, is refused.
/// - Qualifiers before or after make it approximate; what else stands after the number, or a currency before it, is
///   the unit.
///
/// # Errors
/// When there is no number, when it cannot be told which, or when it is too large to compute with.
pub fn read(text: &str) -> Result<Printed, FigureError> {
    let mut reader = Reader { text, at: 0, bound: Bound::None, between: false, unit: String::new() };
    reader.before()?;
    let start = reader.at;
    let (first, first_tail) = reader.number()?;
    let place = start..start + first.length;
    let joint = reader.joint();
    let start = reader.at;
    let second = if joint.is_some() { Some(reader.number()?) } else { None };
    reader.after()?;

    let pair = second.as_ref().filter(|(_, tail)| first_tail.power.is_none() || first_tail.power == tail.power);
    let pair = pair.map(|(number, _)| (place.clone(), start..start + number.length));
    let last_tail = second.as_ref().map_or(first_tail, |&(_, tail)| tail);
    let scale = Exact::ten_to(first_tail.power.or(last_tail.power).unwrap_or(0));
    let upper = second.as_ref().map(|(number, tail)| {
        let scale = Exact::ten_to(tail.power.unwrap_or(0));
        (&number.value * &scale, &number.unit * scale)
    });
    let value = &first.value * &scale;
    let shorter = pair.as_ref().is_some_and(|(_, second)| count_digits(text, second) < count_digits(text, &place));
    if joint == Some(Joint::Dash) && shorter && upper.as_ref().is_some_and(|(upper, _)| *upper < value) {
        return Err(FigureError::Several);
    }
    Ok(Printed {
        value,
        unit_of_last_digit: &first.unit * &scale,
        place: Some(place).filter(|_| first.plain && upper.is_none()),
        pair,
        upper,
        scale,
        percent: first_tail.percent || last_tail.percent,
        unit: Some(reader.unit).filter(|unit| !unit.is_empty()),
        bound: reader.bound,
        style: first.style,
    })
}

/// What directly follows a number.
#[derive(Clone, Copy)]
struct Tail {
    power: Option<i32>,
    percent: bool,
}

/// What joins the two numbers of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dash,
    Word,
}

fn count_digits(text: &str, place: &Range<usize>) -> usize {
    text.get(place.clone()).map_or(0, |number| number.bytes().filter(u8::is_ascii_digit).count())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    bound: Bound,
    between: bool,
    unit: String,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes the first of these words that stands here, whole and in any case.
    fn word<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let rest = self.rest();
        let first = rest.bytes().next()?.to_ascii_lowercase();
        let (word, value) =
            words.iter().find(|(word, _)| word.as_bytes().first() == Some(&first) && begins(rest, word))?;
        self.at += word.len();
        Some(*value)
    }

    /// Qualifiers and a currency, up to the number.
    fn before(&mut self) -> Result<(), FigureError> {
        loop {
            self.skip_space();
            let rest = self.rest();
            if number::starts(rest) {
                return Ok(());
            } else if let Some(bound) = self.word(QUALIFIERS) {
                self.bound = bound;
            } else if self.word(&[("between", ()), ("from", ())]).is_some() {
                self.between = true;
            } else if let Some(length) = currency(rest) {
                self.unit.push_str(&rest[..length]);
                self.at += length;
            } else {
                return Err(FigureError::NoNumber);
            }
        }
    }

    fn number(&mut self) -> Result<(Number, Tail), FigureError> {
        self.skip_space();
        if !number::starts(self.rest()) {
            return Err(FigureError::NoNumber);
        }
        let number = number::read(self.rest())?;
        self.at += number.length;
        let end = self.at;
        self.skip_space();
        let power = self.word(SCALES);
        self.skip_space();
        let percent = self.word(PERCENT).unwrap_or(false);
        if power.is_none() && !percent {
            self.at = end;
        }
        Ok((number, Tail { power, percent }))
    }

    /// What joins a second number of a range to the first, if one follows; it is passed over.
    fn joint(&mut self) -> Option<Joint> {
        let start = self.at;
        self.skip_space();
        let dash = self.rest().chars().next().filter(|char| matches!(char, '-' | '\u{2010}'..='\u{2015}'));
        let joint = match dash {
            Some(dash) => {
                self.at += dash.len_utf8();
                Some(Joint::Dash)
            }
            None if self.between => self.word(&[("to", Joint::Word), ("and", Joint::Word)]),
            None => self.word(&[("to", Joint::Word)]),
        };
        self.skip_space();
        let found = joint.filter(|_| number::starts(self.rest()));
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// A qualifier or the unit, to the end.
    fn after(&mut self) -> Result<(), FigureError> {
        self.skip_space();
        if let Some(bound) = self.word(TRAILING) {
            self.bound = bound;
        }
        let rest = self.rest().trim().trim_end_matches(['.', ',', ';']);
        if rest.is_empty() {
            return Ok(());
        }
        let digit_starts =
            |word: &str| word.trim_start_matches(['-', '\u{2212}', '(']).starts_with(|c: char| c.is_numeric());
        if rest.split_whitespace().any(digit_starts) {
            return Err(FigureError::Several);
        }
        let radix = starts_radix(self.text);
        if radix || rest.starts_with(['/', '*', '^', '×', '=', ':', '.', ',', '\'', '+', '·']) {
            return Err(FigureError::Unit);
        }
        if !self.unit.is_empty() {
            self.unit.push(' ');
        }
        self.unit.push_str(rest);
        Ok(())
    }
}

/// Whether it starts as `0x1F` does.
fn starts_radix(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-', ' ']).as_bytes();
    match digits {
        [b'0', b'x' | b'X', digit, ..] => digit.is_ascii_hexdigit(),
        [b'0', b'o' | b'O' | b'b' | b'B', digit, ..] => digit.is_ascii_digit(),
        _ => false,
    }
}

/// Whether `word` stands at the start, in any case, and goes no further.
fn begins(text: &str, word: &str) -> bool {
    let Some(start) = text.get(..word.len()) else { return false };
    let goes_on = || {
        word.ends_with(char::is_alphabetic)
            && text[word.len()..].chars().next().is_some_and(|next| next.is_alphabetic())
    };
    start.eq_ignore_ascii_case(word) && !goes_on()
}

/// How long the currency is that stands here: a sign, or a code of capitals with perhaps a sign.
fn currency(text: &str) -> Option<usize> {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let sign = text[capitals..].chars().next().filter(|&char| is_currency(char));
    let next = text[capitals + sign.map_or(0, char::len_utf8)..].chars().next();
    let whole = next.is_none_or(|char| !char.is_alphabetic());
    match sign {
        Some(sign) if capitals <= 3 => Some(capitals + sign.len_utf8()),
        None if capitals == 3 && whole => Some(capitals),
        _ => None,
    }
}

fn is_currency(char: char) -> bool {
    matches!(char, '$' | '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// Longer ones before those that start them.
const QUALIFIERS: &[(&str, Bound)] = &[
    ("approximately", Bound::About),
    ("approx.", Bound::About),
    ("approx", Bound::About),
    ("an estimated", Bound::About),
    ("estimated", Bound::About),
    ("about", Bound::About),
    ("around", Bound::About),
    ("circa", Bound::About),
    ("roughly", Bound::About),
    ("perhaps", Bound::About),
    ("some", Bound::About),
    ("ca.", Bound::About),
    ("ca", Bound::About),
    ("c.", Bound::About),
    ("~", Bound::About),
    ("≈", Bound::About),
    ("more than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("upwards of", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    (">=", Bound::AtLeast),
    (">", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("nearly", Bound::AtMost),
    ("almost", Bound::AtMost),
    ("under", Bound::AtMost),
    ("below", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("<", Bound::AtMost),
    ("≤", Bound::AtMost),
];

const TRAILING: &[(&str, Bound)] = &[
    ("or more", Bound::AtLeast),
    ("or so", Bound::About),
    ("or fewer", Bound::AtMost),
    ("or less", Bound::AtMost),
    ("+", Bound::AtLeast),
];

/// The powers of ten that scaling words stand for.
const SCALES: &[(&str, i32)] = &[
    ("hundred thousand", 5),
    ("thousand", 3),
    ("thousands", 3),
    ("million", 6),
    ("millions", 6),
    ("billion", 9),
    ("billions", 9),
    ("trillion", 12),
    ("trillions", 12),
    ("bn", 9),
    ("mln", 6),
    ("lakh", 5),
    ("crore", 7),
];

/// What says per cent, and what starts like it and doesn't.
const PERCENT: &[(&str, bool)] = &[
    ("percentage", false),
    ("per cent point", false),
    ("percent point", false),
    ("per cent", true),
    ("per\u{a0}cent", true),
    ("percent", true),
    ("pct", true),
    ("%", true),
];
