//! `citations/quote-too-long`: more of a source's words than a quotation needs.

use factlint_model::diagnostic::{Diagnostic, Level, OptionKind, RuleMeta, RuleOption};
use factlint_model::facts::{Dataset, RowId};

use super::finding::finding;
use crate::cite::{Citation, Citations};
use crate::rules::{Check, OptionsOf, Rule};

/// No quotation of a fact has more words.
const MOST: u32 = 1000;

/// The most words that hold a date, a figure or a name, or that stand around these.
const MOST_WORDS: RuleOption = RuleOption {
    name: "most-words",
    summary: "the most words that `words`, `prefix` and `suffix` may have",
    kind: OptionKind::Number { least: 1, most: MOST, default: 9 },
};

/// The most words of a quotation.
const MOST_QUOTED: RuleOption = RuleOption {
    name: "most-quoted",
    summary: "the most words that `quote` may have",
    kind: OptionKind::Number { least: 1, most: MOST, default: 40 },
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/quote-too-long",
        level: Level::Warning,
        summary: "more of the source's words than a quotation needs",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[MOST_WORDS, MOST_QUOTED],
    },
    check: Check::Configured(check),
};

fn check(dataset: &Dataset, citations: &Citations, options_of: OptionsOf<'_>, found: &mut Vec<Diagnostic>) {
    for citation in citations.all() {
        let around = citation.prefix.iter().chain(&citation.suffix);
        for &row in citation.words.iter().chain(around) {
            let option = if citations.is_quote(dataset, row) { &MOST_QUOTED } else { &MOST_WORDS };
            let most = options_of(dataset.span(row).file).number(&RULE.meta, option) as usize;
            let words = count(dataset.text(row));
            if words > most {
                found.push(report(dataset, citation, row, words, most));
            }
        }
    }
}

/// How many words a text has: what stands between spaces and has a letter or a digit.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn report(dataset: &Dataset, citation: &Citation, row: RowId, words: usize, most: usize) -> Diagnostic {
    let slot = dataset.vocabulary.slot_name(dataset.use_of(row).slot);
    let message = || format!("{words} words of the source are kept as `{slot}`, where {most} are enough");
    finding(dataset, &RULE.meta, citation, Some(row), message)
        .note("the source's text belongs to others; facts need its words only where they print the date, the figure or the name")
        .help("keep the few words that hold it")
}
