//! Lines and columns of many places, without counting the same characters again.

use factlint_model::source::{FileId, Position, Source, Sources, Span};

/// Finds lines and columns. Findings come in the order of places, so the last place is a good start for the next: a
/// line of many megabytes with many findings is counted once.
#[derive(Debug)]
pub struct Positions<'a> {
    sources: &'a Sources,
    last: Option<(FileId, Position)>,
}

impl<'a> Positions<'a> {
    /// Finds places in these sources.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, last: None }
    }

    /// The source of a file.
    pub fn source(&self, file: FileId) -> Option<&'a Source> {
        self.sources.get(file).map(AsRef::as_ref)
    }

    /// The name of a file.
    pub fn name(&self, file: FileId) -> &'a str {
        self.source(file).map_or("", Source::name)
    }

    /// Where a span starts.
    pub fn start(&mut self, span: Span) -> Position {
        self.at(span.file, span.start)
    }

    /// Where a span ends.
    pub fn end(&mut self, span: Span) -> Position {
        self.at(span.file, span.end)
    }

    fn at(&mut self, file: FileId, offset: u64) -> Position {
        let Some(source) = self.source(file) else { return Position { line: 1, column: 1, offset } };
        let position = self.on_from_last(source, file, offset).unwrap_or_else(|| source.position(offset));
        self.last = Some((file, position));
        position
    }

    /// Counts on from the last place, if it is before this one in the same line.
    fn on_from_last(&self, source: &Source, file: FileId, offset: u64) -> Option<Position> {
        let (_, last) = self.last.filter(|&(of, last)| of == file && last.offset <= offset)?;
        let next_line = source.line_starts().get(last.line as usize).copied();
        if next_line.is_some_and(|start| u64::from(start) <= offset) {
            return None;
        }
        let between = source.text().get(usize::try_from(last.offset).ok()?..usize::try_from(offset).ok()?)?;
        let columns = u32::try_from(between.chars().count()).ok()?;
        Some(Position { line: last.line, column: last.column.checked_add(columns)?, offset })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Positions, Source, Sources, Span};

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "ab\u{e9}\u{1f600}cd\nsecond\n\nlast é";
        let mut sources = Sources::default();
        let file = sources.add(Arc::new(Source::new("a", text)));
        let mut positions = Positions::new(&sources);
        let source = sources.get(file).unwrap();
        for start in (0..=text.len()).chain([3, 1, 2]).filter(|&at| text.is_char_boundary(at)) {
            let span = Span::new(file, start as u64, text.len() as u64);
            assert_eq!(positions.start(span), source.position(start as u64), "{start}");
        }
    }
}
