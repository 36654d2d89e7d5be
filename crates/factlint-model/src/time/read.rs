//! The text of a time to its bounds, in the format that the schema names.

use edtf_normalize::{Outcome, normalize};

use super::{Duration, Moment, civil, corrections, edtf, pattern};
use crate::facts::{Bound, TimeFormat};

/// What the text of a time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When it starts: for a date, the date itself as an interval of what is possible.
    pub start: Moment,
    /// When it ends: for a date the same as `start`. What is `..` never ends ([`Moment::NEVER`]); an empty end may be
    /// any time after the start.
    pub end: Moment,
    /// Whether an end is written as `..`.
    pub open: bool,
}

impl Reading {
    /// A date: one instant, known as well as the moment says.
    #[must_use]
    pub fn point(moment: Moment) -> Self {
        Self { start: moment, end: moment, open: false }
    }

    /// All that an instant within it can be.
    #[must_use]
    pub fn hull(self) -> Moment {
        self.start.hull(self.end)
    }

    /// Whether it ends before it starts, whatever is left open.
    #[must_use]
    pub fn is_reversed(self) -> bool {
        self.end.surely_before(self.start)
    }
}

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// The byte of the text where it stops being one.
    pub offset: usize,
    /// What kind of mistake it is.
    pub kind: TimeErrorKind,
    /// What is wrong there, in words.
    pub message: String,
    /// The times that the text may mean, in the form that was wanted; one, where it can mean nothing else.
    pub readings: Vec<String>,
}

/// What kind of mistake a [`TimeError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeErrorKind {
    /// It is not written as the format wants.
    Form,
    /// It is a day that the calendar never had.
    ImpossibleDay,
}

impl TimeError {
    pub(super) fn new(offset: usize, kind: TimeErrorKind, message: impl Into<String>) -> Self {
        Self { offset, kind, message: message.into(), readings: Vec::new() }
    }

    pub(super) fn form(offset: usize, message: impl Into<String>) -> Self {
        Self::new(offset, TimeErrorKind::Form, message)
    }

    pub(super) fn no_such_day(offset: usize, year: i64, month: u8) -> Self {
        let message = edtf::days_of_month(year, month).unwrap_or_else(|| "the month has no such day".to_owned());
        Self::new(offset, TimeErrorKind::ImpossibleDay, message)
    }

