//! Where a citation says that it stands: a section, a paragraph.

use crate::texts::{SentenceId, SourceText};

/// The sections and the paragraph that a citation names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Within<'t> {
    /// All sections of the heading, in their order; none where none is named. Those in them count too, unless a paragraph
    /// is named.
    pub sections: Option<&'t [u32]>,
    /// The number of the paragraph in its section.
    pub paragraph: Option<u32>,
}

impl Within<'_> {
    /// Whether a heading is named that no section has.
    pub fn is_nowhere(&self) -> bool {
        self.sections.is_some_and(<[u32]>::is_empty)
    }

    /// Whether a sentence stands there.
    pub fn has(&self, text: &SourceText, sentence: SentenceId) -> bool {
        if self.sections.is_none() && self.paragraph.is_none() {
            return true;
        }
        let place = text.sentence(sentence);
        let is_named = |section: u32| self.sections.is_none_or(|all| all.binary_search(&section).is_ok());
        match self.paragraph {
            Some(number) => place.paragraph == number && is_named(place.section),
            None => text.around(place.section).any(is_named),
        }
    }

    /// Whether it tells a sentence from others.
    pub fn is_only(&self, text: &SourceText, sentence: SentenceId, others: &[SentenceId]) -> bool {
        self.has(text, sentence) && !others.iter().any(|&other| self.has(text, other))
    }

    /// The sentences that stand there, in their order.
    pub fn sentences(self, text: &SourceText) -> impl Iterator<Item = SentenceId> {
        let named = self.sections.unwrap_or_default().iter().flat_map(|&section| text.sentences_within(section));
        let all = self.sections.is_none().then(|| text.sentences());
        // A section may lie in another of its heading.
        let mut last = None;
        let new = move |sentence: &SentenceId| {
            let is_new = last < Some(*sentence);
            last = last.max(Some(*sentence));
            is_new
        };
        all.into_iter().flatten().chain(named.filter(new)).filter(move |&sentence| self.has(text, sentence))
    }
}
