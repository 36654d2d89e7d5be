//! `citations/source-error`: a known error that the source no longer has, or that is not told as a whole.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, RowId};

use super::sic::{Sic, Sics};
use crate::cite::Citations;
use crate::rules::{Check, Rule};
use crate::texts::{self, SourceText};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/source-error",
        level: Level::Error,
        summary: "a known error of a source is no longer in it, or is told without what is right or why",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

/// The known errors of a source that are cited to no sentence of it, each with what it prints.
struct Loose<'s> {
    text: &'s SourceText,
    errors: Vec<(&'s Sic, RowId)>,
}

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    let sics = Sics::of(dataset, citations);
    // The errors that are cited to no sentence are looked for in their sources, all of one source at once.
    let mut loose: BTreeMap<&str, Loose<'_>> = BTreeMap::new();
    for sic in &sics.all {
        found.extend(unexplained(dataset, sic));
        let Some(printed) = sic.printed.filter(|&printed| !dataset.text(printed).trim().is_empty()) else { continue };
        match in_sentences(dataset, citations, sic, &texts::fold(dataset.text(printed))) {
            Some(true) => {}
            Some(false) => found.push(vanished(dataset, sic, printed)),
            None => {
                let source = sics.source(sic);
                if let Some((source, text)) = source.and_then(|source| Some((source, source.text()?))) {
                    loose.entry(&source.id).or_insert(Loose { text, errors: Vec::new() }).errors.push((sic, printed));
                }
            }
        }
    }
    for Loose { text, errors } in loose.into_values() {
        let words: Vec<&str> = errors.iter().map(|&(_, printed)| dataset.text(printed)).collect();
        let matches = text.find_all(&words);
        let gone = errors.iter().enumerate().filter(|(number, _)| matches.of(*number).is_empty());
        found.extend(gone.map(|(_, &(sic, printed))| vanished(dataset, sic, printed)));
    }
}

/// What keeps an error from being one that a reader could judge: no reason, one side of it alone, or both alike.
fn unexplained(dataset: &Dataset, sic: &Sic) -> Option<Diagnostic> {
    let text = |row: Option<RowId>| row.map(|row| texts::fold(dataset.text(row)));
    let (message, help) = match (text(sic.printed), text(sic.right)) {
        (None, _) => {
            ("an error of the source is told without what it prints", "give the words that it prints, as `printed`")
        }
        (_, None) => (
            "an error of the source is told without what is right",
            "give what should stand in their place, as `right`",
        ),
        (printed, right) if printed == right => {
            ("what is told as an error of the source is also told as right", "correct `printed` or `right`")
        }
        _ if sic.reason.is_none() => (
            "an error of the source is told without a reason",
            "give the `reason` why this is an error and not the source's own statement",
        ),
        _ => return None,
    };
    let mut found = Diagnostic::new(RULE.meta.name, RULE.meta.level, dataset.head(sic.record), message);
    found.record = Some(dataset.name_of(sic.record));
    Some(found.help(help))
}

/// Whether the words stand in a sentence that the error is cited to; none if it is cited to none, or one wasn't found.
fn in_sentences(dataset: &Dataset, citations: &Citations, sic: &Sic, words: &str) -> Option<bool> {
    let mut own = citations.own(sic.record).peekable();
    own.peek()?;
    let mut stands = false;
    for citation in own {
        let text = citations.text(citation)?;
        let sentences = citations.sentences(dataset, citation)?;
        stands |= sentences.iter().any(|&sentence| texts::find_in(words, &text.folded(sentence)).is_some());
    }
    Some(stands)
}

fn vanished(dataset: &Dataset, sic: &Sic, printed: RowId) -> Diagnostic {
    let declared = dataset.use_of(printed);
    let words = dataset.text(printed);
    let message = declared.message.clone().unwrap_or_else(|| format!("the source does not print `{words}` any more"));
    let level = declared.level.unwrap_or(RULE.meta.level);
    let mut found = Diagnostic::new(RULE.meta.name, level, dataset.span(printed), message);
    found.record = Some(dataset.name_of(sic.record));
    if let Some(right) = sic.right {
        found = found.label(dataset.span(right), "recorded as what is right");
    }
    found.help("see what the source prints now: if it was corrected, remove this")
}
