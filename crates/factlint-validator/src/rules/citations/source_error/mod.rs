//! `citations/source-error`: a known error that the source no longer has, or that no reason is given for.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, RowId};

use super::sic::{Sic, Sics};
use crate::cite::Citations;
use crate::rules::{Check, Rule};
use crate::texts;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/source-error",
        level: Level::Error,
        summary: "a known error of a source is no longer in it, or has no reason",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    let sics = Sics::of(dataset, citations);
    for sic in &sics.all {
        if sic.reason.is_none() {
            found.push(unreasoned(dataset, sic));
        }
        let Some(printed) = sic.printed else { continue };
        let words = texts::fold(dataset.text(printed));
        let gone = match in_sentences(citations, sic, &words) {
            Some(stands) => !stands,
            None => sics
                .source(sic)
                .and_then(|source| source.text())
                .is_some_and(|text| !words.is_empty() && text.find_all(&[&words]).of(0).is_empty()),
        };
        if gone {
            found.push(vanished(dataset, sic, printed));
        }
    }
}

/// Whether the words stand in a sentence that the error is cited to; none if it is cited to none, or one wasn't found.
fn in_sentences(citations: &Citations, sic: &Sic, words: &str) -> Option<bool> {
    let all: Vec<_> = citations.own(sic.record).map(|own| citations.sentence(own)).collect::<Option<_>>()?;
    (!all.is_empty()).then(|| all.iter().any(|sentence| texts::find_in(words, sentence).is_some()))
}

fn unreasoned(dataset: &Dataset, sic: &Sic) -> Diagnostic {
    let message = "an error of the source is told without a reason";
    let mut found = Diagnostic::new(RULE.meta.name, RULE.meta.level, dataset.head(sic.record), message);
    found.record = Some(dataset.name_of(sic.record));
    found.help("give the `reason` why this is an error and not the source's own statement")
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
