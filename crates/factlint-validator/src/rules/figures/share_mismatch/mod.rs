//! Part, whole and share that no rounding reconciles; and shares that don't say what they are counted in.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, FigureValue};
use factlint_model::figure::Interval;

use super::finding;
use super::share::{self, Judged, Stated, Verdict};
use super::term::{Term, directed};
use super::wording::{divisions, divisions_word, integer, nearest_text, reprinted, style, telling_places, widened};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/share-mismatch",
    level: Level::Error,
    summary: "part, whole and share that no rounding reconciles, or a share without a unit",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Unsafe),
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    let mut unitless = Vec::new();
    for stated in share::stated(dataset) {
        if stated.share.unit.is_none() && !unitless.contains(&stated.share.row) {
            unitless.push(stated.share.row);
            findings.push(without_unit(dataset, &stated));
        }
    }
    for group in share::grouped(dataset, Verdict::Mismatch) {
        match &group.suspect {
            Some((suspect, fitting)) => findings.extend(several(dataset, suspect, fitting, &group.shares)),
            None => findings.extend(group.shares.iter().map(|judged| single(dataset, judged))),
        }
    }
}

/// One share that doesn't fit.
fn single(dataset: &Dataset, judged: &Judged<'_>) -> Diagnostic {
    let share = judged.share;
    let mut finding = finding::start(dataset, &META, judged.constraint, share, message(dataset, judged))
        .at(format!("printed: {}", dataset.text(share.row)));
    operands(dataset, &mut finding, judged);
    finding = finding.note(share_note(dataset, share));
    if let Some(note) = operand_note(dataset, judged) {
        finding = finding.note(note);
    }
    finding.help = help(dataset, judged);
    match reprinted(dataset, share, &fitting_shares(dataset, judged)) {
        Some((text, intents)) => finding.fix(format!("print the share as `{text}`"), Safety::Unsafe, intents),
        None => finding,
    }
}

