//! `refs/orphan`: a record that nothing refers to, of a kind that is there to be referred to.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, RecordId};

use super::rows::about;
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/orphan",
        level: Level::Warning,
        summary: "a record that nothing refers to, of a kind that says `orphan: report`",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: true,
        options: &[],
    },
    check: Check::Dataset(check),
};

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    // Whatever refers to it may lie in what could not be read.
    if dataset.incomplete {
        return;
    }
    let reported = |id: &RecordId| {
        let kind = dataset.vocabulary.kinds.get(dataset.kind(*id).index());
        kind.is_some_and(|kind| kind.report_orphan) && !is_referred_to(dataset, *id)
    };
    found.extend(dataset.record_ids().filter(reported).map(|id| report(dataset, id)));
}

/// Whether a record outside of this one refers to it.
fn is_referred_to(dataset: &Dataset, id: RecordId) -> bool {
    dataset.referrers(id).any(|row| dataset.around(dataset.row(row).record).all(|record| record != id))
}

fn report(dataset: &Dataset, id: RecordId) -> Diagnostic {
    let kind = dataset.vocabulary.kind_name(dataset.kind(id));
    let message = format!("nothing refers to {}", dataset.describe(id));
    let found = Diagnostic::new(RULE.meta.name, RULE.meta.level, dataset.head(id), message)
        .at("never referred to")
        .note(format!(
            "the schema says that a record of the kind {kind} is there for others to refer to (`orphan: report`)"
        ))
        .help("refer to it where it belongs, or remove it");
    about(dataset, found, id)
}
