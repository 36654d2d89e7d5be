//! What each fix of a file changes by itself.

use super::place::Places;
use super::{Change, Sound, change, patch, write};
use crate::diagnostic::{Edit, Fix};
use crate::source::Span;
use crate::tree::Tree;

/// Fixes that overlap are tried in different rounds; of more than so many at one place the rest have no edits.
const ROUNDS: usize = 4;

/// How often a round reads the text to see what is sound.
const TRIES: usize = 20;

/// The changes of bytes that each fix makes; none for one after which the text would not read as it wants. Fixes that don't
/// overlap are tried together, so that a file of many findings is read a few times only.
#[must_use]
pub fn edits(tree: &Tree, fixes: &[&Fix]) -> Vec<Vec<Edit>> {
    let quotes = write::Quotes::of(tree);
    let places = Places::of(tree, fixes.iter().flat_map(|fix| &fix.intents));
    let changes: Vec<Option<Change>> = fixes.iter().map(|fix| change(&places, fix, &quotes)).collect();
    let mut found = vec![Vec::new(); fixes.len()];
    let mut open: Vec<(usize, &Change)> =
        changes.iter().enumerate().filter_map(|(at, change)| Some((at, change.as_ref()?))).collect();
    for _ in 0..ROUNDS {
        let mut taken = patch::Taken::default();
        let (now, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, change)| taken.take(&change.patches));
        let mut sound = Sound::new(tree, TRIES);
        sound.add(&now.iter().map(|(_, change)| *change).collect::<Vec<_>>());
        // What is kept stands in the order in which it was added.
        let mut kept = sound.kept.into_iter().peekable();
        for (at, change) in now {
            if kept.next_if(|kept| std::ptr::eq(*kept, change)).is_some() {
                found[at] = of_change(tree, change);
            }
        }
        open = later;
    }
    found
}

fn of_change(tree: &Tree, change: &Change) -> Vec<Edit> {
    let edit = |patch: &patch::Patch| Edit {
        span: Span::new(tree.file(), patch.range.start as u64, patch.range.end as u64),
        replacement: patch.new.clone(),
    };
    change.patches.iter().map(edit).collect()
}
