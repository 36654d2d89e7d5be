//! The text of a file without its markup, and where in the file its parts stand.

use std::ops::Range;
use std::sync::Arc;

use factlint_model::source::Source;

use super::outline::small;

/// A part of the shown text that stands in the file as one, up to where the next one begins.
#[derive(Debug, Clone, Copy)]
struct Piece {
    shown: u32,
    file: u32,
    /// Its length in the file. As a rule that of what is shown; a reference to a character has another.
    length: u32,
}

impl Piece {
    fn end_in_file(self) -> u32 {
        self.file + self.length
    }
}

#[derive(Debug)]
pub(super) enum Shown {
    /// A file without markup.
    File {
        source: Arc<Source>,
        /// So much of it is read.
        length: usize,
    },
    /// What is left of a file without its markup.
    Pieces(Pieces),
}

impl Shown {
    /// A text without markup.
    pub fn as_it_stands(source: Arc<Source>, length: usize) -> Self {
        Self::File { source, length }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::File { source, length } => source.slice(0..*length),
            Self::Pieces(pieces) => &pieces.text,
        }
    }

    /// The bytes of the file that a part of the shown text comes from, from its first to its last.
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        match self {
            Self::File { .. } => range,
            Self::Pieces(pieces) => pieces.in_file(range),
        }
    }
}

/// Shown text, put together from pieces of a file.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    text: String,
    pieces: Vec<Piece>,
}

impl Pieces {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Shows text that stands for a range of the file.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        let (shown, file, length) = (small(self.text.len()), small(range.start), small(range.len()));
        let literal = text.len() == range.len();
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if literal && last.end_in_file() == file && shown - last.shown == last.length => {
                last.length += length;
            }
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece { shown, file, length }),
        }
    }

    /// Forgets what is shown from a place on.
    pub fn truncate(&mut self, shown: usize) {
        while let Some(last) = self.pieces.pop() {
            let kept = shown.saturating_sub(last.shown as usize);
            if kept > 0 {
                let literal = self.text.len() - last.shown as usize == last.length as usize;
                let length = if literal { last.length.min(small(kept)) } else { last.length };
                self.pieces.push(Piece { length, ..last });
                break;
            }
            self.text.truncate(last.shown as usize);
        }
        self.text.truncate(shown);
    }

    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.pieces.shrink_to_fit();
    }

    fn in_file(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
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
}