    /// The one time that the text means, in the form that was wanted.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        match self.readings.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// Reads a time.
///
/// # Errors
///
/// The text is not written in this format, or names a day that never was.
pub fn read(text: &str, format: &TimeFormat) -> Result<Reading, TimeError> {
    in_format(text, format).map_err(|error| match error.kind {
        TimeErrorKind::Form => TimeError { readings: readings(text, format), ..error },
        TimeErrorKind::ImpossibleDay => error,
    })
}

/// Reads a time as all that it may be: a date marked with `?`, `~` or `%` may be off by ten of what the mark stands at.
///
/// # Errors
///
/// As [`read`].
pub fn possible(text: &str, format: &TimeFormat) -> Result<Reading, TimeError> {
    let reading = read(text, format)?;
    match edtf::doubts(text) {
        // In another format these characters are no marks.
        Some([start, end]) if edtf::read(text).as_ref() == Ok(&reading) => {
            let off = |moment: Moment, by: Duration| Moment::new(by.before(moment.earliest), by.after(moment.latest));
            Ok(Reading { start: off(reading.start, start), end: off(reading.end, end), ..reading })
        }
        _ => Ok(reading),
    }
}

fn in_format(text: &str, format: &TimeFormat) -> Result<Reading, TimeError> {
    match format {
        TimeFormat::Edtf => edtf::read(text),
        TimeFormat::Year => year(text),
        TimeFormat::Unix => unix(text),
        TimeFormat::Pattern(pattern) => pattern::read(text, pattern).map(Reading::point),
        TimeFormat::AnyOf(formats) => in_any(text, formats),
        TimeFormat::Bounded(form, bound) => in_format(text, form).map(|reading| bounded(reading.hull(), *bound)),
    }
}

fn bounded(named: Moment, bound: Bound) -> Reading {
    Reading::point(match bound {
        Bound::Earliest => Moment::some_time_after(named),
        Bound::Latest => Moment::some_time_before(named),
        Bound::Within(far) => Moment::new(far.before(named.earliest), far.after(named.latest)),
    })
}

/// Reads a time in the first format that it is written in; if in none, tells the mistake of the one that comes nearest.
fn in_any(text: &str, formats: &[TimeFormat]) -> Result<Reading, TimeError> {
    let mut nearest = TimeError::form(0, "it begins as none of these forms do");
    for format in formats {
        match in_format(text, format) {
            Err(error) if error.kind == TimeErrorKind::ImpossibleDay => nearest = error,
            Err(error) if nearest.kind == TimeErrorKind::Form && error.offset > nearest.offset => nearest = error,
            Err(_) => {}
            read => return read,
        }
    }
    Err(nearest)
}

/// A year of any length; one beyond what is counted is taken as the last that is.
fn year(text: &str) -> Result<Reading, TimeError> {
    let (sign, digits) = whole_number(text).map_err(|at| TimeError::form(at, "a year is written in digits alone"))?;
    let year = digits.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(sign);
    let (first, last) = (civil::Civil::new(year, 1, 1), civil::Civil::new(year, 12, 31));
    Ok(Reading::point(Moment::new(first.first_second(), last.last_second())))
}

/// Seconds since 1970, of which a fraction is left out.
fn unix(text: &str) -> Result<Reading, TimeError> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let message = "seconds since 1970 are a number";
    let (sign, digits) = whole_number(whole).map_err(|at| TimeError::form(at, message))?;
    whole_number(part).map_err(|at| TimeError::form(whole.len() + 1 + at, message))?;
    let second = digits.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(sign);
    Ok(Reading::point(Moment::new(second, second)))
}

/// The sign and the digits of a whole number, or where it stops being one.
fn whole_number(text: &str) -> Result<(i64, &str), usize> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    match digits.bytes().position(|byte| !byte.is_ascii_digit()) {
        None if !digits.is_empty() => Ok((sign, digits)),
        None => Err(text.len()),
        Some(at) => Err(text.len() - digits.len() + at),
    }
}

/// Prose is short; longer texts are not looked at for a date.
const LONGEST_PROSE: usize = 80;

/// The times that a text in another form may mean, in the form that was wanted.
fn readings(text: &str, format: &TimeFormat) -> Vec<String> {
    if text.len() > LONGEST_PROSE {
        return Vec::new();
    }
    as_edtf(text).into_iter().filter_map(|edtf| written(&edtf, format)).collect()
}

/// An EDTF time in another format; in the first of several that can say it.
fn written(edtf: &str, format: &TimeFormat) -> Option<String> {
    match format {
        TimeFormat::Edtf => Some(edtf.to_owned()),
        TimeFormat::Year => edtf.parse::<i64>().is_ok().then(|| edtf.to_owned()),
        TimeFormat::Unix => None,
        TimeFormat::Pattern(pattern) => pattern::write(edtf, pattern),
        TimeFormat::AnyOf(formats) => formats.iter().find_map(|format| written(edtf, format)),
        // It would say less.
        TimeFormat::Bounded(..) => None,
    }
}

fn as_edtf(text: &str) -> Vec<String> {
    if edtf::read(text).is_ok() {
        return vec![text.to_owned()];
    }
    let draft = corrections::from_draft(text);
    // A date and a time of day with a space between them.
    let spaced = text.trim().replacen(' ', "T", 1);
    if let Some(edtf) = draft.into_iter().chain([spaced]).find(|edtf| edtf::read(edtf).is_ok()) {
        return vec![edtf];
    }
    match normalize(text.trim()) {
        Outcome::Normalized(one) => vec![one.edtf],
        Outcome::Ambiguous(several) => several.interpretations.into_iter().map(|one| one.edtf).collect(),
        Outcome::NoMatch { .. } => Vec::new(),
    }
}
