//! The figures that prose prints.

mod digits;
mod scales;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use factlint_model::figure::Exact;

use super::cursor::{Cursor, Kind, Token, tokens};
use super::times::{self, PrintedTime};
pub(super) use scales::factor;

/// A figure as prose prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedFigure {
    /// Where it stands, with what scales it and its per cent.
    pub span: Range<usize>,
    /// The number; of a range the first. A percentage is divided by 100.
    pub value: Exact,
    /// The last number of a range.
    pub upper: Option<Exact>,
    /// Whether it is in per cent.
    pub percent: bool,
    /// What it may have to be multiplied by: a million in `12m`, a tenth in `nine in ten`.
    pub factor: Option<Exact>,
    /// Whether the ends of a range are two values: `grew from 300 to 500`, `won 3-2`.
    pub ends: bool,
    /// Whether it may be no figure: a plain `one`, or digits that are read as a date.
    pub doubtful: bool,
}

impl PrintedFigure {
    fn new(span: Range<usize>, value: Exact) -> Self {
        Self { span, value, upper: None, percent: false, factor: None, ends: false, doubtful: false }
    }
}

/// The figures of a text, in its order, but for those that may be none: dates, ordinals, numbers that are a name, `one`.
#[must_use]
pub fn figures(text: &str) -> Vec<PrintedFigure> {
    all(text).into_iter().filter(|figure| !figure.doubtful).collect()
}

/// The figures of a text, the doubtful among them.
pub(super) fn all(text: &str) -> Vec<PrintedFigure> {
    let tokens = tokens(text);
    among(&tokens, text, &times::among(&tokens, text))
}

/// The figures among the tokens of a text that prints these times, the doubtful among them.
pub(super) fn among(tokens: &[Token<'_>], text: &str, times: &[PrintedTime]) -> Vec<PrintedFigure> {
    let mut found = Vec::new();
    let mut cursor = Cursor { tokens, at: 0 };
    while let Some(token) = cursor.peek() {
        let figure = match token.kind {
            Kind::Number => digits::figure(text, cursor, times),
            Kind::Word => words::figure(cursor),
            Kind::Mark => None,
        };
        let Some((figure, end)) = figure else {
            cursor.skip();
            continue;
        };
        let in_date = date_at(times, figure.span.start);
        found.push(PrintedFigure { doubtful: figure.doubtful || in_date, ..figure });
        cursor.at = end.max(cursor.at + 1);
    }
    found
}

/// Whether a time that surely is one goes over a byte.
fn date_at(times: &[PrintedTime], at: usize) -> bool {
    let next = times.partition_point(|time| time.span.end <= at);
    times.get(next).is_some_and(|time| time.span.start <= at && !time.doubtful)
}
