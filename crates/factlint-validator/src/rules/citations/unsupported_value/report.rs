//! What a finding of this rule says.

use std::ops::Range;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::facts::{Dataset, RowId};

use super::{RULE, Unprinted};
use crate::cite::{Ask, Citation, Citations, SIC, What};
use crate::prose::{Why, times};

/// The most values that are named or shown.
const NAMED: usize = 3;

/// The finding at a value that isn't printed where it is cited to.
pub(super) fn report(dataset: &Dataset, citations: &Citations, ask: &Ask<'_>, place: &Unprinted<'_>) -> Diagnostic {
    let declared = dataset.use_of(ask.at);
    let level = declared.level.unwrap_or(RULE.meta.level);
    let message = declared.message.clone().unwrap_or_else(|| message(ask, place));
    let mut found = Diagnostic::new(RULE.meta.name, level, dataset.span(ask.at), message);
    found.record = Some(dataset.name_of(ask.record));
    if ask.row != ask.at {
        found = found.label(dataset.span(ask.row), "the name before it");
    }
    if let Some(citation) = place.citation() {
        found = label_in_data(dataset, citation, found);
    }
    found = label_in_source(dataset, citations, place, found);
    found = match place.cited.len() {
        0 | 1 => found,
        2 => found.note("nor is it printed where its other citation stands"),
        more => found.note(format!("nor is it printed where its other {} citations stand", more - 1)),
    };
    if let Some((words, year)) = borrowed(place) {
        found = found.note(format!(
            "`{words}` stands without a year and is taken to be of {year}, the year that stands nearest"
        ));
    }
    if ask.unreasoned {
        found = found.note("it is listed as `inferred`, but no `reason` is given");
    }
    if let Some(row) = no_slot(dataset, ask) {
        found = found.note(format!("`{}` in `inferred` names nothing that this record can have", dataset.text(row)));
    }
    let help = help(dataset, ask, place);
    found.help(help)
}

/// The first of what is printed that leaves out its year, and the year that it was given.
fn borrowed<'p>(place: &'p Unprinted<'_>) -> Option<(&'p str, i64)> {
    let range = place.missing.printed.first()?;
    let sentence = &place.standing.get(place.missing.cited)?.sentence;
    let year = sentence.times().iter().find(|time| time.span == *range)?.borrowed?;
    Some((text(place, range), year))
}

/// What a record lists as inferred and no slot is called.
fn no_slot(dataset: &Dataset, ask: &Ask<'_>) -> Option<RowId> {
    let inferred = dataset.vocabulary.find_slot("inferred")?;
    let kind = dataset.kind(ask.record);
    let is_known = |row| dataset.vocabulary.slots_called(kind, dataset.text(row)).next().is_some();
    dataset.values(ask.record, inferred).find(|&row| !is_known(row))
}

fn message(ask: &Ask<'_>, place: &Unprinted<'_>) -> String {
    let recorded = match (ask.what, ask.row == ask.at) {
        (What::Name, false) => format!("the name before it, `{}`, is recorded", ask.text),
        _ => format!("`{}` is recorded", ask.text),
    };
    let missing = &place.missing;
    let which = if missing.in_words { "words" } else { "sentence" };
    let (print, s) = if missing.in_words { ("print", "") } else { ("prints", "s") };
    let list = list(place);
    match missing.why {
        _ if place.is_section() => format!("{recorded}, and no sentence of the cited section prints it"),
        Why::Nothing if place.standing.len() > 1 => format!("{recorded}, and no cited sentence prints {}", thing(ask)),
        Why::Nothing => format!("{recorded}, and the cited sentence does not print {}", thing(ask)),
        Why::Unlike | Why::Other => format!("{recorded}, and the cited {which} {print} {list}"),
        Why::Yearless => format!("{recorded}, and the cited {which} {print} {list} without a year"),
        Why::Coarser => format!("{recorded}, and the cited {which} say{s} no more than {list}"),
    }
}

