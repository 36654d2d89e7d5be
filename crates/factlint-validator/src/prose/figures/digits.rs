//! Figures in digits: where they end, and what they say.

use std::ops::Range;

use factlint_model::figure::{self, Exact};

use super::super::cursor::{Cursor, DASHES, Kind, LABELS, Token};
use super::super::times::PrintedTime;
use super::{PrintedFigure, date_at, scales};

/// The most groups of digits that are looked at; a number of more is none that can be computed with.
const MOST_GROUPS: usize = 40;

/// Letters that may stand directly at a number.
const GLUED: &[&str] = &[
    "m", "bn", "mln", "mn", "km", "kg", "k", "g", "cm", "mm", "t", "ha", "b", "tn", "ft", "in", "lb", "lbs", "oz",
    "mi", "mph", "hp", "v", "kv", "w", "kw", "mw", "gw", "hz", "khz", "mhz", "ghz", "kb", "mb", "gb", "tb", "ml", "l",
    "min",
];

const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion", "bn", "mln", "lakh", "crore"];

/// The figure that starts with this number, in a text that prints these times, and the token at which it is over.
pub(super) fn figure(text: &str, start: Cursor<'_>, times: &[PrintedTime]) -> Option<(PrintedFigure, usize)> {
    let at = |cursor: Cursor<'_>| cursor.peek().map_or(text.len(), |token| token.start);
    if is_name(start) {
        return None;
    }
    if let Some(found) = mixed(start) {
        return Some(found);
    }
    let first = number(start)?;
    let range = second(start, first).filter(|_| !date_at(times, at(start)));
    let range = range.filter(|&second| !date_at(times, at(second))).and_then(number);
    let from = sign(start).map_or(at(start), |sign| sign.start);
    let read = |end: Cursor<'_>| {
        let span = from..end.before()?.end();
        // `10 and 12` is a range behind `between` only.
        let led =
            start.before().filter(|before| before.is_word(&["between"])).map_or(span.start, |before| before.start);
        let figure = printed(text.get(led..span.end)?, span)?;
        Some(scales::scaled(PrintedFigure { ends: is_pair(start, &figure), ..figure }, start, end))
    };
    range.and_then(read).or_else(|| read(first))
}

/// Where the last number of a range starts whose first ends here.
fn second<'t>(start: Cursor<'t>, first: Cursor<'t>) -> Option<Cursor<'t>> {
    let mut range = first;
    range.mark(DASHES).or_else(|| range.word(&["to", "and"]).filter(|word| joins(start, word)))?;
    (!first.is_tight() || opens_range(first)).then_some(range)
}

/// Whether the ends of a range are two values: `from 300 to 500`, unless something ranges so, and `3-2`.
fn is_pair(start: Cursor<'_>, figure: &PrintedFigure) -> bool {
    let Some(upper) = &figure.upper else { return false };
    let is_from = start.before().is_some_and(|before| before.is_word(&["from"]));
    let verb = start.at.checked_sub(2).and_then(|at| start.tokens.get(at));
    let ranges = |verb: &Token<'_>| verb.is_word(&["range", "ranges", "ranged", "ranging", "vary", "varies", "varied"]);
    *upper < figure.value || (is_from && !verb.is_some_and(ranges))
}

/// The minus sign or the decimal point that a number starts with.
fn sign<'t>(start: Cursor<'t>) -> Option<&'t Token<'t>> {
    let sign = start.before().filter(|_| start.is_tight())?;
    let further = start.at.checked_sub(2).and_then(|at| start.tokens.get(at));
    let opens = sign.spaced || further.is_none_or(|further| further.is_mark(&['(', '[', '"']));
    let is_number = further.is_some_and(|further| further.kind == Kind::Number);
    let is_minus = sign.is_mark(&['-', '\u{2212}']) && !is_number;
    (opens && (is_minus || sign.is_mark(&['.']))).then_some(sign)
}

/// `2 1/2`.
fn mixed(start: Cursor<'_>) -> Option<(PrintedFigure, usize)> {
    let mut cursor = start;
    let whole = cursor.digits(1, 3)?;
    let over = cursor.peek().filter(|token| token.spaced).and_then(|_| cursor.digits(1, 1))?;
    cursor.tight_mark(&['/'])?;
    let under = if cursor.is_tight() { cursor.digits(1, 2)? } else { return None };
    let is_part = over > 0 && over < under && (!cursor.is_tight() || closes_number(cursor, true));
    let value = Exact::from(whole) + Exact::new(over.into(), under.into());
    let span = start.peek()?.start..cursor.before()?.end();
    is_part.then(|| (PrintedFigure::new(span, value), cursor.at))
}

