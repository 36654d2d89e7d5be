//! Places in a copy: sections, paragraphs and sentences by their numbers, and the bytes of words.

use std::ops::Range;

use factlint_model::facts::Dataset;
use factlint_model::near::nearest;

use super::answer::{Absence, Answer, Places, Search};
use super::lock::LockedPlace;
use super::{Citation, Citations};
use crate::texts::{self, SentenceId, SourceText};

/// The most citations for which the nearest words are looked for: where most are wrong, the text is another.
const MOST_NEAR: usize = 50;

/// The most words of a text of which fewer are looked for.
const MOST_WORDS: usize = 24;

/// Where a citation says that it stands.
pub(super) enum Within {
    /// Anywhere.
    All,
    /// In one of these sections or those below them; or in the paragraph of this number in one of these.
    Sections {
        /// All of that heading.
        sections: Vec<u32>,
        /// The paragraph's number.
        paragraph: Option<u32>,
    },
    /// In a section that isn't there.
    Nowhere,
}

impl Search<'_> {
    pub(super) fn within(&self, citation: &Citation) -> Within {
        // What is no number is that of no paragraph.
        let paragraph = citation.paragraph.map(|row| self.dataset.text(row).trim().parse().unwrap_or(0));
        let sections = match citation.section {
            Some(row) => self.text.sections_named(self.dataset.text(row)).to_vec(),
            None if paragraph.is_some() => (0..u32::try_from(self.text.sections().len()).unwrap_or(u32::MAX)).collect(),
            None => return Within::All,
        };
        if sections.is_empty() { Within::Nowhere } else { Within::Sections { sections, paragraph } }
    }

    pub(super) fn is_within(&self, sentence: SentenceId, within: &Within) -> bool {
        match within {
            Within::All => true,
            Within::Nowhere => false,
            Within::Sections { sections, paragraph } => {
                let place = self.text.sentence(sentence);
                match paragraph {
                    Some(number) => place.paragraph == *number && sections.contains(&place.section),
                    None => sections.iter().any(|&section| self.text.is_within(place.section, section)),
                }
            }
        }
    }

    /// Whether what the citation says stands before and after its words does so in a sentence.
    pub(super) fn fits_around(&self, citation: &Citation, sentence: SentenceId) -> bool {
        if citation.prefix.is_none() && citation.suffix.is_none() {
            return true;
        }
        let Some(&row) = citation.words.first() else { return true };
        let words = self.folded(row);
        let (before, paragraph, after) = around(self.text, sentence);
        let own = before..after;
        let text = |row: Option<_>| row.map(|row| self.folded(row)).unwrap_or_default();
        let (prefix, suffix) = (text(citation.prefix), text(citation.suffix));
        let fits = |start: usize| {
            let (left, right) = (&paragraph[..start], &paragraph[start + words.len()..]);
            left.trim_end().ends_with(prefix.trim()) && right.trim_start().starts_with(suffix.trim())
        };
        paragraph.match_indices(&*words).any(|(start, _)| own.contains(&start) && fits(start))
    }

    /// The answer for a citation that names a section and no words.
    pub(super) fn section_alone(&self, within: &Within) -> Answer {
        let Within::Sections { sections, .. } = within else { return Answer::Whole };
        // The section itself is what is cited: its first sentence stands for it.
        let first = |&section: &u32| self.text.sentences().find(|&id| self.text.sentence(id).section >= section);
        let firsts = Places::of(sections.iter().filter_map(first));
        match firsts.told.as_slice() {
            [] => Answer::Whole,
            [only] => Answer::Found { sentence: *only, pinned: true },
            _ => Answer::Ambiguous { places: firsts, pinned: false },
        }
    }

    /// The heading that was most likely meant.
    pub(super) fn near_heading(&self, citation: &Citation) -> Option<String> {
        let wanted = texts::fold(self.dataset.text(citation.section?));
        let headings = self.text.sections().map(|section| section.heading);
        nearest(&wanted, headings.filter(|heading| !heading.is_empty())).map(str::to_owned)
    }

    /// Adds to the answers of these citations the most of their words that stand in the text.
    pub(super) fn add_near(&self, absent: &[u32], answers: &mut [(u32, Answer)]) {
        let absent = &absent[..absent.len().min(MOST_NEAR)];
        let parts: Vec<(u32, String)> = absent.iter().flat_map(|&number| self.parts(number)).collect();
        if parts.is_empty() {
            return;
        }
        let patterns: Vec<&str> = parts.iter().map(|(_, part)| part.as_str()).collect();
        let matches = self.text.find_all(&patterns);
        for (number, answer) in answers {
            let Answer::NotFound(Absence::Words { near }) = answer else { continue };
            let of_this = parts.iter().enumerate().filter(|(_, (of, _))| of == number);
            let standing = of_this.filter_map(|(at, (_, part))| Some((part, matches.of(at).first()?)));
            let longest = standing.max_by_key(|(part, _)| part.len());
            *near = longest.map(|(part, place)| (part.clone(), place.first));
        }
    }

    /// The beginnings and ends of a citation's words that are at least half of them, and two words.
    fn parts(&self, number: u32) -> Vec<(u32, String)> {
        let Some(&row) = self.citations.all()[number as usize].words.first() else { return Vec::new() };
        let folded = self.folded(row);
        let words: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let least = words.len().div_ceil(2).max(2);
        let lengths = least..words.len();
        lengths
            .flat_map(|length| [&words[..length], &words[words.len() - length..]])
            .map(|part| (number, part.join(" ")))
            .collect()
    }

    /// The sentence at a place of the lock.
    pub(super) fn sentence_at(&self, place: &LockedPlace) -> Option<SentenceId> {
        let nth = (place.nth as usize).checked_sub(1)?;
        let section = *self.text.sections_named(&place.section).get(nth)?;
        self.text.sentence_at(section, place.paragraph, place.sentence)
    }
}

