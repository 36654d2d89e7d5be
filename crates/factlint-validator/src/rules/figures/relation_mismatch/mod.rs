//! A difference, product, ratio, mean or growth that is not that of its figures.

mod relation;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};
use factlint_model::facts::Dataset;
use factlint_model::figure::Interval;

use super::finding;
use super::term::At;
use super::wording::{reprinted, style, telling_places, widened};
use relation::Relation;

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/relation-mismatch",
    level: Level::Error,
    summary: "a difference, product, ratio, mean or growth that is not that of its figures, however they were rounded",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Unsafe),
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for record in dataset.record_ids() {
        for constraint in dataset.constraints_of(record) {
            let Some(constraint) = dataset.vocabulary.constraints.get(constraint.index()) else { continue };
            let relations = At::each(dataset, record, constraint);
            let relations = relations.filter_map(|at| Relation::read(dataset, at, constraint));
            findings.extend(relations.filter(|relation| !relation.holds()).map(|relation| finding(dataset, &relation)));
        }
    }
}

fn finding(dataset: &Dataset, relation: &Relation<'_>) -> Diagnostic {
    let result = relation.result;
    let text = dataset.text(result.row);
    let describe = |interval: &Interval| {
        relation.in_text(interval).describe(telling_places(dataset, result), style(dataset, result))
    };
    let stated = relation.outcome(|term| term.stated());
    let message = format!("{} is {}, not `{text}`", relation.formula(dataset), relation.unit(describe(&stated)));
    let mut finding = finding::start(dataset, &META, relation.constraint, result, message)
        .at(format!("{}: {text}", relation.names.result));
    for (role, term) in relation.names.operands.iter().zip(&relation.operands) {
        finding::label(dataset, &mut finding, role, term);
    }
    finding::participants(dataset, &mut finding, result.record, &relation.operands.iter().collect::<Vec<_>>());
    let rounded = relation.outcome(|term| term.nearest().clone());
    if rounded != stated {
        finding = finding.note(format!("however the others were rounded, it is {}", relation.unit(describe(&rounded))));
    }
    if result.interval.point().is_none() {
        let possible = describe(&relation.possible());
        finding = finding.note(format!("`{text}` can stand for {}", relation.unit(possible)));
    }
    match reprinted(dataset, result, &widened(dataset, result, &relation.in_text(&stated))) {
        Some((right, intents)) => finding.help(format!("if the others are right, it is `{right}`")).fix(
            format!("print `{right}`"),
            Safety::Unsafe,
            intents,
        ),
        None => finding,
    }
}
