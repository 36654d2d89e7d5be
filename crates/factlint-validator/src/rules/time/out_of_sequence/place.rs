//! Where a sibling stands in its sequence.

use std::cmp::Ordering;

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId, SlotId, TimeValue, View};
use factlint_model::figure::Interval;
use factlint_model::source::Span;
use factlint_model::time::Moment;

use crate::rules::time::span::{Edge, Spans, counts, is_reversed, point, printed};

/// A sibling and the value that puts it into its place.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) record: RecordId,
    pub(super) value: Value<'a>,
    pub(super) slot: &'a str,
    row: RowId,
    /// The whole time, where it is an interval.
    moment: Option<Moment>,
}

/// What puts a sibling into its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Time(Moment),
    Figure(&'a Interval),
    Text(&'a str),
}

impl<'a> Place<'a> {
    /// The place of a record by a slot, or by the start of its span; `None` where that isn't filled.
    pub(super) fn of(dataset: &'a Dataset, spans: &Spans, record: RecordId, by: Option<SlotId>) -> Option<Self> {
        let Some(slot) = by else { return Self::by_span(dataset, spans, record) };
        let name = dataset.vocabulary.slot_name(slot);
        let fact = |time: &TimeValue| !is_reversed(time) && counts(dataset, record, time, View::Facts);
        let time = dataset.times_in(record, slot).find(|time| fact(time));
        if let Some(time) = time.filter(|_| !(spans.slots.contains(slot) && spans.is_reversed(record, View::Facts))) {
            return Some(Self::by_time(record, time, name));
        }
        if let Some(figure) = dataset.figures_in(record, slot).next() {
            let value = Value::Figure(&figure.interval);
            return Some(Self { record, value, slot: name, row: figure.row, moment: None });
        }
        let plain = |&row: &RowId| !matches!(dataset.use_of(row).meaning, Meaning::Time(_) | Meaning::Figure(_));
        let row = dataset.values(record, slot).find(plain)?;
        Some(Self { record, value: Value::Text(dataset.text(row)), slot: name, row, moment: None })
    }

    fn by_span(dataset: &'a Dataset, spans: &Spans, record: RecordId) -> Option<Self> {
        let start = spans.get(record)?.start;
        let row = start.row.filter(|_| start.moment.earliest != i64::MIN)?;
        let slot = dataset.vocabulary.slot_name(dataset.use_of(row).slot);
        Some(Self { record, value: Value::Time(start.moment), slot, row, moment: Some(start.moment) })
    }

    fn by_time(record: RecordId, time: &TimeValue, slot: &'a str) -> Self {
        let (value, moment) = (Value::Time(time.start), Some(point(time)));
        Self { record, value, slot, row: time.row, moment }
    }

    /// Where its value stands.
    pub(super) fn span(&self, dataset: &Dataset) -> Span {
        dataset.span(self.row)
    }

    /// The slot and its value in words.
    pub(super) fn said(&self, dataset: &Dataset) -> String {
        let text = match self.moment {
            Some(moment) => printed(dataset, Edge { moment, row: Some(self.row) }),
            None => dataset.text(self.row).to_owned(),
        };
        format!("`{}` {text}", self.slot)
    }
}

impl Value<'_> {
    /// Whether this one must stand after `next`, whatever is imprecise.
    pub(super) fn must_follow(&self, next: &Self, falling: bool) -> bool {
        let (low, high) = if falling { (self, next) } else { (next, self) };
        match (low, high) {
            (Value::Time(low), Value::Time(high)) => low.surely_before(*high),
            (Value::Figure(low), Value::Figure(high)) => low.is_below(high),
            (Value::Text(low), Value::Text(high)) => natural(low, high) == Ordering::Less,
            _ => false,
        }
    }

    /// Whether both are one value, and no finer reading could tell them apart.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        const A_DAY: i64 = 86_400;
        match (self, other) {
            (Value::Time(one), Value::Time(other)) => one == other && one.latest.saturating_sub(one.earliest) < A_DAY,
            (Value::Figure(one), Value::Figure(other)) => one == other && one.point().is_some(),
            (Value::Text(one), Value::Text(other)) => one == other,
            _ => false,
        }
    }

    /// Whether this one has come further than `other`, for certain or as far as both are known.
    pub(super) fn is_further(&self, other: &Self, falling: bool) -> bool {
        match (self, other, falling) {
            (Value::Time(one), Value::Time(other), false) => one.earliest >= other.earliest,
            (Value::Time(one), Value::Time(other), true) => one.latest <= other.latest,
            (Value::Figure(one), Value::Figure(other), false) => one.low().value() >= other.low().value(),
            (Value::Figure(one), Value::Figure(other), true) => one.high().value() <= other.high().value(),
            _ => !other.must_follow(self, falling),
        }
    }
}

/// The order of texts in which runs of digits count as numbers: `v9` comes before `v10`.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let (first, second) = (run(one), run(other));
        if first.is_empty() || second.is_empty() {
            return first.len().cmp(&second.len());
        }
        let order = match (is_number(first), is_number(second)) {
            (true, true) => by_number(first, second),
            _ => first.cmp(second),
        };
        if order != Ordering::Equal {
            return order;
        }
        (one, other) = (&one[first.len()..], &other[second.len()..]);
    }
}

/// The digits at the start of a text, or what stands before the next digit.
fn run(text: &str) -> &str {
    let digits = is_number(text);
    let end = text.find(|letter: char| letter.is_ascii_digit() != digits).unwrap_or(text.len());
    &text[..end]
}

fn is_number(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

fn by_number(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_count_as_numbers() {
        let sorted = ["", "9", "v9", "v10", "v10.2", "v10.10", "v010.11", "w"];
        for (at, one) in sorted.iter().enumerate() {
            for (other_at, other) in sorted.iter().enumerate() {
                assert_eq!(natural(one, other), at.cmp(&other_at), "{one} {other}");
            }
        }
    }
}
