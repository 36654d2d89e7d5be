//! The few lines of a file that a code frame shows: escaped, cut to the width, with the labels' places in them.

use factlint_model::source::{Position, Source};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::text::{escape_but_tabs, escape_char, is_hidden};

/// The columns of a tab, as miette draws it.
const TAB: usize = 4;

/// A label's place in the file: the part of its first line that it covers.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where it starts.
    pub start: Position,
    /// The byte after its last, in the same line.
    pub end: usize,
}

impl Mark {
    /// The part of a range that lies in the range's first line.
    pub fn new(source: &Source, start: Position, end: u64) -> Self {
        let line_end = line_range(source, start.line).end;
        let end = usize::try_from(end).unwrap_or(usize::MAX).min(line_end);
        Self { start, end: end.max(byte(start)) }
    }
}

/// The text of a frame.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    first_line: usize,
    lines: usize,
    text: String,
    /// The marks in `text`, in the order given, with their places in the file.
    marks: Vec<(SourceSpan, Position)>,
    /// Whether each lies in what was cut off.
    cut_off: Vec<bool>,
}

impl Excerpt {
    /// The lines from that of the first mark to that of the last, with one around them, each at most `width` wide. The
    /// marks are of one source, in the order of lines, and there is at least one.
    pub fn new(source: &Source, name: String, marks: &[Mark], width: usize) -> Self {
        let line_of = |mark: Option<&Mark>| mark.map_or(1, |mark| mark.start.line);
        let count = u32::try_from(source.line_starts().len()).unwrap_or(u32::MAX);
        let first = line_of(marks.first()).saturating_sub(1).max(1);
        let last = line_of(marks.last()).saturating_add(1).min(count);
        let last = if is_blank(source, last) && last > line_of(marks.last()) { last - 1 } else { last };
        let first = if is_blank(source, first) && first < line_of(marks.first()) { first + 1 } else { first };
        let lines = (last - first + 1) as usize;
        let mut excerpt = Self {
            name,
            first_line: first as usize - 1,
            lines,
            text: String::new(),
            marks: Vec::new(),
            cut_off: Vec::new(),
        };
        for line in first..=last {
            let of_line: Vec<Mark> = marks.iter().filter(|mark| mark.start.line == line).copied().collect();
            excerpt.push_line(source, line, &of_line, width);
        }
        excerpt
    }

    /// The marks' places in the excerpt's own text; where one lies in what was cut off, the column in its line as well.
    pub fn spans(&self) -> impl Iterator<Item = (SourceSpan, Option<u32>)> {
        let places = self.marks.iter().zip(&self.cut_off);
        places.map(|(&(span, position), &cut_off)| (span, cut_off.then_some(position.column)))
    }

    fn push_line(&mut self, source: &Source, line: u32, marks: &[Mark], width: usize) {
        let whole = line_range(source, line);
        let window = window(source, whole.clone(), marks, width);
        if window.start > whole.start {
            self.text.push('…');
        }
        for mark in marks {
            let at = |offset: usize| offset.clamp(window.start, window.end);
            let before = escape_but_tabs(source.slice(window.start..at(byte(mark.start)))).len();
            let inside = escape_but_tabs(source.slice(at(byte(mark.start))..at(mark.end))).len();
            let start = byte(mark.start);
            self.cut_off.push((start >= window.end && window.end < whole.end) || start < window.start);
            self.marks.push((SourceSpan::from((self.text.len() + before, inside)), mark.start));
        }
        self.text.push_str(&escape_but_tabs(source.slice(window.clone())));
        if window.end < whole.end {
            self.text.push('…');
        }
        self.text.push('\n');
    }
}

/// miette asks for lines around a span; the excerpt is what it may have. Asked for no lines around, it wants to know
/// where in the file a label starts.
impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let place = self.marks.iter().find(|(mark, _)| before == 0 && mark.offset() == span.offset());
        let (line, column) = place.map_or((self.first_line, 0), |(_, position)| {
            (position.line.saturating_sub(1) as usize, position.column.saturating_sub(1) as usize)
        });
        let all = SourceSpan::from((0, self.text.len()));
        let (name, data) = (self.name.clone(), self.text.as_bytes());
        Ok(Box::new(MietteSpanContents::new_named(name, data, all, line, column, self.lines)))
    }
}

fn byte(position: Position) -> usize {
    usize::try_from(position.offset).unwrap_or(usize::MAX)
}

/// The bytes of a line, from 1, without its break.
fn line_range(source: &Source, line: u32) -> std::ops::Range<usize> {
    let starts = source.line_starts();
    let start_of = |line: u32| starts.get(line as usize).map(|&start| start as usize);
    let start = start_of(line.saturating_sub(1)).unwrap_or(source.text().len());
    let end = start_of(line).map_or(source.text().len(), |next| next - 1);
    if end > start && source.text().as_bytes().get(end - 1) == Some(&b'\r') { start..end - 1 } else { start..end }
}

fn is_blank(source: &Source, line: u32) -> bool {
    let range = line_range(source, line);
    range.len() < 1000 && source.slice(range).trim().is_empty()
}

/// The part of a line that is shown: the whole of it if it is short enough, else the surroundings of its first mark.
fn window(source: &Source, line: std::ops::Range<usize>, marks: &[Mark], width: usize) -> std::ops::Range<usize> {
    let from_start = forward(source, line.start, line.end, width);
    let needed = marks.iter().map(|mark| mark.end.min(line.end)).max().unwrap_or(line.start);
    if from_start >= line.end || needed <= from_start {
        return line.start..from_start;
    }
    let first = marks.iter().map(|mark| byte(mark.start)).min().unwrap_or(line.start).clamp(line.start, line.end);
    let start = backward(source, first, line.start, width / 3);
    start..forward(source, start, line.end, width)
}

/// The offset `count` columns after `from`, at most `end`.
fn forward(source: &Source, from: usize, end: usize, count: usize) -> usize {
    beyond(source.slice(from..end).char_indices(), count).map_or(end, |(index, _)| from + index)
}

/// The offset `count` columns before `from`, at least `start`.
fn backward(source: &Source, from: usize, start: usize, count: usize) -> usize {
    let beyond = beyond(source.slice(start..from).char_indices().rev(), count);
    beyond.map_or(start, |(index, c)| start + index + c.len_utf8())
}

/// The first character that no longer lies within `count` columns. What takes none is shown too, but not without end.
fn beyond(mut characters: impl Iterator<Item = (usize, char)>, count: usize) -> Option<(usize, char)> {
    let (mut column, mut number) = (0, 0);
    characters.find(|&(_, c)| {
        column += columns(c);
        number += 1;
        column > count || number > 4 * count
    })
}

/// The columns that a character takes where it is shown, of a tab the most.
fn columns(c: char) -> usize {
    match c {
        '\t' => TAB,
        _ if is_hidden(c) => escape_char(c).count(),
        _ => c.width().unwrap_or(0),
    }
}
