//! `citations/unchecked`: a citation that could not be looked up.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use super::finding::{finding, source, words};
use crate::cite::{Answer, Citation, Citations, Reason};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/unchecked",
        level: Level::Info,
        summary: "a citation that could not be looked up; a line sums them up unless this is selected",
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
        if let Answer::Unchecked(reason) = citation.answer {
            found.push(report(dataset, citations, citation, reason));
        }
    }
}

fn report(dataset: &Dataset, citations: &Citations, citation: &Citation, reason: Reason) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let why = match reason {
        Reason::NoCopy => format!("no copy of `{source}` is declared"),
        Reason::Missing => format!("the copy of `{source}` is not there"),
        Reason::Unreadable => format!("the copy of `{source}` cannot be read"),
        Reason::NoSource => "its source is not known".to_owned(),
        Reason::Lock => format!("it stands in several places of `{source}`, and the lock cannot be read"),
    };
    let found = finding(dataset, &RULE.meta, citation, None, || format!("`{words}` was not looked up: {why}"))
        .note("it is neither right nor wrong");
    match reason {
        Reason::NoCopy | Reason::Missing => {
            found.help(format!("with a copy at hand: `factlint check --source {source}=PATH`"))
        }
        Reason::Unreadable | Reason::NoSource | Reason::Lock => found.help("mend what is reported beside it"),
    }
}
