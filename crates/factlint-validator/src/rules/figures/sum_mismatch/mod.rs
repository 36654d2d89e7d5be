//! Parts that cannot add up to their total.

mod group;

use factlint_model::diagnostic::{Diagnostic, Label, Level, RuleMeta};
use factlint_model::facts::{Dataset, FigureValue, RecordId};
use factlint_model::figure::{Interval, Style, read};

use super::finding;
use super::term::Term;
use super::wording::{integer, nearest_text, style, telling_places, widened};
use group::Sum;

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/sum-mismatch",
    level: Level::Error,
    summary: "parts that cannot add up to the total, however they were rounded",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for sum in group::sums(dataset) {
        let fits = |total: &&FigureValue| holds(&sum, total);
        match sum.totals.first() {
            Some(total) if !sum.totals.iter().any(fits) => findings.push(finding(dataset, &sum, total)),
            _ => {}
        }
    }
}

/// Whether the parts can add up to the total, or, where some are missing, to at most that.
fn holds(sum: &Sum<'_>, total: &FigureValue) -> bool {
    let allowed = allowed(sum, total);
    if sum.complete { allowed.intersects(&sum.parts_sum) } else { !allowed.is_below(&sum.parts_sum) }
}

/// What the total can be, with what the constraint allows beyond rounding.
fn allowed(sum: &Sum<'_>, total: &FigureValue) -> Interval {
    let Some(within) = sum.within.and_then(|within| read(within).ok()) else { return total.interval.clone() };
    // In the terms of the text: 0.1 beside percentages is 0.1 per cent.
    let within = if total.percent { within.value / integer(100) } else { within.value };
    total.interval.add(&Interval::closed(-&within, within))
}

fn finding(dataset: &Dataset, sum: &Sum<'_>, total: &FigureValue) -> Diagnostic {
    if sum.counts() {
        return miscounted(dataset, sum, total);
    }
    let text = dataset.text(total.row);
    let in_text = |interval: &Interval| if total.percent { interval.scale(&integer(100)) } else { interval.clone() };
    let come_to =
        in_text(&sum.parts.iter().map(Term::stated).fold(Interval::exact(integer(0)), |sum, part| sum.add(&part)));
    let count = sum.parts.len();
    let parts = if count == 1 { "the one part comes".to_owned() } else { format!("the {count} parts come") };
    let not = if sum.complete { "not" } else { "more than" };
    let message = format!(
        "{parts} to {}, {not} `{text}`",
        come_to.describe(telling_places(dataset, total), printed_style(dataset, sum, total))
    );
    let mut finding = finding::start(dataset, &META, sum.constraint, total, message).at(format!("the total: {text}"));
    for part in sum.parts.iter().take(finding::SHOWN) {
        finding::label(dataset, &mut finding, "part", part);
    }
    finding::participants(dataset, &mut finding, total.record, &sum.parts.iter().collect::<Vec<_>>());
    for note in notes(dataset, sum, total) {
        finding = finding.note(note);
    }
    finding::note_hidden(&mut finding, count, "part");
    let fitting = widened(dataset, total, &come_to);
    match nearest_text(dataset, total, &fitting) {
        Some(nearest) => finding.help(format!("the nearest total that would agree is `{nearest}`; or a part is wrong")),
        None => finding,
    }
}

/// The total is how many records there are, and says another number.
fn miscounted(dataset: &Dataset, sum: &Sum<'_>, total: &FigureValue) -> Diagnostic {
    let (text, count) = (dataset.text(total.row), sum.members.len());
    let kind = sum.members.first().map_or("", |&member| dataset.vocabulary.kind_name(dataset.kind(member)));
    let are = if count == 1 { "there is one record" } else { &format!("there are {count} records") };
    let not = if sum.complete { "not" } else { "more than" };
    let message = format!("{are} of the kind {kind}, {not} `{text}`");
    let mut finding = finding::start(dataset, &META, sum.constraint, total, message).at(format!("says {text}"));
    let mut label = |member: Option<&RecordId>, text: &str| {
        finding.labels.extend(member.map(|&member| Label::new(dataset.head(member), text)));
    };
    label(sum.members.first(), "the first");
    label(sum.members.last().filter(|_| count > 1), &format!("the last of {count}"));
    finding.help("see whether one is missing or too many; if they are all right, correct the number")
}

/// How the total is printed; if that is without groups of digits, those of the first part that has them.
fn printed_style(dataset: &Dataset, sum: &Sum<'_>, total: &FigureValue) -> Style {
    let own = style(dataset, total);
    let of_parts = sum.parts.iter().filter_map(Term::figure).map(|part| style(dataset, part));
    let grouped = std::iter::once(own).chain(of_parts).find(|style| style.group.is_some());
    grouped.map_or(own, |grouped| Style { places: own.places, ..grouped })
}

/// Why it cannot be.
fn notes(dataset: &Dataset, sum: &Sum<'_>, total: &FigureValue) -> Vec<String> {
    let mut notes = Vec::new();
    let describe = |interval: &Interval| {
        let shown = if total.percent { interval.scale(&integer(100)) } else { interval.clone() };
        shown.describe(telling_places(dataset, total), printed_style(dataset, sum, total))
    };
    let possible = allowed(sum, total);
    if possible.point().is_none() {
        notes.push(format!("`{}` can stand for {}", dataset.text(total.row), describe(&possible)));
    }
    if sum.parts_sum.point().is_none() {
        notes.push(format!("however the parts were rounded, they come to {}", describe(&sum.parts_sum)));
    }
    notes
}
