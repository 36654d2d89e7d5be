//! `changes/coverage-shrank`: what of a source some fact recorded, and none does any more.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::source::Span;

use crate::changes::Comparison;
use crate::cite::{Cited, SourceCopy};
use crate::coverage::{self, Mention, What};
use crate::rules::{Check, Rule};

/// The most places that are labelled.
const LABELLED: usize = 12;

/// The rule's name, for the stage that keeps what it asks for.
pub(crate) const NAME: &str = "changes/coverage-shrank";

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: NAME,
        level: Level::Warning,
        summary: "what of a source a fact recorded and none does now; only with `--base` and a copy",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Changes(check),
};

fn check(comparison: &Comparison<'_>, found: &mut Vec<Diagnostic>) {
    // What is missing may lie in what could not be read.
    if comparison.now.dataset.incomplete {
        return;
    }
    let now = comparison.now;
    let sources = now.citations.sources();
    if sources.iter().all(|source| source.text().is_none()) {
        return;
    }
    for (number, (source, mentions)) in (0..).zip(sources.iter().zip(coverage::mentions(now.dataset, now.citations))) {
        let Some(before) = comparison.covered_before(&source.id).filter(|known| known.len() == mentions.len()) else {
            continue;
        };
        let lost = |(mention, &was): (Mention, &bool)| (was && !mention.covered).then_some(mention);
        let lost: Vec<Mention> = mentions.into_iter().zip(before).filter_map(lost).collect();
        if let (false, Some(place)) = (lost.is_empty(), place(comparison, number, source)) {
            found.push(report(source, &lost, place));
        }
    }
}

/// The source's record, else what is cited to it first.
fn place(comparison: &Comparison<'_>, number: u32, source: &SourceCopy) -> Option<Span> {
    let cites = || comparison.now.citations.all().iter().find(|it| it.source == Cited::Source(number));
    let record = source.record.or_else(|| cites().map(|citation| citation.record))?;
    Some(comparison.now.dataset.head(record))
}

fn report(source: &SourceCopy, lost: &[Mention], place: Span) -> Diagnostic {
    let count = |what: What, noun: &str| {
        let count = lost.iter().filter(|mention| mention.what == what).count();
        (count > 0).then(|| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
    };
    let parts = [count(What::Date, "date"), count(What::Figure, "figure"), count(What::Name, "name")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let verb = if lost.len() == 1 { "was" } else { "were" };
    let message = format!("{} of the source `{}` {verb} recorded and no longer", parts.join(" and "), source.id);
    let mut found = Diagnostic::new(NAME, RULE.meta.level, place, message).at("this source").help(
        "record them again, or leave it so if the facts were wrong: `factlint coverage` shows what no fact records",
    );
    for mention in lost.iter().take(LABELLED) {
        found = found.label(mention.span, "no fact records this any more");
    }
    if let Some(more) = lost.len().checked_sub(LABELLED).filter(|&more| more > 0) {
        found = found.note(format!("there are {more} more"));
    }
    found
}
