//! What the parser's errors are called here, and where they are shown.

use std::ops::Range;

use oneyaml_core::{Code, Diagnostic as ParserError, code};
use oneyaml_syntax::Sourced;

use super::complete::Reader;
use crate::diagnostic::Diagnostic;
use crate::load::assemble::DEPTH;
use crate::source::Span;

impl Reader<'_, '_> {
    /// The finding for an error of the parser. What is open is still open.
    pub(super) fn finding(&self, event: &Sourced<'_>, error: &ParserError) -> Diagnostic {
        let text = event.source();
        let (start, end) = (error.primary.span.start, error.primary.span.end);
        let from = event.span().start;
        let quoted = matches!(text.as_bytes().get(from), Some(b'"' | b'\'')) && start > from;
        match error.code {
            code::UNTERMINATED_QUOTED_SCALAR | code::QUOTED_SCALAR_INDENTATION if quoted => self
                .at(from, line_end(text, from), "this quote is not closed")
                .at("starts here")
                .label(self.at(start, end, "").primary.span, "here it is still open")
                .help("close the quote; a text of several lines must be indented more than its key"),
            code::UNTERMINATED_FLOW_COLLECTION | code::INVALID_INDENTATION
                if let Some(opened) = self.open_bracket(text) =>
            {
                let mut finding = self.at(start, end, "this bracket is not closed");
                let still_open = std::mem::replace(&mut finding.primary.span, opened);
                finding.at("opened here").label(still_open, "here it is still open").help(
                    "close every [ with ] and every { with }, and indent the lines between more than the key before them",
                )
            }
            code::INVALID_INDENTATION if self.out.in_mapping() && is_item(text, start) => self
                .at(line_content(text, start), end, "a list item stands among the keys of a mapping")
                .help("put the list under a key of its own"),
            code => {
                let (start, end) = self.narrowed(code, text, from, start..end);
                self.known(code, start, end, error)
            }
        }
    }

    /// The bytes to show for an error that the parser shows elsewhere.
    fn narrowed(&self, code: Code, text: &str, from: usize, shown: Range<usize>) -> (usize, usize) {
        let Range { start, end } = shown;
        match code {
            code::MISSING_MAPPING_COLON => (from.min(start), end.max(from)),
            code::TAB_INDENTATION => {
                let line = line_start(text, start);
                let tab = text.get(line..end).and_then(|line| line.find('\t')).map_or(start, |tab| line + tab);
                (tab, tab + 1)
            }
            code::INLINE_COLON_IN_PLAIN_VALUE => {
                let key_end = self.out.end().saturating_sub(self.base).min(start);
                let behind_key = text.get(key_end..start).unwrap_or_default();
                (start - behind_key.trim_start_matches([':', ' ', '\t']).len(), end)
            }
            code::INVALID_ESCAPE => {
                let backslash = text.get(..start).and_then(|before| before.rfind('\\')).unwrap_or(start);
                let escape = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                (backslash, start + escape)
            }
            _ => (start, end),
        }
    }

    /// The bracket that the innermost open collection started with, if it has one.
    fn open_bracket(&self, text: &str) -> Option<Span> {
        let opened = self.out.innermost()?;
        let at = opened.range().start.checked_sub(self.base)?;
        matches!(text.as_bytes().get(at), Some(b'[' | b'{')).then_some(opened)
    }

    /// A finding in our words where there are some, else in the parser's.
    fn known(&self, code: Code, start: usize, end: usize, error: &ParserError) -> Diagnostic {
        match words(code) {
            Some((message, "")) => self.at(start, end, message),
            Some((message, help)) => self.at(start, end, message).help(help),
            None if code == code::DEPTH_LIMIT_EXCEEDED => {
                self.at(start, end, format!("collections nest more than {DEPTH} deep"))
            }
            None => self.at(start, end, error.message.clone()),
        }
    }

    fn at(&self, start: usize, end: usize, message: impl Into<String>) -> Diagnostic {
        self.out.log.syntax(self.base + start, self.base + end, message)
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The first byte on its line that is no space.
fn line_content(text: &str, at: usize) -> usize {
    let line = line_start(text, at);
    let rest = text.get(line..).unwrap_or_default();
    line + rest.len() - rest.trim_start_matches(' ').len()
}

/// Whether the line starts as a list item does.
fn is_item(text: &str, at: usize) -> bool {
    text.get(line_content(text, at)..).is_some_and(|line| line.starts_with("- "))
}

fn line_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// What is wrong, and what would mend it.
fn words(code: Code) -> Option<(&'static str, &'static str)> {
    Some(match code {
        code::CONTENT_AFTER_DOCUMENT => (
            "the data ended before this line",
            "a file holds one list or one mapping; a line --- separates several of them",
        ),
        code::INVALID_INDENTATION => {
            ("this line is indented unlike any entry above it", "indent it as far as the entries that it belongs to")
        }
        code::BLOCK_COLLECTION_NOT_ALLOWED => (
            "no list or mapping can start on this line",
            "start it on the next line, indented; a text with a colon and a space needs quotes",
        ),
        code::MULTILINE_IMPLICIT_KEY => {
            ("a key cannot span several lines", "look for a colon that is missing on a line above")
        }
        code::INVALID_NODE_START => ("no value can start with this character", "put the value in quotes"),
        code::INVALID_ESCAPE => (
            "double quotes have no such escape",
            "write \\\\ for a backslash, or use single quotes, where it means itself",
        ),
        code::INVALID_ANCHOR => ("a name is missing after & or *", "a text that starts with & or * needs quotes"),
        code::INVALID_TAG => ("this is no tag", "a text that starts with ! needs quotes"),
        code::ALIAS_WITH_PROPERTIES => ("an alias can have no anchor and no tag of its own", ""),
        code::DUPLICATE_PROPERTY => ("a value can have one anchor and one tag only", ""),
        code::TAB_INDENTATION => ("this line is indented by a tab", "YAML indents by spaces: replace the tab"),
        code::UNEXPECTED_CONTENT => (
            "something follows the end of this value",
            "put the whole value in quotes; a comment needs a space before its #",
        ),
        code::MISSING_MAPPING_COLON => (
            "this key has no colon",
            "write key: value, with a space after the colon; more lines of a text are indented more than its key",
        ),
        code::INVALID_BLOCK_HEADER => (
            "nothing but +, -, a digit or a comment may follow | or > on its line",
            "start the text on the next line; a text that starts with | or > needs quotes",
        ),
        code::BLOCK_SCALAR_INDENTATION => {
            ("a blank line has more spaces than the text that follows it", "remove the spaces from the blank line")
        }
        code::MISSING_FLOW_SEPARATOR => ("a comma is missing between two entries", ""),
        code::UNEXPECTED_FLOW_INDICATOR => {
            ("this comma or bracket is out of place", "a text with commas or brackets needs quotes here")
        }
        code::IMPLICIT_KEY_TOO_LONG => ("a key has more than 1024 characters", ""),
        code::INVALID_QUOTED_CHARACTER => {
            ("a control character stands in quotes", "remove it, or write it as an escape in double quotes")
        }
        code::INLINE_COLON_IN_PLAIN_VALUE => {
            ("a text with a colon and a space needs quotes", "put the whole value in quotes")
        }
        code::MISPLACED_BYTE_ORDER_MARK => ("a byte order mark stands inside the file", "remove it"),
        code::INVALID_COMMENT_CHARACTER => ("a control character stands in a comment", "remove it"),
        _ => return None,
    })
}
