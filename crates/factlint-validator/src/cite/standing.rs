//! The sentences that citations were found in, each read once for those that follow one another.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use factlint_model::facts::Dataset;

use super::{Citation, Citations, Cited};
use crate::coverage::{SourceTally, Tally};
use crate::prose::ReadSentence;
use crate::texts::{self, SentenceId, SourceText};

/// How many sentences are kept.
const KEPT: usize = 1_024;

/// How many sentences before one are looked at for a year that it leaves out.
const BEFORE: usize = 40;

/// The sentence of a citation, and where its words stand in it.
pub(crate) struct Standing {
    pub sentence: Rc<ReadSentence>,
    pub words: Vec<Range<usize>>,
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

    /// The sentence of a citation, if it was found.
    pub(crate) fn standing(&mut self, citation: &Citation) -> Option<Standing> {
        let (Cited::Source(source), Some(id)) = (citation.source, citation.answer.sentence()) else { return None };
        let text = self.citations.text(citation)?;
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let tally = &mut self.tally;
        let read = || {
            let sentence = read(text, id);
            tally.iter_mut().for_each(|tally| tally.note(source, id, &sentence));
            Rc::new(sentence)
        };
        let sentence = Rc::clone(self.kept.entry((source, id)).or_insert_with(read));
        let places = citation.words.iter().filter_map(|&row| {
            let words = texts::fold(self.dataset.text(row));
            texts::find_in(&words, sentence.text())
        });
        let words = places.collect();
        Some(Standing { sentence, words })
    }
}

/// A sentence with what it prints.
pub(crate) fn read(text: &SourceText, id: SentenceId) -> ReadSentence {
    ReadSentence::new(text.folded(id), || before(text, id))
}

/// Reads what a citation's sentence should say in that sentence's place.
pub(crate) fn read_beside(citations: &Citations, citation: &Citation, sentence: String) -> ReadSentence {
    let place = citations.text(citation).zip(citation.answer.sentence());
    ReadSentence::new(sentence, || place.map_or_else(String::new, |(text, id)| before(text, id)))
}

/// What stands before a sentence in its paragraph, not further away than matters.
fn before(text: &SourceText, id: SentenceId) -> String {
    let first = text.paragraph(id).next().map_or(0, SentenceId::index);
    let place = id.index().saturating_sub(first);
    let near = text.paragraph(id).take(place).skip(place.saturating_sub(BEFORE));
    near.map(|sentence| text.folded(sentence)).collect::<Vec<_>>().join(" ")
}
