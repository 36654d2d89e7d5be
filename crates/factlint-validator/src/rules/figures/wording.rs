//! Numbers in messages, printed as the data prints them, and the values that would agree.

use factlint_model::diagnostic::Intent;
use factlint_model::facts::{Dataset, FigureValue};
use factlint_model::figure::{Exact, Interval, Style, nearest_on_grid, read, shortest};

/// The number of ways in which a share's whole is divided: 100 for per cent.
pub(super) fn divisions(figure: &FigureValue) -> i64 {
    let unit = figure.unit.as_deref().map_or("", String::as_str);
    match unit {
        _ if figure.percent => 100,
        "‰" | "per mille" | "permille" | "per mil" => 1000,
        _ => 1,
    }
}

/// What stands after a number of so many divisions.
pub(super) fn divisions_word(divisions: i64) -> &'static str {
    match divisions {
        100 => " per cent",
        1000 => " per mille",
        _ => "",
    }
}

/// A whole number as an exact one.
pub(super) fn integer(value: i64) -> Exact {
    Exact::from(value)
}

/// The text of a figure with the nearest number that is in `allowed` in the place of its own. `allowed` is in the terms
/// of the text: 35.8 for `35.8 per cent`.
pub(super) fn nearest_text(dataset: &Dataset, figure: &FigureValue, allowed: &Interval) -> Option<String> {
    let text = dataset.text(figure.row);
    let value = nearest_value(dataset, figure, allowed)?;
    read(text).ok()?.with(text, &value)
}

/// A figure's text with the nearest number that is in `allowed`, and what sets it, in the encoded value too.
pub(super) fn reprinted(dataset: &Dataset, figure: &FigureValue, allowed: &Interval) -> Option<(String, Vec<Intent>)> {
    let text = nearest_text(dataset, figure, allowed)?;
    let mut intents = vec![Intent::SetScalar { span: dataset.span(figure.row), text: text.clone(), quote: false }];
    if let Some(encoded) = figure.encoded() {
        let value = nearest_value(dataset, figure, allowed)?;
        let old = read(dataset.text(encoded)).ok().map(|old| old.value);
        let text = encoded_text(&value, figure.percent, old.as_ref())?;
        intents.push(Intent::SetScalar { span: dataset.span(encoded), text, quote: false });
    }
    Some((text, intents))
}

/// The nearest number in `allowed` that can be printed in the place of a figure's own.
fn nearest_value(dataset: &Dataset, figure: &FigureValue, allowed: &Interval) -> Option<Exact> {
    let printed = read(dataset.text(figure.row)).ok()?;
    nearest_on_grid(&printed.value, allowed, &printed.unit_of_last_digit)
}

/// All numbers that round into `interval`, for a figure printed as this one is; an exact one is not rounded.
pub(super) fn widened(dataset: &Dataset, figure: &FigureValue, interval: &Interval) -> Interval {
    let Ok(printed) = read(dataset.text(figure.row)) else { return interval.clone() };
    if figure.interval.point().is_some() {
        return interval.clone();
    }
    interval.add(&Interval::nearest(&integer(0), &printed.unit_of_last_digit))
}

/// How many decimals tell a figure's rounding: two more than it prints.
pub(super) fn telling_places(dataset: &Dataset, figure: &FigureValue) -> u32 {
    style(dataset, figure).places.saturating_add(2).min(20)
}

/// How a figure is printed.
pub(super) fn style(dataset: &Dataset, figure: &FigureValue) -> Style {
    read(dataset.text(figure.row)).map_or(Style::PLAIN, |printed| printed.style)
}

/// The encoded number for a printed value. A percentage may be encoded as the share itself; `old` tells which is meant.
pub(super) fn encoded_text(value: &Exact, percent: bool, old: Option<&Exact>) -> Option<String> {
    let share = value / integer(100);
    let distance = |old: &Exact, to: &Exact| if old > to { old - to } else { to - old };
    let as_share = percent && old.is_some_and(|old| distance(old, &share) < distance(old, value));
    shortest(if as_share { &share } else { value })
}
