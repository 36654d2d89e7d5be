//! A share that agrees only if it, its part or its whole was cut off or rounded up.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use super::finding;
use super::share::{self, Judged, Verdict};
use super::share_mismatch::{help, message, operands};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/share-needs-truncation",
    level: Level::Warning,
    summary: "a share that agrees only if it was cut off or rounded up, not by any nearest rounding",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    let cut = share::with(dataset, Verdict::NeedsTruncation);
    findings.extend(cut.iter().map(|judged| finding(dataset, judged)));
}

fn finding(dataset: &Dataset, judged: &Judged<'_>) -> Diagnostic {
    let mut finding = finding::start(dataset, &META, judged.constraint, judged.share, message(dataset, judged))
        .at(format!("printed: {}", dataset.text(judged.share.row)))
        .note("the nearest rounding gives another number; only cutting off or rounding up gives this one");
    operands(dataset, &mut finding, judged);
    finding.help = help(dataset, judged);
    finding
}
