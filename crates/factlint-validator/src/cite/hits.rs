//! The sentences in which all words of a citation stand.

use super::Citation;
use super::answer::{Absence, Places, Search};
use crate::texts::{Matches, Occurrence, SentenceId};

/// Where the words of a citation stand.
pub(super) struct Hits {
    /// The sentences that have all of them.
    pub sentences: Vec<SentenceId>,
    /// A sentence whose end they run over.
    across: Option<SentenceId>,
    /// Whether each of several words stands somewhere.
    apart: bool,
    /// Whether some words stand more often than was told.
    pub cut: bool,
}

impl Hits {
    /// The words are the patterns from the number `first` on.
    pub fn of(search: &Search<'_>, citation: &Citation, matches: &Matches, first: usize) -> Self {
        let mut hits = Self { sentences: Vec::new(), across: None, apart: citation.words.len() > 1, cut: false };
        for (at, &row) in citation.words.iter().enumerate() {
            let all = matches.of(first + at);
            hits.cut |= matches.is_cut(first + at);
            let is_quote = search.citations.is_quote(search.dataset, row);
            let whole = |one: &&Occurrence| one.first == one.last || is_quote;
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

    /// They, as places that a finding tells.
    pub fn places(self) -> Places {
        let places = Places::of(self.sentences.into_iter());
        Places { more: places.more || self.cut, ..places }
    }

    /// How the words are not there, where none of their sentences fits.
    pub fn absence(self) -> Absence {
        if !self.sentences.is_empty() {
            Absence::Elsewhere(self.places())
        } else if let Some(sentence) = self.across {
            Absence::Across(sentence)
        } else if self.apart {
            Absence::Apart
        } else {
            Absence::Words { near: None }
        }
    }
}
