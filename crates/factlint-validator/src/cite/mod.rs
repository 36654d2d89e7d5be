//! What facts are cited to: the citations of a linked dataset, the copies of their sources, the lock, and for each
//! citation one answer of the table in `docs/citations.md`.
//!
//! - [`Citations`] is made once a run and handed to the rules beside the dataset.
//! - `read` finds citations and their sources among the records, `key` names them in the lock.
//! - `copies` reads the sources' texts, each once, and only those that are cited.
//! - [`lock`] reads and writes `factlint.lock`; `answer` decides, never by similarity; `unique` says how an anchor that fits
//!   several places can be made to fit one.
//! - `asks` says which values citations must print, `standing` reads the sentences that they stand in.
//! - [`pin`] makes the lines of a new lock.

mod answer;
mod asks;
mod copies;
mod key;
pub mod lock;
pub mod pin;
mod place;
mod read;
mod standing;
mod unique;

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::facts::{Dataset, RecordId, RowId, SlotId};
use factlint_model::source::{FileId, Sources, Span};
use serde::Serialize;

pub use answer::{Absence, Answer, Places, Reason};
pub(crate) use asks::{Ask, Slots as AskSlots, What};
pub(crate) use copies::DIGEST;
pub use copies::{CopyState, SourceCopy};
pub use key::Key;
pub use standing::Reader as SentenceReader;
pub(crate) use standing::{Standing, read as read_sentence, read_beside};
pub use unique::Anchor;

use crate::engine::Host;
use crate::texts::{SentenceId, SourceText};
use lock::Lock;

/// The kind of records that cite.
pub const CITATION: &str = "citation";
/// The kind of records that are cited, and the slot that names one.
pub const SOURCE: &str = "source";

/// The kind of records that tell an error of a source.
pub(crate) const SIC: &str = "sic";

/// Where the copies of sources and the lock are.
#[derive(Clone, Debug, Default)]
pub struct CiteSettings {
    /// The copies, by the ids of their sources; of two for one source the last counts.
    pub copies: Vec<CopySettings>,
    /// A folder in which a copy is called by its source's id.
    pub folder: Option<PathBuf>,
    /// The lock's path, whether or not it is there.
    pub lock: Option<PathBuf>,
    /// Copies of earlier editions, to tell which words of a sentence changed.
    pub earlier: Vec<CopySettings>,
    /// Whether the report is to tell what of the sources the facts record.
    pub coverage: bool,
    /// Whether the report is to have the lines of a new lock.
    pub pin: Option<Pin>,
}

impl CiteSettings {
    /// Whether a run checks all that it reads, and isn't made for a lock or for coverage.
    #[must_use]
    pub fn is_check(&self) -> bool {
        !self.coverage && self.pin.is_none()
    }
}

/// How a new lock is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// Sentences that changed keep the line that they had.
    KeepChanged,
    /// Sentences that changed are pinned as they are now, where the words stand in one.
    AcceptChanged,
}

/// The copy of one source.
#[derive(Clone, Debug)]
pub struct CopySettings {
    /// The source's id.
    pub source: String,
    /// Its path.
    pub path: PathBuf,
    /// How it is marked up; its ending tells it if `None`.
    pub markup: Option<crate::texts::Markup>,
}

/// One citation.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Its own record.
    pub record: RecordId,
    /// The record that it cites for.
    pub owner: Option<RecordId>,
    /// Whether it is for all of its owner, since it names no slots.
    pub for_all: bool,
    /// The slots of the owner that it is for, if not for all.
    pub supports: Vec<SlotId>,
    /// What it cites.
    pub source: Cited,
    /// The printed words, and the words quoted; all of them stand in one sentence.
    pub words: Vec<RowId>,
    /// The heading of the section.
    pub section: Option<RowId>,
    /// The number of the paragraph in its section.
    pub paragraph: Option<RowId>,
    /// What stands before the words.
    pub prefix: Option<RowId>,
    /// What stands after them.
    pub suffix: Option<RowId>,
    /// What is known of it.
    pub answer: Answer,
}

