//! `citations/unsupported-value`: the cited place prints something else than what is recorded.

mod report;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};

use super::sic::Sics;
use crate::cite::{Ask, AskSlots as Slots, Citation, SentenceReader as Reader, Standing};
use crate::prose::{CitedWords, Missing, Support};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/unsupported-value",
        level: Level::Error,
        summary: "the cited place prints something else than what is recorded",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Sentences(check),
};

fn check(reader: &mut Reader<'_>, found: &mut Vec<Diagnostic>) {
    let (dataset, citations) = (reader.dataset, reader.citations);
    let slots = Slots::of(dataset);
    let sics = Sics::of(dataset, citations);
    for record in dataset.record_ids() {
        for ask in slots.asks(dataset, record) {
            if let Some(place) = examine(&sics, reader, &ask, citations.of_slot(dataset, ask.record, ask.slot)) {
                found.push(report::report(dataset, citations, &ask, &place));
            }
        }
    }
}

/// Where what is asked for should be printed and isn't.
struct Unprinted<'c> {
    /// All citations that should print it.
    cited: Vec<&'c Citation>,
    /// Their sentences.
    standing: Vec<Standing<'c>>,
    /// What they print in its stead.
    missing: Missing,
}

impl<'c> Unprinted<'c> {
    /// The sentence that prints what comes nearest, if there is any sentence.
    fn nearest(&self) -> Option<&Standing<'c>> {
        self.standing.get(self.missing.cited)
    }

    /// The citation of that sentence, else the first.
    fn citation(&self) -> Option<&'c Citation> {
        self.nearest().map(|standing| standing.citation).or(self.cited.first().copied())
    }

    /// Whether a section is cited as a whole: then nothing that it prints is nearer than all the rest.
    fn is_section(&self) -> bool {
        self.citation().is_some_and(|citation| citation.words.is_empty())
    }
}

/// Whether something asked for is printed. It isn't decided while one of its citations could not be found: that is told
/// by other rules, and what it cites may print it.
fn examine<'c>(
    sics: &Sics<'_>,
    reader: &mut Reader<'c>,
    ask: &Ask<'_>,
    cited: Vec<&'c Citation>,
) -> Option<Unprinted<'c>> {
    let mut standing = Vec::new();
    let mut undecided = cited.is_empty();
    for citation in &cited {
        match reader.standing(citation) {
            Some(sentences) => standing.extend(sentences),
            None => undecided = true,
        }
    }
    let Support::Missing(missing) = ask.support(&words(&standing)) else { return None };
    if undecided || sics.explain(&standing, ask) {
        return None;
    }
    Some(Unprinted { cited, standing, missing })
}

fn words<'s>(standing: &'s [Standing<'_>]) -> Vec<CitedWords<'s>> {
    standing.iter().map(|one| CitedWords { sentence: &one.sentence, words: one.words.clone() }).collect()
}
