//! `check/NAME`: an expression of the dataset's own schema that does not hold of a record.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Dataset, RecordId, RowId, SlotPath};

use super::subject;
use crate::expression::{Answer, Evaluator, Expression};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "check/NAME",
        level: Level::Error,
        summary: "an expression of the dataset's own schema that does not hold",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
    },
    check: Check::Dataset(check),
};

/// How many of the values that were read are labelled.
const LABELS: usize = 6;

/// A check that some record stands under.
struct Own<'a> {
    constraint: &'a Constraint,
    name: &'a str,
    that: &'a str,
    reads: &'a [SlotPath],
    expression: Expression,
}

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let checks = compile(dataset);
    if checks.is_empty() {
        return;
    }
    let mut evaluator = Evaluator::default();
    let mut undecided = BTreeSet::new();
    for record in dataset.record_ids() {
        for id in dataset.constraints_of(record) {
            let Some(own) = checks.get(id) else { continue };
            let mut rows = Vec::new();
            let subject = subject::of(dataset, record, own.reads, &mut rows);
            match own.expression.evaluate(&mut evaluator, subject) {
                Answer::Holds | Answer::Silent => {}
                Answer::Fails => found.push(fails(dataset, own, record, &rows)),
                // What the expression cannot do, it can do for no record: one finding tells it.
                Answer::Undecided(why) => {
                    if undecided.insert(*id) {
                        found.push(cannot(dataset, own, record, &rows, &why));
                    }
                }
            }
        }
    }
}

fn compile(dataset: &Dataset) -> BTreeMap<ConstraintId, Own<'_>> {
    let mut checks = BTreeMap::new();
    for (constraint, number) in dataset.vocabulary.constraints.iter().zip(0..) {
        if let ConstraintBody::Check { name, that, reads } = &constraint.body
            && let Ok(expression) = Expression::compile(that)
        {
            checks.insert(ConstraintId(number), Own { constraint, name, that, reads, expression });
        }
    }
    checks
}

fn fails(dataset: &Dataset, own: &Own<'_>, record: RecordId, rows: &[RowId]) -> Diagnostic {
    let who = dataset.describe(record);
    let message = own.constraint.message.clone().unwrap_or_else(|| format!("`{}` does not hold of {who}", own.name));
    with_values(dataset, own, record, rows, message)
        .help("change what is wrong in the values, or the check in the schema")
}

fn cannot(dataset: &Dataset, own: &Own<'_>, record: RecordId, rows: &[RowId], why: &str) -> Diagnostic {
    let who = dataset.describe(record);
    let message = format!("`{}` cannot be decided of {who}: {why}", own.name);
    with_values(dataset, own, record, rows, message)
        .note("other records may be alike: this is told once for each check")
        .help("mend the expression in the schema; `has(self.SLOT)` asks whether a slot is filled, `int(…)` makes a number of a text")
}

fn with_values(dataset: &Dataset, own: &Own<'_>, record: RecordId, rows: &[RowId], message: String) -> Diagnostic {
    let told = own.constraint.at.and_then(|slot| dataset.values(record, slot).next());
    let primary = told.map_or_else(|| dataset.head(record), |row| dataset.span(row));
    let level = own.constraint.level.unwrap_or(RULE.meta.level);
    let mut finding = Diagnostic::new(format!("check/{}", own.name), level, primary, message).at("it is said of this");
    finding.record = Some(dataset.name_of(record));
    for &row in rows.iter().filter(|&&row| Some(row) != told).take(LABELS) {
        let slot = dataset.vocabulary.slot_name(dataset.use_of(row).slot);
        let owner = dataset.row(row).record;
        let label =
            if owner == record { format!("`{slot}`") } else { format!("`{slot}` of {}", dataset.describe(owner)) };
        finding = finding.label(dataset.span(row), label);
        if owner != record {
            finding.participants.push(dataset.id_of(owner).map_or_else(|| dataset.describe(owner), str::to_owned));
        }
    }
    finding.participants.dedup();
    finding.note(format!("the schema wants: {}", own.that.split_whitespace().collect::<Vec<_>>().join(" ")))
}
