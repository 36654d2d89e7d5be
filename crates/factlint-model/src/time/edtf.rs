//! EDTF, levels 0 to 2, by edtf-core; intervals and times of day are taken apart here, so that a reversed interval is
//! read as one and both may be combined.

use edtf_core::{Bound, Bounds, Date, DateField, Edtf, Set, SetElement, SetKind, YearKind};

use super::civil::{Civil, is_leap, last_day};
use super::corrections;
use super::read::{Reading, TimeError, TimeErrorKind};
use super::{Duration, Moment};

/// edtf-core's words for a day that the month does not have.
const NO_SUCH_DAY: &str = "day is out of range for the month";

pub(super) fn read(text: &str) -> Result<Reading, TimeError> {
    if let Some(moment) = plain(text) {
        return Ok(Reading::point(moment));
    }
    match text.split_once('/') {
        Some((start, end)) => interval(text, start, end),
        None => single(text, 0),
    }
}

/// `1956`, `1956-02` and `1956-02-25`, which most dates are: the short way to what edtf-core says of them.
fn plain(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        bytes
            .get(from..to)?
            .iter()
            .try_fold(0_i64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
    };
    let two = |from: usize| {
        let number = number(from, from + 2)?;
        (bytes.get(from - 1) == Some(&b'-')).then(|| u8::try_from(number).ok())?
    };
    let year = number(0, 4)?;
    let (first, last) = match bytes.len() {
        4 => ((1, 1), (12, 31)),
        7 => ((two(5)?, 1), (two(5)?, last_day(year, two(5)?))),
        10 => ((two(5)?, two(8)?), (two(5)?, two(8)?)),
        _ => return None,
    };
    let [first, last] = [first, last].map(|(month, day)| Civil::new(year, month, day));
    (first.exists() && last.exists()).then(|| Moment::new(first.first_second(), last.last_second()))
}

fn interval(text: &str, start: &str, end: &str) -> Result<Reading, TimeError> {
    let second = start.len() + 1;
    if let Some(at) = end.find('/') {
        return Err(TimeError::form(second + at, "an interval has one `/`"));
    }
    if matches!(start, "" | "..") && matches!(end, "" | "..") {
        return Err(TimeError::form(0, "an interval has a date at one end at least"));
    }
    let from = match start {
        "" | ".." => None,
        _ => Some(start_of_interval(start)?),
    };
    let to = match end {
        "" | ".." => None,
        _ => Some(end_of_interval(end, second)?),
    };
    Ok(match (from, to) {
        (Some(start), Some(end)) => Reading { start, end, open: false },
        (Some(start), None) if end == ".." => Reading { start, end: Moment::NEVER, open: true },
        (Some(start), None) => Reading { start, end: Moment::some_time_after(start), open: false },
        (None, Some(end)) => Reading { start: Moment::some_time_before(end), end, open: text.starts_with("..") },
        (None, None) => Reading { start: Moment::UNKNOWN, end: Moment::UNKNOWN, open: false },
    })
}

/// `..DATE` starts on that date or before it (ISO 8601-2, 10.6).
fn start_of_interval(text: &str) -> Result<Moment, TimeError> {
    match text.strip_prefix("..") {
        Some(date) => single(date, 2).map(|reading| Moment::some_time_before(reading.end)),
        None => single(text, 0).map(Reading::hull),
    }
}

/// `DATE..` ends on that date or after it.
fn end_of_interval(text: &str, at: usize) -> Result<Moment, TimeError> {
    match text.strip_suffix("..") {
        Some(date) => single(date, at).map(|reading| Moment::some_time_after(reading.start)),
        None => single(text, at).map(Reading::hull),
    }
}

