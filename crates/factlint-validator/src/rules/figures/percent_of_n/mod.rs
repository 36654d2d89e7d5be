//! A share of a count that no whole number of it gives.

use std::collections::BTreeSet;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{ConstraintBody, Dataset};
use factlint_model::figure::{Exact, Interval};

use super::finding;
use super::share::{Stated, as_share, row, stated};
use super::term::{self, Term, found};
use super::whole::{gap, only_count};
use super::wording::{divisions, divisions_word, integer, style, telling_places};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/percent-of-n",
    level: Level::Error,
    summary: "a share of a count that no whole number of it gives, however it was rounded",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for stated in stated(dataset).filter(|stated| stated.share.unit.is_some()) {
        let Some((whole, count)) = counted(dataset, &stated) else { continue };
        // As for shares with a part, one that was cut off or rounded up is possible.
        let share = term::directed(dataset, stated.share);
        if let Some(parts) = gap(&count, &as_share(stated.share, &share))
            && seen.insert((row(&whole), stated.share.row))
        {
            findings.push(finding(dataset, &stated, &whole, &count, &parts));
        }
    }
}

/// The whole of a share, if it is one known count of things; where the part is given, the other rules judge.
fn counted<'a>(dataset: &'a Dataset, stated: &Stated<'a>) -> Option<(Term<'a>, Exact)> {
    let ConstraintBody::Share { part, whole, .. } = &stated.constraint.body else { return None };
    if !found(dataset, stated.at, part).is_empty() {
        return None;
    }
    let mut wholes = found(dataset, stated.at, whole).into_iter();
    let whole = wholes.next().filter(|_| wholes.next().is_none())?;
    let count = whole.figure().filter(|figure| figure.count && !figure.percent)?;
    Some((whole.clone(), only_count(&count.interval)?))
}

fn finding(dataset: &Dataset, stated: &Stated<'_>, whole: &Term<'_>, count: &Exact, parts: &[Exact; 2]) -> Diagnostic {
    let (share, divisions) = (stated.share, divisions(stated.share));
    let (places, style) = (telling_places(dataset, share), style(dataset, share));
    let [below, above] = parts.each_ref().map(|part| {
        let share = Interval::exact(part / count * integer(divisions)).describe(places, style);
        format!("{part} of {count} are {share}{}", divisions_word(divisions))
    });
    let message = format!("no whole number of `{}` is `{}` of it", whole.text(dataset), dataset.text(share.row));
    let mut finding = finding::start(dataset, &META, stated.constraint, share, message).at("share");
    finding::label(dataset, &mut finding, "whole", whole);
    finding::participants(dataset, &mut finding, share.record, &[whole]);
    finding
        .note(format!("{below}, {above}"))
        .help("look up the share and the whole in the source; the share may be of another whole")
}
