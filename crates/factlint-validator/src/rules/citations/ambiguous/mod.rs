//! `citations/ambiguous`: a citation that fits several places.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use super::finding::{finding, label_all, source, words};
use crate::cite::{Anchor, Answer, Citation, Citations, Fits, Places};
use crate::rules::{Check, Rule};
use crate::texts::SentenceId;

/// For so many places it is said what would make the citation fit it alone.
const MOST: usize = 4;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/ambiguous",
        level: Level::Error,
        summary: "a citation that fits two places: refused, never guessed",
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
        if let Answer::Ambiguous { places, fits } = &citation.answer {
            found.push(report(dataset, citations, citation, places, *fits));
        }
    }
}

fn report(dataset: &Dataset, citations: &Citations, citation: &Citation, places: &Places, fits: Fits) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let times = if places.more { format!("{} or more", places.told.len()) } else { places.told.len().to_string() };
    let message = || match (citation.words.is_empty(), fits) {
        (true, _) => format!("{times} sections of `{source}` are headed `{words}`"),
        (_, Fits::Sentence) => {
            format!("the sentence of `{source}` that `{words}` was pinned to stands there {times} times")
        }
        (_, Fits::Lines) => {
            format!("the lock has several lines of `{words}`, and `{source}` the sentences of more than one")
        }
        (_, Fits::Words) => format!("`{words}` stands in {times} sentences of `{source}`"),
    };
    let found = finding(dataset, &RULE.meta, citation, None, message).at("which of them?");
    let found = label_all(dataset, citations, citation, found, places);
    let ways: Vec<String> = places
        .told
        .iter()
        .take(MOST)
        .filter_map(|&place| way(dataset, citations, citation, place, &places.told))
        .collect();
    let is_section = citation.words.is_empty();
    found.help(match ways.as_slice() {
        [] if is_section => "cite words that stand in the one that is meant".to_owned(),
        ways if fits == Fits::Lines => {
            format!("remove the wrong line from the lock, or say which is meant:\n{}", ways.join("\n"))
        }
        [] => "nothing that a citation can say tells these places apart: see whether the copy has something twice"
            .to_owned(),
        ways => format!("say which is meant:\n{}", ways.join("\n")),
    })
}

/// What would make the citation fit one place.
fn way(
    dataset: &Dataset,
    citations: &Citations,
    citation: &Citation,
    place: SentenceId,
    all: &[SentenceId],
) -> Option<String> {
    let how = match citations.anchor(dataset, citation, place, all) {
        Anchor::Words(words) => format!("cite `{words}`"),
        Anchor::Section(heading) => format!("name the section `{heading}`"),
        Anchor::Paragraph(number) => format!("name the paragraph {number} of its section"),
        Anchor::InSection(heading, number) => format!("name the section `{heading}` and its paragraph {number}"),
        Anchor::None => return None,
    };
    Some(format!("{}: {how}", citations.place(citation, place)?.in_words()))
}
