//! `citations/source-unpinned`: a source with a text, and nothing that says which edition that is.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::Dataset;

use crate::cite::{Answer, Citation, Citations, CopyState, DIGEST, SourceCopy};
use crate::rules::{Check, Rule};

/// The slots that say which edition of a source was read.
const EDITIONS: [&str; 3] = ["edition", "revision", DIGEST];

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/source-unpinned",
        level: Level::Warning,
        summary: "a source with a text and no edition, revision or digest, or with another digest than its copy",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    let with_text = citations.sources().iter().filter(|source| !matches!(source.state, CopyState::None));
    for source in with_text {
        found.extend(unsaid(dataset, source));
        found.extend(another(dataset, citations, source));
    }
}

/// A copy that is not the one whose digest is stated. Digests of other kinds are not compared. Where citations tell that it
/// is another, it is told already.
fn another(dataset: &Dataset, citations: &Citations, source: &SourceCopy) -> Option<Diagnostic> {
    let (record, digest) = (source.record?, source.digest.as_ref()?);
    let row = dataset.values(record, dataset.vocabulary.find_slot(DIGEST)?).next()?;
    let (kind, stated) = dataset.text(row).trim().split_once(':')?;
    if !kind.eq_ignore_ascii_case("sha256") || stated.eq_ignore_ascii_case(digest) {
        return None;
    }
    let here = |citation: &&Citation| citations.source(citation).is_some_and(|cited| std::ptr::eq(cited, source));
    let holds =
        |citation: &Citation| matches!(citation.answer, Answer::Found { .. } | Answer::Whole | Answer::Unchecked(_));
    if !citations.all().iter().filter(here).all(holds) {
        return None;
    }
    let declared = dataset.use_of(row);
    let message = || format!("the copy of `{}` is not the one whose digest is stated", source.id);
    let message = declared.message.clone().unwrap_or_else(message);
    let level = declared.level.unwrap_or(RULE.meta.level);
    let mut found = Diagnostic::new(RULE.meta.name, level, dataset.span(row), message)
        .at("the digest of another file")
        .note(format!("that of the copy is `sha256:{digest}`"))
        .help("check with the copy that was read; if this is a later edition, `factlint pin` tells what changed in it")
        .fix(
            "state the digest of this copy",
            Safety::Unsafe,
            vec![Intent::SetScalar { span: dataset.span(row), text: format!("sha256:{digest}"), quote: false }],
        );
    found.record = Some(dataset.name_of(record));
    Some(found)
}

fn unsaid(dataset: &Dataset, source: &SourceCopy) -> Option<Diagnostic> {
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
