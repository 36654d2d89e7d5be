//! Dates written by a pattern such as `DD/MM/YYYY`, `YYYYMMDD`, `D MMMM YYYY` or `YYYY-MM-DD HH:mm:ss`.

use super::Moment;
use super::civil::{Civil, last_day};
use super::read::TimeError;
use super::words::{month_name, month_of_name};

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// A part of the date and how it is written.
    Field(Field),
    /// Any other text, to the letter.
    Text(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// `YYYY`: four digits.
    Year,
    /// `MM`: two digits; `M`: one or two.
    Month {
        padded: bool,
    },
    /// `MMMM`: the English name; `MMM`: its first three letters.
    MonthName {
        short: bool,
    },
    /// `DD`: two digits; `D`: one or two.
    Day {
        padded: bool,
    },
    /// `HH`, `mm`, `ss`: two digits.
    Hour,
    Minute,
    Second,
}

/// The fields, each longer one before those that begin alike.
const FIELDS: [(&str, Field); 10] = [
    ("YYYY", Field::Year),
    ("MMMM", Field::MonthName { short: false }),
    ("MMM", Field::MonthName { short: true }),
    ("MM", Field::Month { padded: true }),
    ("M", Field::Month { padded: false }),
    ("DD", Field::Day { padded: true }),
    ("D", Field::Day { padded: false }),
    ("HH", Field::Hour),
    ("mm", Field::Minute),
    ("ss", Field::Second),
];

fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let field = FIELDS.iter().find(|(letters, _)| rest.starts_with(letters));
        let (piece, length) = match field {
            Some(&(letters, field)) => (Piece::Field(field), letters.len()),
            None => (Piece::Text(&rest[..first.len_utf8()]), first.len_utf8()),
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    pieces
}

/// Whether a text is a pattern that dates can be read by: it has a year, a month if it has a day, and nothing twice.
#[must_use]
pub fn is_pattern(text: &str) -> bool {
    let pieces = pieces(text);
    let count = |wanted: fn(Field) -> bool| {
        pieces.iter().filter(|piece| matches!(piece, Piece::Field(field) if wanted(*field))).count()
    };
    let year = count(|field| field == Field::Year);
    let month = count(|field| matches!(field, Field::Month { .. } | Field::MonthName { .. }));
    let day = count(|field| matches!(field, Field::Day { .. }));
    let hour = count(|field| field == Field::Hour);
    let minute = count(|field| field == Field::Minute);
    let second = count(|field| field == Field::Second);
    let each_needs_the_one_before = [year, month, day, hour, minute, second].is_sorted_by(|a, b| a >= b);
    year == 1 && each_needs_the_one_before && hour == minute
}

/// What was read of a date so far.
#[derive(Default)]
struct Parts {
    year: Option<i64>,
    month: Option<u8>,
    day: Option<(u8, usize)>,
    clock: Option<i64>,
    seconds: bool,
}

pub(super) fn read(text: &str, pattern: &str) -> Result<Moment, TimeError> {
    let mut parts = Parts::default();
    let mut at = 0;
    for piece in pieces(pattern) {
        let rest = &text[at..];
        let length = match piece {
            Piece::Text(letter) => rest.starts_with(letter).then_some(letter.len()),
            Piece::Field(field) => parts.take(field, rest, at),
        };
        at += length.ok_or_else(|| TimeError::form(at, format!("it is not written as {pattern}")))?;
    }
    if at < text.len() {
        return Err(TimeError::form(at, format!("it goes on after {pattern}")));
    }
    parts.moment()
}

impl Parts {
    /// Takes a field from the start of the rest, and tells its length.
    fn take(&mut self, field: Field, rest: &str, at: usize) -> Option<usize> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = |least: usize, most: usize| {
            let length = digits.min(most);
            (length >= least).then(|| rest[..length].parse::<i64>().ok().map(|number| (number, length))).flatten()
        };
        let two = |padded: bool| number(if padded { 2 } else { 1 }, 2);
        let small = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
        let (number, length) = match field {
            Field::Year => number(4, 4)?,
            Field::Month { padded } | Field::Day { padded } => two(padded)?,
            Field::MonthName { short } => {
                let length = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
                (i64::from(month_of_name(&rest[..length], short)?), length)
            }
            Field::Hour | Field::Minute | Field::Second => two(true)?,
        };
        let mut clock = |most: i64, unit: i64| {
            self.clock = Some(self.clock.unwrap_or(0) + number * unit);
            number <= most
        };
        let fits = match field {
            Field::Year => self.year.replace(number).is_none(),
            Field::Month { .. } | Field::MonthName { .. } => {
                self.month = Some(small(number));
                (1..=12).contains(&number)
            }
            Field::Day { .. } => self.day.replace((small(number), at)).is_none(),
            Field::Hour => clock(23, 3_600),
            Field::Minute => clock(59, 60),
            Field::Second => clock(60, 1),
        };
        self.seconds |= field == Field::Second;
        fits.then_some(length)
    }

    fn moment(&self) -> Result<Moment, TimeError> {
        let year = self.year.unwrap_or(0);
        let month = self.month.unwrap_or(1);
        let last = self.month.unwrap_or(12);
        let (first_day, last_of) = match self.day {
            Some((day, at)) if !Civil::new(year, month, day).exists() => {
                return Err(TimeError::no_such_day(at, year, month));
            }
            Some((day, _)) => (day, day),
            None => (1, last_day(year, last)),
        };
        let first = Civil::new(year, month, first_day).first_second();
        Ok(match self.clock {
            Some(clock) => Moment::new(first + clock, first + clock + if self.seconds { 0 } else { 59 }),
            None => Moment::new(first, Civil::new(year, last, last_of).last_second()),
        })
    }
}

/// An EDTF day, month or year in a pattern that has no more and no less.
pub(super) fn write(edtf: &str, pattern: &str) -> Option<String> {
    let parts: Vec<&str> = edtf.split('-').collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut used = 0;
    let mut written = String::new();
    for piece in pieces(pattern) {
        let field = match piece {
            Piece::Text(text) => {
                written.push_str(text);
                continue;
            }
            Piece::Field(field) => field,
        };
        used += 1;
        let unpadded = |at: usize| parts.get(at).map(|part| part.trim_start_matches('0').to_owned());
        written.push_str(&match field {
            Field::Year => (*parts.first()?).to_owned(),
            Field::Month { padded: true } => (*parts.get(1)?).to_owned(),
            Field::Month { padded: false } => unpadded(1)?,
            Field::MonthName { short } => {
                let name = month_name(parts.get(1)?.parse().ok()?)?;
                if short { name[..3].to_owned() } else { name.to_owned() }
            }
            Field::Day { padded: true } => (*parts.get(2)?).to_owned(),
            Field::Day { padded: false } => unpadded(2)?,
            Field::Hour | Field::Minute | Field::Second => return None,
        });
    }
    (used == parts.len()).then_some(written)
}
