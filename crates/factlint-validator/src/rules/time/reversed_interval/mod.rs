//! `time/reversed-interval`.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{
    Constraint, ConstraintBody, Dataset, Meaning, RecordId, RowId, SlotId, SlotPath, Step, TimePart, TimeValue,
};
use factlint_model::time::words;

use crate::rules::time::span::{RecordSpan, Side, SpanSlots, is_reversed, views};

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/reversed-interval",
    level: Level::Error,
    summary: "an end before its start, whatever the precision",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Unsafe),
    suspicious: false,
    options: &[],
};

pub(super) fn check(dataset: &Dataset, out: &mut Vec<Diagnostic>) {
    let slots = SpanSlots::of(dataset);
    for record in dataset.record_ids() {
        out.extend(
            dataset.times_of(record).iter().filter(|time| is_reversed(time)).map(|time| in_value(dataset, time)),
        );
        let mut told = None;
        for view in views(dataset, [record]) {
            let span = slots.read(dataset, record, view);
            let span = span.filter(|span| span.end.moment.surely_before(span.start.moment));
            let Some(span) = span.filter(|span| told != Some((span.start.row, span.end.row))) else { continue };
            told = Some((span.start.row, span.end.row));
            out.extend(in_record(dataset, &span));
        }
    }
}

/// One value whose second half is before its first, or parts of which the latest is before the earliest.
fn in_value(dataset: &Dataset, time: &TimeValue) -> Diagnostic {
    let text = dataset.text(time.row);
    let halves = text.split_once('/').filter(|_| is_whole(dataset, time.row));
    let message = match halves {
        Some((start, end)) => format!("the interval `{text}` ends {end}, before it starts {start}"),
        None => format!(
            "`{}`: the latest that it can be, {}, is before the earliest, {}",
            dataset.vocabulary.slot_name(time.slot),
            words::day_of(time.end.latest),
            words::day_of(time.start.earliest)
        ),
    };
    let finding = start(dataset, time.row, None, message).at("ends before it starts");
    match halves {
        Some((start, end)) if is_scalar(dataset, time.row) => {
            let swapped = format!("{end}/{start}");
            let intent = Intent::SetScalar { span: dataset.span(time.row), text: swapped.clone(), quote: false };
            finding.fix(format!("write `{swapped}`"), Safety::Unsafe, vec![intent])
        }
        _ => finding,
    }
}

/// A record whose start and end are two values.
fn in_record(dataset: &Dataset, span: &RecordSpan) -> Option<Diagnostic> {
    let (first, last) = (span.start.row?, span.end.row?);
    let [starts, ends] = [Side::Start, Side::End].map(|side| span.say_edge(dataset, side));
    let message = format!("{} {ends}, but {starts}", dataset.describe(span.record));
    let chain = chain(dataset, span.record, [first, last].map(|row| dataset.use_of(row).slot));
    let finding = start(dataset, last, chain, message).at(ends).label(dataset.span(first), starts);
    let mut values = dataset.times_of(span.record).iter().filter(|time| [first, last].contains(&time.row));
    let alone = values.all(|time| is_alone(dataset, time));
    if !alone || span.life || !is_scalar(dataset, first) || !is_scalar(dataset, last) {
        return Some(finding);
    }
    let set = |place: RowId, value: RowId| Intent::SetScalar {
        span: dataset.span(place),
        text: dataset.text(value).to_owned(),
        quote: false,
    };
    Some(finding.fix("swap the two", Safety::Unsafe, vec![set(first, last), set(last, first)]))
}

/// The chain that says the same of these two slots of a record, if there is one.
fn chain(dataset: &Dataset, record: RecordId, [first, last]: [SlotId; 2]) -> Option<&Constraint> {
    let constraints = dataset.constraints_of(record).iter();
    let mut constraints = constraints.filter_map(|id| dataset.vocabulary.constraints.get(id.index()));
    constraints.find(|constraint| {
        let ConstraintBody::Chain(paths) = &constraint.body else { return false };
        let place = |slot| paths.iter().position(|path| *path == SlotPath { step: Step::Here, slot });
        place(first).zip(place(last)).is_some_and(|(first, last)| first < last)
    })
}

/// The level and message are those of the value's meaning, else of the chain that it breaks too.
fn start(dataset: &Dataset, row: RowId, chain: Option<&Constraint>, message: String) -> Diagnostic {
    let (declared, record) = (dataset.use_of(row), dataset.row(row).record);
    let level = declared.level.or(chain.and_then(|chain| chain.level)).unwrap_or(META.level);
    let told = declared.message.clone().or_else(|| chain.and_then(|chain| chain.message.clone()));
    let mut finding = Diagnostic::new(META.name, level, dataset.span(row), told.unwrap_or(message))
        .note("an end cannot be before its start")
        .help("see what the source prints for either; until one is mended, other rules leave both out of account");
    finding.record = Some(dataset.name_of(record));
    finding
}

/// Whether a value is a whole time and no part of one.
fn is_whole(dataset: &Dataset, row: RowId) -> bool {
    matches!(&dataset.use_of(row).meaning, Meaning::Time(time) if time.part == TimePart::Whole)
}

/// Whether a value is a whole time and the only one of its slot.
fn is_alone(dataset: &Dataset, time: &TimeValue) -> bool {
    is_whole(dataset, time.row) && dataset.values(dataset.row(time.row).record, time.slot).count() == 1
}

/// Whether the text of a value is all that stands at its place, plain or in quotes.
fn is_scalar(dataset: &Dataset, row: RowId) -> bool {
    let span = dataset.row(row).span;
    let (place, text) = ((span.1 - span.0) as usize, dataset.text(row).len());
    place == text || place == text + 2
}
