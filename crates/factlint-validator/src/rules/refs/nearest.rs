//! The ids that someone who wrote another may have meant.

use factlint_model::facts::{Dataset, RowId};
use factlint_model::near::slips;

use super::fold::words;

/// What is near a reference's text.
#[derive(Debug, Default)]
pub(super) struct Near<'d> {
    /// The ids nearest to it, in alphabetical order; none if none is near.
    pub(super) ids: Vec<&'d str>,
    /// How many ids it could name.
    pub(super) among: usize,
}

/// Looks for near ids, as long as that stays quick: a dataset in which most references are wrong needs no hints.
pub(super) struct Nearest {
    comparisons: usize,
}

impl Nearest {
    /// A search that may still make a million comparisons.
    pub(super) fn new() -> Self {
        Self { comparisons: 1_000_000 }
    }

    /// What is near a reference's text; `None` once enough was compared.
    pub(super) fn to<'d>(&mut self, dataset: &'d Dataset, row: RowId) -> Option<Near<'d>> {
        if self.comparisons == 0 {
            return None;
        }
        let candidates = dataset.candidates(row);
        self.comparisons = self.comparisons.saturating_sub(candidates.len());
        let wanted = dataset.text(row);
        let folded = words(wanted);
        let distances = candidates.iter().map(|id| dataset.text(id.row)).filter_map(|text| {
            let distance = distance(wanted, &folded, text)?;
            Some((distance, text))
        });
        let mut near: Vec<(usize, &str)> = distances.collect();
        near.sort_unstable();
        near.dedup();
        let best = near.first().map(|&(distance, _)| distance);
        let ids = near.into_iter().take_while(|&(distance, _)| Some(distance) == best).map(|(_, text)| text);
        Some(Near { ids: ids.collect(), among: candidates.len() })
    }
}

/// How far a text is from the one wanted, if it is near: the same words, or a slip in every fourth letter at most. That
/// is less than other words are allowed: an id taken for another is worse than none.
fn distance(wanted: &str, folded: &str, text: &str) -> Option<usize> {
    let most = wanted.chars().count() / 4;
    let slips = slips(wanted, text).filter(|&slips| slips <= most);
    slips.or_else(|| (!folded.is_empty() && words(text) == folded).then_some(most + 1))
}

#[cfg(test)]
mod tests {
    use super::{distance, words};

    #[test]
    fn near_is_a_slip_or_another_way_to_write_the_words() {
        let near = |wanted: &str, text: &str| distance(wanted, &words(wanted), text).is_some();
        assert!(near("erebsu", "erebus"));
        assert!(near("HMS Erebus", "hms-erebus"));
        assert!(!near("erebus", "terror"));
        assert!(!near("ab", "ac"));
        assert!(!near("1845", "1999"));
    }
}