/// A date, a date with a time of day, or a set; `base` is where it stands in the whole text.
fn single(text: &str, base: usize) -> Result<Reading, TimeError> {
    let at = |error: TimeError| TimeError { offset: error.offset + base, ..error };
    if let Some((day, clock)) = text.split_once('T') {
        return date_time(day, clock).map(Reading::point).map_err(at);
    }
    let set = text.starts_with(['[', '{']);
    if set && base > 0 {
        return Err(TimeError::form(base, "a set cannot be the end of an interval"));
    }
    if let Some(moment) = before_christ(text) {
        return Ok(Reading::point(moment));
    }
    match Edtf::parse(text).map_err(|error| at(error_in_date(text, error)))? {
        Edtf::Set(set) => Ok(whole_set(&set)),
        Edtf::Date(date) => Ok(Reading::point(bounds_of(&date))),
        // Neither comes without the letter and the slash that were looked for above.
        other => Ok(Reading::point(moment(other.bounds()))),
    }
}

/// `-04XX`, the 5th century BC, which edtf-core refuses; perhaps with a mark of doubt.
fn before_christ(text: &str) -> Option<Moment> {
    let digits = text.strip_prefix('-')?.trim_end_matches(['?', '~', '%']);
    let known = digits.trim_end_matches('X');
    if digits.len() != 4 || !(1..4).contains(&known.len()) || !all_digits(known) {
        return None;
    }
    let size = [1_000, 100, 10].get(known.len() - 1)?;
    let least = known.parse::<i64>().ok()? * size;
    let (first, last) = (Civil::new(1 - least - size, 1, 1), Civil::new(-least, 12, 31));
    Some(Moment::new(first.first_second(), last.last_second()))
}

fn error_in_date(text: &str, error: edtf_core::ParseError) -> TimeError {
    if error.message == NO_SUCH_DAY {
        return no_such_day(text, error.offset);
    }
    TimeError::form(error.offset, error.message)
}

/// `text` starts with a date whose year, month and day are written out, except where the day fits no reading.
fn no_such_day(text: &str, offset: usize) -> TimeError {
    let digits: Vec<&str> = text.trim_start_matches('-').splitn(3, '-').collect();
    let part = |at: usize| digits.get(at).and_then(|part| part.parse::<u8>().ok());
    let year = digits.first().and_then(|year| year.parse::<i64>().ok());
    match (year, part(1)) {
        (Some(year), Some(month)) => {
            let year = if text.starts_with('-') { -year } else { year };
            TimeError::no_such_day(offset, year, month)
        }
        _ => TimeError::new(offset, TimeErrorKind::ImpossibleDay, "the month has no such day"),
    }
}

/// A day and a time of day: `hh:mm`, `hh:mm:ss`, `hh:mm:ss.sss`, then `Z`, `±hh`, `±hh:mm` or nothing.
///
/// edtf-core takes the second form alone; the others are ISO 8601-1 and RFC 3339, and common in data.
fn date_time(day: &str, clock: &str) -> Result<Moment, TimeError> {
    let civil = Edtf::parse(day).map_err(|error| error_in_date(day, error))?;
    let Bounds { earliest: Bound::Date(first), latest: Bound::Date(last) } = civil.bounds() else {
        return Err(TimeError::form(0, "a time of day needs a complete date before it"));
    };
    if first != last || day.len() < 10 {
        return Err(TimeError::form(0, "a time of day needs a complete date before it"));
    }
    let midnight = Civil::new(first.year, first.month, first.day).first_second();
    let base = day.len() + 1;
    let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (seconds, width) = time_of_day(&clock[..zone_at]).map_err(|message| TimeError::form(base, message))?;
    let shift = zone(&clock[zone_at..]).map_err(|message| TimeError::form(base + zone_at, message))?;
    let earliest = midnight.saturating_add(seconds - shift);
    Ok(Moment::new(earliest, earliest.saturating_add(width)))
}

