//! What of a source's dates, figures and proper names the facts that are cited to it record.
//!
//! - A date or figure is covered if a record of which a citation stands in its sentence has it as a value, or in the words
//!   of one.
//! - A name is covered if it is a name of some record, or a part of one.

mod names;
mod records;
mod tally;

use std::ops::{AddAssign, Range};

use factlint_model::facts::Dataset;
use factlint_model::source::{FileId, Span};
use serde::Serialize;

use crate::cite::{Citations, CopyState, SourceCopy, read_sentence};
use crate::prose::{KnownWords, ReadSentence};
use crate::texts::{SentenceId, SourceText};
use names::RecordedNames;
use records::Records;
pub use tally::PrintedCounts;
pub(crate) use tally::{SourceTally, Tally, add_tallies};

/// A longer sentence is none, and what it prints could be anything.
const LONGEST: usize = 1 << 16;

/// A source of which a copy was read.
#[derive(Debug)]
pub struct SourceCoverage {
    /// Its id.
    pub id: String,
    /// The copy among the run's files.
    pub file: FileId,
    /// The text of the copy.
    pub text: Box<SourceText>,
    /// What it prints, in its order.
    pub mentions: Vec<Mention>,
}

/// A date, figure or name that a source prints.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Which of them.
    pub what: What,
    /// Its sentence.
    pub sentence: SentenceId,
    /// Where in the sentence it stands, as that is shown.
    pub shown: Range<usize>,
    /// Where in the copy.
    pub span: Span,
    /// Whether some fact records it.
    pub covered: bool,
}

/// What a source prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A date, or what else says when.
    Date,
    /// A figure.
    Figure,
    /// A proper name.
    Name,
}

/// How many of a kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Those that some fact records.
    pub covered: usize,
    /// All of them.
    pub all: usize,
}

/// How many mentions there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MentionCounts {
    /// The dates.
    pub dates: Share,
    /// The figures.
    pub figures: Share,
    /// The names.
    pub names: Share,
}

impl MentionCounts {
    /// Counts mentions.
    pub fn of<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Self {
        let mut counts = Self::default();
        for mention in mentions {
            let share = match mention.what {
                What::Date => &mut counts.dates,
                What::Figure => &mut counts.figures,
                What::Name => &mut counts.names,
            };
            *share += Share { covered: usize::from(mention.covered), all: 1 };
        }
        counts
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, more: Self) {
        self.covered += more.covered;
        self.all += more.all;
    }
}

impl SourceCoverage {
    /// How many of its sentences are too long to be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.text.sentences().filter(|&id| self.text.text(id).len() > LONGEST).count()
    }

    /// The mentions of each section that has sentences, by its number.
    pub fn by_section(&self) -> impl Iterator<Item = (u32, &[Mention])> {
        let section = |mention: &Mention| self.text.sentence(mention.sentence).section;
        let groups = self.mentions.chunk_by(move |a, b| section(a) == section(b));
        groups.filter_map(move |group| Some((section(group.first()?), group)))
    }
}

/// What each of the sources of a dataset prints, where there is a copy.
pub(crate) fn of_sources(dataset: &Dataset, citations: Citations) -> Vec<SourceCoverage> {
    let measured: Vec<Vec<Mention>> = mentions(dataset, &citations);
    let with_text = |(source, mentions): (SourceCopy, Vec<Mention>)| match source {
        SourceCopy { id, file: Some(file), state: CopyState::Read(text), .. } => {
            Some(SourceCoverage { id, file, text, mentions })
        }
        _ => None,
    };
    citations.into_sources().into_iter().zip(measured).filter_map(with_text).collect()
}

/// Adds what another dataset covers: of one source each mention is covered that some dataset covers.
pub(crate) fn add(all: &mut Vec<SourceCoverage>, more: Vec<SourceCoverage>) {
    for source in more {
        let same = |known: &&mut SourceCoverage| known.id == source.id && known.mentions.len() == source.mentions.len();
        match all.iter_mut().find(same) {
            Some(known) => {
                for (mention, other) in known.mentions.iter_mut().zip(&source.mentions) {
                    mention.covered |= other.covered;
                }
            }
            None => all.push(source),
        }
    }
}

/// What the sources print, source by source; nothing of one without a copy.
pub(crate) fn mentions(dataset: &Dataset, citations: &Citations) -> Vec<Vec<Mention>> {
    if citations.sources().iter().all(|source| source.text().is_none()) {
        return citations.sources().iter().map(|_| Vec::new()).collect();
    }
    let records = Records::of(dataset, citations);
    let names = RecordedNames::of(dataset);
    let sources = citations.sources().iter().zip(0..);
    let read = sources.map(|(source, number)| match (source.file, source.text()) {
        (Some(file), Some(text)) => Reader { file, text, number, records: &records, names: &names }.all(),
        _ => Vec::new(),
    });
    read.collect()
}

/// Reads one source.
struct Reader<'a> {
    file: FileId,
    text: &'a SourceText,
    number: u32,
    records: &'a Records<'a>,
    names: &'a RecordedNames,
}

impl Reader<'_> {
    fn all(&self) -> Vec<Mention> {
        let sentences = || self.text.sentences().filter(|&id| self.text.text(id).len() <= LONGEST);
        let mut words = KnownWords::default();
        for id in sentences() {
            words.learn(&self.text.folded(id));
        }
        let mut mentions = Vec::new();
        for id in sentences() {
            self.read(id, &words, &mut mentions);
        }
        mentions.shrink_to_fit();
        mentions
    }

    fn read(&self, id: SentenceId, words: &KnownWords, mentions: &mut Vec<Mention>) {
        let sentence = read_sentence(self.text, id);
        let mut found = self.found(id, &sentence, words);
        found.sort_by_key(|(range, ..)| (range.start, range.end));
        let ranges: Vec<Range<usize>> = found.iter().map(|(range, ..)| range.clone()).collect();
        for ((_, what, covered), shown) in found.into_iter().zip(self.text.shown_of(id, &ranges)) {
            let bytes = self.text.in_file(id, shown.clone());
            let span = Span::new(self.file, bytes.start as u64, bytes.end as u64);
            mentions.push(Mention { what, sentence: id, shown, span, covered });
        }
    }

    /// What a sentence prints: where in its folded text, what it is, and whether it is covered.
    fn found(&self, id: SentenceId, sentence: &ReadSentence, words: &KnownWords) -> Vec<(Range<usize>, What, bool)> {
        let mut found: Vec<_> = self.records.at(self.number, id, sentence).printed().collect();
        let values: Vec<Range<usize>> = found.iter().map(|(range, ..)| range.clone()).collect();
        let is_apart = |name: &Range<usize>| values.iter().all(|one| one.end <= name.start || name.end <= one.start);
        let names = words.names(sentence.text(), sentence.times()).into_iter().filter(is_apart);
        found.extend(names.map(|name| {
            let covered = self.names.has(sentence.text().get(name.clone()).unwrap_or_default());
            (name, What::Name, covered)
        }));
        found
    }
}
