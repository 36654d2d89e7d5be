//! The texts of one file that should be times and are none.

use std::collections::HashSet;

use factlint_model::facts::{Meaning, RecordId, SlotId, TimeFormat, TimePart, TimeUse, Use};
use factlint_model::source::Span;
use factlint_model::time::{TimeError, TimeErrorKind, read};

use crate::rules::FileView;

/// A text that should be a time.
#[derive(Debug)]
pub struct Unreadable<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its place.
    pub span: Span,
    /// What it should be.
    pub meaning: &'a Use,
    /// How it should be written.
    pub format: &'a TimeFormat,
    /// Why it is none.
    pub error: TimeError,
    /// Whether the text is the whole scalar at its place, so that a fix may replace it.
    pub whole: bool,
}

/// The texts of a file that should be times and are none, for this kind of reason.
#[must_use]
pub fn unreadable<'a>(view: &FileView<'a>, kind: TimeErrorKind) -> Vec<Unreadable<'a>> {
    let (tables, source) = (view.tables, view.tree.source().text());
    let times: Vec<Option<&TimeUse>> = uses(view).map(dated).collect();
    let meanings: Vec<&Use> = uses(view).collect();
    let wrong = tables.rows.iter().filter_map(|row| {
        let time = times.get(row.use_id.index()).copied().flatten()?;
        let text = Some(tables.text_of(row, source)).filter(|text| !text.is_empty())?;
        let error = read(text, &time.format).err().filter(|error| error.kind == kind)?;
        let record = tables.records.get(row.record.index())?;
        let span = Span::new(record.file, u64::from(row.span.0), u64::from(row.span.1));
        let meaning = *meanings.get(row.use_id.index())?;
        let whole = is_whole(view, span, text);
        Some((row.record, Unreadable { text, span, meaning, format: &time.format, error, whole }))
    });
    let mut wrong: Vec<(RecordId, Unreadable<'_>)> = wrong.collect();
    if kind == TimeErrorKind::ImpossibleDay && !wrong.is_empty() {
        let calendars = with_calendar(view);
        wrong.retain(|(record, time)| {
            let told = dated(time.meaning).and_then(|time| time.calendar.as_deref()).is_some_and(is_foreign);
            !told && !calendars.contains(&(*record, time.meaning.slot))
        });
    }
    wrong.into_iter().map(|(_, time)| time).collect()
}

fn uses<'a>(view: &FileView<'a>) -> impl Iterator<Item = &'a Use> + use<'a> {
    view.vocabulary.uses.iter().chain(&view.tables.extra_uses)
}

/// The meaning of a value that is read as a time.
fn dated(meaning: &Use) -> Option<&TimeUse> {
    match &meaning.meaning {
        Meaning::Time(time) if !matches!(time.part, TimePart::Calendar | TimePart::Printed) => Some(time),
        _ => None,
    }
}

/// The slots that name the calendar their date is of: there a day that the Gregorian one lacks may be one.
fn with_calendar(view: &FileView<'_>) -> HashSet<(RecordId, SlotId)> {
    let is_calendar =
        |meaning: &Use| matches!(&meaning.meaning, Meaning::Time(time) if time.part == TimePart::Calendar);
    let slots: Vec<Option<SlotId>> = uses(view).map(|meaning| is_calendar(meaning).then_some(meaning.slot)).collect();
    let named = view.tables.rows.iter().filter(|row| is_foreign(view.tables.text_of(row, view.tree.source().text())));
    named.filter_map(|row| Some((row.record, slots.get(row.use_id.index()).copied().flatten()?))).collect()
}

fn is_foreign(calendar: &str) -> bool {
    !calendar.is_empty() && !calendar.to_ascii_lowercase().contains("gregorian")
}

/// Whether the text of a value is all that stands at its place, plain or in quotes.
fn is_whole(view: &FileView<'_>, span: Span, text: &str) -> bool {
    let place = view.tree.source().slice(span.range());
    let inside = |quote: char| place.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    place == text || ['"', '\''].into_iter().any(|quote| inside(quote) == Some(text))
}
