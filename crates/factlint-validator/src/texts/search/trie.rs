//! Patterns as a trie, its nodes in breadth-first order: the children of a node stand side by side, in the order of their
//! symbols, and the deeper a node is, the later it comes.

use std::ops::Range;

use crate::texts::outline::small;

/// A token as the trie knows it: its number in the vocabulary, and whether a space stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Symbol(u32);

impl Symbol {
    pub fn new(token: u32, spaced: bool) -> Self {
        Self((token << 1) | u32::from(spaced))
    }

    fn token(self) -> usize {
        (self.0 >> 1) as usize
    }
}

/// The root, at which a search begins.
pub(super) const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

pub(super) struct Trie {
    /// The child of the root for each token. What stands before the first token of a pattern does not count.
    starts: Vec<u32>,
    /// The symbol that leads to each node.
    symbols: Vec<Symbol>,
    /// The first child of each node; those of the next node end its own.
    children: Vec<u32>,
    /// The node of the longest beginning that each node's symbols, less some first ones, end with.
    links: Vec<u32>,
    /// The pattern that ends at each node.
    patterns: Vec<u32>,
    /// The first node along the links at which a pattern ends.
    shorter: Vec<u32>,
}

impl Trie {
    /// `patterns` are in order, differ, and are not empty; the vocabulary has so many tokens.
    pub fn new(patterns: &[&[Symbol]], tokens: usize) -> Self {
        let nodes = count(patterns);
        let mut trie = Self {
            starts: vec![ROOT; tokens],
            symbols: Vec::with_capacity(nodes),
            children: Vec::with_capacity(nodes + 1),
            links: Vec::with_capacity(nodes),
            patterns: Vec::with_capacity(nodes),
            shorter: Vec::with_capacity(nodes),
        };
        trie.symbols.push(Symbol(0));
        trie.links.push(ROOT);
        trie.shorter.push(NONE);
        let mut level: Vec<_> = std::iter::once(0..small(patterns.len())).collect();
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for range in level {
                trie.expand(patterns, range, depth, &mut next);
            }
            level = next;
            depth += 1;
        }
        trie.children.push(small(trie.symbols.len()));
        (0..trie.patterns.len()).for_each(|node| trie.link_children(node));
        trie
    }

    /// Gives the next node its children: `range` are the patterns that begin with its symbols.
    fn expand(&mut self, patterns: &[&[Symbol]], mut range: Range<u32>, depth: usize, next: &mut Vec<Range<u32>>) {
        let node = small(self.children.len());
        self.children.push(small(self.symbols.len()));
        let ends = patterns.get(range.start as usize).is_some_and(|pattern| pattern.len() == depth);
        self.patterns.push(if ends { range.start } else { NONE });
        range.start += u32::from(ends);
        while !range.is_empty() {
            let left = &patterns[range.start as usize..range.end as usize];
            let symbol = left[0][depth];
            let alike = small(left.partition_point(|pattern| pattern[depth] <= symbol));
            next.push(range.start..range.start + alike);
            range.start += alike;
            if node == ROOT {
                self.starts[symbol.token()] = small(self.symbols.len());
            }
            self.symbols.push(symbol);
        }
    }

    /// Links the children of a node; all that come before them are linked.
    fn link_children(&mut self, node: usize) {
        for child in self.children[node] as usize..self.children[node + 1] as usize {
            let link = if node == 0 { ROOT } else { self.step(self.links[node], self.symbols[child]) };
            let ends = self.patterns[link as usize] != NONE;
            self.links.push(link);
            self.shorter.push(if ends { link } else { self.shorter[link as usize] });
        }
    }

    /// The node after another symbol.
    pub fn step(&self, mut node: u32, symbol: Symbol) -> u32 {
        while node != ROOT {
            let children = self.children[node as usize]..self.children[node as usize + 1];
            let symbols = &self.symbols[children.start as usize..children.end as usize];
            if let Ok(found) = symbols.binary_search(&symbol) {
                return children.start + small(found);
            }
            node = self.links[node as usize];
        }
        self.starts[symbol.token()]
    }

    /// The patterns that end at a node, the longest first.
    pub fn ending_at(&self, node: u32) -> impl Iterator<Item = u32> {
        let shorter = |node: &u32| Some(self.shorter[*node as usize]).filter(|node| *node != NONE);
        std::iter::successors(Some(node), shorter)
            .map(|node| self.patterns[node as usize])
            .filter(|pattern| *pattern != NONE)
    }
}

/// How many nodes the patterns make: one for each symbol that a pattern doesn't share with the one before it, and the root.
fn count(patterns: &[&[Symbol]]) -> usize {
    let shared = |one: &[Symbol], two: &[Symbol]| one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let first = patterns.first().map_or(0, |pattern| pattern.len());
    let more = patterns.windows(2).map(|pair| pair[1].len() - shared(pair[0], pair[1]));
    1 + first + more.sum::<usize>()
}
