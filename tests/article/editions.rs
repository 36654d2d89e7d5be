//! Other editions of the article: what is found beside them, and that nothing is guessed.

use std::collections::BTreeSet;
use std::ops::Range;

use factlint_validator::cite::pin::{Fate, Outcome};
use factlint_validator::engine::Report;
use libtest_mimic::Failed;

use crate::project::Project;
use crate::{Article, checklist};

/// A paragraph more in any section: all citations behind it in there have moved, and `pin` follows them.
pub fn a_paragraph_more(article: &Article) -> Result<(), Failed> {
    let project = Project::with(&article.text);
    for section in sections(article) {
        let heading = article.text[section.clone()].lines().next().unwrap();
        let at = section.start + heading.len() + 1;
        let edition = [&article.text[..at], "\nThis paragraph is new.\n\n", &article.text[at..]].concat();
        let edition = project.with_article(&edition);
        let report = edition.run();
        only(&report, "citations/moved").map_err(|wrong| format!("{heading}: {wrong}"))?;
        // All is mended but the digest in the data, which is still that of the edition before.
        let found = edition.pinned(report).run().diagnostics;
        let [wrong] = &found[..] else { return Err(format!("{heading}: after pin: {found:?}").into()) };
        if wrong.rule != "citations/source-unpinned" {
            return Err(format!("{heading}: after pin: {wrong:?}").into());
        }
    }
    Ok(())
}

/// Another word in any sentence: the facts that cite it are found, and no others.
pub fn a_sentence_edited(article: &Article) -> Result<(), Failed> {
    let project = Project::with(&article.text);
    let (text, list) = (article.cut(), checklist::read());
    for id in text.sentences() {
        let end = text.sentence(id).span.end - usize::from(!text.text(id).ends_with(char::is_alphanumeric));
        let edition = [&article.text[..end], " indeed", &article.text[end..]].concat();
        let report = project.with_article(&edition).run();
        only(&report, "citations/changed").map_err(|wrong| format!("{}: {wrong}", text.text(id)))?;
        let changed: BTreeSet<&str> = fated(&report, Fate::Changed).map(|outcome| &*outcome.key.record).collect();
        let facts: BTreeSet<&str> = list[&checklist::place(&text, id)].iter().map(String::as_str).collect();
        if changed != facts {
            return Err(format!("{}: {changed:?} changed, and {facts:?} cite it", text.text(id)).into());
        }
    }
    Ok(())
}

/// A section that stands there twice: its citations fit both places.
pub fn a_section_doubled(article: &Article) -> Result<(), Failed> {
    let project = Project::with(&article.text);
    for section in sections(article) {
        let section = &article.text[section];
        let edition = [&article.text, "\n\n", section].concat();
        let report = project.with_article(&edition).run();
        only(&report, "citations/ambiguous")
            .map_err(|wrong| format!("{}: {wrong}", section.lines().next().unwrap()))?;
    }
    Ok(())
}

/// All findings are of a rule, and there is one for each citation that does not stand where it stood.
fn only(report: &Report, rule: &str) -> Result<(), String> {
    let others: Vec<_> = report.diagnostics.iter().filter(|found| found.rule != rule).collect();
    let off = report.pins.outcomes.iter().filter(|outcome| outcome.fate != Fate::Holds).count();
    match (others.as_slice(), report.diagnostics.len()) {
        ([], 0) => Err("nothing is found".to_owned()),
        ([], found) if found == off => Ok(()),
        ([], found) => Err(format!("{found} findings, and {off} citations that are not where they were")),
        (others, _) => Err(format!("{others:#?}")),
    }
}

fn fated(report: &Report, fate: Fate) -> impl Iterator<Item = &Outcome> {
    report.pins.outcomes.iter().filter(move |outcome| outcome.fate == fate)
}

/// The sections that have sentences of their own, each with its heading.
fn sections(article: &Article) -> Vec<Range<usize>> {
    let text = article.cut();
    let starts: Vec<usize> =
        text.sections().map(|section| article.text[..section.span.start].rfind('\n').map_or(0, |at| at + 1)).collect();
    let with: BTreeSet<u32> = text.sentences().map(|id| text.sentence(id).section).collect();
    let ends = starts[1..].iter().copied().chain([article.text.len()]);
    let all = starts.iter().copied().zip(ends).enumerate();
    all.filter(|(number, _)| with.contains(&u32::try_from(*number).unwrap()))
        .map(|(_, (start, end))| start..end)
        .collect()
}
