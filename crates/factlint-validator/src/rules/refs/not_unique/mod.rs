//! `refs/not-unique`: two records that agree in slots which the schema declares unique together.

use std::hash::{DefaultHasher, Hash, Hasher};

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Dataset, RecordId, RowId, Scope, SlotPath};
use hashbrown::HashTable;

use super::fold::case_and_accents;
use super::rows::{Realm, about, values, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/not-unique",
        level: Level::Error,
        summary: "a declared combination of slots that occurs twice",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

/// How many combinations of a record's values are looked at, where slots have several.
const COMBINATIONS: usize = 64;

/// One value of each slot.
type Combination = Vec<RowId>;

/// A `unique` constraint.
struct Unique<'a> {
    id: ConstraintId,
    constraint: &'a Constraint,
    slots: &'a [SlotPath],
    within: Option<&'a Scope>,
    fold: bool,
}

/// Where a combination was met first, from which all that is compared can be made again: there may be as many as records.
struct Met {
    /// Of the constraint, the realm and the values as they are compared.
    hash: u64,
    constraint: ConstraintId,
    record: RecordId,
    /// The number of the combination among those of its record.
    number: u32,
}

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let mut met = HashTable::new();
    for record in dataset.record_ids() {
        for unique in constraints(dataset, record) {
            found.extend(repeated(dataset, record, &unique, &mut met));
        }
    }
}

/// A combination of the record that was met before, if there is one: one finding a record is enough to see what is meant.
fn repeated(dataset: &Dataset, record: RecordId, unique: &Unique<'_>, met: &mut HashTable<Met>) -> Option<Diagnostic> {
    let realm = Realm::of(dataset, record, unique.within);
    let texts =
        |rows: &Combination| -> Vec<String> { rows.iter().map(|&row| compared(dataset, row, unique.fold)).collect() };
    for (rows, number) in combinations(dataset, record, unique.slots).into_iter().zip(0..) {
        let compared = texts(&rows);
        let mut hasher = DefaultHasher::new();
        (unique.id, realm, &compared).hash(&mut hasher);
        let hash = hasher.finish();
        let mut first = Combination::new();
        let is_same = |known: &Met| {
            if (known.hash, known.constraint) != (hash, unique.id)
                || Realm::of(dataset, known.record, unique.within) != realm
            {
                return false;
            }
            let mut all = combinations(dataset, known.record, unique.slots).into_iter();
            first = all.nth(known.number as usize).unwrap_or_default();
            texts(&first) == compared
        };
        match met.find(hash, is_same).map(|known| known.record) {
            None => {
                let new = Met { hash, constraint: unique.id, record, number };
                met.insert_unique(hash, new, |known| known.hash);
            }
            Some(earlier) if earlier != record => {
                return Some(report(dataset, unique, realm, (record, &rows), (earlier, &first)));
            }
            Some(_) => {}
        }
    }
    None
}

fn constraints(dataset: &Dataset, record: RecordId) -> impl Iterator<Item = Unique<'_>> {
    dataset.constraints_of(record).iter().filter_map(|&id| {
        let constraint = dataset.vocabulary.constraints.get(id.index())?;
        match &constraint.body {
            ConstraintBody::Unique { slots, within, fold } => {
                Some(Unique { id, constraint, slots, within: within.as_ref(), fold: *fold })
            }
            _ => None,
        }
    })
}

/// The combinations of a record's values; none if a slot is not filled.
fn combinations(dataset: &Dataset, record: RecordId, slots: &[SlotPath]) -> Vec<Combination> {
    let mut all = vec![Combination::new()];
    for path in slots {
        let records = dataset.step(record, path.step);
        let rows: Vec<RowId> = records.into_iter().flat_map(|id| values(dataset, id, path.slot)).collect();
        let longer = |start: &Combination| -> Vec<Combination> {
            rows.iter().map(|&row| start.iter().copied().chain([row]).collect()).collect()
        };
        all = all.iter().flat_map(longer).take(COMBINATIONS).collect();
    }
    all
}

/// What is compared of a value: what a reference reaches, whichever of its ids it uses; else the text.
fn compared(dataset: &Dataset, row: RowId, fold: bool) -> String {
    let mut targets = dataset.targets(row);
    match (targets.next(), targets.next()) {
        // A text holds no NUL, so no text looks like this.
        (Some(target), None) => format!("\0{}", target.0),
        _ if fold => case_and_accents(dataset.text(row)),
        _ => dataset.text(row).to_owned(),
    }
}

fn report(
    dataset: &Dataset,
    unique: &Unique<'_>,
    realm: Realm,
    (record, rows): (RecordId, &Combination),
    (earlier, at): (RecordId, &Combination),
) -> Diagnostic {
    let slot_name = |row: &RowId| dataset.vocabulary.slot_name(dataset.use_of(*row).slot);
    let names: Vec<String> = rows.iter().map(|row| format!("`{}`", slot_name(row))).collect();
    let names = names.join(" and ");
    let message = || {
        let (one, other) = (dataset.describe(record), dataset.describe(earlier));
        let who = if one == other { format!("two records ({one})") } else { format!("{other} and {one}") };
        let values: Vec<&str> = rows.iter().map(|&row| dataset.text(row)).collect();
        format!("{who} have the same {names}: {}", values.join(", "))
    };
    let message = unique.constraint.message.clone().unwrap_or_else(message);
    let level = unique.constraint.level.unwrap_or(RULE.meta.level);
    let primary = primary(dataset, unique, record, rows);
    let mut found = Diagnostic::new(RULE.meta.name, level, primary, message).at("again here");
    for row in at {
        found = found.label(dataset.span(*row), "first here");
    }
    let folded = if unique.fold { ", case and accents aside" } else { "" };
    found = found
        .note(format!("the schema says that no two agree in {names} {}{folded}", realm.words(dataset)))
        .help("change one of the two, or remove the record that is there twice");
    with_participant(dataset, about(dataset, found, record), earlier)
}

/// The place of the slot that the constraint names with `at`, else of the first of the values in the record itself.
fn primary(dataset: &Dataset, unique: &Unique<'_>, record: RecordId, rows: &[RowId]) -> factlint_model::source::Span {
    let named = unique.constraint.at.and_then(|slot| dataset.values(record, slot).next());
    let own = rows.iter().copied().find(|&row| dataset.row(row).record == record);
    named.or(own).map_or_else(|| dataset.head(record), |row| dataset.span(row))
}
