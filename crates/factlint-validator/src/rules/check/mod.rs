//! The `check/` rules: what a dataset's own schema demands of its records, each under its own name.

use std::collections::BTreeMap;
use std::sync::Arc;

use cel::Env;
use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, ConstraintId, Dataset, RecordId, RowId};

use super::{Check, Rule};
use crate::expression::{Expression, Outcome, Prepared, compile};

/// The rules of the family.
pub static RULES: &[Rule] = &[Rule {
    meta: RuleMeta {
        name: "check",
        level: Level::Error,
        summary: "a record for which a `check` of its schema does not hold, as check/NAME",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
}];

/// The most values that are shown.
const SHOWN: usize = 6;

/// A check of the dataset's own.
struct Own<'d> {
    name: &'d str,
    that: &'d str,
    constraint: &'d Constraint,
}

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let compiled = compiled(dataset);
    if compiled.is_empty() {
        return;
    }
    let env = Arc::new(Env::stdlib());
    let prepared: BTreeMap<ConstraintId, _> =
        compiled.iter().map(|(&id, (own, expression))| (id, (own, Prepared::new(dataset, expression, &env)))).collect();
    for record in dataset.record_ids() {
        for id in dataset.constraints_of(record) {
            let Some((own, expression)) = prepared.get(id) else { continue };
            match expression.outcome(record) {
                Outcome::Holds | Outcome::Silent => {}
                Outcome::Fails => found.push(broken(dataset, own, expression, record)),
                Outcome::Undecided(why) => found.push(undecided(dataset, own, expression, record, &why)),
            }
        }
    }
}

/// The checks whose expression can be read; of others the plan told.
fn compiled(dataset: &Dataset) -> BTreeMap<ConstraintId, (Own<'_>, Expression)> {
    let mut compiled = BTreeMap::new();
    for (number, constraint) in dataset.vocabulary.constraints.iter().enumerate() {
        let (ConstraintBody::Check { name, that }, Ok(number)) = (&constraint.body, u32::try_from(number)) else {
            continue;
        };
        if let Ok(expression) = compile(that) {
            compiled.insert(ConstraintId(number), (Own { name, that, constraint }, expression));
        }
    }
    compiled
}

fn broken(dataset: &Dataset, own: &Own<'_>, expression: &Prepared<'_, '_>, record: RecordId) -> Diagnostic {
    let described = dataset.describe(record);
    let message = || format!("`{}` does not hold for {described}", own.shown());
    let message = own.constraint.message.clone().unwrap_or_else(message);
    let mut finding = at_record(dataset, own, expression, record, Level::Error, message);
    let kind = dataset.name_of(record).kind;
    finding.notes.insert(0, format!("the schema demands of each {kind}: {}", own.shown()));
    finding
}

fn undecided(
    dataset: &Dataset,
    own: &Own<'_>,
    expression: &Prepared<'_, '_>,
    record: RecordId,
    why: &str,
) -> Diagnostic {
    let message = format!("whether `{}` holds for {} cannot be decided: {why}", own.shown(), dataset.describe(record));
    let finding = at_record(dataset, own, expression, record, Level::Warning, message);
    // Most often a text stands where a number is wanted.
    if why.contains("string") && why.contains("int") {
        finding.help("int(X) reads a text as a number")
    } else {
        finding
    }
}

/// A finding at the slot that the check names, or the record's head; of at most this level.
fn at_record(
    dataset: &Dataset,
    own: &Own<'_>,
    expression: &Prepared<'_, '_>,
    record: RecordId,
    most: Level,
    message: String,
) -> Diagnostic {
    let values = expression.values_read(record);
    let at = own.constraint.at.and_then(|slot| dataset.values(record, slot).next());
    let place = at.map_or_else(|| dataset.head(record), |row| dataset.span(row));
    let level = own.constraint.level.unwrap_or(RULES[0].meta.level).min(most);
    let mut finding = Diagnostic::new(format!("check/{}", own.name), level, place, message);
    let rows = values.iter().flat_map(|(name, rows)| rows.iter().map(move |&row| (name, row)));
    for (name, row) in rows.take(SHOWN) {
        let text = format!("`{name}`");
        if at == Some(row) { finding.primary.text = text } else { finding = finding.label(dataset.span(row), text) }
    }
    finding.record = Some(dataset.name_of(record));
    match in_words(dataset, &values) {
        Some(read) => finding.note(read),
        None => finding,
    }
}

/// The values that were read, in a sentence.
fn in_words(dataset: &Dataset, values: &[(String, Vec<RowId>)]) -> Option<String> {
    let text = |rows: &[RowId]| match rows {
        [] => "not filled".to_owned(),
        rows => {
            let more = if rows.len() > SHOWN { ", …" } else { "" };
            let shown: Vec<_> = rows.iter().take(SHOWN).map(|&row| dataset.text(row)).collect();
            format!("`{}`{more}", shown.join("`, `"))
        }
    };
    let read: Vec<_> = values.iter().map(|(name, rows)| format!("`{name}` is {}", text(rows))).collect();
    (!read.is_empty()).then(|| format!("here {}", read.join(", ")))
}

impl Own<'_> {
    /// The expression in one line.
    fn shown(&self) -> String {
        self.that.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
