//! The lines of a new lock, and what became of each citation since the one before.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use factlint_model::facts::Dataset;
use factlint_model::source::FileId;

use super::answer::{Absence, Answer};
use super::lock::{Line, Lock, LockedPlace};
use super::{Citation, Citations, Key, Pin};
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
    /// How many such lines stay for now, by the ids of their sources, since nothing at all is cited to these any more.
    pub uncited: BTreeMap<String, usize>,
    /// How many such lines stay since something of the data or of a schema was not read.
    pub unseen: usize,
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
    /// How its sentence changed, where an earlier copy was given.
    pub change: Option<Change>,
}

/// How a sentence changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// As the earlier copy has it; none if that has no sentence with the pinned fingerprint.
    pub was: Option<String>,
    /// As it is now.
    pub now: String,
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
    /// Its sentence changed: not pinned; a line that it had stays.
    Changed,
    /// Its sentence changed, and the line follows it, as told.
    Accepted,
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
            let source = citations.source(citation).map(|source| source.id.clone()).unwrap_or_default();
            if !self.taken.insert(key.clone()) {
                self.outcomes.push(Outcome { key, source, fate: Fate::Twice, change: None });
                continue;
            }
            let (fate, sentence) = fate(&citation.answer);
            let new = sentence.and_then(|sentence| line(citations, citation, &key, &source, sentence));
            let old: Vec<Line> =
                if new.is_none() || fate == Fate::Accepted { lock.lines_of(&key).collect() } else { Vec::new() };
            let change = old.iter().find_map(|old| citations.change(citation, old));
            match new {
                Some(new) => self.lines.push(new),
                None => self.lines.extend(old),
            }
            self.outcomes.push(Outcome { key, source, fate, change });
        }
    }

    /// Ends with what is left of the lock: lines without a citation are dropped. They stay where something of the data was
    /// not read, and where nothing at all is cited to their source any more, unless told: more often than not something
    /// else than the citations is wrong then.
    pub(crate) fn finish(&mut self, lock: &Lock, pin: Pin, incomplete: bool) {
        lock.text().clone_into(&mut self.before);
        self.broken = lock.is_broken();
        let cited: BTreeSet<&str> = self.outcomes.iter().map(|outcome| outcome.source.as_str()).collect();
        for line in lock.lines().filter(|line| !self.taken.contains(&line.key)) {
            if incomplete {
                self.unseen += 1;
            } else if !pin.drop_uncited && !cited.contains(&*line.source) {
                *self.uncited.entry(line.source.clone()).or_default() += 1;
            } else {
                self.dropped.push(line.key);
                continue;
            }
            self.lines.push(line);
        }
        self.dropped.sort();
        self.dropped.dedup();
    }

    /// Whether each citation that could be looked up has its place, and each line its citation.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let has_none = |fate: Fate| matches!(fate, Fate::Changed | Fate::Ambiguous | Fate::Gone | Fate::Twice);
        self.uncited.is_empty() && self.unseen == 0 && !self.outcomes.iter().any(|outcome| has_none(outcome.fate))
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
        Answer::Accepted { sentence } => (Fate::Accepted, Some(*sentence)),
        Answer::Changed { .. } => (Fate::Changed, None),
        Answer::Ambiguous { .. } => (Fate::Ambiguous, None),
        Answer::NotFound(_) => (Fate::Gone, None),
        Answer::Unchecked(_) | Answer::Whole | Answer::Section { .. } => (Fate::Unchecked, None),
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
    /// How the pinned sentence changed, where there is an earlier copy of the source.
    fn change(&self, citation: &Citation, line: &Line) -> Option<Change> {
        let now = match &citation.answer {
            Answer::Accepted { sentence } => sentence,
            Answer::Changed { sentence, words } => words.told.first().unwrap_or(sentence),
            Answer::NotFound(Absence::Gone(words)) => words.told.first()?,
            _ => return None,
        };
        let source = self.source(citation)?;
        let earlier = source.earlier.as_ref()?;
        let was = earlier.by_fingerprint(line.fingerprint).next().map(|was| earlier.folded(was).into_owned());
        Some(Change { was, now: source.text()?.folded(*now).into_owned() })
    }
}
