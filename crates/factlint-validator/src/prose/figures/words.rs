//! Figures in words.

use factlint_model::figure::Exact;

use super::super::cursor::{Cursor, DASHES, Kind, Token};
use super::PrintedFigure;
use super::digits::percent;

const UNITS: &[(&str, i64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

const TENS: &[(&str, i64)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const SCALES: &[(&str, i64)] =
    &[("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)];

/// The parts of a whole, of one and of several.
const PARTS: &[(&str, &str, i128)] = &[
    ("half", "halves", 2),
    ("third", "thirds", 3),
    ("quarter", "quarters", 4),
    ("fifth", "fifths", 5),
    ("sixth", "sixths", 6),
    ("eighth", "eighths", 8),
    ("tenth", "tenths", 10),
];

/// Whether a figure may start with this word. Most end here, at little cost.
fn may_begin(token: &Token<'_>) -> bool {
    let is = |(word, _): &(&str, i64)| token.is_word(&[word]);
    token.is_word(&["a", "an", "dozen"])
        || UNITS.iter().any(is)
        || TENS.iter().any(is)
        || PARTS.iter().any(|(one, ..)| token.is_word(&[one]))
}

/// The figure that starts with this word, and the token at which it is over.
pub(super) fn figure(start: Cursor<'_>) -> Option<(PrintedFigure, usize)> {
    start.peek().filter(|token| may_begin(token))?;
    let hyphened = start.is_tight() && start.before().is_some_and(|before| before.is_mark(DASHES));
    if hyphened {
        return None;
    }
    let (value, mut end) = parts(start).or_else(|| dozens(start)).or_else(|| halved(start))?;
    let (value, upper) = match last_of_range(start, &value, end) {
        Some((first, last, after)) => {
            end = after;
            (first, Some(last))
        }
        None => (value, None),
    };
    let factor = if upper.is_none() { of_parts(&value, &mut end) } else { None };
    let span = |end: Cursor<'_>| Some(start.peek()?.start..end.before()?.end());
    let lone = end.at == start.at + 1 && value == Exact::from(1);
    let percent = percent(&mut end);
    let part = |value: Exact| if percent { value * Exact::new(1, 100) } else { value };
    let doubtful = lone && !percent;
    let figure = PrintedFigure {
        upper: upper.map(part),
        percent,
        factor,
        doubtful,
        ..PrintedFigure::new(span(end)?, part(value))
    };
    (!is_glued(end)).then_some((figure, end.at))
}

/// `two and a half`, `one and a half million`, `a million and a half`; or a whole number.
fn halved(start: Cursor<'_>) -> Option<(Exact, Cursor<'_>)> {
    let (value, end) = whole(start)?;
    let mut cursor = end;
    if cursor.phrase(&["and", "a", "half"]).is_none() {
        return Some((value, end));
    }
    let of_last = last_scale(end).unwrap_or(1);
    let value = value + Exact::new(of_last.into(), 2);
    let scale = if of_last == 1 { cursor.value(SCALES).unwrap_or(1) } else { 1 };
    Some((value * Exact::from(scale), cursor))
}

/// The scale that a number ends with.
fn last_scale(end: Cursor<'_>) -> Option<i64> {
    let before = end.before()?;
    SCALES.iter().find(|(word, _)| before.is_word(&[word])).map(|&(_, scale)| scale)
}

/// Both ends of `ten to twelve`, `between two and three million`.
fn last_of_range<'t>(start: Cursor<'t>, first: &Exact, mut cursor: Cursor<'t>) -> Option<(Exact, Exact, Cursor<'t>)> {
    let is_between = || start.before().is_some_and(|before| before.is_word(&["between"]));
    cursor.word(&["to"]).or_else(|| cursor.word(&["and"]).filter(|_| is_between()))?;
    let (last, end) = whole(cursor)?;
    let is_small = *first < Exact::from(1_000);
    let scale = last_scale(end).filter(|_| is_small).unwrap_or(1);
    let first = first * Exact::from(scale);
    (first < last).then_some((first, last, end))
}

/// The part of a whole that `nine in ten` may be.
fn of_parts(value: &Exact, end: &mut Cursor<'_>) -> Option<Exact> {
    let mut cursor = *end;
    cursor.word(&["in"]).or_else(|| cursor.word(&["out"]).and_then(|_| cursor.word(&["of"])))?;
    let whole = small(&mut cursor).filter(|&whole| whole > 1 && *value < Exact::from(whole))?;
    *end = cursor;
    Some(Exact::new(1, whole.into()))
}

/// Whether it goes on as a word with a hyphen that is no number: `two-storey` is a figure, `half-brother` none.
fn is_glued(end: Cursor<'_>) -> bool {
    end.is_tight() && end.peek().is_some_and(|next| next.kind == Kind::Word)
}

/// `half`, `a third of`, `two thirds`, `three-quarters`.
fn parts(start: Cursor<'_>) -> Option<(Exact, Cursor<'_>)> {
    let mut cursor = start;
    let times = match cursor.word(&["a", "an"]) {
        Some(_) => 1,
        None => small(&mut cursor).unwrap_or(1),
    };
    let counted = cursor.at > start.at;
    if counted && cursor.is_tight() {
        cursor.mark(DASHES)?;
    } else if counted {
        cursor.mark(DASHES);
    }
    let (_, _, whole) = PARTS.iter().find(|(one, many, _)| {
        let mut ahead = cursor;
        ahead.word(&[if times == 1 { one } else { many }]).is_some()
    })?;
    cursor.skip();
    let of = |cursor: Cursor<'_>| cursor.peek().is_some_and(|next| next.is_word(&["of"]));
    let all = |cursor: Cursor<'_>| {
        cursor.peek().is_some_and(|next| next.is_word(&["the", "a", "an", "its", "their", "all", "his", "her"]))
    };
    let led = start.before().is_some_and(|before| before.is_word(&["first", "second", "other", "latter", "the"]));
    let is_part = match (counted, times, whole) {
        (_, 2.., _) => true,
        (true, ..) => of(cursor) || *whole == 2,
        (false, _, 2) => !led && (of(cursor) || all(cursor) || half_of_scale(cursor)),
        (false, ..) => false,
    };
    let mut value = Exact::new(times.into(), *whole);
    let mut of = cursor;
    if of.phrase(&["of", "a"]).is_some() && of.value(SCALES).is_some() {
        cursor.word(&["of"]);
    }
    if half_of_scale(cursor) && (*whole == 2 || of.at > cursor.at) {
        cursor.word(&["a"]);
        value = value * Exact::from(cursor.value(SCALES)?);
    }
    is_part.then_some((value, cursor))
}

/// `half a million`.
fn half_of_scale(mut cursor: Cursor<'_>) -> bool {
    cursor.word(&["a"]).is_some() && cursor.value(SCALES).is_some()
}

/// `a dozen`, `two dozen`, `half a dozen`.
fn dozens(start: Cursor<'_>) -> Option<(Exact, Cursor<'_>)> {
    let mut cursor = start;
    let times = match (cursor.phrase(&["half", "a"]), cursor.word(&["a"])) {
        (Some(()), _) => Exact::new(1, 2),
        (None, Some(_)) => Exact::from(1),
        (None, None) => small(&mut cursor).map_or(Exact::from(1), Exact::from),
    };
    cursor.word(&["dozen"])?;
    Some((times * Exact::from(12), cursor))
}

/// `twenty-two`, `a hundred and five`, `two million three hundred thousand`.
fn whole(start: Cursor<'_>) -> Option<(Exact, Cursor<'_>)> {
    let mut cursor = start;
    let mut sum = Exact::from(0);
    let mut least = i64::MAX;
    let mut end = None;
    while let Some(part) = below_thousand(&mut cursor, end.is_none()) {
        let scale = cursor.value(SCALES).unwrap_or(1);
        if scale >= least || (part == 0 && end.is_some()) {
            break;
        }
        sum = sum + Exact::from(part) * Exact::from(scale);
        least = scale;
        end = Some(cursor);
        if scale == 1 {
            break;
        }
        cursor.word(&["and"]);
    }
    end.map(|end| (sum, end))
}

/// A number below a thousand; `a` is one before a scale if it stands first.
fn below_thousand(cursor: &mut Cursor<'_>, first: bool) -> Option<i64> {
    let mut ahead = *cursor;
    let hundreds = match ahead.word(&["a"]) {
        Some(_) if first => 1,
        Some(_) => return None,
        None => small(&mut ahead)?,
    };
    let scaled = ahead.peek().is_some_and(|next| SCALES.iter().any(|(scale, _)| next.is_word(&[scale])));
    let is_article = ahead.before().is_some_and(|before| before.is_word(&["a"]));
    if ahead.word(&["hundred"]).is_none() {
        let is_number = !is_article || scaled;
        *cursor = ahead;
        return is_number.then_some(hundreds);
    }
    let mut rest = ahead;
    rest.word(&["and"]);
    let units = small(&mut rest);
    *cursor = if units.is_some() { rest } else { ahead };
    Some(hundreds * 100 + units.unwrap_or(0))
}

/// A number below a hundred.
fn small(cursor: &mut Cursor<'_>) -> Option<i64> {
    if let Some(unit) = cursor.value(UNITS) {
        return Some(unit);
    }
    let tens = cursor.value(TENS)?;
    let mut ahead = *cursor;
    ahead.tight_mark(DASHES);
    match ahead.value(UNITS).filter(|unit| (1..10).contains(unit)) {
        Some(unit) => {
            *cursor = ahead;
            Some(tens + unit)
        }
        None => Some(tens),
    }
}
