//! One date, in any of its forms.

use factlint_model::time::words::month_of_name;

use super::super::cursor::{APOSTROPHES, Cursor, DASHES, Kind, LABELS, Token};
use super::{Portion, PrintedDate, Years};

/// What the start of some tokens says, and where it ends.
type Read<'t, T> = Option<(T, Cursor<'t>)>;

const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

const SEASONS: &[(&str, u8)] = &[("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];

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
];

/// The spelt ordinals of centuries.
const SPELT: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Decades of a century that is not printed.
const DECADES: &[(&str, i64)] = &[
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
];

const PORTIONS: &[(&[&str], Portion)] = &[
    (&["early", "in"], Portion::Early),
    (&["early"], Portion::Early),
    (&["late", "in"], Portion::Late),
    (&["late"], Portion::Late),
    (&["mid"], Portion::Mid),
    (&["beginning", "of"], Portion::Early),
    (&["start", "of"], Portion::Early),
    (&["middle", "of"], Portion::Mid),
    (&["end", "of"], Portion::Late),
    (&["first", "half", "of"], Portion::FirstHalf),
    (&["second", "half", "of"], Portion::SecondHalf),
];

/// Whether a time may start with this token. Most words end here, at little cost.
pub(super) fn may_begin(token: &Token<'_>) -> bool {
    let starts = |phrase: &[&str]| phrase.first().is_some_and(|first| token.is_word(&[first]));
    match token.kind {
        Kind::Number => true,
        Kind::Mark => false,
        Kind::Word => {
            token.is_capital()
                || token.is_word(SPELT)
                || token.is_word(&["twenty"])
                || DECADES.iter().any(|(decade, _)| token.is_word(&[decade]))
                || SEASONS.iter().any(|(season, _)| token.is_word(&[season]))
                || PORTIONS.iter().any(|(phrase, _)| starts(phrase))
        }
    }
}

/// The date that starts here, in the longest of its forms.
pub(super) fn date(cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    portioned(cursor).or_else(|| plain(cursor))
}

fn plain(cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let forms = [iso, day_first, month_first, season, century, decade, short_decade, year];
    forms.into_iter().find_map(|form| form(cursor))
}

fn portioned(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let portion = PORTIONS.iter().find_map(|&(phrase, portion)| cursor.phrase(phrase).map(|()| portion))?;
    cursor.tight_mark(DASHES);
    cursor.word(&["the"]);
    cursor.mark(APOSTROPHES);
    let (date, end) = plain(cursor).or_else(|| bare_month(cursor))?;
    (date.day.is_none()).then_some((PrintedDate { portion: Some(portion), ..date }, end))
}

/// `1956-02-25`, with or without a time of day behind it.
fn iso(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let year = cursor.digits(4, 4)?;
    cursor.tight_mark(&['-'])?;
    let month = tight_number(&mut cursor)?;
    cursor.tight_mark(&['-'])?;
    let day = tight_number(&mut cursor)?;
    let date =
        PrintedDate { years: Some(Years::Year(year)), month: month_number(month), day: day_number(day), portion: None };
    let mut clock = cursor;
    if clock.tight_word(&["T"]).is_some() && clock.is_tight() && clock.number().is_some() {
        while clock.tight_mark(&[':']).is_some() && clock.is_tight() && clock.number().is_some() {
            cursor = clock;
        }
        cursor.tight_word(&["Z"]);
    }
    (date.month.is_some() && date.day.is_some() && opens(start) && closes(cursor)).then_some((date, cursor))
}

fn tight_number(cursor: &mut Cursor<'_>) -> Option<i64> {
    if cursor.is_tight() { cursor.digits(2, 2) } else { None }
}

/// `25 February 1956`, `25th of February, 1956`, `25 Feb.`.
fn day_first(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let day = day(&mut cursor)?;
    cursor.word(&["day"]);
    cursor.word(&["of"]);
    let month = month(&mut cursor)?;
    let years = year_behind(&mut cursor);
    opens(start).then_some((PrintedDate { years, month: Some(month), day: Some(day), portion: None }, cursor))
}

/// `February 25, 1956`, `February 25th`, `February 1956`.
fn month_first(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let month = month(&mut cursor)?;
    let mut ahead = cursor;
    ahead.word(&["the"]);
    if let Some(day) = day(&mut ahead).filter(|_| closes(ahead)) {
        let years = year_behind(&mut ahead);
        return Some((PrintedDate { years, month: Some(month), day: Some(day), portion: None }, ahead));
    }
    cursor.word(&["of"]);
    let years = Some(year_behind(&mut cursor)?);
    Some((PrintedDate { years, month: Some(month), ..PrintedDate::default() }, cursor))
}

/// A month and no more, which only what stands around it can make a date.
pub(super) fn bare_month(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let month = Some(month(&mut cursor)?);
    Some((PrintedDate { month, ..PrintedDate::default() }, cursor))
}

/// A season and no more.
pub(super) fn bare_season(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let month = Some(cursor.value(SEASONS)?);
    Some((PrintedDate { month, ..PrintedDate::default() }, cursor))
}

/// `spring 1962`, `the spring of 1962`, `winter 1941–42`.
fn season(cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let (season, mut cursor) = bare_season(cursor)?;
    cursor.word(&["of"]);
    let years = Some(year_behind(&mut cursor)?);
    let mut turn = cursor;
    let ends = turn.tight_mark(DASHES).or_else(|| turn.tight_mark(&['/'])).is_some();
    if ends && season.month == Some(24) && (turn.digits(2, 2).is_some() || turn.digits(4, 4).is_some()) {
        cursor = turn;
    }
    Some((PrintedDate { years, ..season }, cursor))
}

/// `the 20th century`, `20th-century`, `the twentieth century`.
fn century(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let number = century_number(&mut cursor)?;
    cursor.tight_mark(DASHES);
    cursor.word(&["century", "centuries"])?;
    let years = Some(match era(&mut cursor) {
        Some(Era::Before) => Years::Century(-number * 100),
        _ => Years::Century((number - 1) * 100),
    });
    Some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// `20th`, `twentieth`.
pub(super) fn century_number(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *cursor;
    let number = match ahead.digits(1, 2) {
        Some(number) => ahead.tight_word(ORDINALS).map(|_| number)?,
        None if ahead.word(&["twenty"]).is_some() => {
            ahead.mark(DASHES)?;
            ahead.word(&["first"])?;
            21
        }
        None => {
            let word = ahead.peek()?.text;
            let at = SPELT.iter().position(|spelt| spelt.eq_ignore_ascii_case(word))?;
            ahead.skip();
            i64::try_from(at).ok()? + 1
        }
    };
    *cursor = ahead;
    Some(number).filter(|number| (1..=21).contains(number))
}

/// `1950s`, `1950's`.
fn decade(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let year = cursor.digits(3, 4).filter(|year| year % 10 == 0 && *year > 0)?;
    cursor.tight_mark(APOSTROPHES);
    cursor.tight_word(&["s"])?;
    let years = Some(Years::Decade(year));
    opens(start).then_some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// `the '60s`, `the sixties`, `the late 60s`; nobody's own, as in `his early sixties`.
fn short_decade(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let ten = cursor.value(DECADES).or_else(|| {
        let ten = cursor.digits(2, 2).filter(|ten| ten % 10 == 0)?;
        cursor.tight_mark(APOSTROPHES);
        cursor.tight_word(&["s"]).map(|_| ten)
    })?;
    let mut before = start.tokens.get(..start.at)?.iter().rev().filter(|token| !token.is_mark(DASHES)).peekable();
    let cut = before.next_if(|token| token.is_mark(APOSTROPHES)).is_some();
    before.next_if(|token| token.is_word(&["early", "mid", "late"]));
    let led = cut || before.next().is_some_and(|token| token.is_word(&["the"]));
    let years = Some(Years::ShortDecade(ten));
    (led && closes(cursor)).then_some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// A year that nothing but its number shows, or `44 BC`, `AD 79`.
fn year(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let years = with_era(&mut cursor).or_else(|| {
        let year = cursor.digits(4, 4).filter(|year| (1000..2100).contains(year));
        year.filter(|_| !is_counted(start, cursor))
    });
    let years = Some(Years::Year(years.or_else(|| early_year(start, &mut cursor))?));
    (opens(start) && closes(cursor)).then_some((PrintedDate { years, ..PrintedDate::default() }, cursor))
}

/// `in 476`: three digits behind a preposition, with nothing behind them that they could count.
fn early_year(start: Cursor<'_>, cursor: &mut Cursor<'_>) -> Option<i64> {
    start.before()?.is_word(&["in", "since", "until", "till", "circa", "year"]).then_some(())?;
    let year = cursor.digits(3, 3)?;
    cursor.peek().is_none_or(|next| next.is_mark(&['.', ',', ';', ')', ':'])).then_some(year)
}

/// Whether the number between is a label or counts something.
fn is_counted(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let label =
        start.before().map(|before| if before.is_mark(&['.']) { start.at.checked_sub(2) } else { Some(start.at - 1) });
    let label = label.flatten().and_then(|at| start.tokens.get(at));
    label.is_some_and(|before| before.is_word(LABELS) || before.is_mark(&['#', '№', '§', '$', '£', '€', '¥']))
        || end.peek().is_some_and(|next| next.is_word(UNITS) || next.is_mark(&['%', '‰', '°']))
}

/// Whether what starts here is not the rest of something longer.
pub(super) fn opens(start: Cursor<'_>) -> bool {
    let apart = |token: &Token<'_>| token.kind == Kind::Mark && !token.is_mark(&['.', ',', ':', '#']);
    !start.is_tight() || start.before().is_none_or(apart)
}

/// Whether what ends here doesn't go on: no letter or digit follows directly, nor a digit behind one mark.
pub(super) fn closes(mut end: Cursor<'_>) -> bool {
    if !end.is_tight() {
        return true;
    }
    let joined = end.mark(&['.', ',', ':']).is_some();
    match end.peek().filter(|token| !token.spaced) {
        Some(next) => next.kind == Kind::Mark || (joined && next.kind == Kind::Word),
        None => true,
    }
}

/// The day of a month, with or without its ordinal letters.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let day = day_number(cursor.digits(1, 2)?)?;
    cursor.tight_word(ORDINALS);
    Some(day)
}

fn day_number(number: i64) -> Option<u8> {
    u8::try_from(number).ok().filter(|day| (1..=31).contains(day))
}

fn month_number(number: i64) -> Option<u8> {
    u8::try_from(number).ok().filter(|month| (1..=12).contains(month))
}

/// A month's name, or its first letters; it has a capital.
pub(super) fn month(cursor: &mut Cursor<'_>) -> Option<u8> {
    let token = cursor.peek().filter(|token| token.kind == Kind::Word && token.is_capital())?;
    let (name, is_short) = match token.text.len() {
        4 if token.text == "Sept" => ("Sep", true),
        3 => (token.text, token.text != "May"),
        _ => (token.text, false),
    };
    let month = month_of_name(name, is_short)?;
    cursor.skip();
    if is_short {
        cursor.tight_mark(&['.']);
    }
    Some(month)
}

/// The year behind a day or a month.
pub(super) fn year_behind(cursor: &mut Cursor<'_>) -> Option<Years> {
    let mut ahead = *cursor;
    ahead.tight_mark(&[',']);
    let year = with_era(&mut ahead).or_else(|| ahead.digits(4, 4)).filter(|_| closes(ahead))?;
    *cursor = ahead;
    Some(Years::Year(year))
}

/// An era.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Before,
    After,
}

/// `44 BC`, `79 AD`, `AD 79`.
fn with_era(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *cursor;
    let is_first = ahead.word(&["AD"]).is_some();
    let year = ahead.digits(1, 4)?;
    let era = if is_first { Era::After } else { era(&mut ahead)? };
    *cursor = ahead;
    Some(if era == Era::Before { 1 - year } else { year })
}

/// `BC`, `B.C.`, `BCE`, `AD`, `CE`.
fn era(cursor: &mut Cursor<'_>) -> Option<Era> {
    let mut ahead = *cursor;
    let token = ahead.peek().filter(|token| token.is_capital())?;
    let era = match token.text {
        "BC" | "BCE" => Era::Before,
        "AD" | "CE" => Era::After,
        "B" | "A" => {
            let letters: String = ahead.tokens.get(ahead.at..ahead.at + 4)?.iter().map(|token| token.text).collect();
            ahead.at += 3;
            match letters.as_str() {
                "B.C." => Era::Before,
                "A.D." => Era::After,
                _ => return None,
            }
        }
        _ => return None,
    };
    ahead.skip();
    *cursor = ahead;
    Some(era)
}
