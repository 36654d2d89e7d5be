//! `citations/moved`: the pinned sentence stands elsewhere now.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use super::finding::{finding, place, source, words};
use crate::cite::{Answer, Citation, Citations};
use crate::rules::{Check, Rule};
use crate::texts::SentenceId;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/moved",
        level: Level::Warning,
        summary: "the pinned sentence stands elsewhere now",
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
        if let Answer::Moved { sentence } = citation.answer {
            found.push(report(dataset, citations, citation, sentence));
        }
    }
}

fn report(dataset: &Dataset, citations: &Citations, citation: &Citation, sentence: SentenceId) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let message = || format!("the sentence of `{source}` that `{words}` was pinned to stands elsewhere now");
    let found = finding(dataset, &RULE.meta, citation, None, message);
    let found = match place(dataset, citations, citation, sentence) {
        Some((span, place)) => found.label(span, format!("now {place}")),
        None => found,
    };
    found.note("it is the same sentence, and stands there once").help("`factlint pin --write` follows it")
}
