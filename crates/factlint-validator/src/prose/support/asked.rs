//! What a recorded time asks of the words that it is cited to.

use factlint_model::facts::TimeFormat;
use factlint_model::time::civil::Civil;
use factlint_model::time::{self, Moment};

/// Which end of a printed range a recorded time can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotEnd {
    /// Its start: the slot says when something began.
    Start,
    /// Its end: the slot says when something ended.
    End,
    /// All of it: the slot says when something was.
    Whole,
    /// Either: what the slot says of it isn't known.
    Either,
}

/// A date that must be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Which end of a range it can be.
    pub end: SlotEnd,
    /// All that it can be.
    pub reach: Moment,
    /// The year and what part of it, as EDTF counts them, where it is a season, a quarter or the like.
    pub part: Option<(i64, u8)>,
    /// Whether it is said to be approximate.
    pub approximate: bool,
}

/// The dates that a recorded time is made of: both ends of an interval, all members of a set. What is open or cannot be
/// read asks nothing.
pub(super) fn asked(text: &str, format: &TimeFormat, end: SlotEnd) -> Vec<Asked> {
    match plain(text, format) {
        Some(TimeFormat::Edtf) => edtf(text, end),
        Some(format) => one(text, format, end).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The format that a text is written in, without what bounds it.
fn plain<'f>(text: &str, format: &'f TimeFormat) -> Option<&'f TimeFormat> {
    match format {
        TimeFormat::AnyOf(formats) => formats.iter().find_map(|format| plain(text, format)),
        TimeFormat::Bounded(inner, _) => plain(text, inner),
        _ => time::read(text, format).ok().map(|_| format),
    }
}

fn edtf(text: &str, end: SlotEnd) -> Vec<Asked> {
    let dates: Vec<(&str, SlotEnd)> = match text.split_once('/') {
        Some((first, last)) => vec![(first, SlotEnd::Start), (last, SlotEnd::End)],
        None => match text.strip_prefix(['[', '{']) {
            Some(set) => set
                .trim_end_matches([']', '}'])
                .split(',')
                .flat_map(|one| one.split(".."))
                .map(|one| (one, end))
                .collect(),
            None => vec![(text, end)],
        },
    };
    let trimmed = dates.into_iter().map(|(date, end)| (date.trim().trim_matches('.'), end));
    trimmed.filter_map(|(date, end)| one(date, &TimeFormat::Edtf, end)).collect()
}

/// A date, without the marks of doubt: how far it may be off is no matter of what is printed.
fn one(text: &str, format: &TimeFormat, end: SlotEnd) -> Option<Asked> {
    if *format != TimeFormat::Edtf {
        return Some(Asked { end, reach: day_of_clock(text, format)?, part: None, approximate: false });
    }
    let plain = text.replace(['~', '?', '%'], "");
    let reach = day_of_clock(&plain, format)?;
    Some(Asked { end, reach, part: part_of_year(&plain), approximate: text.contains(['~', '%']) })
}

/// All that a date can be; a time of day counts as its day, since prose tells the hour in too many ways.
fn day_of_clock(text: &str, format: &TimeFormat) -> Option<Moment> {
    let reach = time::read(text, format).ok()?.hull();
    let day = || text.split_once('T').and_then(|(day, _)| time::read(day, &TimeFormat::Edtf).ok());
    if !reach.has_clock() {
        return Some(reach);
    }
    let civil = Civil::of_second(reach.earliest);
    Some(day().map_or_else(|| Moment::new(civil.first_second(), civil.last_second()), |day| day.hull()))
}

/// The year and the code of a text such as `1962-21`.
fn part_of_year(text: &str) -> Option<(i64, u8)> {
    let (year, code) = text.rsplit_once('-')?;
    let code = code.parse::<u8>().ok().filter(|code| (21..=41).contains(code))?;
    Some((year.parse().ok()?, code))
}

/// Whether all of a moment lies in another.
pub(super) fn within(inner: Moment, outer: Moment) -> bool {
    outer.earliest <= inner.earliest && inner.latest <= outer.latest
}
