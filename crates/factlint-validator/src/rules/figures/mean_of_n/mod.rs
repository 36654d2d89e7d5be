//! A mean that so many whole numbers cannot have.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Constraint, ConstraintBody, Dataset, FigureValue};
use factlint_model::figure::{Exact, Interval};

use super::finding;
use super::term::{At, Term, figures, terms};
use super::whole::{gap, only_count};
use super::wording::{style, telling_places};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/mean-of-n",
    level: Level::Error,
    summary: "a mean that so many whole numbers cannot have",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for record in dataset.record_ids() {
        for constraint in dataset.constraints_of(record) {
            let Some(constraint) = dataset.vocabulary.constraints.get(constraint.index()) else { continue };
            findings.extend(At::each(dataset, record, constraint).filter_map(|at| judge(dataset, at, constraint)));
        }
    }
}

fn judge(dataset: &Dataset, at: At, constraint: &Constraint) -> Option<Diagnostic> {
    let ConstraintBody::Mean { total: None, count, is } = &constraint.body else { return None };
    let found = terms(dataset, at, count);
    let ([counted], true) = (&found.terms[..], found.whole) else { return None };
    let [mean] = figures(dataset, at, is)[..] else { return None };
    let count = only_count(counted.nearest())?;
    let totals = gap(&count, &mean.interval).filter(|_| !mean.percent)?;
    Some(finding(dataset, constraint, mean, counted, &count, &totals))
}

fn finding(
    dataset: &Dataset,
    constraint: &Constraint,
    mean: &FigureValue,
    counted: &Term<'_>,
    count: &Exact,
    totals: &[Exact; 2],
) -> Diagnostic {
    let (places, style) = (telling_places(dataset, mean), style(dataset, mean));
    let [below, above] = totals.each_ref().map(|total| {
        let mean = Interval::exact(total / count).describe(places, style);
        format!("{mean} ({total} by {count})")
    });
    let message = format!("`{}` is no mean of {count} whole numbers", dataset.text(mean.row));
    let mut finding = finding::start(dataset, &META, constraint, mean, message).at("mean");
    finding::label(dataset, &mut finding, "count", counted);
    finding::participants(dataset, &mut finding, mean.record, &[counted]);
    finding
        .note(format!("the nearest that they can have are {below} and {above}"))
        .help("look up the mean and the count in the source; if what was averaged is not whole, name its `total` in the schema")
}
