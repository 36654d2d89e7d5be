//! Flow collections of the quick reader.

use super::Reader;
use super::scalar::Place;
use crate::tree::{Kind, Style};

impl Reader<'_, '_> {
    /// Reads the flow collection that starts here. Its further lines stand behind the column `parent`.
    pub(super) fn flow(&mut self, parent: usize) -> Option<()> {
        let (kind, last) = if self.peek()? == b'{' { (Kind::Mapping, b'}') } else { (Kind::Sequence, b']') };
        self.open_collection(kind, Style::Flow, self.at)?;
        self.at += 1;
        loop {
            self.flow_space(parent)?;
            if self.peek()? == last {
                break;
            }
            if kind == Kind::Mapping {
                self.flow_key(parent)?;
            }
            self.flow_value(parent)?;
            self.flow_space(parent)?;
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == last => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.out.close(self.offset(self.at));
        Some(())
    }

    /// Reads a key, its colon and the space after it.
    fn flow_key(&mut self, parent: usize) -> Option<()> {
        let key = match self.peek()? {
            b'"' | b'\'' => self.quoted(usize::MAX)?,
            _ => self.plain(Place::Flow)?,
        };
        self.skip_spaces();
        if !self.is_colon() || !key.is_short() {
            return None;
        }
        self.scalar(&key)?;
        self.at += 1;
        self.flow_space(parent)
    }

    /// Reads an item or the value of a key.
    fn flow_value(&mut self, parent: usize) -> Option<()> {
        let found = match self.peek()? {
            // As deep as collections may nest.
            b'[' | b'{' => return self.flow(parent),
            b'"' | b'\'' => self.quoted(parent)?,
            _ => self.plain(Place::Flow)?,
        };
        self.scalar(&found)
    }

    /// Goes past spaces, comments and line breaks.
    fn flow_space(&mut self, parent: usize) -> Option<()> {
        loop {
            self.skip_spaces();
            match self.peek()? {
                b'\n' => self.next_line_behind(parent)?,
                b'#' if matches!(self.bytes().get(self.at.wrapping_sub(1)), Some(b' ' | b'\n')) => self.comment(),
                _ => return Some(()),
            }
        }
    }
}
