//! A part that is more than its whole.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, FigureValue};

use super::finding;
use super::share::{self, Judged, Verdict};
use super::term::Term;

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/part-exceeds-whole",
    level: Level::Error,
    summary: "a part that is more than the whole it is a share of",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    let groups = share::grouped(dataset, Verdict::Exceeds);
    for group in &groups {
        match &group.suspect {
            Some((suspect, _)) => findings.extend(several(dataset, suspect, &group.shares)),
            None => findings.extend(group.shares.iter().map(|judged| single(dataset, judged))),
        }
    }
}

fn single(dataset: &Dataset, judged: &Judged<'_>) -> Diagnostic {
    let (part, whole) = (judged.part.text(dataset), judged.whole.text(dataset));
    let message = format!("the part `{part}` is more than the whole `{whole}`");
    let figure = judged.part.figure().unwrap_or(judged.share);
    let mut finding = finding::start(dataset, &META, judged.constraint, figure, message).at(format!("part: {part}"));
    operands(dataset, &mut finding, judged);
    finding.help("look both up in the source; or part and whole have changed places")
}

/// One finding for all shares that one figure breaks.
fn several(dataset: &Dataset, suspect: &FigureValue, shares: &[Judged<'_>]) -> Option<Diagnostic> {
    let (text, first) = (dataset.text(suspect.row), shares.first()?);
    let is_whole = share::row(&first.whole) == Some(suspect.row);
    let message = if is_whole {
        format!("the whole `{text}` is less than each of its {} parts", shares.len())
    } else {
        format!("the part `{text}` is more than each of its {} wholes", shares.len())
    };
    let mut finding = finding::start(dataset, &META, first.constraint, suspect, message);
    for judged in shares.iter().take(finding::SHOWN) {
        operands(dataset, &mut finding, judged);
    }
    finding::note_hidden(&mut finding, shares.len(), "share");
    Some(finding.help("most likely this one figure is wrong, and not each of the others; look it up in the source"))
}

/// Labels all three.
fn operands(dataset: &Dataset, finding: &mut Diagnostic, judged: &Judged<'_>) {
    let own = judged.share.record;
    finding::label(dataset, finding, "part", &judged.part);
    finding::label(dataset, finding, "whole", &judged.whole);
    finding::label(dataset, finding, "share", &Term::Figure(judged.share));
    finding::participants(dataset, finding, own, &[&judged.part, &judged.whole]);
}
