//! All times of a text, ranges among them.

use super::super::cursor::{Cursor, DASHES, Kind, Token, tokens};
use super::{PrintedDate, PrintedTime, Stretch, Years};
use super::{dates, years};

/// What is said directly before an approximate time.
const ABOUT: &[&str] = &["c", "ca", "circa", "about", "around", "approximately", "approx", "roughly"];

/// What makes a month or a season a date that no year or day makes one.
const PREPOSITIONS: &[&str] =
    &["in", "of", "by", "since", "until", "till", "from", "to", "during", "last", "that", "this", "next", "between"];

/// A decade without its century is that of a year that stands near, if it was not more years away: then none is nearer that
/// could be meant.
const CLEAR: i64 = 40;

/// The times of a text, in its order, but for those that may be none.
#[must_use]
pub fn times(text: &str) -> Vec<PrintedTime> {
    let mut times = among(&tokens(text), text);
    times.retain(|time| !time.doubtful);
    times
}

/// The times among the tokens of a text, the doubtful among them.
pub(in crate::prose) fn among(tokens: &[Token<'_>], text: &str) -> Vec<PrintedTime> {
    let mut found: Vec<PrintedTime> = Vec::new();
    let mut cursor = Cursor { tokens, at: 0 };
    while let Some(token) = cursor.peek() {
        if !dates::may_begin(token) {
            cursor.skip();
            continue;
        }
        let times = time(cursor);
        match times.last() {
            Some(last) => cursor.at = last.end,
            None => cursor.skip(),
        }
        found.extend(times.into_iter().filter_map(|time| time.printed(tokens)));
    }
    share_years(text, &mut found);
    found
}

/// The years of one date hold for those that are listed before it: `5 March and 23 December 1953`.
fn share_years(text: &str, times: &mut [PrintedTime]) {
    for at in (1..times.len()).rev() {
        let (before, after) = times.split_at_mut(at);
        let (Some(before), Some(after)) = (before.last_mut(), after.first()) else { continue };
        let between = text.get(before.span.end..after.span.start).unwrap_or_default().trim();
        let [Stretch { first: next, .. }] = after.readings[..] else { continue };
        if matches!(between, "and" | "or" | "," | ", and" | ", or" | "&") && next.month.is_some() {
            for reading in &mut before.readings {
                reading.fill_years(next.years);
            }
        }
    }
}

impl Stretch {
    pub(super) fn date(first: PrintedDate) -> Self {
        Self { first, last: None }
    }

    /// Gives those of its dates that leave out the year, or the century, those of a year that stands near.
    pub(in crate::prose) fn complete(&mut self, near: Option<Years>) {
        self.fill_years(near);
        let Some(Years::Year(year)) = near else { return };
        for date in [Some(&mut self.first), self.last.as_mut()].into_iter().flatten() {
            *date = date.near(year, CLEAR);
        }
    }

    /// Gives those of its dates that have no year these.
    pub(in crate::prose) fn fill_years(&mut self, years: Option<Years>) {
        for date in [Some(&mut self.first), self.last.as_mut()].into_iter().flatten() {
            date.years = date.years.or(years);
        }
    }
}

/// A time among the tokens.
struct Found {
    start: usize,
    end: usize,
    readings: Vec<Stretch>,
    doubtful: bool,
}

impl Found {
    fn new(start: Cursor<'_>, end: Cursor<'_>, readings: Vec<Stretch>) -> Self {
        Self { start: start.at, end: end.at, readings, doubtful: false }
    }

    fn printed(self, tokens: &[Token<'_>]) -> Option<PrintedTime> {
        let span = tokens.get(self.start)?.start..tokens.get(self.end.checked_sub(1)?)?.end();
        let mut before = tokens.get(..self.start)?.iter().rev().filter(|token| !token.is_mark(&['.']));
        let approximate = before.next().is_some_and(|token| token.is_word(ABOUT));
        Some(PrintedTime { span, readings: self.readings, approximate, doubtful: self.doubtful, borrowed: None })
    }
}

/// The time that starts here; several where days are listed.
fn time(start: Cursor<'_>) -> Vec<Found> {
    let one = numeric(start).or_else(|| short_range(start)).or_else(|| century_range(start));
    let one = one.map(|found| vec![found]);
    let some = one.or_else(|| month_and_days(start)).or_else(|| days_and_month(start));
    some.or_else(|| stretch(start).map(|found| vec![found])).unwrap_or_default()
}

/// A range of dates, or one date.
fn stretch(start: Cursor<'_>) -> Option<Found> {
    if let Some(found) = era_range(start) {
        return Some(found);
    }
    let (first, cursor) =
        dates::date(start).or_else(|| dates::bare_month(start)).or_else(|| dates::bare_season(start))?;
    let alone = cursor.at == start.at + 1;
    let doubtful = alone && years::is_doubtful(start);
    let one = first.years.is_some() || first.day.is_some() || is_led(start, first);
    if let Some((last, end)) = last_of_range(start, first, cursor) {
        let mut stretch = Stretch { first, last: Some(last) };
        stretch.fill_years(last.years);
        if first.years.is_some() && stretch.is_in_order() != Some(false) {
            stretch.fill_years(first.years);
        }
        // `in 1990 to 150` is no range.
        if !is_early(last) || stretch.is_in_order() == Some(true) {
            return Some(Found { doubtful, ..Found::new(start, end, vec![stretch]) });
        }
    }
    let mut readings = vec![Stretch::date(first)];
    if first.month.is_some() && is_early(first) {
        // `in May 120` may have nothing to do with the year 120.
        readings.push(Stretch::date(PrintedDate { years: None, ..first }));
    }
    if let Some(Years::Decade(year)) =
        first.years.filter(|years| matches!(years, Years::Decade(year) if year % 100 == 0))
    {
        readings.push(Stretch::date(PrintedDate { years: Some(Years::Century(year)), ..first }));
    }
    one.then(|| Found { doubtful, ..Found::new(start, cursor, readings) })
}

/// Whether its year is of three digits.
fn is_early(date: PrintedDate) -> bool {
    matches!(date.years, Some(Years::Year(100..=999)))
}

/// `431-404 BC`, `from 98 to 117 AD`.
fn era_range(start: Cursor<'_>) -> Option<Found> {
    let (year, cursor) = years::first_of_era(start)?;
    let (last, end) = dates::date(cursor)?;
    let first = PrintedDate { years: Some(Years::Year(year)), ..PrintedDate::default() };
    Some(Found::new(start, end, vec![Stretch { first, last: Some(last) }]))
}

/// Whether a month or a season without a year is led in as a date.
fn is_led(start: Cursor<'_>, date: PrintedDate) -> bool {
    let before = start.at.checked_sub(1).and_then(|at| start.tokens.get(at));
    let Some(before) = before else { return false };
    if date.portion.is_some() {
        return true;
    }
    // "the fall" is more often another word.
    let is_fall = start.peek().is_some_and(|token| token.is_word(&["fall"]));
    let before = match start.at.checked_sub(2).and_then(|at| start.tokens.get(at)) {
        Some(further) if before.is_word(&["the"]) && date.month > Some(12) => further,
        _ => before,
    };
    !is_fall && before.is_word(PREPOSITIONS)
}

/// What follows a first date as the last of a range.
fn last_of_range<'t>(start: Cursor<'t>, first: PrintedDate, cursor: Cursor<'t>) -> Option<(PrintedDate, Cursor<'t>)> {
    let mut cursor = joint(start, cursor)?;
    if let Some(decade) = short_decade(first, cursor) {
        return Some(decade);
    }
    if let Some(last) = years::last_of_era(start, first, cursor) {
        return Some(last);
    }
    cursor.word(&["the"]);
    let months = first.month.is_some().then_some(cursor).and_then(dates::bare_month);
    dates::date(cursor).or(months)
}

/// What joins the ends of a range; `and` only behind `between`.
fn joint<'t>(start: Cursor<'t>, mut cursor: Cursor<'t>) -> Option<Cursor<'t>> {
    let leads = start.tokens.get(..start.at)?.iter().rev().find(|token| !token.is_word(&["the"]));
    let words: &[&str] = match leads {
        Some(lead) if lead.is_word(&["between"]) => &["and", "to"],
        _ => &["to", "until", "till", "through"],
    };
    cursor.mark(DASHES).or_else(|| cursor.word(words))?;
    Some(cursor)
}

/// `1950s–60s`.
fn short_decade(first: PrintedDate, mut cursor: Cursor<'_>) -> Option<(PrintedDate, Cursor<'_>)> {
    let Some(Years::Decade(year)) = first.years else { return None };
    cursor.mark(&['\'', '\u{2019}']);
    let short = cursor.digits(2, 2).filter(|short| short % 10 == 0 && *short > year % 100)?;
    cursor.tight_word(&["s"])?;
    let years = Some(Years::Decade(year - year % 100 + short));
    Some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// `1954–55`, `1954/55`, and `1910–11`, which may be a month.
fn short_range(start: Cursor<'_>) -> Option<Found> {
    let mut cursor = start;
    let year = cursor.digits(4, 4)?;
    cursor.tight_mark(DASHES).or_else(|| cursor.tight_mark(&['/']))?;
    let digits = cursor.peek().filter(|token| !token.spaced)?.text.len();
    let short = cursor.digits(1, 2)?;
    if !dates::opens(start)
        || !dates::closes(cursor)
        || cursor.peek().is_some_and(|next| !next.spaced && next.is_mark(&['-', '/']))
    {
        return None;
    }
    let size = if digits == 2 { 100 } else { 10 };
    let last = year - year % size + short + if (year % 100, short, digits) == (99, 0, 2) { 100 } else { 0 };
    let date = |year| PrintedDate { years: Some(Years::Year(year)), ..PrintedDate::default() };
    let range = (last > year).then(|| Stretch { first: date(year), last: Some(date(last)) });
    let month = u8::try_from(short).ok().filter(|month| digits == 2 && (1..=12).contains(month));
    let month = month.map(|month| Stretch::date(PrintedDate { month: Some(month), ..date(year) }));
    let readings: Vec<Stretch> = range.into_iter().chain(month).collect();
    (!readings.is_empty()).then(|| Found::new(start, cursor, readings))
}

/// `the 19th and 20th centuries`, `18th–19th century`, `the 5th to the 3rd century BC`.
fn century_range(start: Cursor<'_>) -> Option<Found> {
    let mut cursor = start;
    let first = dates::century_number(&mut cursor)?;
    cursor.mark(DASHES).or_else(|| cursor.word(&["and", "to", "or"]))?;
    cursor.word(&["the"]);
    let (last, end) = dates::date(cursor)?;
    let Some(Years::Century(of_last)) = last.years else { return None };
    let of_first = if of_last < 0 { -first * 100 } else { (first - 1) * 100 };
    let first = PrintedDate { years: Some(Years::Century(of_first)), ..PrintedDate::default() };
    Some(Found::new(start, end, vec![Stretch { first, last: Some(last) }]))
}

/// `25.02.1956`, `25/2/1956`; where both numbers can be months, either may be one.
fn numeric(start: Cursor<'_>) -> Option<Found> {
    let mut cursor = start;
    let one = cursor.digits(1, 2)?;
    let separator = cursor.tight_mark(&['.', '/', '-'])?.text;
    let two = if cursor.is_tight() { cursor.digits(1, 2)? } else { return None };
    cursor.tight_mark(&['.', '/', '-']).filter(|mark| mark.text == separator)?;
    let digits = cursor.peek().filter(|token| !token.spaced)?.text.len();
    let year = cursor.digits(4, 4).or_else(|| cursor.digits(2, 2))?;
    // Of a year of two digits the century is open.
    let years = if digits == 2 { vec![1900 + year, 2000 + year] } else { vec![year] };
    let date = |year: i64, day: i64, month: i64| {
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
        let date = PrintedDate { years: Some(Years::Year(year)), month: Some(month), day: Some(day), portion: None };
        fits.then_some(Stretch::date(date))
    };
    let both = |year: i64| {
        let american = date(year, two, one).filter(|_| separator != "." && one != two);
        date(year, one, two).into_iter().chain(american)
    };
    let readings: Vec<Stretch> = years.into_iter().flat_map(both).collect();
    let stands = !readings.is_empty() && dates::opens(start) && dates::closes(cursor);
    stands.then(|| Found { doubtful: digits == 2, ..Found::new(start, cursor, readings) })
}

/// `25–26 February 1956`, `25/26 February 1956` are a range, `25 and 26 February 1956` are two days.
fn days_and_month(start: Cursor<'_>) -> Option<Vec<Found>> {
    let mut cursor = start;
    let day = dates::day(&mut cursor).filter(|_| dates::opens(start))?;
    let end = cursor;
    let is_range = cursor.mark(DASHES).or_else(|| cursor.tight_mark(&['/'])).or_else(|| cursor.word(&["to"])).is_some();
    if !is_range {
        cursor.word(&["and", "or"]).or_else(|| cursor.mark(&[',']))?;
    }
    let next = cursor;
    let (last, last_end) = dates::date(cursor)
        .filter(|(date, _)| date.day.is_some() && next.peek().is_some_and(|token| token.kind == Kind::Number))?;
    let first = PrintedDate { day: Some(day), ..last };
    Some(if is_range {
        vec![Found::new(start, last_end, vec![Stretch { first, last: Some(last) }])]
    } else {
        let ends = Found::new(next, last_end, vec![Stretch::date(last)]);
        vec![Found::new(start, end, vec![Stretch::date(first)]), ends]
    })
}

/// `February 25–26, 1956` is a range, `February 25 and 26, 1956` are two days.
fn month_and_days(start: Cursor<'_>) -> Option<Vec<Found>> {
    let mut cursor = start;
    let month = dates::month(&mut cursor)?;
    let first = dates::day(&mut cursor)?;
    let end = cursor;
    let is_range = cursor.mark(DASHES).is_some();
    if !is_range {
        cursor.word(&["and", "or"])?;
    }
    let next = cursor;
    let last = dates::day(&mut cursor).filter(|_| dates::closes(cursor))?;
    if dates::month(&mut cursor.clone()).is_some() {
        return None;
    }
    let years = years::year_behind(&mut cursor);
    let date = |day| PrintedDate { years, month: Some(month), day: Some(day), portion: None };
    Some(if is_range {
        vec![Found::new(start, cursor, vec![Stretch { first: date(first), last: Some(date(last)) }])]
    } else if years.is_none() {
        // `on May 5 and 12 men` lists no days.
        vec![Found::new(start, end, vec![Stretch::date(date(first))])]
    } else {
        let listed = Found::new(start, end, vec![Stretch::date(date(first))]);
        vec![listed, Found::new(next, cursor, vec![Stretch::date(date(last))])]
    })
}
