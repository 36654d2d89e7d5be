//! The sentences that citations were found in, each read once for those that follow one another.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use factlint_model::facts::Dataset;

use super::place::spread;
use super::{Citation, Citations, Cited};
use crate::coverage::{SourceTally, Tally};
use crate::prose::ReadSentence;
use crate::texts::{self, SentenceId, SourceText};

/// How many sentences are kept.
const KEPT: usize = 1_024;

/// How many sentences before one are looked at for a year that it leaves out.
const BEFORE: usize = 40;

/// What is longer is read only as far as half of this before and behind the words.
const LONGEST: usize = 1 << 16;

/// A sentence of a citation.
pub(crate) struct Standing<'c> {
    pub citation: &'c Citation,
    pub id: SentenceId,
    pub sentence: Rc<ReadSentence>,
    /// Where what was read begins in the sentence's folded text.
    pub start: usize,
    /// Where the words stand in what was read, or the parts of them.
    pub words: Vec<Range<usize>>,
}

impl Standing<'_> {
    /// A range of the sentence's folded text in what was read of it.
    fn read_part(&self, whole: &Range<usize>) -> Option<Range<usize>> {
        let part = whole.start.checked_sub(self.start)?..whole.end.checked_sub(self.start)?;
        (part.end <= self.sentence.text().len()).then_some(part)
    }

    /// What the sentence should say, read in its place.
    pub fn corrected(&self, citations: &Citations, sentence: String) -> ReadSentence {
        let before = || citations.text(self.citation).map_or_else(String::new, |text| before(text, self.id));
        ReadSentence::new(sentence, before)
    }

    /// A range of what was read in the sentence's folded text.
    pub fn in_sentence(&self, part: &Range<usize>) -> Range<usize> {
        self.start + part.start..self.start + part.end
    }
}

/// Reads sentences.
pub struct Reader<'d> {
    pub(crate) dataset: &'d Dataset,
    pub(crate) citations: &'d Citations,
    kept: HashMap<(u32, SentenceId), Rc<ReadSentence>>,
    /// Counts what the sentences print, if that is wanted.
    tally: Option<Tally<'d>>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(dataset: &'d Dataset, citations: &'d Citations, counts: bool) -> Self {
        let tally = if counts { Tally::new(dataset, citations) } else { None };
        Self { dataset, citations, kept: HashMap::new(), tally }
    }

    /// What all sentences print, those that were not read too.
    pub(crate) fn counted(self) -> Vec<SourceTally> {
        self.tally.map_or_else(Vec::new, |tally| tally.finish(self.citations))
    }

    /// The sentences of a citation, if it was found.
    pub(crate) fn standing(&mut self, citation: &'d Citation) -> Option<Vec<Standing<'d>>> {
        let Cited::Source(source) = citation.source else { return None };
        let text = self.citations.text(citation)?;
        let ids = self.citations.sentences(self.dataset, citation)?;
        let mut read = |id| {
            let is_long = text.text(id).len() > LONGEST;
            let (start, sentence) =
                if is_long { self.part(citation, text, id) } else { (0, self.sentence(source, text, id)) };
            Standing { citation, id, sentence, start, words: Vec::new() }
        };
        let mut all: Vec<Standing<'d>> = ids.into_iter().map(&mut read).collect();
        for &row in &citation.words {
            let words = texts::fold(self.dataset.text(row));
            let Some(first) = all.first_mut() else { break };
            if let Some(at) = texts::find_in(&words, first.sentence.text()) {
                first.words.push(at);
                continue;
            }
            for (id, part) in spread(text, first.id, &words) {
                let of_it = all.iter_mut().filter(|standing| standing.id == id);
                of_it.for_each(|standing| standing.words.extend(standing.read_part(&part)));
            }
        }
        Some(all)
    }

    /// The part of a long sentence around the words of a citation, and where it begins. What it prints is not counted.
    fn part(&self, citation: &Citation, text: &SourceText, id: SentenceId) -> (usize, Rc<ReadSentence>) {
        let folded = text.folded(id);
        let place = |&row| texts::find_in(&texts::fold(self.dataset.text(row)), &folded);
        let first = citation.words.iter().find_map(place).unwrap_or_default();
        let start = folded.floor_char_boundary(first.start.saturating_sub(LONGEST / 2));
        let end = folded.ceil_char_boundary(first.end.saturating_add(LONGEST / 2).min(folded.len()));
        (start, Rc::new(ReadSentence::new(folded[start..end].to_owned(), String::new)))
    }

    fn sentence(&mut self, source: u32, text: &SourceText, id: SentenceId) -> Rc<ReadSentence> {
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let tally = &mut self.tally;
        let read = || {
            let sentence = read(text, id);
            tally.iter_mut().for_each(|tally| tally.note(source, id, &sentence));
            Rc::new(sentence)
        };
        Rc::clone(self.kept.entry((source, id)).or_insert_with(read))
    }
}

/// A sentence with what it prints.
pub(crate) fn read(text: &SourceText, id: SentenceId) -> ReadSentence {
    ReadSentence::new(text.folded(id), || before(text, id))
}

/// What stands before a sentence in its paragraph, not further away than matters.
fn before(text: &SourceText, id: SentenceId) -> String {
    let first = text.paragraph(id).next().map_or(0, SentenceId::index);
    let place = id.index().saturating_sub(first);
    let near = text.paragraph(id).take(place).skip(place.saturating_sub(BEFORE));
    near.map(|sentence| text.folded(sentence)).collect::<Vec<_>>().join(" ")
}