/// What a citation cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cited {
    /// The source of this number in [`Citations::sources`].
    Source(u32),
    /// What this row names, of which there is no record.
    Unknown(RowId),
    /// Nothing is named, neither here nor around it.
    Nothing,
}

/// The citations of a dataset, in the order of their records.
#[derive(Debug, Default)]
pub struct Citations {
    all: Vec<Citation>,
    /// Their numbers, by the records that they cite for.
    by_owner: Vec<u32>,
    sources: Vec<SourceCopy>,
    /// So many of the sources are cited; they come first.
    cited: usize,
    slots: read::Slots,
    /// Whether the lock could be read as a whole.
    lock_complete: bool,
}

/// How many citations there are, by answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CitationCounts {
    /// All of them.
    pub all: usize,
    /// Those that were found in a copy of their source.
    pub found: usize,
    /// Those of them that the lock does not have yet.
    pub unpinned: usize,
    /// Those that could not be looked up: no copy of the source, or none that can be read.
    pub unchecked: usize,
}

impl Citations {
    /// Reads the citations of a dataset, and looks them up in the copies that are at hand.
    #[must_use]
    pub fn read(
        dataset: &Dataset,
        settings: &CiteSettings,
        lock: &Lock,
        path_of: &dyn Fn(FileId) -> String,
        host: &dyn Host,
        sources: &mut Sources,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut citations = read::read(dataset);
        citations.cited = citations.sources.len();
        if settings.coverage {
            citations.add_uncited(dataset, settings);
        }
        if citations.sources.is_empty() && citations.all.is_empty() {
            return citations;
        }
        citations.lock_complete = lock.complete();
        copies::read(dataset, &mut citations, settings, host, sources, found);
        answer::decide(dataset, &mut citations, (lock, path_of), settings.pin == Some(Pin::AcceptChanged));
        citations
    }

    /// All citations.
    #[must_use]
    pub fn all(&self) -> &[Citation] {
        &self.all
    }

    /// The sources that are cited; where coverage is asked for, behind them all others that are recorded or have a copy.
    #[must_use]
    pub fn sources(&self) -> &[SourceCopy] {
        &self.sources
    }

    /// The copies that were opened, and where they are.
    pub(crate) fn copies(&self) -> Vec<(FileId, PathBuf)> {
        self.sources.iter().filter_map(|source| source.file.zip(source.path.clone())).collect()
    }

    /// The ids of the sources that are cited.
    pub(crate) fn cited(&self) -> impl Iterator<Item = &str> {
        self.sources[..self.cited].iter().map(|source| source.id.as_str())
    }

    /// Adds the sources to which nothing is cited.
    fn add_uncited(&mut self, dataset: &Dataset, settings: &CiteSettings) {
        let kind = dataset.vocabulary.find_kind(SOURCE);
        let records = dataset.record_ids().filter(|&record| Some(dataset.kind(record)) == kind);
        let recorded = records.filter_map(|record| Some((dataset.id_of(record)?, Some(record))));
        let declared = settings.copies.iter().map(|copy| (copy.source.as_str(), None));
        for (id, record) in recorded.chain(declared) {
            if !self.sources.iter().any(|known| known.id == id) {
                self.sources.push(SourceCopy::new(id.to_owned(), record));
            }
        }
    }

    /// Lets go of the texts of the sources.
    pub(crate) fn forget_texts(&mut self) {
        for source in &mut self.sources {
            (source.state, source.earlier) = (CopyState::None, None);
        }
    }

    /// The sources alone, with their copies.
    pub(crate) fn into_sources(self) -> Vec<SourceCopy> {
        self.sources
    }

    /// The source of a citation.
    #[must_use]
    pub fn source(&self, citation: &Citation) -> Option<&SourceCopy> {
        match citation.source {
            Cited::Source(number) => self.sources.get(number as usize),
            Cited::Unknown(_) | Cited::Nothing => None,
        }
    }

    /// The text of a citation's source, where a copy could be read.
    #[must_use]
    pub fn text(&self, citation: &Citation) -> Option<&SourceText> {
        self.source(citation)?.text()
    }

