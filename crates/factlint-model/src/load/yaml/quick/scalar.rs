//! Scalars of the quick reader. Those whose text is a slice of the source are read here; the odd ones (escapes, several
//! lines, block scalars) only have their ends found here, and the complete parser reads that slice.

use std::borrow::Cow;

use super::Reader;
use crate::load::yaml::{complete, core_schema};
use crate::tree::{Kind, Style};

/// The longest key in bytes; YAML limits them to 1,024 characters.
const LONGEST_KEY: usize = 1024;

/// Where a scalar stands, which decides what ends it.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Block,
    Flow,
}

impl Place {
    /// Whether a scalar without quotes starts so.
    fn starts_plain(self, bytes: &[u8]) -> bool {
        match *bytes {
            [b'-', next, ..] => !self.is_gap(next),
            [b' ' | b'\n' | b'-' | b'?' | b':' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>', ..] => false,
            [b'\'' | b'"' | b'%' | b'@' | b'`', ..] => false,
            [first, ..] => !is_bracket(first),
            [] => false,
        }
    }

    /// Whether a dash or colon before this byte is an indicator.
    fn is_gap(self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\n') || (matches!(self, Self::Flow) && is_bracket(byte))
    }
}

fn is_bracket(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// The place of a scalar.
pub(super) struct Found {
    pub(super) start: usize,
    end: usize,
    style: Style,
    /// Whether the text is the slice of the source.
    is_slice: bool,
}

impl Found {
    /// Whether it is not too long for a key.
    pub(super) fn is_short(&self) -> bool {
        self.end - self.start <= LONGEST_KEY
    }
}

impl Reader<'_, '_> {
    /// Goes past a key and its colon if there is one; else stays. Gives up where that is not certain.
    pub(super) fn key(&mut self) -> Option<Option<Found>> {
        let start = self.at;
        let found = match self.peek()? {
            b'[' | b'{' | b'|' | b'>' => return Some(None),
            b'"' | b'\'' => self.quoted(usize::MAX),
            _ => Some(self.plain(Place::Block)?),
        };
        if let Some(found) = found {
            self.skip_spaces();
            if self.is_colon() {
                self.at += 1;
                return found.is_short().then_some(Some(found));
            }
        }
        self.at = start;
        Some(None)
    }

    /// Whether a colon stands here that ends a key.
    pub(super) fn is_colon(&self) -> bool {
        matches!(self.rest(), [b':'] | [b':', b' ' | b'\n', ..])
    }

    /// Hands a scalar on.
    pub(super) fn scalar(&mut self, found: &Found) -> Option<()> {
        let text = self.text.get(found.start..found.end)?;
        if !found.is_slice {
            return complete::read_scalar(self.out, text, self.base + found.start);
        }
        let (kind, text) = match found.style {
            Style::Plain => (core_schema::plain(text), text),
            _ => (Kind::String, text.get(1..text.len().checked_sub(1)?)?),
        };
        let (start, end) = (self.offset(found.start), self.offset(found.end));
        self.out.scalar(kind, found.style, start, end, Cow::Borrowed(text));
        Some(())
    }

    /// Goes to the end of the scalar in quotes that starts here. Its further lines stand behind the column `parent`.
    pub(super) fn quoted(&mut self, parent: usize) -> Option<Found> {
        let start = self.at;
        let quote = self.peek()?;
        let escape = if quote == b'"' { b'\\' } else { quote };
        let mut is_slice = true;
        self.at += 1;
        loop {
            self.at += memchr::memchr3(quote, escape, b'\n', self.rest())?;
            match self.rest() {
                [b'\n', ..] => self.next_line_behind(parent)?,
                [b'\\', b'\n', ..] => self.at += 1,
                [b'\\', ..] | [b'\'', b'\'', ..] => self.at += 2,
                _ => break,
            }
            is_slice = false;
        }
        self.at += 1;
        let style = if quote == b'"' { Style::Double } else { Style::Single };
        Some(Found { start, end: self.at, style, is_slice })
    }

    /// Goes to the end of the scalar without quotes that starts here, at most to the end of the line.
    pub(super) fn plain(&mut self, place: Place) -> Option<Found> {
        let start = self.at;
        if !place.starts_plain(self.rest()) {
            return None;
        }
        let mut end = start;
        loop {
            let rest = self.bytes().get(end..).unwrap_or_default();
            let len = match place {
                Place::Block => memchr::memchr3(b':', b'#', b'\n', rest),
                Place::Flow => rest.iter().position(|byte| matches!(byte, b':' | b'#' | b'\n') || is_bracket(*byte)),
            };
            end += len.unwrap_or(rest.len());
            match self.bytes().get(end..) {
                Some([b'#', ..]) if self.bytes().get(end.wrapping_sub(1)) != Some(&b' ') => end += 1,
                Some([b':', next, ..]) if !place.is_gap(*next) => end += 1,
                _ => break,
            }
        }
        let text = self.bytes().get(start..end)?;
        self.at = start + text.trim_ascii_end().len();
        Some(Found { start, end: self.at, style: Style::Plain, is_slice: true })
    }

    /// Reads a value without quotes, its further lines and the end of its line.
    pub(super) fn plain_value(&mut self, parent: usize) -> Option<()> {
        let mut found = self.plain(Place::Block)?;
        self.skip_spaces();
        while self.peek() == Some(b'\n') && self.goes_on(parent) {
            found.is_slice = false;
            self.next_line_behind(parent)?;
            self.at += memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
            found.end = found.start + self.bytes().get(found.start..self.at)?.trim_ascii_end().len();
        }
        self.scalar(&found)?;
        self.line_end()
    }

    /// Whether the next line that is not blank continues a scalar.
    fn goes_on(&self, parent: usize) -> bool {
        let rest = self.rest();
        let blank = rest.iter().take_while(|&&byte| byte == b' ' || byte == b'\n').count();
        let column = rest.get(..blank).unwrap_or_default().iter().rev().take_while(|&&byte| byte == b' ').count();
        column > parent && !matches!(rest.get(blank), None | Some(b'#'))
    }

    /// Goes to the content of the next line that is not blank, which must stand behind the column `parent`.
    pub(super) fn next_line_behind(&mut self, parent: usize) -> Option<()> {
        while self.peek()? == b'\n' {
            self.at += 1;
            let start = self.at;
            self.skip_spaces();
            if self.peek()? != b'\n' && self.at - start <= parent {
                return None;
            }
        }
        Some(())
    }

    /// Reads the block scalar that starts here, with its lines.
    pub(super) fn block_scalar(&mut self, parent: usize) -> Option<()> {
        let start = self.at;
        let header_end = start + memchr::memchr(b'\n', self.rest())?;
        let header = self.bytes().get(start + 1..header_end)?;
        if !matches!(header, [] | [b'-' | b'+']) {
            return None;
        }
        self.at = header_end;
        let mut has_text = false;
        while let Some(len) = self.rest().get(1..).and_then(|rest| line_len(rest, parent)) {
            has_text |= !self.bytes().get(self.at..self.at + 1 + len)?.trim_ascii().is_empty();
            self.at += 1 + len;
        }
        // An empty one's indentation depends on where it stands.
        if !has_text {
            return None;
        }
        self.at = (self.at + 1).min(self.bytes().len());
        self.scalar(&Found { start, end: self.at, style: Style::Literal, is_slice: false })
    }
}

/// The length of the line that starts here, if it is blank or stands behind the column `parent`.
fn line_len(bytes: &[u8], parent: usize) -> Option<usize> {
    let column = bytes.iter().take_while(|&&byte| byte == b' ').count();
    let is_blank = matches!(bytes.get(column), None | Some(b'\n'));
    (is_blank || column > parent).then(|| memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()))
}
