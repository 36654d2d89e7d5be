//! `citations/changed`: the sentence at the pinned place is another one.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use super::finding::{finding, label_all, place, source, words};
use crate::cite::{Answer, Citation, Citations, Places};
use crate::rules::{Check, Rule};
use crate::texts::SentenceId;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/changed",
        level: Level::Error,
        summary: "the sentence there is no longer the one that was pinned",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    for citation in citations.all() {
        if let Answer::Changed { sentence, words } = &citation.answer {
            found.push(report(dataset, citations, citation, *sentence, words));
        }
    }
}

fn report(
    dataset: &Dataset,
    citations: &Citations,
    citation: &Citation,
    at: SentenceId,
    standing: &Places,
) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let message = || format!("the sentence of `{source}` that `{words}` was pinned to has changed");
    let mut found = finding(dataset, &RULE.meta, citation, None, message);
    let stands = standing.told.first() == Some(&at);
    if let Some((span, place)) = place(dataset, citations, citation, at) {
        let says = if stands { "the words still stand in it" } else { "the words do not stand in it" };
        found = found.label(span, format!("{place}: {says}"));
    }
    let elsewhere = standing.told.iter().copied().filter(|&sentence| sentence != at).collect();
    let elsewhere = Places { told: elsewhere, more: standing.more };
    found = label_all(dataset, citations, citation, found, &elsewhere);
    found.help(match standing.told.as_slice() {
        [_] => "read the sentence as it is now: if it still says this, `factlint pin --accept-changed` pins it; if not, correct the fact",
        [] => "see what the source says now, and correct the fact and its words",
        _ => "see which sentence says it now, and name its section or more of its words",
    })
}
