//! `citations/not-found`: what a citation says is not in the copy of its source.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, RowId};

use super::finding::{finding, label_all, place, source, words};
use crate::cite::{Absence, Answer, Citation, Citations, Places};
use crate::rules::{Check, Rule};
use crate::texts::{self, SentenceId};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/not-found",
        level: Level::Error,
        summary: "the section or the words are not in the source",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    for citation in citations.all() {
        if let Answer::NotFound(absence) = &citation.answer {
            found.push(report(dataset, citations, citation, absence));
        }
    }
}

fn report(dataset: &Dataset, citations: &Citations, citation: &Citation, absence: &Absence) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let at = |row, message: String| finding(dataset, &RULE.meta, citation, row, || message);
    match absence {
        Absence::Section { near, places } => {
            let found = no_section(dataset, at, citation, near.as_deref(), source);
            label_all(dataset, citations, citation, found, places)
        }
        Absence::Paragraph => no_paragraph(dataset, at, citation, source),
        Absence::Elsewhere(places) => {
            let found = at(None, format!("`{words}` does not stand in `{source}` where the citation says"))
                .note("the section, the paragraph, or what stands around the words is another");
            label_all(dataset, citations, citation, found, places)
                .help("name the section in which it stands, or cite other words")
        }
        Absence::Across(sentence) => {
            let found = at(None, format!("`{words}` runs over the end of a sentence of `{source}`"))
                .note("a citation stands in one sentence");
            label_all(dataset, citations, citation, found, &Places { told: vec![*sentence], more: false })
                .help("cite the words of one of the sentences, or of each in a citation of its own")
        }
        Absence::Apart => at(None, format!("no sentence of `{source}` has all words of this citation"))
            .note("each of them stands somewhere")
            .help("cite each in a citation of its own"),
        Absence::Words { near } => no_words(dataset, citations, citation, at, near.as_ref()),
        Absence::Gone(places) => {
            let found = at(None, format!("the sentence of `{source}` that `{words}` was pinned to is gone"))
                .note("neither its place nor its text is in the copy");
            let found = label_all(dataset, citations, citation, found, places);
            found.help(match places.told.as_slice() {
                [] => "look whether the source still says it; if not, the fact has lost its citation",
                [_] => "where the words stand now is another sentence: read it; if it still says this, `factlint pin --accept-changed` pins it",
                _ => "see which sentence says it now, and name its section or more of its words",
            })
        }
    }
}

fn no_section(
    dataset: &Dataset,
    at: impl Fn(Option<RowId>, String) -> Diagnostic,
    citation: &Citation,
    near: Option<&str>,
    source: &str,
) -> Diagnostic {
    let heading = citation.section.map_or("", |row| dataset.text(row));
    let found = at(citation.section, format!("`{source}` has no section `{heading}`")).at("no such heading");
    let Some((near, row)) = near.zip(citation.section) else {
        return found.help("write the heading as the source prints it, or leave it out if the words stand there once");
    };
    let intent = Intent::SetScalar { span: dataset.span(row), text: near.to_owned(), quote: false };
    found.help(format!("the nearest heading is `{near}`")).fix(format!("write `{near}`"), Safety::Unsafe, vec![intent])
}

fn no_paragraph(
    dataset: &Dataset,
    at: impl Fn(Option<RowId>, String) -> Diagnostic,
    citation: &Citation,
    source: &str,
) -> Diagnostic {
    let text = |row: Option<RowId>| row.map_or("", |row| dataset.text(row));
    let (number, heading) = (text(citation.paragraph), text(citation.section));
    let message = match number.trim().parse::<u32>() {
        Ok(1..) => format!("the section `{heading}` of `{source}` has no paragraph {number}"),
        _ => format!("`{number}` is no number of a paragraph"),
    };
    at(citation.paragraph, message)
        .help("paragraphs are counted from 1 in their section; leave it out if the words stand in one")
}

fn no_words(
    dataset: &Dataset,
    citations: &Citations,
    citation: &Citation,
    at: impl Fn(Option<RowId>, String) -> Diagnostic,
    near: Option<&(String, SentenceId)>,
) -> Diagnostic {
    let (words, source) = (words(dataset, citation), source(citations, citation));
    let found = at(None, format!("`{words}` does not stand in `{source}`")).at("not in the copy of the source");
    let near = near.and_then(|(part, sentence)| Some((part, place(dataset, citations, citation, *sentence)?)));
    match near {
        Some((part, (span, place))) => {
            let found = found.label(span, format!("`{part}` stands here: {place}"));
            let found = found.help("see whether this is the place; write the words as they are printed there");
            match citation.words.first() {
                Some(&row) if part.to_lowercase() == texts::fold(words).to_lowercase() => {
                    let intent = Intent::SetScalar { span: dataset.span(row), text: part.clone(), quote: false };
                    found.fix(format!("write `{part}`"), Safety::Unsafe, vec![intent])
                }
                _ => found,
            }
        }
        None => found.help("write the words as the source prints them"),
    }
}
