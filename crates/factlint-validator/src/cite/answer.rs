//! The table of answers: what is known of each citation, decided by words, places and fingerprints alone.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use factlint_model::facts::{Dataset, RowId};
use factlint_model::source::FileId;

use super::copies::CopyState;
use super::hits::Hits;
use super::lock::{Line, Lock};
use super::place::spread;
use super::within::Within;
use super::{Citation, Citations, Cited, Key};
use crate::texts::{self, Matches, SentenceId, SourceText, find_in};

/// So many places of one citation are told apart; where there are more, the rest says nothing new.
const MOST_PLACES: usize = 100;

/// Sentences of a copy, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// They, as far as they are told.
    pub told: Vec<SentenceId>,
    /// Whether there may be more of them.
    pub more: bool,
}

impl Places {
    /// The first of some sentences.
    pub(super) fn of(sentences: impl Iterator<Item = SentenceId>) -> Self {
        let mut told: Vec<SentenceId> = sentences.take(MOST_PLACES + 1).collect();
        let more = told.len() > MOST_PLACES;
        told.truncate(MOST_PLACES);
        Self { told, more }
    }
}

/// What is known of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It names a source and no place in it: nothing to look up.
    Whole,
    /// It stands in this sentence.
    Found {
        /// The sentence.
        sentence: SentenceId,
        /// Whether the lock has the place and the sentence; else the words were looked for, and stand here alone.
        pinned: bool,
    },
    /// The pinned sentence stands here now, and nowhere else.
    Moved {
        /// The sentence.
        sentence: SentenceId,
    },
    /// The place is there, and another sentence stands in it.
    Changed {
        /// The sentence that stands there.
        sentence: SentenceId,
        /// The sentences in which the words stand now, that one first if they stand in it.
        words: Places,
    },
    /// The pinned sentence is nowhere, and the only one in which the words stand now is taken in its stead, as was told.
    Accepted {
        /// The sentence.
        sentence: SentenceId,
    },
    /// It names a section and no words, and the section is there.
    Section {
        /// Its number.
        section: u32,
        /// The paragraph in it, if one is named.
        paragraph: Option<u32>,
    },
    /// It fits several places.
    Ambiguous {
        /// All of them.
        places: Places,
        /// What fits them.
        fits: Fits,
    },
    /// It is not in the copy.
    NotFound(Absence),
    /// It could not be looked up.
    Unchecked(Reason),
}

/// What fits several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fits {
    /// What the citation says.
    Words,
    /// The pinned sentence.
    Sentence,
    /// The lines that the lock has of the citation.
    Lines,
}

/// How something is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// No section has the heading.
    Section {
        /// The heading that was most likely meant.
        near: Option<String>,
        /// Where its words stand.
        places: Places,
    },
    /// The paragraph that it names is no number, or its section has none of that number.
    Paragraph,
    /// The words stand elsewhere, outside of the section or paragraph, or without what should stand around them.
    Elsewhere(Places),
    /// The words run over the end of this sentence.
    Across(SentenceId),
    /// Each of the words is there, but no sentence has all of them.
    Apart,
    /// The words are not there.
    Words {
        /// The most of them, from either end, that stand there, and where they do.
        near: Option<(String, SentenceId)>,
    },
    /// The pinned place and the pinned sentence are gone.
    Gone(Places),
}

/// Why a citation could not be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No copy of the source is declared.
    NoCopy,
    /// The copy is declared, but not there.
    Missing,
    /// The copy cannot be read.
    Unreadable,
    /// It names no source, or an unknown one.
    NoSource,
    /// The lock, which may say which of several places is meant, cannot be read.
    Lock,
}

impl Answer {
    /// The sentence in which a citation was found.
    #[must_use]
    pub fn sentence(&self) -> Option<SentenceId> {
        match self {
            Self::Found { sentence, .. } | Self::Moved { sentence } | Self::Accepted { sentence } => Some(*sentence),
            Self::Changed { sentence, words } if words.told.first() == Some(sentence) => Some(*sentence),
            _ => None,
        }
    }
}

