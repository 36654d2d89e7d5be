//! The text of a file without its markup, and where in the file its parts stand.

use std::ops::Range;
use std::sync::Arc;

use super::outline::small;

/// A part of the shown text that stands in the file as one, up to where the next one begins.
#[derive(Debug, Clone, Copy)]
struct Piece {
    shown: u32,
    file: u32,
    /// Its length in the file. As a rule that of what is shown; a reference to a character has another.
    length: u32,
}

#[derive(Debug)]
pub(super) struct Shown {
    text: Arc<str>,
    /// Empty where the file is shown as it stands.
    pieces: Vec<Piece>,
    /// Where pages end.
    pages: Vec<u32>,
}

impl Shown {
    /// A text without markup, which may have pages.
    pub fn as_it_stands(text: Arc<str>) -> Self {
        let pages = text.match_indices('\u{C}').map(|(at, _)| small(at)).collect();
        Self { text, pieces: Vec::new(), pages }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file that a part of the shown text comes from, from its first to its last.
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() || range.is_empty() {
            return range;
        }
        let start = self.piece_at(range.start).map_or(0, |(piece, literal)| {
            piece.file as usize + if literal { range.start - piece.shown as usize } else { 0 }
        });
        let end = self.piece_at(range.end - 1).map_or(0, |(piece, literal)| {
            piece.file as usize + if literal { range.end - piece.shown as usize } else { piece.length as usize }
        });
        start..end.max(start)
    }

    /// The piece in which a byte is shown, and whether it is shown as it stands.
    fn piece_at(&self, at: usize) -> Option<(Piece, bool)> {
        let number = self.pieces.partition_point(|piece| piece.shown as usize <= at).checked_sub(1)?;
        let piece = *self.pieces.get(number)?;
        let end = self.pieces.get(number + 1).map_or(self.text.len(), |next| next.shown as usize);
        Some((piece, end - piece.shown as usize == piece.length as usize))
    }

    /// The page of a place, where the text has pages.
    pub fn page(&self, at: usize) -> Option<u32> {
        (!self.pages.is_empty()).then(|| small(self.pages.partition_point(|end| (*end as usize) < at) + 1))
    }
}
