//! `citations/source-unpinned`: a source with a text, and nothing that says which edition that is.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use crate::cite::{Citations, CopyState, SourceCopy};
use crate::rules::{Check, Rule};

/// The slots that say which edition of a source was read.
const EDITIONS: [&str; 3] = ["edition", "revision", "digest"];

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/source-unpinned",
        level: Level::Warning,
        summary: "a source with a text and no edition, revision or digest",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    let with_text = citations.sources().iter().filter(|source| !matches!(source.state, CopyState::None));
    found.extend(with_text.filter_map(|source| report(dataset, source)));
}

fn report(dataset: &Dataset, source: &SourceCopy) -> Option<Diagnostic> {
    let record = source.record?;
    let slots = EDITIONS.into_iter().filter_map(|name| dataset.vocabulary.find_slot(name));
    if slots.into_iter().any(|slot| dataset.values(record, slot).next().is_some()) {
        return None;
    }
    let message = format!("the source `{}` has a text, but nothing says which edition of it that is", source.id);
    let mut found = Diagnostic::new(RULE.meta.name, RULE.meta.level, dataset.head(record), message)
        .note("a later edition may say something else, and nobody could tell which one was read")
        .help("state its edition, its revision, or the digest of the copy that was read");
    found.record = Some(dataset.name_of(record));
    Some(found)
}
