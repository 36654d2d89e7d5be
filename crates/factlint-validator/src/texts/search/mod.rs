//! Words found in a text: all of them in one pass.
//!
//! The folded text and the patterns are read as tokens, so that an occurrence begins and ends with a word or a mark, never
//! within. The patterns make a trie over tokens, with links from each node to the longest other beginning of a pattern that
//! ends alike (Aho and Corasick): the pass takes time linear in the text, whatever the patterns share.

mod tokens;
mod trie;

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use memchr::memmem;

use super::outline::{Span, small};
use super::{SentenceId, SourceText, fold};
use tokens::{Token, Tokens};
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
    /// The occurrences, by the numbers of their patterns.
    found: Vec<Occurrence>,
    /// Where those of each pattern begin, and the end of all.
    firsts: Vec<u32>,
}

impl Matches {
    /// The occurrences of a pattern, by its number, in the order of the text: not more than ten thousand.
    #[must_use]
    pub fn of(&self, pattern: usize) -> &[Occurrence] {
        let Some(number) = self.distinct.get(pattern).copied().flatten() else { return &[] };
        let place = |number: usize| self.firsts.get(number).map_or(0, |first| *first as usize);
        self.found.get(place(number as usize)..place(number as usize + 1)).unwrap_or_default()
    }

    /// Whether a pattern may occur more often than is told.
    #[must_use]
    pub fn is_cut(&self, pattern: usize) -> bool {
        self.of(pattern).len() == MOST
    }
}

/// See [`SourceText::find_all`].
pub(super) fn find_all(text: &SourceText, patterns: &[&str]) -> Matches {
    let (search, distinct) = Search::new(patterns);
    let mut counts = vec![0_u32; search.lengths.len()];
    let mut found: Vec<(u32, Occurrence)> = Vec::with_capacity(search.lengths.len());
    for paragraph in 0..text.outline.paragraphs.len() {
        let sentences = text.sentences_of(paragraph);
        let (first, last) = (SentenceId(sentences.start), SentenceId(sentences.end - 1));
        let range = text.shown_range(first).start..text.shown_range(last).end;
        search.pass(&text.shown.text()[range.clone()], |pattern, place| {
            let count = &mut counts[pattern as usize];
            if (*count as usize) < MOST {
                *count += 1;
                found.push((pattern, occurrence(text, range.start + place.start..range.start + place.end)));
            }
        });
    }
    drop(search);
    // The occurrences of each pattern keep their order.
    found.sort_by_key(|(pattern, _)| *pattern);
    let mut firsts = Vec::with_capacity(counts.len() + 1);
    firsts.push(0);
    firsts.extend(counts.into_iter().scan(0, |first, count| {
        *first += count;
        Some(*first)
    }));
    Matches { distinct, found: found.into_iter().map(|(_, found)| found).collect(), firsts }
}

/// Where words first stand in a text, both of them folded, with the bounds that occurrences have.
#[must_use]
pub fn find_in(words: &str, text: &str) -> Option<Range<usize>> {
    let words = words.trim_matches(' ');
    let first = words.chars().next()?;
    let mut from = 0;
    loop {
        let start = from + memmem::find(&text.as_bytes()[from..], words.as_bytes())?;
        let place = start..start + words.len();
        if tokens::is_bound(text, place.start) && tokens::is_bound(text, place.end) {
            return Some(place);
        }
        from = start + first.len_utf8();
    }
}

fn occurrence(text: &SourceText, shown: Range<usize>) -> Occurrence {
    let sentence = |at: usize| {
        let after = text.outline.sentences.partition_point(|span| (span.start as usize) <= at);
        SentenceId(small(after.saturating_sub(1)))
    };
    Occurrence {
        first: sentence(shown.start),
        last: sentence(shown.end - 1),
        span: Span::new(text.shown.in_file(shown), 0),
    }
}

/// Patterns, made ready to be looked for.
struct Search {
    words: Vocabulary,
    trie: Trie,
    /// The number of tokens of each pattern that differs from others.
    lengths: Vec<u32>,
    /// The greatest of them.
    deepest: usize,
}

