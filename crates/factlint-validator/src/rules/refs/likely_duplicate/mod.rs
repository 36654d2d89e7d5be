//! `refs/likely-duplicate`: two records of a kind that look like one fact.
//!
//! Records are grouped by what they are called, or, without a name, by their times and figures; within a group two
//! records are one fact unless a slot that both fill tells them apart.

use std::collections::{BTreeMap, HashMap};

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, KindId, Meaning, RecordId, RowId, SlotId};

use super::fold::words;
use super::rows::{about, is_value, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/likely-duplicate",
        level: Level::Warning,
        summary: "two records that look like one fact",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: true,
    },
    check: Check::Dataset(check),
};

/// With how many earlier records of its group a record is compared, so that a large group stays quick.
const COMPARED: usize = 16;

/// What is the same in records that may be one fact: the kind, the owner of a record without an id, and a name,
/// or its times and figures.
type Key = (KindId, Option<RecordId>, Vec<(SlotId, String)>);

/// The values of a record by slot, sorted, as they are compared.
type Values = BTreeMap<SlotId, Vec<(String, RowId)>>;

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let mut groups = HashMap::<Key, Vec<RecordId>>::new();
    for record in dataset.record_ids().filter(|&id| has_facts(dataset, id)) {
        let values = values(dataset, record);
        let keys = keys(dataset, record, &values);
        let candidates = keys.iter().filter_map(|key| groups.get(key));
        let mut candidates = candidates.flat_map(|group| group.iter().copied().rev().take(COMPARED));
        match candidates.find(|&earlier| agree(&values, &self::values(dataset, earlier))) {
            Some(earlier) => found.push(report(dataset, record, earlier, &values)),
            None => keys.into_iter().for_each(|key| groups.entry(key).or_default().push(record)),
        }
    }
}

/// Citations and sources are evidence; one may well stand twice.
fn has_facts(dataset: &Dataset, record: RecordId) -> bool {
    !matches!(dataset.vocabulary.kind_name(dataset.kind(record)), "citation" | "source")
}

fn values(dataset: &Dataset, record: RecordId) -> Values {
    let mut values = Values::new();
    for row in dataset.rows_of(record).filter(|&row| is_value(dataset, row) && is_own(dataset, row)) {
        let text = match &dataset.use_of(row).meaning {
            Meaning::Id(_) => continue,
            Meaning::Name(_) => words(dataset.text(row)),
            _ => dataset.text(row).to_owned(),
        };
        values.entry(dataset.use_of(row).slot).or_default().push((text, row));
    }
    for texts in values.values_mut() {
        texts.sort();
        texts.dedup_by(|one, other| one.0 == other.0);
    }
    values
}

/// Whether a value speaks of its own record.
fn is_own(dataset: &Dataset, row: RowId) -> bool {
    dataset.use_of(row).about.is_none()
}

/// What a record may be found by: each of its names; without one, all its times and figures together.
fn keys(dataset: &Dataset, record: RecordId, values: &Values) -> Vec<Key> {
    let called = |wanted: fn(&Meaning) -> bool| -> Vec<(SlotId, String)> {
        let texts = values.iter().flat_map(|(&slot, texts)| texts.iter().map(move |(text, row)| (slot, text, *row)));
        texts
            .filter(|(_, text, row)| !text.is_empty() && wanted(&dataset.use_of(*row).meaning))
            .map(|(slot, text, _)| (slot, text.clone()))
            .collect()
    };
    let owner = if dataset.id_of(record).is_some() { None } else { dataset.record(record).owner };
    let key = |called| (dataset.kind(record), owner, called);
    let names = called(|meaning| matches!(meaning, Meaning::Name(_)));
    if !names.is_empty() {
        return names.into_iter().map(|name| key(vec![name])).collect();
    }
    let printed = called(|meaning| matches!(meaning, Meaning::Time(_) | Meaning::Figure(_)));
    // One date or one number alone is shared by many facts.
    if printed.is_empty() || values.len() < 2 { Vec::new() } else { vec![key(printed)] }
}

/// Whether no slot that both fill tells two records apart: in each, the values of one are all among the other's.
fn agree(one: &Values, other: &Values) -> bool {
    one.iter().all(|(slot, texts)| {
        other.get(slot).is_none_or(|others| {
            let (few, many) = if texts.len() <= others.len() { (texts, others) } else { (others, texts) };
            few.iter().all(|(text, _)| many.binary_search_by(|(other, _)| other.cmp(text)).is_ok())
        })
    })
}

fn report(dataset: &Dataset, record: RecordId, earlier: RecordId, values: &Values) -> Diagnostic {
    let others = self::values(dataset, earlier);
    let shared = values.keys().filter(|slot| others.contains_key(slot));
    let shared: Vec<String> = shared.map(|&slot| format!("`{}`", dataset.vocabulary.slot_name(slot))).collect();
    let (one, other) = (dataset.describe(record), dataset.describe(earlier));
    let found = Diagnostic::new(
        RULE.meta.name,
        RULE.meta.level,
        dataset.head(record),
        format!("{one} looks like {other}: both have the same {}", shared.join(", ")),
    )
    .at("perhaps the same fact")
    .label(dataset.head(earlier), "as this")
    .note("nothing that both state tells them apart")
    .help("make one record of the two, or state what tells them apart");
    with_participant(dataset, about(dataset, found, record), earlier)
}