/// The paragraph around a sentence, folded, and where in it the sentence starts and ends.
pub(super) fn around(text: &SourceText, sentence: SentenceId) -> (usize, String, usize) {
    let (mut all, mut start, mut end) = (String::new(), 0, 0);
    for each in text.paragraph(sentence) {
        if !all.is_empty() {
            all.push(' ');
        }
        if each == sentence {
            start = all.len();
        }
        all.push_str(&text.folded(each));
        if each == sentence {
            end = all.len();
        }
    }
    (start, all, end)
}

impl LockedPlace {
    /// The place of a sentence.
    #[must_use]
    pub fn of(text: &SourceText, sentence: SentenceId) -> Option<Self> {
        let place = text.sentence(sentence);
        let heading = text.section(place.section)?.heading.to_owned();
        let nth = text.sections_named(&heading).iter().position(|&each| each == place.section)?;
        let nth = u32::try_from(nth + 1).unwrap_or(u32::MAX);
        Some(Self { section: heading, nth, paragraph: place.paragraph, sentence: place.number })
    }

    /// The place in words: `§ Motivation, paragraph 2, sentence 1`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let nth = if self.nth > 1 { format!(" (number {} of that heading)", self.nth) } else { String::new() };
        let section = if self.section.is_empty() {
            "before the first heading".to_owned()
        } else {
            format!("§ {}{nth}", self.section)
        };
        format!("{section}, paragraph {}, sentence {}", self.paragraph, self.sentence)
    }
}

impl Citations {
    /// The place of a sentence of a citation's copy.
    #[must_use]
    pub fn place(&self, citation: &Citation, sentence: SentenceId) -> Option<LockedPlace> {
        LockedPlace::of(self.text(citation)?, sentence)
    }

    /// The bytes of a citation's first words in a sentence of its copy; the whole sentence where they don't stand in it.
    pub(super) fn words_in(
        &self,
        dataset: &Dataset,
        citation: &Citation,
        text: &SourceText,
        sentence: SentenceId,
    ) -> Range<usize> {
        let words = citation.words.first().map(|&row| texts::fold(dataset.text(row)));
        match words.and_then(|words| texts::find_in(&words, &text.folded(sentence))) {
            Some(at) => text.bytes_of(sentence, at),
            None => text.sentence(sentence).span,
        }
    }
}