/// Looks up all citations.
pub(super) fn decide(
    dataset: &Dataset,
    citations: &mut Citations,
    (lock, path_of): (&Lock, &dyn Fn(FileId) -> String),
    accept: bool,
) {
    let mut by_source: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, citation) in (0..).zip(&mut citations.all) {
        match citation.source {
            _ if !citation.has_place() => citation.answer = Answer::Whole,
            Cited::Source(source) => by_source.entry(source).or_default().push(number),
            Cited::Unknown(_) | Cited::Nothing => citation.answer = Answer::Unchecked(Reason::NoSource),
        }
    }
    for (source, numbers) in by_source {
        let Some(copy) = citations.sources.get(source as usize) else { continue };
        let answers: Vec<(u32, Answer)> = match &copy.state {
            CopyState::Read(text) => {
                let (source, last) = (copy.id.as_str(), RefCell::default());
                let search = Search { dataset, citations, text, lock, path_of, source, accept, last };
                search.all(&numbers)
            }
            CopyState::None => unchecked(numbers, Reason::NoCopy),
            CopyState::Missing => unchecked(numbers, Reason::Missing),
            CopyState::Unreadable => unchecked(numbers, Reason::Unreadable),
        };
        for (number, answer) in answers {
            citations.all[number as usize].answer = answer;
        }
    }
}

fn unchecked(numbers: Vec<u32>, reason: Reason) -> Vec<(u32, Answer)> {
    numbers.into_iter().map(|number| (number, Answer::Unchecked(reason))).collect()
}

impl Citation {
    /// Whether it says where in its source.
    #[must_use]
    pub fn has_place(&self) -> bool {
        !self.words.is_empty() || self.section.is_some()
    }
}

/// A search of one copy.
pub(super) struct Search<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) citations: &'a Citations,
    pub(super) text: &'a SourceText,
    pub(super) lock: &'a Lock,
    path_of: &'a dyn Fn(FileId) -> String,
    pub(super) source: &'a str,
    /// Whether sentences that changed are pinned as they are now.
    accept: bool,
    last: RefCell<Option<(SentenceId, Rc<str>)>>,
}

