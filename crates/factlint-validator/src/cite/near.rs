//! What comes near a citation that is not found. It is shown, and decides nothing.

use factlint_model::near::nearest;

use super::Citation;
use super::answer::{Absence, Answer, Places, Search};
use crate::texts::{self, SentenceId, find_in};

/// The most citations for which what is near is looked for: where most are wrong, the text is another.
const MOST: usize = 50;

/// The most words of a text of which fewer are looked for.
const MOST_WORDS: usize = 24;

/// Words of a citation that may stand in the text, folded.
struct Part {
    citation: u32,
    words: String,
}

impl Search<'_> {
    /// Adds to the answers of citations that are not found what comes near them.
    pub(super) fn add_near(&self, answers: &mut [(u32, Answer)]) {
        let is_far = |(_, answer): &&mut (u32, Answer)| {
            matches!(answer, Answer::NotFound(Absence::Section { .. } | Absence::Words { .. }))
        };
        let mut open: Vec<&mut (u32, Answer)> = answers.iter_mut().filter(is_far).take(MOST).collect();
        let mut wordless = Vec::new();
        for (number, answer) in &mut open {
            let citation = &self.citations.all()[*number as usize];
            match answer {
                Answer::NotFound(Absence::Section { near, places }) => *near = self.near_heading(citation, places),
                _ => wordless.extend(citation.words.first().map(|&row| (*number, self.folded(row).into_owned()))),
            }
        }
        let wordless: Vec<Part> = wordless.into_iter().map(|(citation, words)| Part { citation, words }).collect();
        if wordless.is_empty() {
            return;
        }
        let in_other_case = self.in_other_case(&wordless);
        let parts: Vec<Part> = wordless.iter().flat_map(parts).collect();
        let patterns: Vec<&str> = parts.iter().map(|part| part.words.as_str()).collect();
        let matches = self.text.find_all(&patterns);
        for (number, answer) in open {
            let Answer::NotFound(Absence::Words { near }) = answer else { continue };
            let at = wordless.iter().position(|part| part.citation == *number);
            let whole = at.and_then(|at| in_other_case[at].clone());
            let standing = parts.iter().enumerate().filter(|(_, part)| part.citation == *number);
            let standing = standing.filter_map(|(at, part)| Some((part.words.clone(), matches.of(at).first()?.first)));
            *near = whole.or_else(|| standing.max_by_key(|(words, _)| words.len()));
        }
    }

    /// The heading that was most likely meant: one that is written alike, else that of the only section in which the words
    /// stand.
    fn near_heading(&self, citation: &Citation, places: &Places) -> Option<String> {
        let wanted = texts::fold(self.dataset.text(citation.section?));
        let headings = || self.text.sections().map(|section| section.heading).filter(|heading| !heading.is_empty());
        let lower = wanted.to_lowercase();
        let alike = || headings().find(|heading| heading.to_lowercase() == lower);
        let of_words = || match places.told[..] {
            [only] => Some(self.text.section(self.text.sentence(only).section)?.heading),
            _ => None,
        };
        let near = alike().or_else(|| nearest(&wanted, headings())).or_else(of_words);
        near.filter(|heading| !heading.is_empty()).map(str::to_owned)
    }

    /// Where words stand with other capitals, for each the first such place and how they are printed there.
    fn in_other_case(&self, all: &[Part]) -> Vec<Option<(String, SentenceId)>> {
        let lower: Vec<String> = all.iter().map(|part| part.words.to_lowercase()).collect();
        let mut found = vec![None; all.len()];
        for sentence in self.text.sentences() {
            let printed = self.text.folded(sentence);
            let lowered = printed.to_lowercase();
            for (found, words) in found.iter_mut().zip(&lower).filter(|(found, _)| found.is_none()) {
                // Where a capital takes more bytes than its small letter, places are not the same.
                let same_bytes = lowered.len() == printed.len();
                let place = find_in(words, &lowered).filter(|_| same_bytes);
                *found = place.and_then(|at| Some((printed.get(at)?.to_owned(), sentence)));
            }
        }
        found
    }
}

/// The beginnings and ends of a citation's words that are at least half of them, and two words.
fn parts(whole: &Part) -> impl Iterator<Item = Part> {
    let words: Vec<&str> = whole.words.split(' ').take(MOST_WORDS).collect();
    let least = words.len().div_ceil(2).max(2);
    let lengths = least..words.len();
    lengths.flat_map(move |length| {
        let both = [&words[..length], &words[words.len() - length..]];
        both.map(|part| Part { citation: whole.citation, words: part.join(" ") })
    })
}