    /// The citations of a record: its own; where it has none, those of the nearest record around it that has some which
    /// are for all of it.
    pub fn of_record(&self, dataset: &Dataset, record: RecordId) -> impl Iterator<Item = &Citation> {
        let owner = dataset
            .around(record)
            .find(|&around| self.own(around).any(|citation| around == record || citation.for_all));
        let own = owner.into_iter().flat_map(|owner| self.own(owner));
        own.filter(move |citation| citation.owner == Some(record) || citation.for_all)
    }

    /// The citations that a slot of a record stands on: those that name it among what they support, else those that are for
    /// the whole record, else those of the records around it.
    #[must_use]
    pub fn of_slot(&self, dataset: &Dataset, record: RecordId, slot: SlotId) -> Vec<&Citation> {
        let all: Vec<&Citation> = self.of_record(dataset, record).collect();
        let named: Vec<&Citation> = all.iter().copied().filter(|citation| citation.supports.contains(&slot)).collect();
        if named.is_empty() { all.into_iter().filter(|citation| citation.for_all).collect() } else { named }
    }

    /// The citations that lie in a record and cite for it.
    pub fn own(&self, record: RecordId) -> impl Iterator<Item = &Citation> {
        let owner = |number: u32| self.all.get(number as usize).and_then(|citation| citation.owner);
        let first = self.by_owner.partition_point(|&number| owner(number) < Some(record));
        let own = self.by_owner[first..].iter().filter_map(|&number| self.all.get(number as usize));
        own.take_while(move |citation| citation.owner == Some(record))
    }

    /// The sentence that a citation was found in, folded.
    #[must_use]
    pub fn sentence(&self, citation: &Citation) -> Option<Cow<'_, str>> {
        Some(self.text(citation)?.folded(citation.answer.sentence()?))
    }

    /// The paragraph around the sentence that a citation was found in, folded, and where in it the sentence stands.
    #[must_use]
    pub fn paragraph(&self, citation: &Citation) -> Option<(String, Range<usize>)> {
        let (start, all, end) = place::around(self.text(citation)?, citation.answer.sentence()?);
        Some((all, start..end))
    }

    /// Where in the copy the words of a citation stand in a sentence; the whole sentence where they don't.
    #[must_use]
    pub fn span_in(&self, dataset: &Dataset, citation: &Citation, sentence: SentenceId) -> Option<Span> {
        let source = self.source(citation)?;
        let (file, text) = (source.file?, source.text()?);
        let bytes = self.words_in(dataset, citation, text, sentence);
        Some(Span::new(file, bytes.start as u64, bytes.end as u64))
    }

    /// The bytes of a range of the sentence that a citation was found in, given in its folded text.
    #[must_use]
    pub fn span_of(&self, citation: &Citation, folded: Range<usize>) -> Option<Span> {
        let source = self.source(citation)?;
        let bytes = source.text()?.bytes_of(citation.answer.sentence()?, folded);
        Some(Span::new(source.file?, bytes.start as u64, bytes.end as u64))
    }

    /// Whether a row is a quotation, and not the few words that hold a fact.
    #[must_use]
    pub fn is_quote(&self, dataset: &Dataset, row: RowId) -> bool {
        self.slots.is_quote(dataset, row)
    }

    /// How many there are, by answer.
    #[must_use]
    pub fn counts(&self) -> CitationCounts {
        let count = |counts: fn(&Answer) -> bool| self.all.iter().filter(|each| counts(&each.answer)).count();
        CitationCounts {
            all: self.all.len(),
            found: count(|answer| matches!(answer, Answer::Found { .. })),
            unpinned: count(|answer| matches!(answer, Answer::Found { pinned: false, .. })),
            unchecked: count(|answer| matches!(answer, Answer::Unchecked(_))),
        }
    }
}

impl std::ops::AddAssign for CitationCounts {
    fn add_assign(&mut self, more: Self) {
        self.all += more.all;
        self.found += more.found;
        self.unpinned += more.unpinned;
        self.unchecked += more.unchecked;
    }
}
