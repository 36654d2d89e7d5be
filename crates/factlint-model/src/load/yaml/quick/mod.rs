//! The quick reader: block YAML with one document, without anchors, tags, `? ` keys, tabs and the like. At anything that
//! it does not know for certain it gives up, and the complete parser reads the whole text.
//!
//! It never tells of an error: what it accepts, the complete parser accepts and reads as the same tree.

mod flow;
mod scalar;

use std::borrow::Cow;

use crate::load::assemble::{Assembler, DEPTH};
use crate::tree::{Kind, Style};

/// Reads a document, or gives up; what it gave to `out` until then is good for nothing.
pub(super) fn read<'s>(out: &mut Assembler<'s>, text: &'s str, base: usize) -> Option<()> {
    if !has_known_characters(text.as_bytes()) {
        return None;
    }
    Reader { out, text, base, at: 0, open: Vec::new() }.document()
}

/// Whether there are no tabs, carriage returns or other control characters, and no byte order marks.
fn has_known_characters(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| (*byte < b' ' && *byte != b'\n') || *byte == 0x7F;
    // Without an early end, the compiler looks at many bytes at once.
    let has_control = |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | is_control(byte));
    let is_special = |at: usize| match bytes.get(at..) {
        Some([0xC2, second, ..]) => *second < 0xA0,
        Some([0xEF, second, third, ..]) => matches!([*second, *third], [0xBB, 0xBF] | [0xBF, 0xBE | 0xBF]),
        _ => false,
    };
    !bytes.chunks(4096).any(has_control) && !memchr::memchr2_iter(0xC2, 0xEF, bytes).any(is_special)
}

/// An open list or mapping in block style.
struct Block {
    kind: Kind,
    /// The column of its dashes or keys.
    column: usize,
    /// Where a `-` or a key ended whose value was not found yet.
    waiting: Option<usize>,
}

struct Reader<'a, 's> {
    out: &'a mut Assembler<'s>,
    text: &'s str,
    /// Where the text stands in the source.
    base: usize,
    /// The next byte to read.
    at: usize,
    open: Vec<Block>,
}

