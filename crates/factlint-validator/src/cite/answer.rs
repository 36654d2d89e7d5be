//! The table of answers: what is known of each citation, decided by words, places and fingerprints alone.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use factlint_model::facts::{Dataset, RowId};
use factlint_model::source::FileId;

use super::copies::CopyState;
use super::lock::{Line, Lock};
use super::place::Within;
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
        /// Whether it is to be pinned as it is now.
        accepted: bool,
    },
    /// It fits several places.
    Ambiguous {
        /// All of them.
        places: Places,
        /// Whether the pinned sentence stands several times; else it is the words.
        pinned: bool,
    },
    /// It is not in the copy.
    NotFound(Absence),
    /// It could not be looked up.
    Unchecked(Reason),
}

/// How something is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// No section has the heading.
    Section {
        /// The heading that was most likely meant.
        near: Option<String>,
    },
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
            Self::Found { sentence, .. } | Self::Moved { sentence } => Some(*sentence),
            Self::Changed { sentence, words, .. } if words.told.first() == Some(sentence) => Some(*sentence),
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
        let mut absent = Vec::new();
        let mut first = 0;
        for number in open {
            let citation = &self.citations.all[number as usize];
            let answer = self.by_words(number, citation, &matches, first);
            first += citation.words.len();
            if let Answer::NotFound(Absence::Words { .. }) = answer {
                absent.push(number);
            }
            answers.push((number, answer));
        }
        self.add_near(&absent, &mut answers);
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

    /// The line of a citation, if it is of this source.
    fn line(&self, number: u32) -> Option<Line> {
        let key = Key::of(self.dataset, self.citations.all.get(number as usize)?.record, self.path_of);
        self.lock.line(&key).filter(|line| line.source == self.source)
    }

    /// The answer where the lock alone gives it: the pinned sentence is there, and has the words.
    fn by_lock(&self, number: u32) -> Option<Answer> {
        let line = self.line(number)?;
        let citation = &self.citations.all[number as usize];
        let within = self.within(citation);
        let alike = self.text.by_fingerprint(line.fingerprint);
        let places = Places::of(alike.filter(|&each| self.is_within(each, &within)));
        // Where the lock was made for other words, it says nothing.
        let first = *places.told.first().filter(|&&first| self.has_words(citation, first))?;
        if places.told.len() > 1 {
            return Some(Answer::Ambiguous { places, pinned: true });
        }
        if self.lock.is_outdated() || self.sentence_at(&line.place) == Some(first) {
            return Some(Answer::Found { sentence: first, pinned: true });
        }
        Some(Answer::Moved { sentence: first })
    }

    /// Whether a sentence has all words of a citation.
    fn has_words(&self, citation: &Citation, sentence: SentenceId) -> bool {
        let slots = &self.citations.slots;
        citation.words.iter().all(|&row| {
            let words = self.folded(row);
            find_in(&words, &self.folded_sentence(sentence)).is_some()
                || (slots.is_quote(self.dataset, row) && self.starts_with_quote(&words, sentence))
        })
    }

    /// Whether a quotation that runs over the end of sentences starts in this one.
    fn starts_with_quote(&self, words: &str, sentence: SentenceId) -> bool {
        let mut all = self.folded_sentence(sentence).to_string();
        let own = all.len();
        for next in self.text.paragraph(sentence).skip_while(|&each| each <= sentence) {
            if all.len() > own + words.len() {
                break;
            }
            all.push(' ');
            all.push_str(&self.text.folded(next));
        }
        find_in(words, &all).is_some_and(|at| at.start < own)
    }

    /// The answer that the words give, which are the patterns from the number `first` on; and the lock where its sentence
    /// is gone.
    fn by_words(&self, number: u32, citation: &Citation, matches: &Matches, first: usize) -> Answer {
        let within = self.within(citation);
        if matches!(within, Within::Nowhere) {
            return Answer::NotFound(Absence::Section { near: self.near_heading(citation) });
        }
        if citation.words.is_empty() {
            return self.section_alone(&within);
        }
        let hits = Hits::of(self, citation, matches, first);
        let fits = |sentence: &SentenceId| self.is_within(*sentence, &within) && self.fits_around(citation, *sentence);
        let mut here = Places::of(hits.sentences.iter().copied().filter(fits));
        if hits.cut && here.told.len() < 2 {
            let all = self.text.sentences().filter(|sentence| fits(sentence) && self.has_words(citation, *sentence));
            here = Places::of(all);
        } else {
            here.more |= hits.cut;
        }
        let is_gone = |line: &Line| self.text.by_fingerprint(line.fingerprint).next().is_none();
        let is_meant = |line: &Line| self.sentence_at(&line.place).is_none_or(|at| self.is_within(at, &within));
        let line = self.line(number).filter(|_| !self.lock.is_outdated());
        if let Some(line) = line.filter(is_gone).filter(is_meant) {
            return self.without_sentence(&line, here);
        }
        match here.told.as_slice() {
            [only] => Answer::Found { sentence: *only, pinned: false },
            [_, ..] if !self.lock.complete() => Answer::Unchecked(Reason::Lock),
            [_, ..] => Answer::Ambiguous { places: here, pinned: false },
            [] => Answer::NotFound(hits.absence()),
        }
    }

    /// The pinned sentence is nowhere: it changed, or is gone.
    fn without_sentence(&self, line: &Line, mut words: Places) -> Answer {
        let Some(sentence) = self.sentence_at(&line.place) else { return Answer::NotFound(Absence::Gone(words)) };
        if let Some(at) = words.told.iter().position(|&each| each == sentence) {
            words.told.swap(0, at);
        }
        let accepted = self.accept && words.told.len() == 1;
        Answer::Changed { sentence, words, accepted }
    }
}

/// The sentences in which all words of a citation stand.
struct Hits {
    sentences: Vec<SentenceId>,
    /// A sentence whose end they run over.
    across: Option<SentenceId>,
    /// Whether each of several words stands somewhere.
    apart: bool,
    /// Whether some words stand more often than was told.
    cut: bool,
}

impl Hits {
    fn of(search: &Search<'_>, citation: &Citation, matches: &Matches, first: usize) -> Self {
        let mut hits = Self { sentences: Vec::new(), across: None, apart: citation.words.len() > 1, cut: false };
        for (at, &row) in citation.words.iter().enumerate() {
            let all = matches.of(first + at);
            hits.cut |= matches.is_cut(first + at);
            let is_quote = search.citations.slots.is_quote(search.dataset, row);
            let whole = |one: &&texts::Occurrence| one.first == one.last || is_quote;
            let mut sentences: Vec<SentenceId> = all.iter().filter(whole).map(|one| one.first).collect();
            sentences.dedup();
            hits.across = hits.across.or_else(|| all.iter().find(|one| !whole(one)).map(|one| one.first));
            hits.apart &= !sentences.is_empty();
            if at == 0 {
                hits.sentences = sentences;
            } else {
                hits.sentences.retain(|sentence| sentences.binary_search(sentence).is_ok());
            }
        }
        hits
    }

    fn absence(self) -> Absence {
        if !self.sentences.is_empty() {
            let places = Places::of(self.sentences.into_iter());
            Absence::Elsewhere(Places { more: places.more || self.cut, ..places })
        } else if let Some(sentence) = self.across {
            Absence::Across(sentence)
        } else if self.apart {
            Absence::Apart
        } else {
            Absence::Words { near: None }
        }
    }
}
