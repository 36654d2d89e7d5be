//! `citations/unknown-source`: a citation of a source that isn't there.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};
use factlint_model::facts::Dataset;

use super::finding::{finding, words};
use crate::cite::{Citation, Citations, Cited};
use crate::rules::refs::unresolved::{names_source, unresolved};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/unknown-source",
        level: Level::Error,
        summary: "a citation of a source that is not there, or of none",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    unresolved(dataset, &RULE.meta, |row| names_source(dataset, row), found);
    let is_without = |citation: &&Citation| citation.source == Cited::Nothing && citation.has_place();
    let without: Vec<&Citation> = citations.all().iter().filter(is_without).collect();
    let same_file = |a: &&Citation, b: &&Citation| dataset.record(a.record).file == dataset.record(b.record).file;
    for of_file in without.chunk_by(same_file) {
        found.extend(of_file.first().map(|first| report(dataset, first, of_file.len())));
    }
}

/// One finding a file: what is missing is mostly one line at its top.
fn report(dataset: &Dataset, first: &Citation, many: usize) -> Diagnostic {
    let message = || match many {
        1 => format!("the citation `{}` names no source", words(dataset, first)),
        _ => format!("{many} citations of this file name no source; the first is `{}`", words(dataset, first)),
    };
    finding(dataset, &RULE.meta, first, None, message)
        .at("of which source?")
        .note("no record around it names one either")
        .help("name the source: once for the file, or at the citation")
}
