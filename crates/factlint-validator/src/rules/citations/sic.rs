//! Known errors of sources: what is printed, and what is right.

use std::ops::Range;

use factlint_model::facts::{Dataset, RecordId, RowId};

use crate::cite::{Ask, Citations, SIC, SOURCE, SourceCopy, Standing};
use crate::prose::{CitedWords, ReadSentence, Support};
use crate::texts;

/// A known error.
pub(super) struct Sic {
    pub record: RecordId,
    /// What is printed.
    pub printed: Option<RowId>,
    /// What is right.
    pub right: Option<RowId>,
    /// Why that is so.
    pub reason: Option<RowId>,
}

/// All of them.
pub(super) struct Sics<'d> {
    pub all: Vec<Sic>,
    dataset: &'d Dataset,
    citations: &'d Citations,
}

impl<'d> Sics<'d> {
    pub fn of(dataset: &'d Dataset, citations: &'d Citations) -> Self {
        let kind = dataset.vocabulary.find_kind(SIC);
        let records = dataset.record_ids().filter(|&record| Some(dataset.kind(record)) == kind);
        let all = if kind.is_some() { records.map(|record| Sic::of(dataset, record)).collect() } else { Vec::new() };
        Self { all, dataset, citations }
    }

    /// Whether a value is printed once an error that is known of its sentences is corrected.
    pub fn explain(&self, standing: &[Standing<'_>], ask: &Ask<'_>) -> bool {
        self.all.iter().any(|sic| {
            let standing = standing.iter().filter(|standing| self.speaks_of(sic, ask.record, standing));
            let corrected: Vec<_> = standing.filter_map(|standing| self.corrected(sic, standing)).collect();
            let words = corrected.iter().map(|(sentence, words)| CitedWords { sentence, words: words.clone() });
            ask.support(&words.collect::<Vec<_>>()) == Support::Printed
        })
    }

    /// Whether an error is one of what a record cites: it is told in the record, or around it, or in the source itself;
    /// and if it has citations of its own, of the same sentence.
    fn speaks_of(&self, sic: &Sic, record: RecordId, standing: &Standing<'_>) -> bool {
        let around = match self.dataset.record(sic.record).owner {
            Some(owner) if self.is_source(owner) => {
                self.citations.source(standing.citation).is_some_and(|source| source.record == Some(owner))
            }
            Some(owner) => self.dataset.around(record).any(|around| around == owner),
            None => true,
        };
        let mut own = self.citations.own(sic.record).peekable();
        around
            && (own.peek().is_none()
                || own.any(|own| {
                    let here = own.source == standing.citation.source;
                    here && self.citations.sentences(self.dataset, own).is_some_and(|all| all.contains(&standing.id))
                }))
    }

    fn is_source(&self, record: RecordId) -> bool {
        self.dataset.vocabulary.kind_name(self.dataset.kind(record)) == SOURCE
    }

    /// A sentence with what is right in the place of what is printed, and where its words stand then.
    fn corrected(&self, sic: &Sic, standing: &Standing<'_>) -> Option<(ReadSentence, Vec<Range<usize>>)> {
        let printed = texts::fold(self.dataset.text(sic.printed?));
        let right = texts::fold(self.dataset.text(sic.right?));
        let sentence = replaced(standing.sentence.text(), &printed, &right)?;
        let places = standing.citation.words.iter().filter_map(|&row| {
            let words = texts::fold(self.dataset.text(row));
            texts::find_in(replaced(&words, &printed, &right).as_deref().unwrap_or(&words), &sentence)
        });
        let places = places.collect();
        Some((standing.corrected(self.citations, sentence), places))
    }

    /// The source that an error is in: the one that it lies in, or that is named nearest.
    pub fn source(&self, sic: &Sic) -> Option<&'d SourceCopy> {
        let slot = self.dataset.vocabulary.find_slot(SOURCE);
        let named = |record: RecordId| {
            if self.is_source(record) {
                return Some((Some(record), ""));
            }
            let row = self.dataset.values(record, slot?).next()?;
            Some((self.dataset.targets(row).next(), self.dataset.text(row)))
        };
        let (record, id) = self.dataset.around(sic.record).find_map(named)?;
        let is_it = |copy: &&SourceCopy| if record.is_some() { copy.record == record } else { copy.id == id };
        self.citations.sources().iter().find(is_it)
    }
}

impl Sic {
    fn of(dataset: &Dataset, record: RecordId) -> Self {
        let value =
            |name: &str| dataset.vocabulary.find_slot(name).and_then(|slot| dataset.values(record, slot).next());
        Self { record, printed: value("printed"), right: value("right"), reason: value("reason") }
    }
}

/// A text with some words of it replaced; none if it doesn't have them.
fn replaced(text: &str, words: &str, by: &str) -> Option<String> {
    let at = texts::find_in(words, text)?;
    Some([text.get(..at.start)?, by, text.get(at.end..)?].concat())
}
