//! How many dates and figures of the copies no fact records, counted while their sentences are read for something else.

use factlint_model::facts::Dataset;
use serde::Serialize;

use super::LONGEST;
use super::records::Records;
use crate::cite::{Citations, read_sentence};
use crate::prose::ReadSentence;
use crate::texts::SentenceId;

/// So many bytes of a copy are read for the count alone. A longer rest of it would take more time than the check.
const MOST_UNREAD: usize = 1 << 20;

/// How many dates and figures the copies of cited sources print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrintedCounts {
    /// All of them, in the copies that were counted.
    pub all: usize,
    /// Those that no fact records.
    pub uncovered: usize,
    /// The copies that were not counted, since they are long and little is cited to them.
    pub uncounted: usize,
}

/// What one sentence prints.
#[derive(Clone, Copy, Debug)]
struct Counted {
    all: u16,
    uncovered: u16,
}

/// What is counted of one source.
#[derive(Debug)]
pub(crate) struct SourceTally {
    id: String,
    /// By the numbers of the sentences; nothing for those that were not read.
    sentences: Vec<Option<Counted>>,
    whole: bool,
}

/// Counts what sentences print.
pub(crate) struct Tally<'d> {
    records: Records<'d>,
    sources: Vec<SourceTally>,
}

impl<'d> Tally<'d> {
    /// Nothing is counted yet; none where there is no copy.
    pub fn new(dataset: &'d Dataset, citations: &Citations) -> Option<Self> {
        let sources: Vec<SourceTally> = citations
            .sources()
            .iter()
            .map(|source| SourceTally {
                id: source.id.clone(),
                sentences: source.text().map_or_else(Vec::new, |text| vec![None; text.sentences().len()]),
                whole: true,
            })
            .collect();
        let any = sources.iter().any(|source| !source.sentences.is_empty());
        any.then(|| Self { records: Records::of(dataset, citations), sources })
    }

    /// Counts what a sentence prints, if it was not counted before.
    pub fn note(&mut self, source: u32, id: SentenceId, sentence: &ReadSentence) {
        let Some(tally) = self.sources.get_mut(source as usize) else { return };
        let Some(counted @ None) = tally.sentences.get_mut(id.index()) else { return };
        let recorded = self.records.at(source, id, sentence);
        let (mut all, mut uncovered) = (0_u16, 0_u16);
        for (_, _, is_covered) in recorded.printed() {
            all = all.saturating_add(1);
            uncovered = uncovered.saturating_add(u16::from(!is_covered));
        }
        *counted = Some(Counted { all, uncovered });
    }

    /// Reads the sentences that nothing was read for, where they are not too many.
    pub fn finish(mut self, citations: &Citations) -> Vec<SourceTally> {
        for (source, number) in citations.sources().iter().zip(0_u32..) {
            let (Some(text), Some(tally)) = (source.text(), self.sources.get_mut(number as usize)) else { continue };
            let unread = |id: &SentenceId| tally.sentences.get(id.index()).is_some_and(Option::is_none);
            let rest: Vec<SentenceId> =
                text.sentences().filter(unread).filter(|&id| text.text(id).len() <= LONGEST).collect();
            tally.whole = rest.iter().map(|&id| text.text(id).len()).sum::<usize>() <= MOST_UNREAD;
            for id in rest.into_iter().filter(|_| tally.whole).collect::<Vec<_>>() {
                self.note(number, id, &read_sentence(text, id));
            }
        }
        self.sources.retain(|source| !source.sentences.is_empty());
        self.sources
    }
}

/// Adds what another dataset records: what some dataset covers in a sentence of one source is covered.
pub(crate) fn add_tallies(all: &mut Vec<SourceTally>, more: Vec<SourceTally>) {
    for source in more {
        let same = |known: &&mut SourceTally| known.id == source.id && known.sentences.len() == source.sentences.len();
        let Some(known) = all.iter_mut().find(same) else {
            all.push(source);
            continue;
        };
        known.whole |= source.whole;
        for (one, other) in known.sentences.iter_mut().zip(source.sentences) {
            *one = match (*one, other) {
                (Some(one), Some(other)) => Some(if other.uncovered < one.uncovered { other } else { one }),
                (one, other) => one.or(other),
            };
        }
    }
}

impl PrintedCounts {
    /// The counts of all sources.
    pub(crate) fn of(sources: &[SourceTally]) -> Self {
        let (counted, not): (Vec<_>, Vec<_>) = sources.iter().partition(|source| source.whole);
        let mut counts = Self { uncounted: not.len(), ..Self::default() };
        for sentence in counted.into_iter().flat_map(|source| source.sentences.iter().flatten()) {
            counts.all += usize::from(sentence.all);
            counts.uncovered += usize::from(sentence.uncovered);
        }
        counts
    }
}
