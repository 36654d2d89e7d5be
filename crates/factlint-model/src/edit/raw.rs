//! Texts that are no data: bytes are replaced, and nothing is known of what they mean.

use super::Edited;
use super::patch::{Patch, Taken, patched};
use crate::diagnostic::{Fix, Intent};

/// Applies fixes to a text that is no data, the first of those that overlap.
#[must_use]
pub fn replace(text: &str, fixes: &[&Fix]) -> Edited {
    let mut taken = Taken::default();
    let mut patches = Vec::new();
    let mut applied = Vec::new();
    for (at, fix) in fixes.iter().enumerate() {
        if let Some(mut own) = patches_of(text, fix)
            && taken.take(&own)
        {
            patches.append(&mut own);
            applied.push(at);
        }
    }
    match patched(text, &patches.iter().collect::<Vec<_>>()) {
        Some(text) => Edited { text, applied },
        None => Edited { text: text.to_owned(), applied: Vec::new() },
    }
}

fn patches_of(text: &str, fix: &Fix) -> Option<Vec<Patch>> {
    let patch = |intent: &Intent| match intent {
        Intent::SetText { span, text: new } => {
            text.get(span.range()).map(|_| Patch::new(text, span.range(), new.as_str()))
        }
        _ => None,
    };
    fix.intents.iter().map(patch).collect()
}
