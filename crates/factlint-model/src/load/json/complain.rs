//! Space, and what is said where JSON is broken.

use super::{Outcome, Parser, offset};
use crate::diagnostic::Diagnostic;

impl Parser<'_, '_, '_> {
    /// Skips white space, and comments, which are told once.
    pub(super) fn skip_space(&mut self) -> Outcome<()> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/' | b'#') => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Outcome<()> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let line = || rest.find('\n').unwrap_or(rest.len());
        let len = match rest.as_bytes() {
            [b'#', ..] | [b'/', b'/', ..] => line(),
            [b'/', b'*', ..] => match rest.find("*/") {
                Some(end) => end + 2,
                None => return Err(self.fail(start, start + 2, "this comment has no end")),
            },
            _ => return Err(self.fail(start, start + 1, "this is no JSON")),
        };
        self.at = start + len;
        self.out.builder.comment(offset(start), offset(self.at));
        if !std::mem::replace(&mut self.comment_told, true) {
            let finding = self.fail(start, self.at, "JSON has no comments");
            self.out.log.push(finding.help("remove it, or keep the data as YAML"));
        }
        Ok(())
    }

    /// The end of the word or character at the place reached.
    pub(super) fn word_end(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word = |found: char| found.is_alphanumeric() || matches!(found, '_' | '.' | '+' | '-' | '$');
        self.at + rest.find(|found| !word(found)).unwrap_or(rest.len())
    }

    pub(super) fn fail(&self, start: usize, end: usize, message: impl Into<String>) -> Box<Diagnostic> {
        let end = end.max(start).min(self.text.len());
        Box::new(self.out.log.syntax(start, end, message))
    }

    /// The end of what stands at the place reached: a word, else one character.
    pub(super) fn thing_end(&self) -> usize {
        let first = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        self.word_end().max(self.at + first.map_or(0, char::len_utf8))
    }

    pub(super) fn no_value(&self) -> Box<Diagnostic> {
        let end = self.thing_end();
        let word = self.text.get(self.at..end).unwrap_or_default();
        let (message, help) = match word {
            "" if self.out.depth() == 0 => ("the file is empty, which is no JSON", "write at least {} or []"),
            "" => return self.unclosed(),
            "'" => ("JSON takes double quotes only", "write \" instead of '"),
            "NaN" | "Infinity" | "+Infinity" => ("JSON has no such number", "write null, or the word in \"quotes\""),
            "," | "]" | "}" => ("a value is missing here", "write the value, or null if there is none"),
            "True" | "False" | "None" => ("JSON writes true, false and null", "write it as JSON does"),
            _ => ("this is no JSON value", "a text needs \"quotes\""),
        };
        Box::new(self.fail(self.at, end, message).help(help))
    }

    pub(super) fn no_key(&self) -> Box<Diagnostic> {
        let end = self.thing_end();
        let (message, help) = match self.bytes.get(self.at) {
            None => return self.unclosed(),
            Some(b'\'') => ("JSON takes double quotes only", "write \" instead of '"),
            _ => ("a key must stand here, in double quotes", "write the key in \"quotes\""),
        };
        Box::new(self.fail(self.at, end, message).help(help))
    }

    pub(super) fn no_comma(&self, closing: u8) -> Box<Diagnostic> {
        let closing = char::from(closing);
        let message = format!("a comma or {closing} must stand before this");
        self.fail(self.at, self.thing_end(), message)
    }

    pub(super) fn unclosed(&self) -> Box<Diagnostic> {
        let closing = if self.out.in_mapping() { '}' } else { ']' };
        let end = self.text.len();
        let finding = self.fail(end, end, format!("the {} ends before a {closing}", self.whole));
        Box::new(match self.out.innermost() {
            Some(span) => finding.label(span, "opened here"),
            None => *finding,
        })
    }
}
