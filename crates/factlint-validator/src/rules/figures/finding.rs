//! What is alike in the findings of all relations.

use std::collections::BTreeSet;

use factlint_model::diagnostic::{Diagnostic, Label, RuleMeta};
use factlint_model::facts::{Constraint, Dataset, FigureValue, RecordId};

use super::term::Term;

/// More parts or shares than these are counted and not shown.
pub(super) const SHOWN: usize = 12;

/// Says how many of so many things, each a `what`, are not shown.
pub(super) fn note_hidden(finding: &mut Diagnostic, count: usize, what: &str) {
    if let Some(hidden) = count.checked_sub(SHOWN).filter(|&hidden| hidden > 0) {
        let verb = if hidden == 1 { " is" } else { "s are" };
        finding.notes.push(format!("{hidden} more {what}{verb} not shown"));
    }
}

/// A finding of a constraint at a figure; what the schema says of level, message and place wins.
pub(super) fn start(
    dataset: &Dataset,
    meta: &RuleMeta,
    constraint: &Constraint,
    figure: &FigureValue,
    message: String,
) -> Diagnostic {
    let told = constraint.at.and_then(|slot| dataset.values(figure.record, slot).next());
    let span = dataset.span(told.unwrap_or(figure.row));
    let message = constraint.message.clone().unwrap_or(message);
    let mut finding = Diagnostic::new(meta.name, constraint.level.unwrap_or(meta.level), span, message);
    finding.record = Some(dataset.name_of(figure.record));
    finding
}

/// Adds a label for an operand, once, unless the finding stands there.
pub(super) fn label(dataset: &Dataset, finding: &mut Diagnostic, role: &str, term: &Term<'_>) {
    let (Some(span), Some(figure)) = (term.span(dataset), term.figure()) else { return };
    if span == finding.primary.span || finding.labels.iter().any(|label| label.span == span) {
        return;
    }
    let text = format!("{role}: {} ({})", term.text(dataset), dataset.describe(figure.record));
    finding.labels.push(Label::new(span, text));
}

/// Names the other records that take part.
pub(super) fn participants(dataset: &Dataset, finding: &mut Diagnostic, own: RecordId, terms: &[&Term<'_>]) {
    let others: BTreeSet<RecordId> =
        terms.iter().filter_map(|term| term.figure()).map(|figure| figure.record).collect();
    let ids = others.into_iter().filter(|&other| other != own).filter_map(|other| dataset.id_of(other));
    finding.participants.extend(ids.map(str::to_owned));
    finding.participants.sort();
    finding.participants.dedup();
}
