//! One date, in any of its forms.

use factlint_model::time::words::month_of_name;

use super::super::cursor::{APOSTROPHES, Cursor, DASHES, Kind, Token};
use super::years::{Era, era, year, year_behind};
use super::{Portion, PrintedDate, Years};

/// What the start of some tokens says, and where it ends.
pub(super) type Read<'t, T> = Option<(T, Cursor<'t>)>;

const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

const SEASONS: &[(&str, u8)] = &[
    ("spring", 21),
    ("summer", 22),
    ("autumn", 23),
    ("fall", 23),
    ("winter", 24),
    ("springs", 21),
    ("summers", 22),
    ("autumns", 23),
    ("winters", 24),
];

/// The quarters of a year, as EDTF counts them.
const QUARTERS: &[(&str, u8)] = &[("first", 33), ("second", 34), ("third", 35), ("fourth", 36), ("last", 36)];

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
    (&["pre"], Portion::Before),
    (&["post"], Portion::After),
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
                || token.is_word(&["twenty", "thirty"])
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
    let forms = [iso, day_first, month_first, season, quarter, century, decade, short_decade, year];
    forms.into_iter().find_map(|form| form(cursor))
}

fn portioned(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let portion = PORTIONS.iter().find_map(|&(phrase, portion)| cursor.phrase(phrase).map(|()| portion))?;
    let joined = cursor.tight_mark(DASHES).is_some();
    if !joined && matches!(portion, Portion::Before | Portion::After) {
        return None;
    }
    cursor.word(&["the"]);
    cursor.mark(APOSTROPHES);
    let (date, end) = plain(cursor).or_else(|| bare_month(cursor))?;
    (date.day.is_none()).then_some((PrintedDate { portion: Some(portion), ..date }, end))
}

/// `1956-02-25`, `1956/02/25`, with or without a time of day behind it.
fn iso(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let year = cursor.digits(4, 4)?;
    let mark = cursor.tight_mark(&['-', '/'])?;
    let month = tight_number(&mut cursor)?;
    cursor.tight_mark(&['-', '/']).filter(|second| second.text == mark.text)?;
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

/// `25 February 1956`, `25th of February, 1956`, `25 Feb.`, `25-Feb-1956`, `the fourth of May`.
fn day_first(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let start = cursor;
    let Some(day) = day(&mut cursor) else {
        let day = spelt_day(&mut cursor)?;
        cursor.word(&["of"])?;
        let month = Some(month(&mut cursor)?);
        return Some((PrintedDate { years: year_behind(&mut cursor), month, day: Some(day), portion: None }, cursor));
    };
    cursor.word(&["day"]);
    cursor.word(&["of"]);
    let joined = cursor.tight_mark(DASHES).is_some();
    let month = month(&mut cursor)?;
    if joined {
        cursor.tight_mark(DASHES)?;
    }
    let years = year_behind(&mut cursor);
    opens(start).then_some((PrintedDate { years, month: Some(month), day: Some(day), portion: None }, cursor))
}

/// `February 25, 1956`, `February 25th`, `February 1956`.
fn month_first(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let month = month(&mut cursor)?;
    let mut ahead = cursor;
    let spelt = ahead.word(&["the"]).and_then(|_| spelt_day(&mut ahead));
    if let Some(day) = spelt.or_else(|| day(&mut ahead)).filter(|_| closes(ahead)) {
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

/// `the first quarter of 1956`, `Q1 1956`.
fn quarter(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let month = match cursor.value(QUARTERS) {
        Some(quarter) => cursor.word(&["quarter"]).and_then(|_| cursor.word(&["of"])).map(|_| quarter)?,
        None => {
            cursor.word(&["Q"])?;
            let number = cursor.is_tight().then(|| cursor.digits(1, 1)).flatten()?;
            u8::try_from(number).ok().filter(|number| (1..=4).contains(number))? + 32
        }
    };
    let years = Some(year_behind(&mut cursor)?);
    Some((PrintedDate { years, month: Some(month), ..PrintedDate::default() }, cursor))
}

/// `the 20th century`, `20th-century`, `the twentieth century`.
fn century(mut cursor: Cursor<'_>) -> Read<'_, PrintedDate> {
    let number = century_number(&mut cursor)?;
    cursor.tight_mark(DASHES);
    match cursor.word(&["century", "centuries"]) {
        Some(_) => {}
        // `19th c.`
        None => cursor.word(&["c"]).and_then(|_| cursor.tight_mark(&['.'])).map(|_| ())?,
    }
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

/// Whether what starts here is not the rest of something longer.
pub(super) fn opens(start: Cursor<'_>) -> bool {
    let apart = |token: &Token<'_>| token.kind == Kind::Mark && !token.is_mark(&['.', ',', ':', '#']);
    !start.is_tight() || start.before().is_none_or(apart) || is_shortened(start)
}

/// Whether the short form of a word of time stands directly before: `c.1200`.
fn is_shortened(start: Cursor<'_>) -> bool {
    let is_stop = start.before().is_some_and(|before| before.is_mark(&['.']));
    let word = start.at.checked_sub(2).and_then(|at| start.tokens.get(at));
    is_stop && word.is_some_and(|word| word.is_word(&["c", "ca", "b", "d", "r", "fl"]))
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

/// `first` to `thirty-first`.
fn spelt_day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let mut ahead = *cursor;
    let tens = match ahead.value(&[("twenty", 20), ("thirty", 30)]) {
        Some(tens) => ahead.tight_mark(DASHES).map(|_| tens)?,
        None => 0,
    };
    let word = ahead.peek()?.text;
    let most = if tens == 0 { SPELT.len() } else { 9 };
    let at = SPELT[..most].iter().position(|spelt| spelt.eq_ignore_ascii_case(word))?;
    ahead.skip();
    *cursor = ahead;
    day_number(tens + i64::try_from(at).ok()? + 1)
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
