//! JSON (RFC 8259) and NDJSON. A trailing comma and comments are told and read over; anything else that is no JSON ends the
//! text it stands in.

mod complain;
mod string;

use std::borrow::Cow;

use super::assemble::{Assembler, DEPTH};
use crate::diagnostic::Diagnostic;
use crate::tree::{Kind, Style};

type Outcome<T> = Result<T, Box<Diagnostic>>;

/// Reads one JSON text.
pub(super) fn read(out: &mut Assembler<'_>, text: &str) {
    Parser::new(out).read(text, 0);
}

/// Reads one JSON text a line; blank lines are read over. A broken line is left out, and does not hide the others.
pub(super) fn read_lines(out: &mut Assembler<'_>, text: &str) {
    let mut parser = Parser { whole: "line", ..Parser::new(out) };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_ascii_end().len();
        if end > start {
            // Offsets count from the start of the file, so the parser gets all of it up to the line's end.
            let before = parser.out.builder.roots();
            if !parser.read(text.get(..end).unwrap_or_default(), start) {
                parser.out.builder.keep_roots(before);
            }
        }
        start += line.len();
    }
}

struct Parser<'a, 's, 't> {
    out: &'a mut Assembler<'s>,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    comment_told: bool,
    /// What holds one JSON text: the file, or a line.
    whole: &'static str,
}

/// What is expected next.
enum Next {
    Value,
    Key,
    /// A comma or the end of a collection.
    More,
}

impl<'a, 's, 't> Parser<'a, 's, 't> {
    fn new(out: &'a mut Assembler<'s>) -> Self {
        Self { out, text: "", bytes: b"", at: 0, comment_told: false, whole: "file" }
    }

    /// Reads the JSON text that starts at byte `at` and ends with `text`; no where it is broken.
    fn read(&mut self, text: &'t str, at: usize) -> bool {
        (self.text, self.bytes, self.at) = (text, text.as_bytes(), at);
        match self.text() {
            Ok(()) => true,
            Err(finding) => {
                self.out.abandon();
                self.out.log.push_break(*finding);
                false
            }
        }
    }

    /// One value and nothing after it.
    fn text(&mut self) -> Outcome<()> {
        let mut next = Next::Value;
        loop {
            self.skip_space()?;
            next = match next {
                Next::Value => self.value()?,
                Next::Key => self.key()?,
                Next::More if self.out.depth() == 0 => break,
                Next::More => self.more()?,
            };
        }
        match self.bytes.get(self.at) {
            None => Ok(()),
            Some(_) => Err(self.fail(self.at, self.thing_end(), "something follows the end of the JSON text")),
        }
    }

    fn value(&mut self) -> Outcome<Next> {
        let start = self.at;
        match self.bytes.get(start) {
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'{') => return self.open(Kind::Mapping, b'}', Next::Key),
            Some(b'[') => return self.open(Kind::Sequence, b']', Next::Value),
            _ if self.literal("true", Kind::Bool) || self.literal("false", Kind::Bool) => {}
            _ if self.literal("null", Kind::Null) => {}
            _ => return Err(self.no_value()),
        }
        Ok(Next::More)
    }

    fn open(&mut self, kind: Kind, closing: u8, next: Next) -> Outcome<Next> {
        if self.out.depth() == DEPTH {
            let message = format!("collections nest more than {DEPTH} deep");
            return Err(self.fail(self.at, self.at + 1, message));
        }
        self.out.open(kind, Style::Flow, offset(self.at), None);
        self.at += 1;
        self.skip_space()?;
        if self.bytes.get(self.at) == Some(&closing) {
            return Ok(self.close());
        }
        Ok(next)
    }

    fn close(&mut self) -> Next {
        self.at += 1;
        self.out.close(offset(self.at));
        Next::More
    }

    fn key(&mut self) -> Outcome<Next> {
        match self.bytes.get(self.at) {
            Some(b'"') => self.string()?,
            _ => return Err(self.no_key()),
        }
        self.skip_space()?;
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(self.fail(self.at, self.thing_end(), "a key needs a colon and a value after it"));
        }
        self.at += 1;
        Ok(Next::Value)
    }

    fn more(&mut self) -> Outcome<Next> {
        let in_mapping = self.out.in_mapping();
        let closing = if in_mapping { b'}' } else { b']' };
        match self.bytes.get(self.at) {
            Some(b',') => {}
            Some(found) if *found == closing => return Ok(self.close()),
            Some(_) => return Err(self.no_comma(closing)),
            None => return Err(self.unclosed()),
        }
        let comma = self.at;
        self.at += 1;
        self.skip_space()?;
        if self.bytes.get(self.at) == Some(&closing) {
            let finding = self.fail(comma, comma + 1, "JSON allows no comma after the last entry");
            self.out.log.push(finding.help("remove the comma"));
            return Ok(self.close());
        }
        Ok(if in_mapping { Next::Key } else { Next::Value })
    }

    fn string(&mut self) -> Outcome<()> {
        let start = self.at;
        let (text, end) = string::read(self.text, start).map_err(|error| {
            let mut finding = self.fail(error.start, error.end, error.message);
            finding.help = error.help.map(str::to_owned);
            finding
        })?;
        self.at = end;
        self.out.scalar(Kind::String, Style::Double, offset(start), offset(end), text);
        Ok(())
    }

    fn number(&mut self) -> Outcome<()> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let len = number_len(rest);
        self.at += len.unwrap_or_default();
        let end = self.word_end();
        if len.is_none() || end != self.at {
            let finding = self.fail(start, end.max(start + 1), "this is no number as JSON writes it");
            return Err(Box::new(finding.help("write it like 12, -3.5 or 1e9, or in \"quotes\" if it is a text")));
        }
        let text = self.text.get(start..end).unwrap_or_default();
        self.out.scalar(Kind::Number, Style::Plain, offset(start), offset(end), Cow::Borrowed(text));
        Ok(())
    }

    fn literal(&mut self, word: &str, kind: Kind) -> bool {
        let (start, end) = (self.at, self.at + word.len());
        let found = self.bytes.get(start..end) == Some(word.as_bytes()) && self.word_end() == end;
        if found {
            self.out.scalar(
                kind,
                Style::Plain,
                offset(start),
                offset(end),
                Cow::Borrowed(self.text.get(start..end).unwrap_or_default()),
            );
            self.at = end;
        }
        found
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The length of the number that the bytes start with; `None` where its parts are not all there.
pub(super) fn number_len(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (len > 0).then_some(from + len)
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let mut end = if bytes.get(start) == Some(&b'0') { start + 1 } else { digits(start)? };
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1)?;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end = digits(end + 1 + sign)?;
    }
    Some(end)
}
