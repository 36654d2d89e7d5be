//! Sections, paragraphs and sentences in the order of the text, put together from its headings and blocks.

use std::ops::Range;

use super::{cut, fold::fold};

/// A range of the shown text. A text is at most 4 GiB long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(range: Range<usize>, offset: usize) -> Self {
        Self { start: small(offset + range.start), end: small(offset + range.end) }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What is below 4 GiB, since the text is.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[derive(Debug)]
pub(super) struct Heading {
    pub words: String,
    pub level: u8,
    pub span: Span,
    pub parent: Option<u32>,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub section: u32,
    /// Counted from 1 in its section.
    pub number: u32,
    /// Its first sentence.
    pub first: u32,
}

/// What a text consists of.
#[derive(Debug)]
pub(super) struct Outline {
    /// The first is what stands before any heading.
    pub sections: Vec<Heading>,
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Span>,
    /// The sections that the current one lies in, and itself.
    open: Vec<u32>,
}

impl Outline {
    pub fn new() -> Self {
        let lead = Heading { words: String::new(), level: 0, span: Span { start: 0, end: 0 }, parent: None };
        Self { sections: vec![lead], paragraphs: Vec::new(), sentences: Vec::new(), open: Vec::new() }
    }

    /// A heading, at `offset` of the shown text.
    pub fn heading(&mut self, level: u8, text: &str, offset: usize) {
        let words = fold(text);
        if words.is_empty() {
            return;
        }
        while self.open.last().is_some_and(|&open| self.sections[open as usize].level >= level) {
            self.open.pop();
        }
        let parent = self.open.last().copied();
        self.open.push(small(self.sections.len()));
        self.sections.push(Heading {
            words: words.into_owned(),
            level,
            span: Span::new(0..text.len(), offset),
            parent,
        });
    }

    /// A paragraph, at `offset` of the shown text.
    pub fn paragraph(&mut self, text: &str, offset: usize) {
        let sentences = cut::sentences(text);
        if sentences.is_empty() {
            return;
        }
        let section = small(self.sections.len() - 1);
        let number = self.paragraphs.last().filter(|last| last.section == section).map_or(1, |last| last.number + 1);
        self.paragraphs.push(Paragraph { section, number, first: small(self.sentences.len()) });
        self.sentences.extend(sentences.into_iter().map(|range| Span::new(range, offset)));
    }

    /// The outline of the whole text. The heading of the text itself is that of its lead: one that nothing precedes and
    /// that no other is as high as.
    pub fn finish(mut self) -> Self {
        let titled = match self.sections.as_slice() {
            [_, title, rest @ ..] => {
                rest.iter().all(|section| section.level > title.level)
                    && self.paragraphs.first().is_none_or(|first| first.section > 0)
            }
            _ => false,
        };
        if titled {
            self.sections.remove(0);
            self.sections.iter_mut().for_each(|section| {
                section.parent = section.parent.and_then(|parent| parent.checked_sub(1)).filter(|parent| *parent > 0);
            });
            self.paragraphs.iter_mut().for_each(|paragraph| paragraph.section -= 1);
        }
        self.sections.shrink_to_fit();
        self.paragraphs.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self
    }
}
