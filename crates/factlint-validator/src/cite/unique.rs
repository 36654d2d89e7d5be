//! How an anchor that fits several places can be made to fit each of them alone.

use factlint_model::facts::Dataset;

use super::within::Within;
use super::{Citation, Citations};
use crate::texts::{self, SentenceId, SourceText, find_in};

/// The most words that are added to a citation's own.
const MOST_ADDED: usize = 12;

/// So many words may be added before naming the section is the shorter way.
const FEW: usize = 2;

/// What would make a citation fit one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// These words, with some of the sentence around them.
    Words(String),
    /// The heading of its section.
    Section(String),
    /// The number of its paragraph in its section.
    Paragraph(u32),
    /// The heading of its section, and the number of its paragraph there.
    InSection(String, u32),
    /// Nothing that a citation can say: the places are alike.
    None,
}

impl Citations {
    /// What would make a citation fit this one of some places.
    #[must_use]
    pub fn anchor(
        &self,
        dataset: &Dataset,
        citation: &Citation,
        sentence: SentenceId,
        places: &[SentenceId],
    ) -> Anchor {
        let Some(text) = self.text(citation) else { return Anchor::None };
        let others: Vec<SentenceId> = places.iter().copied().filter(|&each| each != sentence).collect();
        let longer =
            citation.words.first().and_then(|&row| longer(text, &texts::fold(dataset.text(row)), sentence, &others));
        let place = text.sentence(sentence);
        let heading = text.section(place.section).map_or("", |section| section.heading);
        let is_only = |sections, paragraph| Within { sections, paragraph }.is_only(text, sentence, &others);
        let sections = (!heading.is_empty()).then(|| text.sections_named(heading));
        let named = citation.section.map(|row| text.sections_named(dataset.text(row)));
        let paragraph = Some(place.paragraph);
        match longer {
            Some((words, 1..=FEW)) => Anchor::Words(words),
            _ if sections.is_some() && is_only(sections, None) => Anchor::Section(heading.to_owned()),
            Some((words, 1..)) => Anchor::Words(words),
            _ if is_only(named, paragraph) => Anchor::Paragraph(place.paragraph),
            _ if sections.is_some() && is_only(sections, paragraph) => {
                Anchor::InSection(heading.to_owned(), place.paragraph)
            }
            _ => Anchor::None,
        }
    }
}

/// The words with the fewest of the sentence around them that stand in none of the others, and how many were added.
fn longer(text: &SourceText, words: &str, sentence: SentenceId, others: &[SentenceId]) -> Option<(String, usize)> {
    let folded = text.folded(sentence);
    let at = find_in(words, &folded)?;
    let others: Vec<_> = others.iter().map(|&other| text.folded(other)).collect();
    let starts: Vec<usize> = starts(&folded[..at.start]);
    let ends: Vec<usize> = ends(&folded[at.end..]).into_iter().map(|end| at.end + end).collect();
    for added in 0..=MOST_ADDED {
        for left in (0..=added).rev() {
            let (Some(&start), Some(&end)) = (starts.get(left), ends.get(added - left)) else { continue };
            let candidate = folded.get(start..end)?.trim_end_matches([',', '.', ';', ':']);
            if others.iter().all(|other| find_in(candidate, other).is_none()) {
                return Some((candidate.to_owned(), added));
            }
        }
    }
    None
}

/// Where a text that goes on may start, with none, one, two of the words before it.
fn starts(before: &str) -> Vec<usize> {
    let words = before.split(' ').filter(|word| !word.is_empty()).rev();
    let at = |word: &str| word.as_ptr() as usize - before.as_ptr() as usize;
    std::iter::once(before.len()).chain(words.map(at)).collect()
}

/// Where it may end, with none, one, two of the words after it.
fn ends(after: &str) -> Vec<usize> {
    let words = after.split(' ').filter(|word| !word.is_empty());
    let at = |word: &str| word.as_ptr() as usize - after.as_ptr() as usize + word.len();
    std::iter::once(0).chain(words.map(at)).collect()
}
