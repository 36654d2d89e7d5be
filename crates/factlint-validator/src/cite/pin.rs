//! The lines of a new lock, and what became of each citation since the one before.

use std::collections::HashSet;

use factlint_model::facts::Dataset;
use factlint_model::source::FileId;

use super::answer::Answer;
use super::lock::{Line, Lock, LockedPlace};
use super::{Citation, Citations, Key};
use crate::texts::SentenceId;

/// A new lock, and how it differs from the one before.
#[derive(Debug, Default)]
pub struct Pins {
    /// Its lines, in no order.
    pub lines: Vec<Line>,
    /// What became of each citation that has words, in the order of the records.
    pub outcomes: Vec<Outcome>,
    /// Lines of the lock before whose citation is gone.
    pub dropped: Vec<Key>,
    /// The lock before, as it is on the disk.
    pub before: String,
    /// Whether the lock before could not be read as a whole, so that nothing may be written over it.
    pub broken: bool,
    taken: HashSet<Key>,
}

/// What became of one citation.
#[derive(Debug)]
pub struct Outcome {
    /// The citation.
    pub key: Key,
    /// The id of its source.
    pub source: String,
    /// What became of it.
    pub fate: Fate,
    /// The sentence of the earlier copy, where one was given, and that of the copy, where the two differ.
    pub sentences: Option<(String, String)>,
}

/// What became of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It stands where it stood.
    Holds,
    /// It is pinned for the first time, or anew since its words were changed.
    Pinned,
    /// Its sentence stands elsewhere, and the line follows it.
    Moved,
    /// Its sentence changed; the line follows only if told.
    Changed,
    /// It fits several places: not pinned.
    Ambiguous,
    /// It is not in the copy; a line that it had stays.
    Gone,
    /// It could not be looked up; a line that it had stays.
    Unchecked,
    /// Another citation goes by the same name: not pinned.
    Twice,
}

impl Pins {
    /// Adds the citations of a dataset.
    pub(crate) fn add(
        &mut self,
        dataset: &Dataset,
        citations: &Citations,
        lock: &Lock,
        path_of: &dyn Fn(FileId) -> String,
    ) {
        let pinned = citations.all().iter().filter(|citation| !citation.words.is_empty());
        for citation in pinned {
            let key = Key::of(dataset, citation.record, path_of);
            let old = lock.line(&key);
            let (fate, sentence) = fate(&citation.answer);
            let source = citations.source(citation).map(|source| source.id.clone()).unwrap_or_default();
            let new = sentence.and_then(|sentence| line(citations, citation, &key, &source, sentence));
            let fate = if self.taken.insert(key.clone()) { fate } else { Fate::Twice };
            if fate != Fate::Twice {
                self.lines.extend(new.or_else(|| old.clone()));
            }
            let sentences =
                old.as_ref().filter(|_| fate == Fate::Changed).and_then(|old| citations.change(citation, old));
            self.outcomes.push(Outcome { key, source, fate, sentences });
        }
    }

    /// Ends with what is left of the lock: lines without a citation are dropped; where something of the data was not read,
    /// they stay.
    pub(crate) fn finish(&mut self, lock: &Lock, incomplete: bool) {
        lock.text().clone_into(&mut self.before);
        self.broken = lock.is_broken();
        let gone = lock.lines().filter(|line| !self.taken.contains(&line.key));
        if incomplete {
            self.lines.extend(gone);
        } else {
            self.dropped.extend(gone.map(|line| line.key));
            self.dropped.sort();
        }
    }

    /// How many citations have this fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.fate == fate).count()
    }
}

/// What became of a citation, and the sentence that it is pinned to.
fn fate(answer: &Answer) -> (Fate, Option<SentenceId>) {
    match answer {
        Answer::Found { sentence, pinned: true } => (Fate::Holds, Some(*sentence)),
        Answer::Found { sentence, pinned: false } => (Fate::Pinned, Some(*sentence)),
        Answer::Moved { sentence } => (Fate::Moved, Some(*sentence)),
        Answer::Changed { words, accepted, .. } => (Fate::Changed, words.told.first().copied().filter(|_| *accepted)),
        Answer::Ambiguous { .. } => (Fate::Ambiguous, None),
        Answer::NotFound(_) => (Fate::Gone, None),
        Answer::Unchecked(_) | Answer::Whole => (Fate::Unchecked, None),
    }
}

fn line(citations: &Citations, citation: &Citation, key: &Key, source: &str, sentence: SentenceId) -> Option<Line> {
    let text = citations.text(citation)?;
    Some(Line {
        key: key.clone(),
        source: source.to_owned(),
        place: LockedPlace::of(text, sentence)?,
        fingerprint: text.fingerprint(sentence),
    })
}

impl Citations {
    /// The pinned sentence, from the earlier copy of the source, and the one that stands in its place now.
    fn change(&self, citation: &Citation, line: &Line) -> Option<(String, String)> {
        let Answer::Changed { sentence, words, .. } = &citation.answer else { return None };
        let source = self.source(citation)?;
        let earlier = source.earlier.as_ref()?;
        let was = earlier.by_fingerprint(line.fingerprint).next()?;
        let now = words.told.first().unwrap_or(sentence);
        Some((earlier.folded(was).into_owned(), source.text()?.folded(*now).into_owned()))
    }
}
