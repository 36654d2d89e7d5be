//! What a file shows: its text without its markup, as headings and blocks.

mod html;
mod markdown;
mod mediawiki;
mod plain;

use std::ops::Range;
use std::sync::Arc;

use factlint_model::source::Source;

use super::Markup;
use super::outline::Outline;
use super::shown::{Pieces, Shown};

/// The shown text of a file, of which so many bytes are read, and its outline.
pub(super) fn read(source: Arc<Source>, length: usize, markup: Markup) -> (Shown, Outline) {
    let file = source.slice(0..length);
    let mut blocks = Blocks { file, pieces: Pieces::default(), outline: Outline::new(), start: 0, heading: None };
    match markup {
        Markup::Plain => {
            let outline = plain::read(file).finish();
            return (Shown::as_it_stands(source, length), outline);
        }
        Markup::Markdown => markdown::read(&mut blocks),
        Markup::Html => html::read(&mut blocks, 0..file.len()),
        Markup::MediaWiki => mediawiki::read(&mut blocks),
    }
    blocks.finish()
}

/// Takes the shown text of a file with markup, block by block.
struct Blocks<'f> {
    file: &'f str,
    pieces: Pieces,
    outline: Outline,
    /// Where the current block begins in the shown text.
    start: usize,
    /// The level of the heading that the current block is.
    heading: Option<u8>,
}

impl Blocks<'_> {
    /// Shows a part of the file as it stands.
    fn copy(&mut self, range: Range<usize>) {
        if let Some(text) = self.file.get(range.clone()) {
            self.pieces.push(text, range);
        }
    }

    /// Shows text that a part of the file stands for.
    fn put(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push(text, range);
    }

    /// Ends a block, and begins one.
    fn end(&mut self) {
        let block = &self.pieces.text()[self.start..];
        match self.heading.take() {
            _ if block.trim().is_empty() => self.pieces.truncate(self.start),
            Some(level) => self.outline.heading(level, block, self.start),
            None => self.outline.paragraph(block, self.start),
        }
        self.start = self.pieces.text().len();
    }

    /// Ends a block, and begins one that is a heading.
    fn begin_heading(&mut self, level: u8) {
        self.end();
        self.heading = Some(level);
    }

    fn finish(mut self) -> (Shown, Outline) {
        self.end();
        self.pieces.shrink();
        (Shown::Pieces(self.pieces), self.outline.finish())
    }
}
