//! The proper names that prose prints, told by their capitals.
//!
//! The first word of a sentence has a capital whatever it is. It counts as a name if the text has it with a capital inside
//! a sentence too; it doesn't if the text has it without, or if it is a word that begins sentences.

mod openers;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use super::cursor::{APOSTROPHES, Cursor, DASHES, Kind, Token, tokens};
use super::times::{PrintedTime, times};
use openers::{FUNCTION_WORDS, is_of_date, is_opener};

/// Words that join the words of a name, if a capital follows.
const JOINERS: &[&str] = &[
    "of", "the", "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "van", "von", "zu", "al",
    "el", "bin", "ibn",
];

const QUOTES: &[char] = &['"', '“', '‘', '«', '„'];

/// Short forms that a full stop follows within a name.
const SHORT: &[&str] = &["St", "Dr", "Mr", "Mrs", "Ms", "Prof", "Gen", "Col", "Lt", "Capt", "Sgt", "Rev", "Mt", "Ft"];

/// The places of a text's proper names, in its order.
#[must_use]
pub fn names(text: &str) -> Vec<Range<usize>> {
    let mut words = KnownWords::default();
    words.learn(text);
    words.names(text, &times(text))
}

/// What a text tells of its words.
#[derive(Clone, Debug, Default)]
pub struct KnownWords {
    /// Words that begin with a capital inside a sentence.
    capital: HashSet<String>,
    /// Words that begin without one.
    small: HashSet<String>,
}

impl KnownWords {
    /// Takes note of the words of a text or a part of one.
    pub fn learn(&mut self, text: &str) {
        let tokens = tokens(text);
        let none = Self::default();
        let known = Known { text, tokens: &tokens, words: &none };
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
            let set = match token.is_capital() {
                false => &mut self.small,
                true if !known.begins_sentence(at) => &mut self.capital,
                true => continue,
            };
            if !set.contains(token.text) {
                set.insert(token.text.to_owned());
            }
        }
    }

    /// The places of the proper names of a text, in its order, that prints these times.
    #[must_use]
    pub fn names(&self, text: &str, times: &[PrintedTime]) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        find(Known { text, tokens: &tokens, words: self }, times)
    }
}

fn find(known: Known<'_>, times: &[PrintedTime]) -> Vec<Range<usize>> {
    let tokens = known.tokens;
    let mut names = Vec::new();
    let mut cursor = Cursor { tokens, at: 0 };
    while cursor.peek().is_some() {
        let Some(end) = known.name(cursor) else {
            cursor.at = after_word(cursor);
            continue;
        };
        let first = &tokens[cursor.at];
        let last = &tokens[end - 1];
        names.push(first.start..last.end());
        cursor.at = end;
    }
    let dated = |name: &Range<usize>| {
        let next = times.partition_point(|time| time.span.end <= name.start);
        times.get(next).is_some_and(|time| time.span.start < name.end)
    };
    names.retain(|name| !dated(name));
    names
}

/// The token behind a word with what hyphens join to it, or behind any other token.
fn after_word(mut cursor: Cursor<'_>) -> usize {
    let is_word = cursor.peek().is_some_and(|token| token.kind == Kind::Word);
    cursor.skip();
    if !is_word {
        return cursor.at;
    }
    loop {
        let mut next = cursor;
        let joined = next.tight_mark(DASHES).or_else(|| next.tight_mark(APOSTROPHES)).is_some() && next.is_tight();
        if !joined || next.peek().is_none_or(|token| token.kind != Kind::Word) {
            break;
        }
        next.skip();
        cursor = next;
    }
    cursor.at
}

/// A text, and what is known of its words.
#[derive(Clone, Copy)]
struct Known<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    words: &'t KnownWords,
}

