//! What comments hold for: a line, or an entry or item and all in it.

use std::collections::BTreeMap;

use factlint_model::source::Span;
use factlint_model::tree::Tree;

/// What a comment holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// What starts between these bytes.
    Line(u64, u64),
    /// What lies between these bytes.
    Part(u64, u64),
    /// Nothing, for this reason.
    Nothing(&'static str),
}

/// Finds what the comments of a tree hold for.
pub(super) struct Scopes<'t> {
    tree: &'t Tree,
    /// The parts of the tree, once they are asked for.
    parts: Option<Vec<Span>>,
    /// The start of the part that was looked for last, and the last line before it that ends a document.
    last_end: Option<(u64, Option<usize>)>,
}

impl<'t> Scopes<'t> {
    pub fn new(tree: &'t Tree) -> Self {
        Self { tree, parts: None, last_end: None }
    }

    /// What a comment holds for. Comments are asked for in their order.
    pub fn of(&mut self, comment: Span) -> Scope {
        let text = self.tree.source().text();
        let range = comment.range();
        let line = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let before = text.get(line..range.start).unwrap_or_default();
        // Dashes alone start items, of which nothing stands on this line.
        if !before.chars().all(|c| matches!(c, ' ' | '\t' | '-' | '\u{feff}')) {
            return Scope::Line(line as u64, comment.end);
        }
        let parts = self.parts.get_or_insert_with(|| self.tree.parts());
        let next = parts.get(parts.partition_point(|part| part.start < comment.end));
        let Some(&next) = next else { return Scope::Nothing("no key and no item follows it") };
        let between = text.get(range.end..next.range().start).unwrap_or_default();
        // Of all comments before one part the first has all lines between, which are looked through once.
        let known = self.last_end.filter(|(part, _)| *part == next.start);
        let (_, document_end) = known.unwrap_or_else(|| (next.start, document_end(between).map(|at| range.end + at)));
        self.last_end = Some((next.start, document_end));
        if document_end.is_some_and(|end| end >= range.end) {
            return Scope::Nothing("its document ends before the next key or item");
        }
        let last = between.rsplit('\n').next().unwrap_or_default();
        let indent = last.len() - last.trim_start_matches([' ', '\t']).len();
        let is_outside = between.contains('\n') && before.len() > indent && before.trim().is_empty();
        match is_outside {
            true => Scope::Nothing("the next key or item stands further left, so it belongs to something else"),
            false => Scope::Part(next.start, next.end),
        }
    }
}

/// Where the last line starts that ends a document or begins one.
fn document_end(text: &str) -> Option<usize> {
    let is_end = |at: &usize| text.get(*at..).is_some_and(|line| line.starts_with("---") || line.starts_with("..."));
    text.match_indices('\n').map(|(at, _)| at + 1).rfind(is_end)
}

/// The comment of a word, and the word's number in it.
pub(super) type At = (usize, usize);

/// The words that hold between two places, and the comment that brought each.
#[derive(Debug)]
struct Held {
    start: u64,
    end: u64,
    /// The part around it that is held for, too.
    parent: Option<usize>,
    words: BTreeMap<String, At>,
}

/// Where words hold in a file.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Lines in their order.
    lines: Vec<Held>,
    /// Parts by their starts, the outer before the inner; of two that overlap one is in the other.
    parts: Vec<Held>,
}

impl Places {
    /// The places of words, each with its scope. Of two comments that say the same of the same place the first one counts.
    pub fn of(mut words: Vec<(Scope, &str, At)>) -> Self {
        let key = |scope: &Scope| match *scope {
            Scope::Line(start, end) | Scope::Part(start, end) => (start, std::cmp::Reverse(end)),
            Scope::Nothing(_) => (u64::MAX, std::cmp::Reverse(0)),
        };
        words.sort_by_key(|(scope, ..)| key(scope));
        let mut places = Self::default();
        for (scope, word, at) in words {
            let (list, start, end) = match scope {
                Scope::Line(start, end) => (&mut places.lines, start, end),
                Scope::Part(start, end) => (&mut places.parts, start, end),
                Scope::Nothing(_) => continue,
            };
            if list.last().is_none_or(|last| (last.start, last.end) != (start, end)) {
                let before = list.len().checked_sub(1);
                let parent = std::iter::successors(before, |&one| list.get(one)?.parent)
                    .find(|&one| list.get(one).is_some_and(|held| end <= held.end));
                list.push(Held { start, end, parent, words: BTreeMap::new() });
            }
            if let Some(held) = list.last_mut() {
                held.words.entry(word.to_owned()).or_insert(at);
            }
        }
        places
    }

    /// The words that hold for a place and are among these, the innermost first.
    pub fn around(&self, span: Span, words: &[&str]) -> Vec<At> {
        let last = |list: &[Held]| list.partition_point(|held| held.start <= span.start).checked_sub(1);
        let line = last(&self.lines).and_then(|at| self.lines.get(at)).filter(|line| span.start <= line.end);
        let parts = std::iter::successors(last(&self.parts), |&at| self.parts.get(at)?.parent)
            .filter_map(|at| self.parts.get(at))
            .filter(|part| span.end <= part.end);
        let held = line.into_iter().chain(parts);
        held.flat_map(|held| words.iter().filter_map(|word| held.words.get(*word).copied())).collect()
    }
}
