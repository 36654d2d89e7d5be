//! What `match` and `each` pick out of a text.

use std::collections::HashMap;

use factlint_model::facts::UseId;
use factlint_model::tree::{NodeId, NodeRef};
use regex::{Captures, Regex};

use crate::plan::{Pattern, Reading};

/// The stretches of a text that are values: start and end, in bytes.
pub(super) type Stretches = Vec<(usize, usize)>;

/// The patterns with a key in them, each as it was for the last key: the items of a list have theirs in common.
#[derive(Debug, Default)]
pub(super) struct Patterns(HashMap<(UseId, String), (NodeId, Option<Regex>)>);

impl Patterns {
    /// The stretches that `match` and `each` pick; the whole text without them.
    pub fn stretches(&mut self, text: &str, reading: &Reading, key: Option<NodeRef<'_>>) -> Stretches {
        let (mut start, mut end) = (0, text.len());
        if let Some(pattern) = &reading.matches {
            let regex = self.regex(pattern, reading.use_id, key);
            let Some(found) = regex.and_then(|regex| picked(&regex.captures(text)?)) else { return Vec::new() };
            (start, end) = found;
        }
        let Some(pattern) = &reading.each else { return vec![(start, end)] };
        let Some(regex) = self.regex(pattern, reading.use_id, key) else { return Vec::new() };
        let matches = regex.captures_iter(&text[start..end]);
        matches.filter_map(|found| picked(&found)).map(|(from, to)| (start + from, start + to)).collect()
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
fn picked(captures: &Captures<'_>) -> Option<(usize, usize)> {
    let found = captures.get(1).or_else(|| captures.get(0));
    found.map(|found| (found.start(), found.end()))
}
