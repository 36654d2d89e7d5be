//! Words found in a text: all of them in one pass.
//!
//! The folded text and the patterns are read as tokens, so that an occurrence begins and ends with a word or a mark, never
//! within. The patterns make a trie over tokens, with links from each node to the longest other beginning of a pattern that
//! ends alike (Aho and Corasick): the pass takes time linear in the text, whatever the patterns share.

mod tokens;
mod trie;

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::outline::{Span, small};
use super::{SentenceId, SourceText, fold};
use tokens::Tokens;
use trie::{Symbol, Trie};

/// So many occurrences of one pattern are told; the rest only that there are more.
const MOST: usize = 10_000;

/// Words found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The sentence in which they begin.
    pub first: SentenceId,
    /// The sentence in which they end.
    pub last: SentenceId,
    span: Span,
}

impl Occurrence {
    /// Their bytes in the file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.range()
    }
}

/// Where the patterns of a search occur.
#[derive(Debug)]
pub struct Matches {
    /// For each pattern its number among those that differ.
    distinct: Vec<Option<u32>>,
    found: Vec<Vec<Occurrence>>,
}

impl Matches {
    /// The occurrences of a pattern, by its number, in the order of the text: not more than ten thousand.
    #[must_use]
    pub fn of(&self, pattern: usize) -> &[Occurrence] {
        let distinct = self.distinct.get(pattern).copied().flatten();
        distinct.and_then(|number| self.found.get(number as usize)).map_or(&[], |found| found)
    }

    /// Whether a pattern may occur more often than is told.
    #[must_use]
    pub fn is_cut(&self, pattern: usize) -> bool {
        self.of(pattern).len() == MOST
    }
}

/// Where words stand in a text, both folded: no part of a longer word or number.
#[must_use]
pub fn find_in(words: &str, text: &str) -> Option<Range<usize>> {
    let whole = |at: &Range<usize>| tokens::is_boundary(text, at.start) && tokens::is_boundary(text, at.end);
    let found = text.match_indices(words).map(|(start, words)| start..start + words.len());
    found.filter(|at| !at.is_empty()).find(whole)
}

/// See [`SourceText::find_all`].
pub(super) fn find_all(text: &SourceText, patterns: &[&str]) -> Matches {
    let read = Patterns::read(patterns);
    let mut order: Vec<usize> = (0..patterns.len()).filter(|number| !read.of(*number).is_empty()).collect();
    order.sort_unstable_by_key(|number| read.of(*number));
    let mut distinct = vec![None; patterns.len()];
    let mut sorted: Vec<&[Symbol]> = Vec::new();
    for number in order {
        let symbols = read.of(number);
        if sorted.last() != Some(&symbols) {
            sorted.push(symbols);
        }
        distinct[number] = Some(small(sorted.len() - 1));
    }
    let search = Search {
        text,
        trie: Trie::new(&sorted, read.vocabulary.len()),
        deepest: sorted.iter().map(|symbols| symbols.len()).max().unwrap_or(0),
        sorted: &sorted,
        read: &read,
    };
    Matches { distinct, found: search.run() }
}

/// Patterns as symbols.
#[derive(Default)]
struct Patterns {
    vocabulary: HashMap<Box<str>, u32>,
    longest_word: usize,
    symbols: Vec<Symbol>,
    /// Where the symbols of each pattern end.
    ends: Vec<usize>,
}

impl Patterns {
    fn read(patterns: &[&str]) -> Self {
        let mut read = Self::default();
        let mut tokens = Tokens::up_to(usize::MAX);
        for pattern in patterns {
            let mut take = |token: tokens::Token<'_>| read.take(&token);
            fold::each(pattern, |char, range| tokens.push(char, range, &mut take));
            tokens.finish(&mut take);
            read.ends.push(read.symbols.len());
        }
        read
    }

    fn take(&mut self, token: &tokens::Token<'_>) {
        let text = token.text.unwrap_or_default();
        let next = small(self.vocabulary.len());
        let number = *self.vocabulary.entry(text.into()).or_insert(next);
        self.longest_word = self.longest_word.max(text.len());
        self.symbols.push(Symbol::new(number, token.spaced));
    }

    fn of(&self, pattern: usize) -> &[Symbol] {
        let start = pattern.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.symbols[start..self.ends[pattern]]
    }
}

struct Search<'s> {
    text: &'s SourceText,
    read: &'s Patterns,
    sorted: &'s [&'s [Symbol]],
    trie: Trie,
    /// The number of tokens of the longest pattern.
    deepest: usize,
}

impl Search<'_> {
    fn run(&self) -> Vec<Vec<Occurrence>> {
        let mut found = vec![Vec::new(); self.sorted.len()];
        if found.is_empty() {
            return found;
        }
        let outline = &self.text.outline;
        for number in 0..outline.paragraphs.len() {
            let sentences = self.text.sentences_of(number);
            let (first, last) = (sentences.start as usize, sentences.end as usize - 1);
            self.paragraph(outline.sentences[first].start as usize..outline.sentences[last].end as usize, &mut found);
        }
        found
    }

    fn paragraph(&self, range: Range<usize>, found: &mut [Vec<Occurrence>]) {
        let mut node = trie::ROOT;
        // Where the last tokens begin, as many as a pattern can have.
        let mut starts: VecDeque<usize> = VecDeque::new();
        let mut take = |token: tokens::Token<'_>| {
            if starts.len() == self.deepest {
                starts.pop_front();
            }
            starts.push_back(token.range.start);
            let known = token.text.and_then(|text| self.read.vocabulary.get(text));
            node = known.map_or(trie::ROOT, |word| self.trie.step(node, Symbol::new(*word, token.spaced)));
            for pattern in self.trie.ending_at(node) {
                let length = self.sorted[pattern as usize].len();
                let start = starts.len().checked_sub(length).and_then(|at| starts.get(at));
                let found = &mut found[pattern as usize];
                if let Some(start) = start
                    && found.len() < MOST
                {
                    found.push(self.occurrence(range.start + start..range.start + token.range.end));
                }
            }
        };
        let mut tokens = Tokens::up_to(self.read.longest_word);
        fold::each(&self.text.shown.text()[range.clone()], |char, place| tokens.push(char, place, &mut take));
        tokens.finish(&mut take);
    }

    fn occurrence(&self, shown: Range<usize>) -> Occurrence {
        let sentence = |at: usize| {
            let after = self.text.outline.sentences.partition_point(|span| (span.start as usize) <= at);
            SentenceId(small(after.saturating_sub(1)))
        };
        Occurrence {
            first: sentence(shown.start),
            last: sentence(shown.end - 1),
            span: Span::new(self.text.shown.in_file(shown), 0),
        }
    }
}

/// The tokens of a text, for tests.
#[cfg(test)]
pub(super) fn tokens_of(text: &str, mut give: impl FnMut(&str, bool, Range<usize>)) {
    let mut tokens = Tokens::up_to(usize::MAX);
    let mut take = |token: tokens::Token<'_>| give(token.text.unwrap_or_default(), token.spaced, token.range);
    fold::each(text, |char, range| tokens.push(char, range, &mut take));
    tokens.finish(&mut take);
}