impl Known<'_> {
    /// Whether a word here has a capital whatever it is: at the start of a sentence, a line, a quotation.
    fn begins_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return true };
        let gap = self.text.get(before.end()..self.tokens[at].start).unwrap_or_default();
        let ends = before.is_mark(&['.', '!', '?', ':', '"', '“', '‘', '\'', '(', '[', '*', '•', '=', '-', '—']);
        let tight = gap.is_empty() && before.is_mark(DASHES);
        let is_short = before.is_mark(&['.']) && self.tokens[..at - 1].last().is_some_and(is_short);
        gap.contains('\n') || (ends && !is_short && !tight)
    }

    /// The token behind the name that starts here.
    fn name(&self, start: Cursor<'_>) -> Option<usize> {
        let mut end = self.ordinal(start).unwrap_or(self.first_word(start)?);
        loop {
            let mut next = Cursor { at: end, ..start };
            if self.tokens[..end].last().is_some_and(is_short) {
                next.tight_mark(&['.']);
            }
            let joiner = next;
            while next.word(JOINERS).is_some() {}
            let is_same_line = |at: usize| self.gap(at).is_some_and(|gap| !gap.is_empty() && !gap.contains('\n'));
            if !is_same_line(next.at) || (next.at > joiner.at && !is_same_line(joiner.at)) {
                break;
            }
            let Some(word) = capital_word(next).or_else(|| code(next)) else { break };
            end = word;
        }
        Some(end)
    }

    fn gap(&self, at: usize) -> Option<&str> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        self.text.get(before.end()..self.tokens.get(at)?.start)
    }

    /// `20th` before `Party Congress`.
    fn ordinal(&self, mut cursor: Cursor<'_>) -> Option<usize> {
        cursor.digits(1, 2)?;
        cursor.tight_word(&["st", "nd", "rd", "th"])?;
        capital_word(cursor)
    }

    /// The token behind the word that starts here, if it can start a name.
    fn first_word(&self, start: Cursor<'_>) -> Option<usize> {
        if let Some(end) = self.ordinal(start) {
            return Some(end);
        }
        let end = capital_word(start)?;
        let token = start.peek()?;
        let is_one = end == start.at + 1;
        let lower = token.text.to_lowercase();
        let is_initial = Cursor { at: end, ..start }.tight_mark(&['.']).is_some() && is_short(token);
        if is_acronym(token.text) || is_initial {
            return Some(end);
        }
        if is_one && (is_of_date(token.text) || FUNCTION_WORDS.contains(&lower.as_str()) || is_number_word(start)) {
            return None;
        }
        if !is_one || !self.begins_sentence(start.at) || self.words.capital.contains(token.text) {
            return Some(end);
        }
        let goes_on = self.gap(end) == Some(" ") && capital_word(Cursor { at: end, ..start }).is_some();
        let is_quoted = start.before().is_some_and(|before| before.is_mark(QUOTES));
        let is_heading = start.before().is_some_and(|before| before.is_mark(&['=', '#']));
        let is_word = self.words.small.contains(lower.as_str()) || is_opener(&lower);
        ((goes_on && is_quoted) || !(is_word || is_heading)).then_some(end)
    }
}

/// The token behind a word here that has a capital in one of the parts that hyphens and apostrophes join.
fn capital_word(start: Cursor<'_>) -> Option<usize> {
    let token = start.peek().filter(|token| token.kind == Kind::Word)?;
    if start.is_tight() && start.before()?.kind != Kind::Mark {
        return None;
    }
    let mut capital = token.is_capital();
    let mut cursor = start;
    cursor.skip();
    loop {
        let mut next = cursor;
        let dash = next.tight_mark(DASHES).is_some();
        if !dash && next.tight_mark(APOSTROPHES).is_none() {
            break;
        }
        let Some(part) = next.peek().filter(|part| !part.spaced && part.kind == Kind::Word) else { break };
        if !dash && !part.is_capital() {
            break;
        }
        capital |= part.is_capital();
        next.skip();
        cursor = next;
    }
    capital.then_some(cursor.at)
}

/// The token behind `58ers`, which a name can end with.
fn code(mut cursor: Cursor<'_>) -> Option<usize> {
    cursor.number()?;
    cursor.tight_word(&["ers", "er", "A", "B", "C"]).map(|_| cursor.at)
}

/// A single capital, or a form that is short for a title.
fn is_short(token: &Token<'_>) -> bool {
    token.is_capital() && (token.text.chars().count() == 1 || SHORT.contains(&token.text))
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// `No` before a number.
fn is_number_word(start: Cursor<'_>) -> bool {
    let mut next = start;
    next.word(&["No", "Nos", "Nr"]).is_some() && {
        next.tight_mark(&['.']);
        next.number().is_some()
    }
}