/// Seconds since midnight, and how many more the time covers.
fn time_of_day(text: &str) -> Result<(i64, i64), &'static str> {
    let whole = match text.split_once('.') {
        Some((whole, part)) if whole.len() == 8 && all_digits(part) => whole,
        Some(_) => return Err("a fraction stands behind the seconds"),
        None => text,
    };
    let parts: Vec<&str> = whole.split(':').collect();
    if !parts.iter().all(|part| part.len() == 2 && all_digits(part)) {
        return Err("a time of day is written hh:mm:ss");
    }
    let number = |at: usize| parts.get(at).map_or(0, |part| part.parse::<i64>().unwrap_or(0));
    let (hour, minute, second) = (number(0), number(1), number(2));
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    match parts.len() {
        2 => Ok((hour * 3_600 + minute * 60, 59)),
        3 => Ok((hour * 3_600 + minute * 60 + second, 0)),
        _ => Err("a time of day is written hh:mm:ss"),
    }
}

/// Seconds ahead of UTC. Without a zone the time is taken as UTC's.
fn zone(text: &str) -> Result<i64, &'static str> {
    const FORM: &str = "a time zone is written Z, +hh or +hh:mm";
    let sign = match text.as_bytes().first() {
        None => return Ok(0),
        Some(b'Z') if text.len() == 1 => return Ok(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return Err(FORM),
    };
    let (hours, minutes) = text[1..].split_once(':').unwrap_or((&text[1..], "00"));
    if hours.len() != 2 || minutes.len() != 2 || !all_digits(hours) || !all_digits(minutes) {
        return Err(FORM);
    }
    let total = hours.parse::<i64>().unwrap_or(0) * 60 + minutes.parse::<i64>().unwrap_or(0);
    if total > 14 * 60 {
        return Err("no time zone is more than 14 hours from UTC");
    }
    Ok(sign * total * 60)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How far a time may be off at its start and its end for the marks in its text; none where it has no mark.
pub(super) fn doubts(text: &str) -> Option<[Duration; 2]> {
    if !text.contains(['?', '~', '%']) {
        return None;
    }
    let of = |part: &str| match Edtf::parse(part.trim_start_matches("..").trim_end_matches("..")) {
        Ok(Edtf::Date(date)) => doubt(&date),
        _ => Duration::default(),
    };
    Some(match text.split_once('/') {
        // What is left open is counted from the other end.
        Some((start, "" | "..")) => [of(start); 2],
        Some(("" | "..", end)) => [of(end); 2],
        Some((start, end)) => [of(start), of(end)],
        None => {
            let members = text.trim_matches(['[', ']', '{', '}']).split(',').flat_map(|member| member.split(".."));
            [members.map(of).max().unwrap_or_default(); 2]
        }
    })
}

/// How far a date may be off that is marked with `?`, `~` or `%`: ten of what the mark stands at. A mark that stands at the
/// year and all below it speaks of the date as a whole, whose last part is least known.
fn doubt(date: &Date) -> Duration {
    const TEN: [Duration; 3] = [Duration::of_months(120), Duration::of_months(10), Duration::of_days(10)];
    let marked = |field: Option<DateField>| field.map(|field| field.qualifier.is_qualified());
    let fields = [Some(date.year.qualifier.is_qualified()), marked(date.month), marked(date.day)];
    let marks = || (0..TEN.len()).filter(|&at| fields[at] == Some(true));
    let (first, last) = (marks().next(), marks().next_back());
    let whole = first == Some(0) && last.is_some_and(|last| marks().count() == last + 1);
    (if whole { last } else { first }).map_or(Duration::default(), |at| TEN[at])
}

/// All that a date can be, as it is written.
fn bounds_of(date: &Date) -> Moment {
    let code = date.month.and_then(|month| month.value()).filter(|&code| code > 12);
    match (code, years(date)) {
        (Some(code), Some((first, last))) => {
            corrections::season(first, last, code).unwrap_or_else(|| moment(Edtf::Date(*date).bounds()))
        }
        _ => moment(Edtf::Date(*date).bounds()),
    }
}

/// The first and last year that a four-digit year can be.
fn years(date: &Date) -> Option<(i64, i64)> {
    let YearKind::Standard { negative, digits } = date.year.kind else { return None };
    let filled = |x: u8| digits.iter().fold(0, |year, digit| year * 10 + i64::from(digit.unwrap_or(x)));
    Some(if negative { (-filled(0), -filled(0)) } else { (filled(0), filled(9)) })
}

/// Bounds in days as bounds in seconds; what edtf-core cannot count is unknown.
fn moment(bounds: Bounds) -> Moment {
    let day = |bound| match bound {
        Bound::Date(day) => Some(Civil::new(day.year, day.month, day.day)),
        _ => None,
    };
    Moment {
        earliest: day(bounds.earliest).map_or(i64::MIN, Civil::first_second),
        latest: day(bounds.latest).map_or(i64::MAX, Civil::last_second),
    }
}

/// `[…]` is one of its members: one instant somewhere among them. `{…}` is all of them: it starts with the first and
/// ends with the last.
fn whole_set(set: &Set) -> Reading {
    let ends = set.elements.iter().flat_map(|element| match element {
        SetElement::Date(date) => vec![bounds_of(date)],
        SetElement::OnOrBefore(date) => vec![Moment::some_time_before(bounds_of(date)), bounds_of(date)],
        SetElement::OnOrAfter(date) => vec![bounds_of(date), Moment::some_time_after(bounds_of(date))],
        SetElement::Range(first, last) => vec![bounds_of(first), bounds_of(last)],
    });
    let all = ends.fold(None, |sofar: Option<(Moment, Moment)>, moment| {
        let (first, last) = sofar.unwrap_or((moment, moment));
        let start = Moment::new(first.earliest.min(moment.earliest), first.latest.min(moment.latest));
        let end = Moment::new(last.earliest.max(moment.earliest), last.latest.max(moment.latest));
        Some((start, end))
    });
    let (start, end) = all.unwrap_or((Moment::UNKNOWN, Moment::UNKNOWN));
    match set.kind {
        SetKind::OneMember => Reading::point(start.hull(end)),
        SetKind::AllMembers => Reading { start, end, open: false },
    }
}

/// The last day of a month in words, for a day that is not there.
pub(super) fn days_of_month(year: i64, month: u8) -> Option<String> {
    let name = super::words::month_name(month)?;
    let days = last_day(year, month);
    let leap = if month == 2 && is_leap(year) { ", a leap year," } else { "" };
    Some(format!("{name} {year}{leap} has {days} days"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_a_century_before_christ() {
        let years = |text: &str| {
            before_christ(text)
                .map(|moment| (Civil::of_second(moment.earliest).year, Civil::of_second(moment.latest).year))
        };
        assert_eq!(years("-04XX"), Some((-499, -400)));
        assert_eq!(years("-00XX~"), Some((-99, 0)));
        assert_eq!(years("-043X"), Some((-439, -430)));
        for text in ["-XXXX", "-0430", "04XX", "-04X", "-04XX-01", "-4XXXX", "-"] {
            assert_eq!(years(text), None, "{text}");
        }
        assert!(read("-04XX").is_ok() && read("-04XX/-0400").is_ok());
    }

    #[test]
    fn the_short_way_says_what_edtf_core_says() {
        let mut texts = vec!["1956".to_owned(), "0000".to_owned(), "9999".to_owned(), "1956-13".to_owned()];
        for year in [0, 1899, 1900, 2000, 2023, 2024] {
            for month in 0..=13 {
                texts.push(format!("{year:04}-{month:02}"));
                texts.extend((0..=32).map(|day| format!("{year:04}-{month:02}-{day:02}")));
            }
        }
        for text in texts {
            let said = Edtf::parse(&text).ok().map(|date| moment(date.bounds()));
            assert_eq!(plain(&text), said, "{text}");
        }
        for text in ["", "195", "1956-2", "1956_02", "1956-02_25", "195X", "1956-21", "-956", "1956-02-25?", "é956"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
