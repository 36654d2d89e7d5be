//! The figures that prose prints.

mod digits;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use factlint_model::figure::Exact;

use super::cursor::{Cursor, Kind, tokens};
use super::times::times;

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
    /// Whether it may be no figure: a plain `one`, or digits that are read as a date.
    pub doubtful: bool,
}

/// The figures of a text, in its order, but for those that may be none: dates, ordinals, numbers that are a name, `one`.
#[must_use]
pub fn figures(text: &str) -> Vec<PrintedFigure> {
    all(text).into_iter().filter(|figure| !figure.doubtful).collect()
}

/// The figures of a text, the doubtful among them.
pub(super) fn all(text: &str) -> Vec<PrintedFigure> {
    let tokens = tokens(text);
    let times = times(text);
    let mut found = Vec::new();
    let mut cursor = Cursor { tokens: &tokens, at: 0 };
    while let Some(token) = cursor.peek() {
        let figure = match token.kind {
            Kind::Number => digits::figure(text, cursor),
            Kind::Word => words::figure(cursor),
            Kind::Mark => None,
        };
        let Some((figure, end)) = figure else {
            cursor.skip();
            continue;
        };
        let in_date = times.iter().any(|time| time.span.start < figure.span.end && figure.span.start < time.span.end);
        found.push(PrintedFigure { doubtful: figure.doubtful || in_date, ..figure });
        cursor.at = end.max(cursor.at + 1);
    }
    found
}
