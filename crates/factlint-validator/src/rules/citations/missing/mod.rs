//! `citations/missing`: a fact with no citation, of a kind that must have one.

use std::collections::HashSet;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, Dataset, Meaning, RecordId};

use crate::cite::{Citations, SOURCE};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/missing",
        level: Level::Error,
        summary: "a fact with no citation",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    // What is missing may lie in what was not read.
    if dataset.incomplete {
        return;
    }
    let with_source = with_source(dataset);
    let is_cited = |record: RecordId| {
        citations.of_record(dataset, record).next().is_some()
            || dataset.around(record).any(|around| with_source.contains(&around))
    };
    for record in dataset.record_ids() {
        if let Some(constraint) = must_be_cited(dataset, record).filter(|_| !is_cited(record)) {
            found.push(report(dataset, record, constraint));
        }
    }
}

fn must_be_cited(dataset: &Dataset, record: RecordId) -> Option<&Constraint> {
    let constraints = dataset.constraints_of(record).iter();
    let constraints = constraints.filter_map(|id| dataset.vocabulary.constraints.get(id.index()));
    constraints.into_iter().find(|constraint| constraint.body == ConstraintBody::Cited)
}

/// The records in which a source stands that cites for them. One with an id of its own is there to be named, and cites
/// nothing by standing somewhere; one that shares its id with others is the work that is meant.
fn with_source(dataset: &Dataset) -> HashSet<RecordId> {
    let Some(kind) = dataset.vocabulary.find_kind(SOURCE) else { return HashSet::new() };
    let sources = dataset.record_ids().filter(|&record| dataset.kind(record) == kind);
    let unnamed = sources.filter(|&record| !has_own_id(dataset, record));
    unnamed.flat_map(|record| dataset.around(record).skip(1)).collect()
}

fn has_own_id(dataset: &Dataset, record: RecordId) -> bool {
    let own = |row| matches!(&dataset.use_of(row).meaning, Meaning::Id(id) if !id.shared);
    dataset.rows_of(record).any(own)
}

fn report(dataset: &Dataset, record: RecordId, constraint: &Constraint) -> Diagnostic {
    let kind = dataset.vocabulary.kind_name(dataset.kind(record));
    let at = constraint.at.and_then(|slot| dataset.values(record, slot).next());
    let place = at.map_or_else(|| dataset.head(record), |row| dataset.span(row));
    let message = || format!("{} has no citation", dataset.describe(record));
    let message = constraint.message.clone().unwrap_or_else(message);
    let mut found = Diagnostic::new(RULE.meta.name, constraint.level.unwrap_or(RULE.meta.level), place, message)
        .note(format!("the schema demands a citation of each {kind} (`cited`): its own, or one of a record around it"))
        .help("add the few printed words that hold it, or name its source; without a source, leave it out");
    found.record = Some(dataset.name_of(record));
    found
}