/// Whether `and` or `to` between two numbers makes them a range: `and` does behind `between`.
fn joins(start: Cursor<'_>, joint: &Token<'_>) -> bool {
    joint.is_word(&["to"]) || start.before().is_some_and(|before| before.is_word(&["between"]))
}

fn opens_range(first: Cursor<'_>) -> bool {
    first.peek().is_some_and(|next| next.is_mark(DASHES))
}

/// Whether the number belongs to a name or a code: letters stand directly before it, or a label does.
fn is_name(start: Cursor<'_>) -> bool {
    let Some(before) = start.before() else { return false };
    if sign(start).is_some() {
        return false;
    }
    if start.is_tight() && (before.kind == Kind::Word || before.is_mark(&[':', '#', '§', '№', '/', '.', ','])) {
        return true;
    }
    let label =
        if before.is_mark(&['.']) { start.at.checked_sub(2).and_then(|at| start.tokens.get(at)) } else { Some(before) };
    label.is_some_and(|label| label.is_word(LABELS) || label.is_mark(&['#', '§', '№']))
}

/// The end of a number with its groups, decimals, scale and per cent; none for an ordinal, a code, a time of day.
fn number(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut cursor = start;
    let first = cursor.number()?;
    let mut groups = first.len() <= 3;
    for _ in 0..MOST_GROUPS {
        let mut next = cursor;
        let separator = next.tight_mark(&['.', ',', '\'', '\u{2019}', '\u{b7}']).is_some();
        let is_group = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() == 3;
        match next.peek() {
            Some(token) if separator && !token.spaced && token.kind == Kind::Number => {}
            // White space groups threes only.
            Some(token) if !separator && groups && token.spaced && is_group(token) && closes(next) => {}
            _ => break,
        }
        groups = groups && next.peek().is_some_and(is_group);
        next.skip();
        cursor = next;
    }
    let fraction = cursor.peek().filter(|token| !token.spaced && token.text.starts_with(is_fraction));
    if fraction.is_some() {
        cursor.skip();
    }
    if !closes_number(cursor, cursor.at > start.at + 1) {
        return None;
    }
    Some(tail(cursor))
}

/// Whether the token here is followed by nothing tight that would make it something else.
fn closes(mut cursor: Cursor<'_>) -> bool {
    cursor.skip();
    !cursor.is_tight() || cursor.peek().is_none_or(|next| next.kind == Kind::Mark)
}

/// Whether a number ends here; `grouped` tells that it isn't digits alone, as the `747` of `747s` is.
fn closes_number(mut cursor: Cursor<'_>, grouped: bool) -> bool {
    if !cursor.is_tight() {
        return true;
    }
    if cursor.tight_mark(&[':', '/']).is_some() {
        return !(cursor.is_tight() && cursor.number().is_some());
    }
    cursor.peek().is_none_or(|next| next.kind == Kind::Mark || next.is_word(GLUED) || (grouped && next.text == "s"))
}

/// Past the scale and the per cent behind a number.
fn tail(mut cursor: Cursor<'_>) -> Cursor<'_> {
    cursor.word(&["hundred"]).and_then(|_| cursor.word(&["thousand"])).or_else(|| cursor.word(SCALES));
    percent(&mut cursor);
    cursor
}

/// Takes `%`, `per cent`, `percent`, `pct`.
pub(super) fn percent(cursor: &mut Cursor<'_>) -> bool {
    let points = |cursor: Cursor<'_>| cursor.peek().is_some_and(|next| next.is_word(&["point", "points"]));
    let mut ahead = *cursor;
    let found = ahead.mark(&['%']).is_some()
        || ahead.word(&["percent", "pct"]).is_some()
        || ahead.phrase(&["per", "cent"]).is_some();
    if found && !points(ahead) {
        *cursor = ahead;
        return true;
    }
    false
}

fn is_fraction(char: char) -> bool {
    matches!(char, '½' | '⅓' | '⅔' | '¼' | '¾' | '⅕'..='⅞')
}

/// What a text says that stands at this place.
fn printed(text: &str, span: Range<usize>) -> Option<PrintedFigure> {
    let read = figure::read(text).ok()?;
    let part = if read.percent { Exact::new(1, 100) } else { Exact::from(1) };
    let upper = read.upper.map(|(upper, _)| upper * &part);
    Some(PrintedFigure { upper, percent: read.percent, ..PrintedFigure::new(span, read.value * part) })
}
