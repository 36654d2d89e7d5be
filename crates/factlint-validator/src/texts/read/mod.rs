//! What a file shows: its text without its markup, as headings and blocks.

mod html;
mod markdown;
mod mediawiki;
mod numbers;
mod plain;
mod raised;

use std::ops::Range;
use std::sync::Arc;

use factlint_model::source::Source;

use numbers::Numbers;
use raised::Raised;

use super::outline::Outline;
use super::shown::{Pieces, Shown};
use super::{Markup, Unclosed};

/// So many places are told where something is not closed.
const MOST_UNCLOSED: usize = 20;

/// What a file shows.
pub(super) struct Reading {
    pub shown: Shown,
    pub outline: Outline,
    /// What is never closed, and hides text.
    pub unclosed: Vec<Unclosed>,
}

/// Reads a file, of which so many bytes are read.
pub(super) fn read(source: Arc<Source>, length: usize, markup: Markup) -> Reading {
    let file = source.slice(0..length);
    let mut blocks = Blocks::new(file);
    match markup {
        Markup::Plain => {
            let outline = plain::read(file).finish();
            return Reading { shown: Shown::as_it_stands(source, length), outline, unclosed: Vec::new() };
        }
        Markup::Markdown => markdown::read(&mut blocks),
        Markup::Html => html::read(&mut blocks),
        Markup::MediaWiki => mediawiki::read(&mut blocks),
    }
    blocks.finish()
}

/// Takes the shown text of a file with markup, block by block.
struct Blocks<'f> {
    file: &'f str,
    pieces: Pieces,
    outline: Outline,
    numbers: Numbers,
    unclosed: Vec<Unclosed>,
    /// Where the current block begins in the shown text.
    start: usize,
    /// The level of the heading that the current block is.
    heading: Option<u8>,
    raised: Raised,
}

impl<'f> Blocks<'f> {
    fn new(file: &'f str) -> Self {
        Self {
            file,
            pieces: Pieces::default(),
            outline: Outline::new(),
            numbers: Numbers::default(),
            unclosed: Vec::new(),
            start: 0,
            heading: None,
            raised: Raised::default(),
        }
    }

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
            None => {
                let number = self.numbers.item(block).unwrap_or(0);
                self.outline.paragraph(&block[number..], self.start + number);
            }
        }
        self.start = self.pieces.text().len();
        self.raised = Raised::default();
    }

    /// Ends a block, and begins one that is a heading.
    fn begin_heading(&mut self, level: u8) {
        self.end();
        self.heading = Some(level);
    }

    /// Notes what hides a part of the file, and is never closed.
    fn unclosed(&mut self, sign: Range<usize>, hides: Range<usize>) {
        let hidden = self.file.get(hides.clone()).unwrap_or_default();
        if self.unclosed.len() < MOST_UNCLOSED && hidden.contains(char::is_alphanumeric) {
            self.unclosed.push(Unclosed { sign, hides });
        }
    }

    fn finish(mut self) -> Reading {
        self.end();
        self.pieces.shrink();
        self.unclosed.sort_by_key(|unclosed| unclosed.sign.start);
        Reading { shown: Shown::Pieces(self.pieces), outline: self.outline.finish(), unclosed: self.unclosed }
    }
}