impl Search {
    /// With the number of each pattern among those that differ; none for one that is empty.
    fn new(patterns: &[&str]) -> (Self, Vec<Option<u32>>) {
        let mut words = Vocabulary::default();
        let symbols = Symbols::read(patterns, &mut words);
        let mut order: Vec<usize> = (0..patterns.len()).filter(|number| !symbols.of(*number).is_empty()).collect();
        order.sort_unstable_by_key(|number| symbols.of(*number));
        let mut distinct = vec![None; patterns.len()];
        let mut sorted: Vec<&[Symbol]> = Vec::new();
        for number in order {
            let symbols = symbols.of(number);
            if sorted.last() != Some(&symbols) {
                sorted.push(symbols);
            }
            distinct[number] = Some(small(sorted.len() - 1));
        }
        let trie = Trie::new(&sorted, words.numbers.len());
        let lengths: Vec<u32> = sorted.iter().map(|symbols| small(symbols.len())).collect();
        let deepest = lengths.iter().copied().max().unwrap_or(0) as usize;
        (Self { words, trie, lengths, deepest }, distinct)
    }

    /// Reads a text once, and gives each place of a pattern, by where it ends.
    fn pass(&self, text: &str, mut give: impl FnMut(u32, Range<usize>)) {
        if self.deepest == 0 {
            return;
        }
        let mut node = trie::ROOT;
        // Where the last tokens begin, as many as a pattern can have.
        let mut starts: VecDeque<usize> = VecDeque::new();
        let mut take = |token: Token<'_>| {
            if starts.len() == self.deepest {
                starts.pop_front();
            }
            starts.push_back(token.range.start);
            let known = token.text.and_then(|text| self.words.numbers.get(text));
            node = known.map_or(trie::ROOT, |word| self.trie.step(node, Symbol::new(*word, token.spaced)));
            for pattern in self.trie.ending_at(node) {
                let first = starts.len().checked_sub(self.lengths[pattern as usize] as usize);
                if let Some(start) = first.and_then(|first| starts.get(first)) {
                    give(pattern, *start..token.range.end);
                }
            }
        };
        each_token(text, self.words.longest, &mut take);
    }
}

/// The tokens of a text, folded. Words of more bytes than `longest` are not told.
fn each_token(text: &str, longest: usize, take: &mut impl FnMut(Token<'_>)) {
    let mut tokens = Tokens::up_to(longest);
    fold::each(text, |char, range| tokens.push(char, range, take));
    tokens.finish(take);
}

/// The tokens that patterns consist of, numbered.
#[derive(Default)]
struct Vocabulary {
    numbers: HashMap<Box<str>, u32>,
    /// The bytes of the longest.
    longest: usize,
}

impl Vocabulary {
    fn symbol(&mut self, token: &Token<'_>) -> Symbol {
        let text = token.text.unwrap_or_default();
        self.longest = self.longest.max(text.len());
        let next = small(self.numbers.len());
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => *self.numbers.entry(text.into()).or_insert(next),
        };
        Symbol::new(number, token.spaced)
    }
}

/// The patterns as symbols.
struct Symbols {
    all: Vec<Symbol>,
    /// Where those of each pattern end.
    ends: Vec<u32>,
}

impl Symbols {
    fn read(patterns: &[&str], words: &mut Vocabulary) -> Self {
        let mut symbols = Self { all: Vec::new(), ends: Vec::with_capacity(patterns.len()) };
        for pattern in patterns {
            each_token(pattern, usize::MAX, &mut |token| symbols.all.push(words.symbol(&token)));
            symbols.ends.push(small(symbols.all.len()));
        }
        symbols
    }

    fn of(&self, pattern: usize) -> &[Symbol] {
        let start = pattern.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[pattern] as usize]
    }
}

/// The tokens of a text, for tests.
#[cfg(test)]
pub(super) fn tokens_of(text: &str, mut give: impl FnMut(&str, bool, Range<usize>)) {
    each_token(text, usize::MAX, &mut |token| give(token.text.unwrap_or_default(), token.spaced, token.range));
}