impl<'s> Reader<'_, 's> {
    fn document(&mut self) -> Option<()> {
        let mut column = self.next_line()?;
        if column == 0 && self.rest().starts_with(b"---") {
            self.at += 3;
            self.line_end()?;
            column = self.next_line()?;
        }
        self.nodes(column)?;
        while let Some(column) = self.next_line() {
            self.close_deeper(column);
            self.nodes(column)?;
        }
        while !self.open.is_empty() {
            self.close();
        }
        Some(())
    }

    /// Goes past blank lines and comments to the content of a line; gives its column.
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let start = self.at;
            self.skip_spaces();
            match self.peek()? {
                b'\n' => self.at += 1,
                b'#' => self.comment(),
                _ => return Some(self.at - start),
            }
        }
    }

    /// Closes what a line that starts at this column does not belong to.
    fn close_deeper(&mut self, column: usize) {
        while let Some(top) = self.open.last() {
            let is_list_at_key = top.kind == Kind::Sequence && top.column == column && !self.is_dash();
            if top.column <= column && !is_list_at_key {
                break;
            }
            self.close();
        }
    }

    /// Reads what starts at this column, up to the end of its line: dashes and a key, each of which may open a
    /// collection, and a value.
    fn nodes(&mut self, mut column: usize) -> Option<()> {
        if column == 0 && (self.rest().starts_with(b"---") || self.rest().starts_with(b"...")) {
            return None;
        }
        while self.is_dash() {
            self.enter(Kind::Sequence, column, self.at)?;
            self.at += 1;
            self.wait(self.at);
            let dash = self.at;
            self.skip_spaces();
            if self.is_line_end() {
                return self.line_end();
            }
            column += 1 + self.at - dash;
        }
        match self.key()? {
            Some(key) => self.entry(key, column),
            None if self.open.last()?.column < column => self.value(),
            None => None,
        }
    }

    /// Makes the collection at this column the innermost one: it is, or it starts at byte `start`.
    fn enter(&mut self, kind: Kind, column: usize, start: usize) -> Option<()> {
        let Some(top) = self.open.last_mut() else {
            return if self.out.builder.next() == 0 { self.start(kind, column, start) } else { None };
        };
        let is_list_at_key = top.kind == Kind::Mapping && kind == Kind::Sequence && top.waiting.is_some();
        if column > top.column || (column == top.column && is_list_at_key) {
            top.waiting.take()?;
            return self.start(kind, column, start);
        }
        let waiting = top.waiting.take();
        if top.kind != kind || top.column != column {
            return None;
        }
        if let Some(end) = waiting {
            self.null(end);
        }
        Some(())
    }

    fn start(&mut self, kind: Kind, column: usize, start: usize) -> Option<()> {
        self.open_collection(kind, Style::Block, start)?;
        self.open.push(Block { kind, column, waiting: None });
        Some(())
    }

    fn close(&mut self) {
        if let Some(end) = self.open.pop().and_then(|block| block.waiting) {
            self.null(end);
        }
        self.out.close(0);
    }

    /// Notes that the value of what ended at byte `end` comes next.
    fn wait(&mut self, end: usize) {
        if let Some(top) = self.open.last_mut() {
            top.waiting = Some(end);
        }
    }

    /// Reads an entry whose key and colon were found.
    fn entry(&mut self, key: scalar::Found, column: usize) -> Option<()> {
        self.enter(Kind::Mapping, column, key.start)?;
        self.scalar(&key)?;
        self.wait(self.at);
        self.skip_spaces();
        if self.is_line_end() {
            return self.line_end();
        }
        // No list and no further key can start on the line of a key.
        self.value()
    }

    /// Reads the value that the innermost collection waits for, and the end of its line.
    fn value(&mut self) -> Option<()> {
        let top = self.open.last_mut()?;
        top.waiting.take()?;
        let parent = top.column;
        match self.peek()? {
            b'[' | b'{' => self.flow(parent)?,
            b'|' | b'>' => return self.block_scalar(parent),
            b'"' | b'\'' => {
                let found = self.quoted(parent)?;
                self.scalar(&found)?;
            }
            _ => return self.plain_value(parent),
        }
        self.line_end()
    }

    /// Opens a collection at byte `start`.
    fn open_collection(&mut self, kind: Kind, style: Style, start: usize) -> Option<()> {
        if self.out.depth() >= DEPTH {
            return None;
        }
        self.out.open(kind, style, self.offset(start), None);
        Some(())
    }

    /// A value that is not written, after byte `end`.
    fn null(&mut self, end: usize) {
        let end = self.offset(end);
        self.out.scalar(Kind::Null, Style::Plain, end, end, Cow::Borrowed(""));
    }

    /// Goes past spaces, a comment and the line break.
    fn line_end(&mut self) -> Option<()> {
        let start = self.at;
        self.skip_spaces();
        match self.peek() {
            Some(b'#') if self.at > start || self.bytes().get(start.wrapping_sub(1)) == Some(&b' ') => self.comment(),
            Some(b'\n') => self.at += 1,
            None => {}
            _ => return None,
        }
        Some(())
    }

    /// Notes the comment that starts here and goes to its end.
    fn comment(&mut self) {
        let len = memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
        let (start, end) = (self.offset(self.at), self.offset(self.at + len));
        self.out.builder.comment(start, end);
        self.at += len;
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().iter().take_while(|&&byte| byte == b' ').count();
    }

    /// Whether a `-` stands here that starts an item.
    fn is_dash(&self) -> bool {
        matches!(self.rest(), [b'-'] | [b'-', b' ' | b'\n', ..])
    }

    /// Whether nothing more stands on the line but a comment.
    fn is_line_end(&self) -> bool {
        matches!(self.peek(), None | Some(b'\n' | b'#'))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'s [u8] {
        self.bytes().get(self.at..).unwrap_or_default()
    }

    fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    fn offset(&self, at: usize) -> u32 {
        u32::try_from(self.base + at).unwrap_or(u32::MAX)
    }
}
