//! `refs/missing-inverse`: a reference whose target should refer back and does not.

use std::collections::HashSet;

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, Meaning, RecordId, RowId, SlotId, Use};
use factlint_model::source::Span;

use super::rows::{about, is_written_whole, references, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/missing-inverse",
        level: Level::Warning,
        summary: "a declared inverse that the other record lacks",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

/// That one record refers to another in a slot.
type Link = (RecordId, SlotId, RecordId);

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let links = links(dataset);
    let mut told = HashSet::new();
    for (row, reference) in references(dataset) {
        let Some(slot) = reference.inverse else { continue };
        for from in dataset.subjects(row) {
            for to in dataset.targets(row) {
                let back = (to, slot, from);
                if to != from && !links.contains(&back) && told.insert(back) {
                    found.push(report(dataset, row, from, to, slot));
                }
            }
        }
    }
}

/// All links in the slots that some reference names as its inverse.
fn links(dataset: &Dataset) -> HashSet<Link> {
    let inverse = |meaning: &Meaning| match meaning {
        Meaning::Ref(reference) => reference.inverse,
        _ => None,
    };
    let slots: HashSet<SlotId> = dataset.vocabulary.uses.iter().filter_map(|each| inverse(&each.meaning)).collect();
    let mut links = HashSet::new();
    for (row, _) in references(dataset) {
        let slot = dataset.use_of(row).slot;
        if slots.contains(&slot) {
            for from in dataset.subjects(row) {
                links.extend(dataset.targets(row).map(|to| (from, slot, to)));
            }
        }
    }
    links
}

/// The finding stands at the record that lacks the reference, since that is where one would be added.
fn report(dataset: &Dataset, row: RowId, from: RecordId, to: RecordId, slot: SlotId) -> Diagnostic {
    let meaning = dataset.use_of(row);
    let forth = dataset.vocabulary.slot_name(meaning.slot);
    let back = dataset.vocabulary.slot_name(slot);
    let (one, other) = (dataset.describe(from), dataset.describe(to));
    let last = dataset.values(to, slot).last();
    let place = last.map_or_else(|| dataset.head(to), |row| dataset.span(row));
    let message = || format!("{other} has no `{back}` {one}, though {one} has it as its `{forth}`");
    let message = meaning.message.clone().unwrap_or_else(message);
    let says = match forth == back {
        true => format!("the schema says that `{back}` is mutual: who is named must name the other, too"),
        false => {
            format!("the schema says that `{forth}` and `{back}` are inverse: where one stands, so must the other")
        }
    };
    let found = Diagnostic::new(RULE.meta.name, meaning.level.unwrap_or(RULE.meta.level), place, message)
        .at(format!("`{back}` does not name {one}"))
        .label(dataset.span(row), format!("names {other}"))
        .note(says)
        .help(format!("add {one} to the `{back}` of {other}, or remove the reference to it"));
    let found = with_participant(dataset, about(dataset, found, to), from);
    let fix = match last {
        Some(last) => append(dataset, last, from, back),
        None => insert(dataset, to, slot, from),
    };
    match fix {
        Some((message, intent)) => found.fix(message, Safety::Safe, vec![intent]),
        None => found,
    }
}

/// Appends the id beside a value. Only where the references there are ids as written: a built or cut reference would need
/// more than the id.
fn append(dataset: &Dataset, last: RowId, from: RecordId, back: &str) -> Option<(String, Intent)> {
    if !is_written_whole(dataset, last) {
        return None;
    }
    let value = written(dataset, dataset.use_of(last), from)?;
    Some((format!("add `{value}` to `{back}`"), Intent::AppendItem { span: dataset.span(last), value }))
}

/// Writes the property that the slot is filled by, if it is plain.
fn insert(dataset: &Dataset, to: RecordId, slot: SlotId, from: RecordId) -> Option<(String, Intent)> {
    let record = dataset.record(to);
    let plain = &dataset.vocabulary.kinds[record.kind.index()].plain;
    let (_, key) = plain.iter().find(|(known, _)| *known == slot)?;
    let declared = dataset.vocabulary.uses.iter().find(|each| each.slot == slot)?;
    let value = written(dataset, declared, from)?;
    let span = Span::new(record.file, record.span.0.into(), record.span.1.into());
    Some((format!("add `{key}: {value}`"), Intent::InsertKey { span, key: key.clone(), value }))
}

/// What a reference to a record is written as, where that is its id.
fn written(dataset: &Dataset, declared: &Use, to: RecordId) -> Option<String> {
    let Meaning::Ref(reference) = &declared.meaning else { return None };
    let scheme = reference.by.as_deref().unwrap_or_else(|| dataset.vocabulary.kind_name(dataset.kind(to)));
    let plain = reference.templates.is_empty() && reference.part.is_none() && declared.about.is_none();
    plain.then(|| id_in(dataset, to, scheme)).flatten()
}

/// A record's id in a scheme, where it is what is written.
fn id_in(dataset: &Dataset, record: RecordId, scheme: &str) -> Option<String> {
    let scheme = dataset.find_scheme(scheme)?;
    let bears = |row: RowId| dataset.ids_named(scheme, dataset.text(row)).iter().any(|id| id.row == row);
    dataset.rows_of(record).find(|&row| bears(row)).map(|row| dataset.text(row).to_owned())
}
