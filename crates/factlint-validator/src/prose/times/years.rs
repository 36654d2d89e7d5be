//! Years, and how sure it is that a number is one.

use super::super::cursor::{Cursor, DASHES, Kind, LABELS, Token};
use super::dates::{Read, closes, opens};
use super::{PrintedDate, Years};

/// After a number they make it a figure.
const UNITS: &[&str] = &[
    "percent",
    "per",
    "pct",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "people",
    "persons",
    "men",
    "women",
    "children",
    "km",
    "kilometres",
    "kilometers",
    "metres",
    "meters",
    "miles",
    "feet",
    "kg",
    "tons",
    "tonnes",
    "dollars",
    "pounds",
    "euros",
    "roubles",
    "rubles",
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "times",
    "m",
    "cm",
    "mm",
    "ft",
    "lb",
    "usd",
    "eur",
    "gbp",
];

/// Behind a hyphen they leave a number a year: `1956-present`.
const YEARLY: &[&str] = &["present", "now", "today", "to", "on", "style", "era", "vintage", "born", "built", "model"];

/// Before a number of three digits they make it a year, if nothing that it counts stands behind it.
const SURE: &[&str] = &["in", "since", "until", "till", "circa", "year"];

/// Before a number of three digits they let it be a year.
const EARLY: &[&str] = &[
    "in", "since", "until", "till", "circa", "year", "c", "ca", "by", "around", "about", "before", "after", "from",
    "to", "and", "or", "of", "between", "through", "during", "b", "d", "r", "fl", "born", "died", "reigned",
];

/// Before a number of four digits, behind which stands what it could count, they leave it a year.
const YEAR_LEADS: &[&str] = &[
    "in", "since", "until", "till", "circa", "year", "years", "c", "ca", "by", "around", "about", "before", "after",
    "from", "to", "and", "or", "of", "between", "through", "during", "the", "a", "an", "his", "her", "its", "their",
    "our", "this", "that", "these", "those", "early", "mid", "late", "spring", "summer", "autumn", "fall", "winter",
    "for", "on", "with", "at", "s", "as", "both", "all", "many", "most", "previous", "new", "old",
];

/// Short words that end as a plural does.
const NO_PLURALS: &[&str] =
    &["was", "is", "has", "his", "its", "this", "as", "us", "does", "thus", "across", "perhaps"];

/// A year that nothing but its number shows, or `44 BC`, `AD 79`.
pub(super) fn year(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let years = with_era(&mut cursor).or_else(|| {
        let year = cursor.digits(4, 4).filter(|year| (1000..2100).contains(year));
        year.filter(|_| !is_counted(start, cursor))
    });
    let years = Some(Years::Year(years.or_else(|| early_year(start, &mut cursor))?));
    (opens(start) && closes(cursor)).then_some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// Three digits where a year can stand: `by 955`, `(912-973)`.
fn early_year(start: Cursor<'_>, cursor: &mut Cursor<'_>) -> Option<i64> {
    let is_led =
        lead(start).is_some_and(|lead| lead.is_word(EARLY) || lead.is_mark(&['(', '[']) || lead.is_mark(DASHES));
    let year = if is_led { cursor.digits(3, 3).filter(|&year| year >= 100)? } else { return None };
    (!is_counted(start, *cursor)).then_some(year)
}

/// What stands before a number, but for the stop of a short form.
fn lead<'t>(start: Cursor<'t>) -> Option<&'t Token<'t>> {
    let before = start.before()?;
    if before.is_mark(&['.']) { start.tokens.get(start.at.checked_sub(2)?) } else { Some(before) }
}

/// Whether the number here, read as a year alone, may be none: it has three digits and no mark behind it, or a name
/// before it, as in `Resolution 1441`, or what it could count behind it.
pub(super) fn is_doubtful(start: Cursor<'_>) -> bool {
    let Some(number) = start.peek().filter(|token| token.kind == Kind::Number) else { return false };
    let mut end = start;
    end.skip();
    match number.text.len() {
        3 => {
            let closed = end.peek().is_none_or(|next| next.is_mark(&['.', ',', ';', ')', ':']));
            !(closed && start.before().is_some_and(|before| before.is_word(SURE)))
        }
        4 => is_named(start) || (is_plural(end) && lead(start).is_none_or(|lead| !lead.is_word(YEAR_LEADS))),
        _ => false,
    }
}

/// Whether a word with a capital stands directly before, other than at the start of the text.
fn is_named(start: Cursor<'_>) -> bool {
    let Some(at) = start.at.checked_sub(1).filter(|&at| at > 0) else { return false };
    let (before, further) = (&start.tokens[at], &start.tokens[at - 1]);
    let joined = start.is_tight() && before.is_mark(DASHES) && !before.spaced && further.is_capital();
    let opens = further.is_mark(&['.', ':', '"', '(', '\'', '-']);
    joined || (before.kind == Kind::Word && before.is_capital() && !opens && !before.is_word(YEAR_LEADS))
}

/// Whether a plural stands here: a small word that ends with an `s`.
fn is_plural(end: Cursor<'_>) -> bool {
    end.peek().is_some_and(|next| {
        next.spaced
            && !next.is_capital()
            && next.text.ends_with('s')
            && !next.text.ends_with("ss")
            && !next.is_word(NO_PLURALS)
    })
}