impl Search<'_> {
    fn all(&self, numbers: &[u32]) -> Vec<(u32, Answer)> {
        let mut answers = Vec::with_capacity(numbers.len());
        let mut open = Vec::new();
        for &number in numbers {
            match self.by_lock(number) {
                Some(answer) => answers.push((number, answer)),
                None => open.push(number),
            }
        }
        let words = open.iter().flat_map(|&number| &self.citations.all[number as usize].words);
        let patterns: Vec<&str> = words.map(|&row| self.dataset.text(row)).collect();
        let matches = self.text.find_all(&patterns);
        drop(patterns);
        let mut first = 0;
        for number in open {
            let citation = &self.citations.all[number as usize];
            let answer = self.by_words(number, citation, &matches, first);
            first += citation.words.len();
            answers.push((number, answer));
        }
        self.add_near(&mut answers);
        answers
    }

    /// A sentence, folded. The last one is kept: many citations may be of one.
    fn folded_sentence(&self, sentence: SentenceId) -> Rc<str> {
        let mut last = self.last.borrow_mut();
        match &*last {
            Some((known, text)) if *known == sentence => Rc::clone(text),
            _ => {
                let text: Rc<str> = Rc::from(&*self.text.folded(sentence));
                *last = Some((sentence, Rc::clone(&text)));
                text
            }
        }
    }

    pub(super) fn folded(&self, row: RowId) -> Cow<'_, str> {
        texts::fold(self.dataset.text(row))
    }

    /// The lines of a citation that are of this source: one, or several after a merge.
    fn lines(&self, number: u32) -> Vec<Line> {
        let Some(citation) = self.citations.all.get(number as usize) else { return Vec::new() };
        let key = Key::of(self.dataset, citation.record, self.path_of);
        self.lock.lines_of(&key).filter(|line| line.source == self.source).collect()
    }

    /// The answer where the lock alone gives it: the pinned sentence is there, and is what the citation says. Where the lock
    /// was made for something else, it says nothing.
    fn by_lock(&self, number: u32) -> Option<Answer> {
        let citation = &self.citations.all[number as usize];
        let lines = if citation.words.is_empty() { Vec::new() } else { self.lines(number) };
        let mut fitting: Vec<(Places, &Line)> = Vec::new();
        let within = self.within(citation);
        let fits = |each: &SentenceId| within.has(self.text, *each) && self.fits_around(citation, *each);
        for line in &lines {
            let places = Places::of(self.text.by_fingerprint(line.fingerprint).filter(&fits));
            if places.told.first().is_some_and(|&first| self.has_words(citation, first)) {
                fitting.push((places, line));
            }
        }
        let (places, line) = fitting.pop()?;
        if fitting.iter().any(|(_, other)| other.fingerprint != line.fingerprint) {
            let mut all: Vec<SentenceId> = fitting.iter().flat_map(|(places, _)| &places.told).copied().collect();
            all.extend(&places.told);
            all.sort_unstable();
            all.dedup();
            return Some(Answer::Ambiguous { places: Places { told: all, more: places.more }, fits: Fits::Lines });
        }
        let &[sentence] = places.told.as_slice() else {
            return Some(Answer::Ambiguous { places, fits: Fits::Sentence });
        };
        let is_there = |line: &Line| self.sentence_at(&line.place) == Some(sentence);
        Some(if self.lock.is_outdated() || lines.iter().any(is_there) {
            Answer::Found { sentence, pinned: true }
        } else {
            Answer::Moved { sentence }
        })
    }

    /// Whether a sentence has all words of a citation; of a quotation, whether it begins there.
    fn has_words(&self, citation: &Citation, sentence: SentenceId) -> bool {
        citation.words.iter().all(|&row| {
            let words = self.folded(row);
            find_in(&words, &self.folded_sentence(sentence)).is_some()
                || (self.citations.is_quote(self.dataset, row) && !spread(self.text, sentence, &words).is_empty())
        })
    }

    /// The answer that the words give, which are the patterns from the number `first` on; and the lock where its sentence
    /// is gone.
    fn by_words(&self, number: u32, citation: &Citation, matches: &Matches, first: usize) -> Answer {
        let within = self.within(citation);
        if within.paragraph == Some(0) {
            return Answer::NotFound(Absence::Paragraph);
        }
        let hits = || Hits::of(self, citation, matches, first);
        if within.is_nowhere() {
            return Answer::NotFound(Absence::Section { near: None, places: hits().places() });
        }
        if citation.words.is_empty() {
            return self.section_alone(within);
        }
        let here = self.fitting(citation, within, (matches, first), hits);
        let is_gone = |line: &Line| self.text.by_fingerprint(line.fingerprint).next().is_none();
        let place = |line: &Line| self.sentence_at(&line.place);
        let is_meant = |line: &Line| place(line).is_none_or(|at| within.has(self.text, at));
        let lines = if self.lock.is_outdated() { Vec::new() } else { self.lines(number) };
        let lines = lines.into_iter().filter(is_gone).filter(is_meant);
        if let Some(line) = lines.max_by_key(|line| place(line).is_some()) {
            return self.without_sentence(place(&line), here);
        }
        match here.told.as_slice() {
            [only] => Answer::Found { sentence: *only, pinned: false },
            [_, ..] if !self.lock.complete() => Answer::Unchecked(Reason::Lock),
            [_, ..] => Answer::Ambiguous { places: here, fits: Fits::Words },
            [] => Answer::NotFound(hits().absence()),
        }
    }

    /// The sentences that have the words of a citation and are what it says.
    fn fitting(
        &self,
        citation: &Citation,
        within: Within<'_>,
        (matches, first): (&Matches, usize),
        hits: impl Fn() -> Hits,
    ) -> Places {
        let read_there = || {
            let all = within.sentences(self.text).filter(|&each| self.has_words(citation, each));
            Places::of(all.filter(|&each| self.fits_around(citation, each)))
        };
        let is_cut = (first..first + citation.words.len()).any(|number| matches.is_cut(number));
        if is_cut && within.sections.is_some() {
            return read_there();
        }
        let fits = |each: &SentenceId| within.has(self.text, *each) && self.fits_around(citation, *each);
        let here = Places::of(hits().sentences.into_iter().filter(fits));
        match here.told.len() {
            0 | 1 if is_cut => read_there(),
            _ => Places { more: here.more || is_cut, ..here },
        }
    }

    /// The pinned sentence is nowhere: it changed, if there still is its place, or is gone.
    fn without_sentence(&self, place: Option<SentenceId>, mut words: Places) -> Answer {
        if let (true, &[sentence]) = (self.accept, words.told.as_slice()) {
            return Answer::Accepted { sentence };
        }
        let Some(sentence) = place else { return Answer::NotFound(Absence::Gone(words)) };
        if let Some(at) = words.told.iter().position(|&each| each == sentence) {
            words.told.swap(0, at);
        }
        Answer::Changed { sentence, words }
    }
}
