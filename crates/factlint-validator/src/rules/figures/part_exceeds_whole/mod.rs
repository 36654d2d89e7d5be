//! A part that is more than its whole.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

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
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    let groups = share::grouped(dataset, Verdict::Exceeds);
    findings.extend(groups.iter().filter_map(|group| finding(dataset, group)));
}

/// One finding for all shares that one figure breaks.
fn finding(dataset: &Dataset, group: &[Judged<'_>]) -> Option<Diagnostic> {
    let first = group.first()?;
    let one_whole = group.iter().all(|judged| share::row(&judged.whole) == share::row(&first.whole));
    let (role, stands) = if group.len() > 1 && one_whole { ("whole", &first.whole) } else { ("part", &first.part) };
    let figure = stands.figure().unwrap_or(first.share);
    let message = match group {
        [_] => {
            format!("the part `{}` is more than the whole `{}`", first.part.text(dataset), first.whole.text(dataset))
        }
        _ if role == "whole" => {
            format!("{} parts are more than their whole `{}`", group.len(), first.whole.text(dataset))
        }
        _ => format!("the part `{}` is more than {} wholes", first.part.text(dataset), group.len()),
    };
    let mut finding = finding::start(dataset, &META, first.constraint, figure, message).at(format!("the {role}"));
    for judged in group {
        finding::label(dataset, &mut finding, "part", &judged.part);
        finding::label(dataset, &mut finding, "whole", &judged.whole);
        finding::label(dataset, &mut finding, "share", &Term::Figure(judged.share));
        finding::participants(dataset, &mut finding, figure.record, &[&judged.part, &judged.whole]);
    }
    Some(finding.help("look both up in the source; or part and whole have changed places"))
}