/// Whether the number between is a label or counts something.
fn is_counted(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    lead(start).is_some_and(|before| before.is_word(LABELS) || before.is_mark(&['#', '№', '§', '$', '£', '€', '¥']))
        || end.peek().is_some_and(|next| next.is_word(UNITS) || next.is_mark(&['%', '‰', '°']))
        || is_compound(end)
        || (is_plural(end) && counts(start))
}

/// `1900-member`.
fn is_compound(mut end: Cursor<'_>) -> bool {
    end.tight_mark(DASHES).is_some()
        && end.is_tight()
        && end.peek().is_some_and(|next| {
            next.kind == Kind::Word && !next.is_capital() && !next.is_word(YEARLY) && !next.text.ends_with("ed")
        })
}

/// Whether a number before a plural counts it: a small word leads it that leads no year, as in `sold 1500 copies`.
fn counts(start: Cursor<'_>) -> bool {
    let quantity = |lead: &Token<'_>| {
        lead.is_word(&["some", "approximately", "approx", "roughly", "nearly", "almost", "over", "only", "than"])
            || (lead.kind == Kind::Word && !lead.is_capital() && !lead.is_word(YEAR_LEADS))
    };
    lead(start).is_some_and(quantity)
}

/// The year behind a day or a month.
pub(super) fn year_behind(cursor: &mut Cursor<'_>) -> Option<Years> {
    let mut ahead = *cursor;
    ahead.tight_mark(&[',']);
    let start = ahead;
    let comma = start.at > cursor.at;
    let plain = |ahead: &mut Cursor<'_>| {
        ahead.digits(4, 4).or_else(|| {
            let year = ahead.digits(3, 3).filter(|&year| year >= 100 && !comma)?;
            (!is_counted(start, *ahead) && !is_plural(*ahead)).then_some(year)
        })
    };
    let year = with_era(&mut ahead).or_else(|| plain(&mut ahead)).filter(|_| closes(ahead))?;
    *cursor = ahead;
    Some(Years::Year(year))
}

/// An era.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Before,
    After,
}

impl Era {
    /// A year of it, counted astronomically.
    pub(super) fn year(self, number: i64) -> i64 {
        if self == Self::Before { 1 - number } else { number }
    }
}

/// `44 BC`, `2,500 BC`, `79 AD`, `AD 79`.
fn with_era(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *cursor;
    let first = era(&mut ahead).filter(|era| *era == Era::After);
    if first.is_none() {
        ahead = *cursor;
    }
    let mut year = ahead.digits(1, 4)?;
    let mut grouped = ahead;
    if first.is_none() && year < 10 && grouped.tight_mark(&[',']).is_some() && grouped.is_tight() {
        year = year * 1000 + grouped.digits(3, 3)?;
        ahead = grouped;
    }
    let era = first.or_else(|| era(&mut ahead))?;
    *cursor = ahead;
    Some(era.year(year))
}

/// The first year of `431-404 BC`, `98 to 117 AD`, whose era stands behind the last, and where the last starts.
pub(super) fn first_of_era(start: Cursor<'_>) -> Option<(i64, Cursor<'_>)> {
    let mut cursor = start;
    let first = cursor.digits(1, 4).filter(|_| opens(start))?;
    cursor.mark(DASHES).or_else(|| cursor.word(&["to", "until", "till", "through", "and"]))?;
    let mut last = cursor;
    let number = last.digits(1, 4)?;
    let era = era(&mut last)?;
    let ascends = if era == Era::Before { first > number } else { first < number };
    (ascends && closes(last)).then(|| (era.year(first), cursor))
}

/// The last year of `AD 98-117`, whose era stands before the first.
pub(super) fn last_of_era<'t>(start: Cursor<'t>, first: PrintedDate, mut cursor: Cursor<'t>) -> Read<'t, PrintedDate> {
    let mut ahead = start;
    let Some(Years::Year(year)) = first.years else { return None };
    era(&mut ahead).filter(|era| *era == Era::After)?;
    let from = cursor;
    let last = cursor.digits(1, 4).filter(|&last| last > year && closes(cursor) && !is_counted(from, cursor))?;
    Some((PrintedDate { years: Some(Years::Year(last)), ..PrintedDate::default() }, cursor))
}

/// `BC`, `B.C.`, `BCE`, `B.C.E.`, `AD`, `CE`.
pub(super) fn era(cursor: &mut Cursor<'_>) -> Option<Era> {
    let token = cursor.peek().filter(|token| token.is_capital())?;
    let mut ahead = *cursor;
    ahead.skip();
    let era = match token.text {
        "BC" | "BCE" => Era::Before,
        "AD" | "CE" => Era::After,
        "B" | "A" | "C" => dotted(cursor, &mut ahead)?,
        _ => return None,
    };
    *cursor = ahead;
    Some(era)
}

/// `B.C.`, `B.C.E.`, `A.D.`, `C.E.`.
fn dotted<'t>(start: &Cursor<'t>, end: &mut Cursor<'t>) -> Option<Era> {
    let forms: &[(&[&str], Era)] = &[
        (&["B", ".", "C", ".", "E", "."], Era::Before),
        (&["B", ".", "C", "."], Era::Before),
        (&["A", ".", "D", "."], Era::After),
        (&["C", ".", "E", "."], Era::After),
    ];
    let stands = |form: &[&str]| {
        let tokens = start.tokens.get(start.at..start.at + form.len());
        tokens.is_some_and(|tokens| tokens.iter().zip(form).all(|(token, text)| token.text == *text))
    };
    let (form, era) = forms.iter().find(|(form, _)| stands(form))?;
    end.at = start.at + form.len();
    Some(*era)
}