/// What is asked for, where nothing of its kind is printed.
fn thing(ask: &Ask<'_>) -> &'static str {
    match ask.what {
        What::Time(..) => "a date",
        What::Figure(..) => "a figure like it",
        What::Name => "this name",
        What::Printed => "this",
    }
}

/// What is printed, quoted.
fn list(place: &Unprinted<'_>) -> String {
    let printed = &place.missing.printed;
    let quoted: Vec<String> = printed.iter().take(NAMED).map(|range| format!("`{}`", text(place, range))).collect();
    match (quoted.as_slice(), printed.len().saturating_sub(NAMED)) {
        (all, 1..) => format!("{} and {} more", all.join(", "), printed.len() - NAMED),
        ([before @ .., last], 0) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        (all, 0) => all.concat(),
    }
}

fn text<'p>(place: &'p Unprinted<'_>, range: &Range<usize>) -> &'p str {
    place.nearest().and_then(|standing| standing.sentence.text().get(range.clone())).unwrap_or_default()
}

fn label_in_data(dataset: &Dataset, citation: &Citation, mut found: Diagnostic) -> Diagnostic {
    for &row in citation.words.first().or(citation.section.as_ref()).into_iter() {
        found = found.label(dataset.span(row), "cited here");
    }
    found
}

fn label_in_source(
    dataset: &Dataset,
    citations: &Citations,
    place: &Unprinted<'_>,
    mut found: Diagnostic,
) -> Diagnostic {
    let missing = &place.missing;
    let Some(citation) = place.citation() else { return found };
    if place.is_section() {
        return match citations.section_span(citation) {
            Some(span) => found.label(span, "the cited section"),
            None => found,
        };
    }
    let span_of = |range: &Range<usize>| {
        let nearest = place.nearest()?;
        citations.span_of(citation, nearest.id, nearest.in_sentence(range))
    };
    for range in missing.printed.iter().take(NAMED) {
        if let Some(span) = span_of(range) {
            found = found.label(span, format!("here the source prints `{}`", text(place, range)));
        }
    }
    if let Some(span) = missing.elsewhere.as_ref().and_then(span_of) {
        found = found.label(span, "here it stands, in the same sentence");
    }
    let words = citation.answer.sentence().and_then(|sentence| citations.span_in(dataset, citation, sentence));
    match words {
        Some(span) if missing.printed.is_empty() => found.label(span, "these are the cited words"),
        _ => found,
    }
}

fn help(dataset: &Dataset, ask: &Ask<'_>, place: &Unprinted<'_>) -> String {
    let missing = &place.missing;
    let why = if place.is_section() { Why::Nothing } else { missing.why };
    if let Some(range) = &missing.elsewhere {
        return format!("if that is what is meant, cite `{}`", text(place, range));
    }
    let inferred = dataset.vocabulary.find_slot("inferred").is_some();
    let slot = key_of(dataset, ask);
    let infer = format!("if it was inferred, list `{slot}` under `inferred` with a `reason`");
    match why {
        Why::Coarser => {
            let as_printed = as_printed(ask, place).map_or(String::new(), |text| format!(", as `{text}`"));
            let less = format!("record no more than is printed{as_printed}");
            if inferred { format!("{less}; {infer}") } else { less }
        }
        Why::Nothing | Why::Yearless if inferred => format!("cite the words that print it; {infer}"),
        Why::Nothing | Why::Yearless => "cite the words that print it".to_owned(),
        Why::Unlike | Why::Other if dataset.vocabulary.find_kind(SIC).is_some() => {
            "correct it, or cite the words that print it; if the source is wrong, say so in a `sic`".to_owned()
        }
        Why::Unlike | Why::Other => "correct it, or cite the words that print it".to_owned(),
    }
}

/// The key that fills the slot, where there is one; else the slot's name.
fn key_of<'d>(dataset: &'d Dataset, ask: &Ask<'_>) -> &'d str {
    let vocabulary = &dataset.vocabulary;
    let keys = vocabulary.kinds.get(dataset.kind(ask.record).index()).map_or(&[][..], |kind| &kind.keys);
    let mut own = keys.iter().filter(|(_, slot)| *slot == ask.slot).map(|(key, _)| key.as_str());
    match (own.next(), own.next()) {
        (Some(key), None) => key,
        _ => vocabulary.slot_name(ask.slot),
    }
}

/// The EDTF of the one date that is printed, where EDTF is what is recorded.
fn as_printed(ask: &Ask<'_>, place: &Unprinted<'_>) -> Option<String> {
    let What::Time(factlint_model::facts::TimeFormat::Edtf, _) = ask.what else { return None };
    let [range] = &place.missing.printed[..] else { return None };
    let [time] = &times(text(place, range))[..] else { return None };
    let [reading] = &time.readings[..] else { return None };
    let edtf = |date: &crate::prose::PrintedDate| date.edtf().filter(|_| date.portion.is_none());
    match &reading.last {
        Some(last) => Some(format!("{}/{}", edtf(&reading.first)?, edtf(last)?)),
        None => edtf(&reading.first),
    }
}
