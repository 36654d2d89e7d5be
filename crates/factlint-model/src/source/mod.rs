//! The text of a file, spans into it, lines and columns.

mod name;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use name::{bytes_of, name_of, path_of, path_of_bytes};

/// What may stand before a text in UTF-8, and is no part of it.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The number of a file within one run, in the order in which files were added to [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A range of bytes in one file: `start` inclusive, `end` exclusive, counted in the text as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte, from 0.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
}

impl Span {
    /// The span of the bytes `start..end` of `file`.
    #[must_use]
    pub fn new(file: FileId, start: u64, end: u64) -> Self {
        Self { file, start, end }
    }

    /// The range as indices, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        let at = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
        at(self.start)..at(self.end)
    }
}

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// The byte, from 0.
    pub offset: u64,
}

/// The text of one file and the name under which reports show it.
#[derive(Debug, Default)]
pub struct Source {
    name: String,
    text: String,
    marked: bool,
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// A source of this name (a path with `/`, relative to where the user stands) and text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), marked: false, lines: OnceLock::new() }
    }

    /// Says whether a byte order mark stood before the text.
    #[must_use]
    pub fn after_mark(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }

    /// The bytes of the file before its text: those of a byte order mark, or none.
    #[must_use]
    pub fn bytes_before(&self) -> u64 {
        if self.marked { BYTE_ORDER_MARK.len() as u64 } else { 0 }
    }

    /// The name under which reports show the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a range of bytes; empty where the range is not one of this text.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The line and column of a byte; a byte past the end counts as the end.
    #[must_use]
    pub fn position(&self, offset: u64) -> Position {
        let lines = self.line_starts();
        let mut at = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = lines.partition_point(|&start| start as usize <= at);
        let start = lines.get(line.saturating_sub(1)).map_or(0, |&start| start as usize);
        let column = self.slice(start..at).chars().count() + 1;
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            offset: at as u64,
        }
    }

    /// The byte offsets at which lines start; the first is 0. Made at the first call.
    #[must_use]
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            let after = breaks.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        })
    }
}

/// The sources of a run, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a source and gives it the next number.
    pub fn add(&mut self, source: Arc<Source>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The source of this number, if there is one.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Arc<Source>> {
        self.files.get(id.0 as usize)
    }

    /// The text under a span; empty where there is none.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |source| source.slice(span.range()))
    }

    /// Puts another source under a number; does nothing where no source has it.
    pub fn replace(&mut self, id: FileId, source: Arc<Source>) {
        if let Some(known) = self.files.get_mut(id.0 as usize) {
            *known = source;
        }
    }

    /// Lets go of the texts that `keep` doesn't name; names and numbers stay.
    pub fn keep_texts(&mut self, keep: impl Fn(FileId) -> bool) {
        for (at, source) in self.files.iter_mut().enumerate() {
            if !keep(FileId(u32::try_from(at).unwrap_or(u32::MAX))) {
                *source = Arc::new(Source::new(source.name(), "").after_mark(source.marked));
            }
        }
    }

    /// How many sources there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
