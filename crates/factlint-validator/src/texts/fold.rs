//! Folding: what is the same to a reader is made the same, before words are looked for and sentences fingerprinted.
//!
//! A change of what is folded changes fingerprints, and so needs a new [`super::SEGMENTATION`].

use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::marks;

/// A text folded: NFC; white space, quotation marks, dashes and ellipses each written in one way; what is not seen
/// (soft hyphens, marks of direction) and footnote marks left out. Case and digits stay.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    each(text, |char, _| folded.push(char));
    Cow::Owned(folded)
}

/// Whether a text is surely folded: letters, digits and marks of ASCII that stay, with single spaces between them.
/// Folding the others byte by byte takes many times as long.
pub(super) fn is_folded(text: &str) -> bool {
    let mut last = b' ';
    for &byte in text.as_bytes() {
        let stays = match byte {
            b' ' => last != b' ',
            b'-' => last != b'-',
            b'.' => last != b'.',
            b'[' | b'`' => false,
            _ => byte.is_ascii_graphic(),
        };
        if !stays {
            return false;
        }
        last = byte;
    }
    last != b' ' || text.is_empty()
}

/// The characters of the folded text, each with the bytes of `text` that it stands for.
pub(super) fn each(text: &str, emit: impl FnMut(char, Range<usize>)) {
    let mut folder = Folder { text, chars: text.char_indices().peekable(), emit, last: None, space: None };
    while let Some((at, char)) = folder.chars.next() {
        folder.step(at, char);
    }
}

struct Folder<'t, F> {
    text: &'t str,
    chars: Peekable<CharIndices<'t>>,
    emit: F,
    /// The character that was emitted last.
    last: Option<char>,
    /// Where white space began that is not yet emitted, since none may stand at the end.
    space: Option<usize>,
}

impl<F: FnMut(char, Range<usize>)> Folder<'_, F> {
    fn step(&mut self, at: usize, char: char) {
        match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' if self.next_is_ascii(at + 1) => self.put(char, at..at + 1),
            '\u{AD}' => self.soft_hyphen(),
            '.' if self.text[at..].starts_with("...") => {
                self.skip_to(at + 3);
                self.put('…', at..at + 3);
            }
            '[' if self.attached() => match marks::bracketed(&self.text[at..]) {
                Some(length) => self.skip_to(at + length),
                None => self.put(char, at..at + 1),
            },
            _ if char.is_whitespace() => {
                self.space.get_or_insert(at);
            }
            _ if is_unseen(char) => {}
            _ if marks::is_raised(char) => self.raised(at, char),
            _ => match one_way(char) {
                Some('-') if self.attached() && self.last == Some('-') => {}
                Some(folded) => self.put(folded, at..at + char.len_utf8()),
                None => self.compose(at, char),
            },
        }
    }

    fn put(&mut self, char: char, range: Range<usize>) {
        if let Some(space) = self.space.take()
            && self.last.is_some()
        {
            (self.emit)(' ', space..range.start);
        }
        self.last = Some(char);
        (self.emit)(char, range);
    }

    /// Raised digits: a footnote mark or an exponent.
    fn raised(&mut self, at: usize, char: char) {
        match marks::raised(&self.text[at..]).filter(|_| self.takes_mark(at)) {
            Some(length) => self.skip_to(at + length),
            None => self.compose(at, char),
        }
    }

    /// Whether a raised number here is a footnote mark: at the beginning, behind a punctuation mark, and right behind a word.
    fn takes_mark(&self, at: usize) -> bool {
        match self.last {
            None => true,
            Some(last) if ".,;:!?\"')]%…".contains(last) => true,
            Some(_) => self.attached() && marks::takes_mark(&self.text[..at]),
        }
    }

    /// A character and those that combine with it, in NFC. What is not seen between them does not part them.
    fn compose(&mut self, at: usize, char: char) {
        let mut end = at + char.len_utf8();
        while let Some(after) = self.combining() {
            end = after;
            self.skip_to(end);
        }
        if end == at + char.len_utf8() && is_nfc_quick(std::iter::once(char)) == IsNormalized::Yes {
            self.put(char, at..end);
        } else {
            let seen = self.text[at..end].chars().filter(|char| !is_unseen(*char));
            seen.nfc().for_each(|char| self.put(char, at..end));
        }
    }

    /// Where the next character ends, if it may combine with what stands before it.
    fn combining(&mut self) -> Option<usize> {
        let &(_, next) = self.chars.peek()?;
        if next < '\u{300}' && next != '\u{AD}' {
            return None;
        }
        let (at, next) = self.chars.clone().find(|(_, char)| !is_unseen(*char))?;
        combines(next).then_some(at + next.len_utf8())
    }

    /// Left out, and with it the break of the line that it hyphenates.
    fn soft_hyphen(&mut self) {
        let Some(&(at, _)) = self.chars.peek() else { return };
        let space = self.text[at..].chars().take(64).take_while(|char| char.is_whitespace()).map(char::len_utf8).sum();
        let (space, after) = self.text[at..].split_at(space);
        if space.contains('\n') && after.starts_with(char::is_alphanumeric) {
            self.skip_to(at + space.len());
        }
    }

    /// Whether nothing stands between the last character and this one.
    fn attached(&self) -> bool {
        self.last.is_some() && self.space.is_none()
    }

    fn next_is_ascii(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_none_or(u8::is_ascii)
    }

    fn skip_to(&mut self, end: usize) {
        while self.chars.next_if(|(at, _)| *at < end).is_some() {}
    }
}

/// The one way in which a character is written that has several.
fn one_way(char: char) -> Option<char> {
    Some(match char {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | '＂' => '"',
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | '`' | '´' | 'ʼ' | '＇' => '\'',
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        _ => return None,
    })
}

/// What is neither seen nor a space: soft hyphens, joiners of words, marks of direction, the mark of byte order.
fn is_unseen(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character may become one with what stands before it.
pub(super) fn combines(char: char) -> bool {
    char >= '\u{300}'
        && (canonical_combining_class(char) != 0 || is_nfc_quick(std::iter::once(char)) == IsNormalized::Maybe)
}
