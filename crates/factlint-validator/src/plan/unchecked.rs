//! The words of the vocabulary that are read and lifted, but not checked yet.

use std::collections::BTreeSet;

/// Sorted; a word leaves the list when its rule comes.
const WORDS: &[&str] = &["calendar", "gap", "identifier", "name"];

/// Those of the words used that are not checked.
pub(super) fn among(used: &BTreeSet<&'static str>) -> Vec<&'static str> {
    WORDS.iter().copied().filter(|word| used.contains(word)).collect()
}
