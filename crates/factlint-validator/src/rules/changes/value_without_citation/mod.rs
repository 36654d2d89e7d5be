//! `changes/value-without-citation`: a value changed, and what it is cited to did not.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::RecordId;

use crate::changes::{Citing, Comparison, SlotChange};
use crate::cite::{Answer, Ask, AskSlots, Citation};
use crate::prose::{CitedWords, ReadSentence, Support};
use crate::rules::{Check, Rule};
use crate::texts;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "changes/value-without-citation",
        level: Level::Warning,
        summary: "a date, figure or name that changed while its citation did not; only with `--base`",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Changes(check),
};

fn check(comparison: &Comparison<'_>, found: &mut Vec<Diagnostic>) {
    if comparison.now.citations.all().is_empty() {
        return;
    }
    let slots = AskSlots::of(comparison.now.dataset);
    let differ = |&(before, now): &(_, _)| !comparison.holds_same(before, now);
    for (before, now) in comparison.matching.pairs().filter(differ) {
        let changes = comparison.slots(before, now);
        if changes.iter().all(|change| change.before.is_empty() || change.now.is_empty()) {
            continue;
        }
        for ask in slots.asks(comparison.now.dataset, now).iter().filter(|ask| ask.at == ask.row) {
            let change = changes.iter().find(|change| change.now.contains(&ask.row) && !change.before.is_empty());
            if let Some(change) = change {
                found.extend(examine(comparison, (before, now), change, ask));
            }
        }
    }
}

/// A finding, unless its citation changed, says itself what the value is now, or was looked up in a copy of the source:
/// then other rules tell whether it holds.
fn examine(
    comparison: &Comparison<'_>,
    (before, now): (RecordId, RecordId),
    change: &SlotChange,
    ask: &Ask<'_>,
) -> Option<Diagnostic> {
    if comparison.citing(before, now, ask.slot) != Citing::Unchanged {
        return None;
    }
    let side = comparison.now;
    let cited = side.citations.of_slot(side.dataset, now, ask.slot);
    let is_open = |citation: &&Citation| matches!(citation.answer, Answer::Unchecked(_) | Answer::Whole);
    if !cited.iter().all(is_open) || cited.iter().any(|citation| prints(comparison, citation, ask)) {
        return None;
    }
    let was: Vec<&str> = change.before.iter().map(|&row| comparison.before.dataset.text(row)).collect();
    let slot = side.dataset.vocabulary.slot_name(ask.slot);
    let message = format!(
        "{}: `{slot}` was {} and is {}, and its citation is what it was",
        side.dataset.describe(now),
        was.join(", "),
        ask.text
    );
    let mut found = Diagnostic::new(RULE.meta.name, RULE.meta.level, side.dataset.span(ask.row), message);
    for citation in cited {
        let place =
            citation.words.first().map_or_else(|| side.dataset.head(citation.record), |&row| side.dataset.span(row));
        found = found.label(place, "cited here, as before");
    }
    Some(
        found
            .at(format!("was {}", was.join(", ")))
            .note("no copy of the source is at hand to tell which of the two it prints")
            .help("cite the words that have the new value, or take the change back"),
    )
}

/// Whether the words of a citation have the value themselves.
fn prints(comparison: &Comparison<'_>, citation: &Citation, ask: &Ask<'_>) -> bool {
    citation.words.iter().any(|&row| {
        let words = ReadSentence::new(texts::fold(comparison.now.dataset.text(row)), String::new);
        let all = 0..words.text().len();
        ask.support(&[CitedWords { sentence: &words, words: vec![all] }]) == Support::Printed
    })
}
