//! Brackets that are closed.

use crate::texts::outline::small;

/// The pairs of one kind of brackets in a text.
pub(super) struct Pairs {
    /// Where each pair opens, and where it ends behind its closing bracket, in the order of what opens.
    pairs: Vec<(u32, u32)>,
    /// Where the closing brackets are, in order.
    closing: Vec<u32>,
}

impl Pairs {
    /// A closing bracket closes the last open one. What stays open is in no pair.
    pub fn of(text: &str, open: &str, close: &str) -> Self {
        let (bytes, open, close) = (text.as_bytes(), open.as_bytes(), close.as_bytes());
        let (mut opened, mut pairs, mut at) = (Vec::new(), Vec::new(), 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| rest.len() > 1) {
            if rest.starts_with(open) {
                opened.push(small(at));
                at += 2;
            } else if rest.starts_with(close) {
                if let Some(start) = opened.pop() {
                    pairs.push((start, small(at + 2)));
                }
                at += 2;
            } else {
                at += 1;
            }
        }
        let closing = pairs.iter().map(|(_, end)| end - 2).collect();
        pairs.sort_unstable();
        Self { pairs, closing }
    }

    /// The end of the pair that opens at a place.
    pub fn end_of(&self, at: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&at, |(start, _)| *start as usize).ok()?;
        Some(self.pairs[found].1 as usize)
    }

    /// Whether a pair is closed at a place.
    pub fn closes(&self, at: usize) -> bool {
        self.closing.binary_search_by_key(&at, |place| *place as usize).is_ok()
    }
}
