//! `refs/wrong-kind`: a reference to an id that a record of another kind bears.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, Id, RefUse, RowId};

use super::rows::{any_of, dangling, finding, ids_in_reach, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/wrong-kind",
        level: Level::Error,
        summary: "a reference to a record of another kind",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    for (row, reference) in dangling(dataset) {
        if let Some(wrong) = wrong_bearer(dataset, row, reference) {
            found.push(report(dataset, row, reference, &wrong));
        }
    }
}

/// The first record in reach that bears the id that a reference names, where none of the right kind bears it anywhere.
pub(super) fn wrong_bearer(dataset: &Dataset, row: RowId, reference: &RefUse) -> Option<Id> {
    let right = |id: Id| reference.to.contains(&dataset.kind(id.record));
    let somewhere = dataset.ids_anywhere(dataset.text(row)).any(right);
    ids_in_reach(dataset, row).next().filter(|_| !somewhere)
}

fn report(dataset: &Dataset, row: RowId, reference: &RefUse, wrong: &Id) -> Diagnostic {
    let text = dataset.text(row);
    let kinds = any_of(dataset, &reference.to);
    let kind = dataset.vocabulary.kind_name(dataset.kind(wrong.record));
    let slot = dataset.vocabulary.slot_name(dataset.use_of(row).slot);
    let message = || format!("`{text}` is of the kind {kind}, where the kind {kinds} is wanted");
    let found = finding(dataset, RULE.meta.name, RULE.meta.level, row, message)
        .at(format!("should be of the kind {kinds}"))
        .label(dataset.span(wrong.row), format!("of the kind {kind}"))
        .note(format!("the schema says that `{slot}` refers to the kind {kinds}"))
        .help(format!("name a record of the kind {kinds} here, or state this where the kind {kind} may stand"));
    with_participant(dataset, found, wrong.record)
}
