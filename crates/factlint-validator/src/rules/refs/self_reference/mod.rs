//! `refs/self`: a reference by which a record names itself.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, RecordId, RowId};

use super::rows::{finding, references};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/self",
        level: Level::Error,
        summary: "a reference of a record to itself",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    for (row, _) in references(dataset) {
        if let Some(record) = reaches_itself(dataset, row) {
            found.push(report(dataset, row, record));
        }
    }
}

/// The record that a reference speaks of, where that is all it reaches. An id may be shared by several records: a
/// reference to all of them is no statement about its own.
fn reaches_itself(dataset: &Dataset, row: RowId) -> Option<RecordId> {
    let mut targets = dataset.targets(row);
    let only = targets.next().filter(|_| targets.next().is_none())?;
    dataset.subjects(row).contains(&only).then_some(only)
}

fn report(dataset: &Dataset, row: RowId, record: RecordId) -> Diagnostic {
    let slot = dataset.vocabulary.slot_name(dataset.use_of(row).slot);
    let who = dataset.describe(record);
    finding(dataset, RULE.meta.name, RULE.meta.level, row, || format!("{who} names itself as its `{slot}`"))
        .at("the record itself")
        .label(dataset.head(record), who.clone())
        .help(format!("name another record here, or leave `{slot}` out"))
}