/// Several shares that don't fit, all for one figure.
fn several(dataset: &Dataset, suspect: &FigureValue, fitting: &Interval, shares: &[Judged<'_>]) -> Option<Diagnostic> {
    let text = dataset.text(suspect.row);
    let message = format!("`{text}` fits none of the {} shares it takes part in", shares.len());
    let constraint = shares.first()?.constraint;
    let mut finding =
        finding::start(dataset, &META, constraint, suspect, message).at("no rounding of it fits the shares");
    for judged in shares.iter().take(finding::SHOWN) {
        finding::label(dataset, &mut finding, "share", &Term::Figure(judged.share));
        operands(dataset, &mut finding, judged);
        finding.notes.push(self::message(dataset, judged));
    }
    finding::note_hidden(&mut finding, shares.len(), "share");
    finding.help = nearest_text(dataset, suspect, &in_text(suspect, fitting))
        .map(|nearest| format!("the nearest value that would agree with all of them is `{nearest}`"));
    Some(finding)
}

/// `688,503` is 35.847… per cent of `1,920,635`, not `36.8 per cent`.
pub(super) fn message(dataset: &Dataset, judged: &Judged<'_>) -> String {
    let by = divisions(judged.share);
    let quotient = judged.part.stated().div(&judged.whole.stated()).scale(&integer(by));
    let share = quotient.describe(telling_places(dataset, judged.share), style(dataset, judged.share));
    let (part, whole) = (judged.part.text(dataset), judged.whole.text(dataset));
    let of = if by == 1 { " times" } else { " of" };
    format!("`{part}` is {share}{}{of} `{whole}`, not `{}`", divisions_word(by), dataset.text(judged.share.row))
}

/// Labels part and whole.
pub(super) fn operands(dataset: &Dataset, finding: &mut Diagnostic, judged: &Judged<'_>) {
    finding::label(dataset, finding, "part", &judged.part);
    finding::label(dataset, finding, "whole", &judged.whole);
    finding::participants(dataset, finding, judged.share.record, &[&judged.part, &judged.whole]);
}

/// What the printed share can stand for.
fn share_note(dataset: &Dataset, share: &FigureValue) -> String {
    let text = dataset.text(share.row);
    let word = divisions_word(divisions(share));
    let possible = in_text(share, &directed(dataset, share));
    let style = style(dataset, share);
    if possible.point().is_some() {
        return format!("`{text}` is declared exact, so no rounding is allowed for");
    }
    match (possible.low().value(), possible.high().value()) {
        (Some(_), Some(_)) => format!(
            "`{text}` can stand for {}{word} at most, even if it was cut off or rounded up",
            possible.describe(style.places, style)
        ),
        _ => format!("`{text}` can stand for {}{word}", possible.describe(style.places, style)),
    }
}

/// What share the printed part and whole can have, if they can be rounded.
fn operand_note(dataset: &Dataset, judged: &Judged<'_>) -> Option<String> {
    let (part, whole) = (judged.part.directed(dataset), judged.whole.directed(dataset));
    if part.point().is_some() && whole.point().is_some() {
        return None;
    }
    let by = divisions(judged.share);
    let quotient = part.div(&whole).scale(&integer(by));
    let share = quotient.describe(telling_places(dataset, judged.share), style(dataset, judged.share));
    Some(format!("however part and whole were rounded, the share is {share}{}", divisions_word(by)))
}

/// An interval in the terms of a figure's text.
fn in_text(figure: &FigureValue, interval: &Interval) -> Interval {
    if figure.percent { interval.scale(&integer(100)) } else { interval.clone() }
}

/// All shares, in the terms of the share's text, that round to what part and whole give as they are printed.
fn fitting_shares(dataset: &Dataset, judged: &Judged<'_>) -> Interval {
    let quotient = judged.part.stated().div(&judged.whole.stated());
    widened(dataset, judged.share, &quotient.scale(&integer(divisions(judged.share))))
}

/// The nearest values that would agree, of each of the three.
pub(super) fn help(dataset: &Dataset, judged: &Judged<'_>) -> Option<String> {
    let mut ways = Vec::new();
    let mut add = |role: &str, figure: &FigureValue, allowed: &Interval| {
        let text = nearest_text(dataset, figure, allowed);
        ways.extend(text.map(|text| format!("a {role} of `{text}`")));
    };
    add("share", judged.share, &fitting_shares(dataset, judged));
    if let Some(part) = judged.part.figure() {
        add("part", part, &in_text(part, &judged.fitting_parts()));
    }
    if let Some(whole) = judged.whole.figure() {
        add("whole", whole, &in_text(whole, &judged.fitting_wholes()));
    }
    let last = ways.pop()?;
    let list = if ways.is_empty() { last } else { format!("{} or {last}", ways.join(", ")) };
    Some(format!("the nearest values that would agree, one of them changed: {list}"))
}

/// A share that doesn't say what it is counted in.
fn without_unit(dataset: &Dataset, stated: &Stated<'_>) -> Diagnostic {
    let text = dataset.text(stated.share.row);
    let message = format!("the share `{text}` has no unit: it can be per cent, or a part of one");
    let finding = finding::start(dataset, &META, stated.constraint, stated.share, message).at("per cent, or what?");
    let read_as = |percent: bool| {
        let mut share = stated.share.clone();
        share.percent = percent;
        if percent {
            share.interval = share.interval.scale(&integer(100).recip());
        }
        let stated = Stated { at: stated.at, constraint: stated.constraint, share: &share };
        share::judge(dataset, &stated).is_some_and(|judged| judged.verdict <= Verdict::NeedsTruncation)
    };
    let told = |unit: &str| format!("tell its unit beside it or in the schema: `unit: {unit}`");
    match (read_as(true), read_as(false)) {
        (true, false) => finding
            .note("part and whole agree with it as a percentage")
            .help(format!("print it as `{text} per cent`, or {}", told("percent"))),
        (false, true) => finding.note("part and whole agree with it as a part of one").help(told("fraction")),
        _ => finding.help(told("percent")),
    }
}
