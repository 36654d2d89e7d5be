//! What `match`, `each` and `split` pick out of a text.

use std::collections::HashMap;

use factlint_model::facts::UseId;
use factlint_model::tree::{NodeId, NodeRef};
use regex::{Captures, Regex};

use crate::plan::{Pattern, Reading, Several};

/// The stretches of a text that are values: start and end, in bytes.
pub(super) type Stretches = Vec<(usize, usize)>;

/// The patterns with a key in them, each as it was for the last key: the items of a list have theirs in common.
#[derive(Debug, Default)]
pub(super) struct Patterns(HashMap<(UseId, String), (NodeId, Option<Regex>)>);

impl Patterns {
    /// The stretches that are picked, the whole text where nothing says which; but for those that say `none`.
    pub fn stretches(&mut self, text: &str, reading: &Reading, key: Option<NodeRef<'_>>) -> Stretches {
        let mut stretches = self.picked(text, reading, key).unwrap_or_default();
        stretches.retain(|&(start, end)| !reading.none.iter().any(|none| *none == text[start..end]));
        stretches
    }

    fn picked(&mut self, text: &str, reading: &Reading, key: Option<NodeRef<'_>>) -> Option<Stretches> {
        let (start, end) = match &reading.matches {
            Some(pattern) => part(&self.regex(pattern, reading.use_id, key)?.captures(text)?)?,
            None => (0, text.len()),
        };
        let inner = &text[start..end];
        let several: Stretches = match &reading.several {
            None => vec![(0, inner.len())],
            Some(Several::Each(pattern)) => {
                let matches = self.regex(pattern, reading.use_id, key)?.captures_iter(inner);
                matches.filter_map(|found| part(&found)).collect()
            }
            Some(Several::Split(between)) => pieces(inner, between),
        };
        Some(several.into_iter().map(|(from, to)| (start + from, start + to)).collect())
    }

    /// A pattern with the key put in for `{key}`.
    fn regex<'a>(&'a mut self, pattern: &'a Pattern, use_id: UseId, key: Option<NodeRef<'_>>) -> Option<&'a Regex> {
        let (text, key) = match pattern {
            Pattern::Fixed(regex) => return Some(regex),
            Pattern::Keyed(text) => (text, key?),
        };
        let entry = self.0.entry((use_id, text.clone()));
        let (last, regex) = entry.or_insert_with(|| (key.id(), pattern.with_key(key.text())));
        if *last != key.id() {
            (*last, *regex) = (key.id(), pattern.with_key(key.text()));
        }
        regex.as_ref()
    }
}

/// What a match stands for: its first group, or the whole of it.
fn part(captures: &Captures<'_>) -> Option<(usize, usize)> {
    let found = captures.get(1).or_else(|| captures.get(0))?;
    Some((found.start(), found.end()))
}

/// The pieces between what divides them, without the spaces around.
fn pieces(text: &str, between: &str) -> Stretches {
    let mut at = 0;
    let pieces = text.split(between).map(|piece| {
        let from = at + piece.len() - piece.trim_start().len();
        at += piece.len() + between.len();
        (from, from + piece.trim().len())
    });
    pieces.collect()
}
