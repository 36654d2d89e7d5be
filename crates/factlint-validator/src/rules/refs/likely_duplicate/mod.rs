//! `refs/likely-duplicate`: two records of a kind that look like one fact.
//!
//! Records are grouped by what they are called, or, without a name, by their times and figures; within a group two
//! records are one fact unless a slot that both fill tells them apart.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, KindId, Meaning, RecordId, RowId, SlotId, Use};

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
        options: &[],
    },
    check: Check::Dataset(check),
};

/// With how many earlier records of its group a record is compared, so that a large group stays quick.
const COMPARED: usize = 16;

/// A value as it is compared: its slot and a hash of its text. Two texts of one hash would be a false alarm of a rule that
/// may have some, and texts of all records would take much memory.
type Value = (SlotId, u64);

/// What is the same in records that may be one fact: the kind, the owner of a record without an id, and a name, or the
/// times and figures.
type Key = (KindId, Option<RecordId>, Vec<Value>);

/// What a record says.
#[derive(Default)]
struct Said {
    /// All its values, sorted.
    values: Vec<Value>,
    names: Vec<Value>,
    /// Its times and figures.
    printed: Vec<Value>,
}

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let mut groups = HashMap::<Key, Vec<(RecordId, Rc<Said>)>>::new();
    for record in dataset.record_ids().filter(|&id| has_facts(dataset, id)) {
        let said = Rc::new(said(dataset, record));
        let keys = keys(dataset, record, &said);
        let candidates = keys.iter().filter_map(|key| groups.get(key));
        let mut candidates = candidates.flat_map(|group| group.iter().rev().take(COMPARED));
        match candidates.find(|(_, earlier)| agree(&said.values, &earlier.values)) {
            Some((earlier, others)) => found.push(report(dataset, (record, &said), (*earlier, others))),
            None => keys.into_iter().for_each(|key| groups.entry(key).or_default().push((record, Rc::clone(&said)))),
        }
    }
}

/// Citations and sources are evidence; one may well stand twice.
fn has_facts(dataset: &Dataset, record: RecordId) -> bool {
    !matches!(dataset.vocabulary.kind_name(dataset.kind(record)), "citation" | "source")
}

fn said(dataset: &Dataset, record: RecordId) -> Said {
    let mut said = Said::default();
    // A value that speaks of another record says nothing of this one.
    let own = |&row: &RowId| is_value(dataset, row) && dataset.use_of(row).about.is_none();
    for row in dataset.rows_of(record).filter(own) {
        let Use { slot, meaning, .. } = dataset.use_of(row);
        let text = dataset.text(row);
        let value = match meaning {
            Meaning::Id(_) => continue,
            Meaning::Name(_) => match words(text) {
                nothing if nothing.is_empty() => continue,
                name => (*slot, hash(&name)),
            },
            _ => (*slot, hash(text)),
        };
        said.values.push(value);
        match meaning {
            Meaning::Name(_) => said.names.push(value),
            Meaning::Time(_) | Meaning::Figure(_) => said.printed.push(value),
            _ => {}
        }
    }
    for values in [&mut said.values, &mut said.names, &mut said.printed] {
        values.sort_unstable();
        values.dedup();
    }
    said
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What a record may be found by: each of its names; without one, all its times and figures together.
fn keys(dataset: &Dataset, record: RecordId, said: &Said) -> Vec<Key> {
    let owner = if dataset.id_of(record).is_some() { None } else { dataset.record(record).owner };
    let key = |values: Vec<Value>| (dataset.kind(record), owner, values);
    if !said.names.is_empty() {
        return said.names.iter().map(|&name| key(vec![name])).collect();
    }
    // One date or one number alone is shared by many facts.
    let slots = by_slot(&said.values).count();
    if said.printed.is_empty() || slots < 2 { Vec::new() } else { vec![key(said.printed.clone())] }
}

/// Whether no slot that both fill tells two records apart: in each, the values of one are all among the other's.
fn agree(one: &[Value], other: &[Value]) -> bool {
    by_slot(one).all(|values| {
        let others: Vec<Value> = other.iter().filter(|value| value.0 == values[0].0).copied().collect();
        let (few, many) = if values.len() <= others.len() { (values, &*others) } else { (&*others, values) };
        few.iter().all(|value| many.binary_search(value).is_ok())
    })
}

fn by_slot(values: &[Value]) -> impl Iterator<Item = &[Value]> {
    values.chunk_by(|one, other| one.0 == other.0)
}

fn report(dataset: &Dataset, (record, said): (RecordId, &Said), (earlier, others): (RecordId, &Said)) -> Diagnostic {
    let shared = by_slot(&said.values).map(|values| values[0].0);
    let shared = shared.filter(|slot| others.values.iter().any(|value| value.0 == *slot));
    let shared: Vec<String> = shared.map(|slot| format!("`{}`", dataset.vocabulary.slot_name(slot))).collect();
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
