//! What stands behind the digits of a figure and scales them, or may do so.

use factlint_model::figure::Exact;

use super::super::cursor::Cursor;
use super::PrintedFigure;

const MONEY: &[char] = &['$', '£', '€', '¥'];

/// The figure with the scale behind it, and the token at which it is over: `12 hundred`, `$12.5 mn`, `£3.5m`. Where the
/// letter may be a unit, as in `12m`, both are possible.
pub(super) fn scaled(figure: PrintedFigure, start: Cursor<'_>, end: Cursor<'_>) -> (PrintedFigure, usize) {
    if end.before().is_some_and(|before| before.is_word(&["hundred"])) {
        return (times(figure, 100), end.at);
    }
    if let Some((parts, after)) = parts(start, end) {
        let span = figure.span.start..after.before().map_or(figure.span.end, super::super::cursor::Token::end);
        return (PrintedFigure { span, factor: Some(Exact::new(1, parts.into())), ..figure }, after.at);
    }
    let Some((factor, is_sure)) = letter(&figure, start, end) else { return (figure, end.at) };
    let span = figure.span.start..end.peek().map_or(figure.span.end, super::super::cursor::Token::end);
    let figure = PrintedFigure { span, ..figure };
    let figure =
        if is_sure { times(figure, factor) } else { PrintedFigure { factor: Some(Exact::from(factor)), ..figure } };
    (figure, end.at + 1)
}

fn times(figure: PrintedFigure, factor: i64) -> PrintedFigure {
    let by = |value: Exact| value * Exact::from(factor);
    PrintedFigure { value: by(figure.value), upper: figure.upper.map(by), ..figure }
}

/// What the letters behind a figure scale it by, and whether they can be no unit.
fn letter(figure: &PrintedFigure, start: Cursor<'_>, end: Cursor<'_>) -> Option<(i64, bool)> {
    let next = end.peek().filter(|_| !figure.percent)?;
    let factor = factor(next.text)?;
    let closed = Cursor { at: end.at + 1, ..end };
    if closed.is_tight() && closed.peek().is_some_and(|next| next.text.starts_with(char::is_alphanumeric)) {
        return None;
    }
    let is_money = start.before().is_some_and(|before| before.is_mark(MONEY) || before.is_word(&["USD", "EUR", "GBP"]));
    let is_word = next.text.len() > 1;
    (is_word || is_money || !next.spaced).then_some((factor, is_word || is_money || next.text == "M"))
}

/// What letters scale by: `m` is a million, if it isn't metres.
pub(in crate::prose) fn factor(letters: &str) -> Option<i64> {
    Some(match letters {
        "k" | "K" => 1_000,
        "m" | "M" | "mn" => 1_000_000,
        "b" | "B" => 1_000_000_000,
        "tn" => 1_000_000_000_000,
        _ => return None,
    })
}

/// `1 in 4`, `1 out of 4`: of how many parts it may be one.
fn parts<'t>(start: Cursor<'t>, end: Cursor<'t>) -> Option<(i64, Cursor<'t>)> {
    start.peek().filter(|token| token.text == "1")?;
    let mut cursor = end;
    cursor.word(&["in"]).or_else(|| cursor.word(&["out"]).and_then(|_| cursor.word(&["of"])))?;
    let whole = cursor.digits(1, 3).filter(|whole| *whole > 1)?;
    (!cursor.is_tight()).then_some((whole, cursor))
}
