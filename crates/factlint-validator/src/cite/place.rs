//! Places in a copy: sections, paragraphs and sentences by their numbers, and the bytes of words.

use std::ops::Range;

use factlint_model::facts::Dataset;

use super::answer::{Absence, Answer, Fits, Places, Search};
use super::lock::LockedPlace;
use super::within::Within;
use super::{Citation, Citations};
use crate::texts::{self, SentenceId, SourceText, find_in};

impl<'a> Search<'a> {
    pub(super) fn within(&self, citation: &Citation) -> Within<'a> {
        // What is no number is that of no paragraph.
        let number = |row| self.dataset.text(row).trim().parse().unwrap_or(0);
        Within {
            sections: citation.section.map(|row| self.text.sections_named(self.dataset.text(row))),
            paragraph: citation.paragraph.map(number),
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
    pub(super) fn section_alone(&self, within: Within<'_>) -> Answer {
        let in_one = |&section: &u32| {
            Within { sections: Some(std::slice::from_ref(&section)), ..within }.sentences(self.text).next()
        };
        let sections = within.sections.unwrap_or_default();
        let firsts = Places::of(sections.iter().filter_map(in_one));
        let paragraph = within.paragraph;
        match (firsts.told.as_slice(), sections) {
            ([], [section, ..]) if paragraph.is_none() => Answer::Section { section: *section, paragraph },
            ([], _) => Answer::NotFound(Absence::Paragraph),
            ([only], _) => {
                let named = |section: &u32| sections.binary_search(section).is_ok();
                let section = self.text.around(self.text.sentence(*only).section).find(named);
                section.map_or(Answer::Whole, |section| Answer::Section { section, paragraph })
            }
            _ => Answer::Ambiguous { places: firsts, fits: Fits::Words },
        }
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

/// Where words stand that begin in a sentence and may run over its end: a part in each sentence, as ranges of their folded
/// texts. Nothing where they don't begin in it.
pub(super) fn spread(text: &SourceText, first: SentenceId, words: &str) -> Vec<(SentenceId, Range<usize>)> {
    let mut all = text.folded(first).into_owned();
    if let Some(at) = find_in(words, &all) {
        return vec![(first, at)];
    }
    let own = all.len();
    let mut sentences = vec![(first, 0..own)];
    for sentence in text.paragraph(first).skip_while(|&each| each <= first) {
        if all.len() > own + words.len() {
            break;
        }
        all.push(' ');
        let start = all.len();
        all.push_str(&text.folded(sentence));
        sentences.push((sentence, start..all.len()));
    }
    let Some(at) = find_in(words, &all).filter(|at| at.start < own) else { return Vec::new() };
    let part = |(sentence, range): (SentenceId, Range<usize>)| {
        let part = at.start.max(range.start)..at.end.min(range.end);
        (!part.is_empty()).then(|| (sentence, part.start - range.start..part.end - range.start))
    };
    sentences.into_iter().filter_map(part).collect()
}

impl LockedPlace {
    /// The place of a sentence.
    #[must_use]
    pub fn of(text: &SourceText, sentence: SentenceId) -> Option<Self> {
        let place = text.sentence(sentence);
        let heading = text.section(place.section)?.heading.to_owned();
        let nth = text.sections_named(&heading).binary_search(&place.section).ok()?;
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
        let parts = citation.words.first().map(|&row| spread(text, sentence, &texts::fold(dataset.text(row))));
        let bytes = |(sentence, part): &(SentenceId, Range<usize>)| text.bytes_of(*sentence, part.clone());
        match parts.as_deref() {
            Some([only]) => bytes(only),
            Some([first, .., last]) => bytes(first).start..bytes(last).end,
            _ => text.sentence(sentence).span,
        }
    }
}
