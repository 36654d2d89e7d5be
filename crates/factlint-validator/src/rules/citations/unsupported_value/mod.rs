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
    if citations.all().iter().all(|citation| citation.answer.sentence().is_none()) {
        return;
    }
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
    /// The sentence of each.
    standing: Vec<Standing>,
    /// What they print in its stead.
    missing: Missing,
}

/// Whether something asked for is printed. It isn't decided while one of its citations could not be found: that is told
/// by other rules, and what it cites may print it.
fn examine<'c>(
    sics: &Sics<'_>,
    reader: &mut Reader<'_>,
    ask: &Ask<'_>,
    cited: Vec<&'c Citation>,
) -> Option<Unprinted<'c>> {
    let standing: Vec<Standing> = cited.iter().filter_map(|citation| reader.standing(citation)).collect();
    let Support::Missing(missing) = ask.support(&words(&standing)) else { return None };
    let undecided = cited.is_empty() || standing.len() < cited.len();
    if undecided || sics.explain(&cited, &standing, ask) {
        return None;
    }
    Some(Unprinted { cited, standing, missing })
}

fn words(standing: &[Standing]) -> Vec<CitedWords<'_>> {
    standing.iter().map(|one| CitedWords { sentence: &one.sentence, words: one.words.clone() }).collect()
}
