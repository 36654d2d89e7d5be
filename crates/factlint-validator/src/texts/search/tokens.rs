//! Folded text as tokens: words, numbers, and marks each for itself.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;

/// A word, a number or a mark.
pub(super) struct Token<'t> {
    /// Nothing if the word is longer than was asked for.
    pub text: Option<&'t str>,
    /// Whether a space stands before it.
    pub spaced: bool,
    /// What it stands for in the text that was folded.
    pub range: Range<usize>,
}

/// Puts characters together to tokens.
pub(super) struct Tokens {
    longest: usize,
    word: String,
    range: Range<usize>,
    too_long: bool,
    /// Whether the word ends with a digit.
    digit: bool,
    spaced: bool,
    /// A full stop or comma behind a digit, which belongs to the number if a digit follows.
    point: Option<(char, Range<usize>)>,
}

impl Tokens {
    /// Words of more bytes than `longest` are not kept.
    pub fn up_to(longest: usize) -> Self {
        Self { longest, word: String::new(), range: 0..0, too_long: false, digit: false, spaced: false, point: None }
    }

    /// The next character of the folded text, and what it stands for.
    pub fn push(&mut self, char: char, range: Range<usize>, give: &mut impl FnMut(Token<'_>)) {
        if let Some((point, place)) = self.point.take() {
            if char.is_ascii_digit() {
                self.extend(point, place);
            } else {
                self.end_word(give);
                self.mark(point, place, give);
            }
        }
        if char == ' ' {
            self.end_word(give);
            self.spaced = true;
        } else if matches!(char, '.' | ',') && self.digit {
            self.point = Some((char, range));
        } else if is_of_word(char) || (!self.range.is_empty() && combines(char)) {
            self.extend(char, range);
        } else {
            self.end_word(give);
            self.mark(char, range, give);
        }
    }

    /// The text ends here.
    pub fn finish(&mut self, give: &mut impl FnMut(Token<'_>)) {
        self.push(' ', 0..0, give);
        self.spaced = false;
    }

    fn extend(&mut self, char: char, range: Range<usize>) {
        self.digit = char.is_ascii_digit();
        if self.range.is_empty() {
            self.range = range;
        } else {
            self.range.end = range.end;
        }
        if self.word.len() + char.len_utf8() <= self.longest {
            self.word.push(char);
        } else {
            self.too_long = true;
        }
    }

    fn end_word(&mut self, give: &mut impl FnMut(Token<'_>)) {
        if !self.range.is_empty() {
            let text = (!self.too_long).then_some(self.word.as_str());
            give(Token { text, spaced: self.spaced, range: self.range.clone() });
            self.spaced = false;
        }
        self.word.clear();
        self.range = 0..0;
        self.too_long = false;
        self.digit = false;
    }

    fn mark(&mut self, char: char, range: Range<usize>, give: &mut impl FnMut(Token<'_>)) {
        give(Token { text: Some(char.encode_utf8(&mut [0; 4])), spaced: self.spaced, range });
        self.spaced = false;
    }
}

/// Whether no token of a folded text reaches over a place between its characters.
pub(super) fn is_bound(text: &str, at: usize) -> bool {
    let (Some(left), Some(right)) = (text.get(..at), text.get(at..)) else { return false };
    let (mut before, mut after) = (left.chars().rev(), right.chars());
    let (Some(last), Some(next)) = (before.next(), after.next()) else { return true };
    match (last, next) {
        (_, '.' | ',') => !(last.is_ascii_digit() && after.next().is_some_and(|char| char.is_ascii_digit())),
        ('.' | ',', _) => !(next.is_ascii_digit() && before.next().is_some_and(|char| char.is_ascii_digit())),
        _ => !((is_of_word(next) || combines(next)) && ends_word(left)),
    }
}

/// Whether a text ends with a word, and what combines with its last letter.
fn ends_word(text: &str) -> bool {
    text.chars().rev().find(|&char| is_of_word(char) || !combines(char)).is_some_and(is_of_word)
}

fn combines(char: char) -> bool {
    !char.is_ascii() && canonical_combining_class(char) != 0
}

/// Letters and digits; but where words are written without spaces each letter is one.
fn is_of_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || (!char.is_ascii() && char.is_alphanumeric() && !is_unspaced(char))
}

fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
