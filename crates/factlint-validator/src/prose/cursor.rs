//! The words, numbers and marks of a text, and a place among them.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits.
    Number,
    /// Letters.
    Word,
    /// One character that is neither.
    Mark,
}

/// A word, a number or a mark. White space is none; `spaced` tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    /// The byte at which it starts.
    pub start: usize,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| word.eq_ignore_ascii_case(self.text))
    }

    pub fn is_mark(&self, marks: &[char]) -> bool {
        self.kind == Kind::Mark && self.text.starts_with(marks)
    }

    /// Whether it is capitalised.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// A hyphen, a dash or a minus sign.
pub(super) const DASHES: &[char] =
    &['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];

/// Apostrophes.
pub(super) const APOSTROPHES: &[char] = &['\'', '\u{2019}'];

/// Before a number they make it a label: `No. 1956`.
pub(super) const LABELS: &[&str] = &[
    "no",
    "nos",
    "nr",
    "number",
    "page",
    "pages",
    "p",
    "pp",
    "article",
    "articles",
    "section",
    "chapter",
    "paragraph",
    "volume",
    "vol",
    "room",
    "flight",
    "route",
    "line",
];

/// About so many bytes of a text are a token with the space before it.
const BYTES_A_TOKEN: usize = 4;

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / BYTES_A_TOKEN + 1);
    let mut spaced = false;
    for (start, char) in text.char_indices() {
        if char.is_whitespace() {
            spaced = true;
            continue;
        }
        let kind = match char {
            '0'..='9' => Kind::Number,
            _ if char.is_alphabetic() || is_combining(char) => Kind::Word,
            _ => Kind::Mark,
        };
        let end = start + char.len_utf8();
        match tokens.last_mut() {
            Some(last) if !spaced && kind != Kind::Mark && last.kind == kind => last.text = &text[last.start..end],
            _ => tokens.push(Token { kind, text: &text[start..end], start, spaced }),
        }
        spaced = false;
    }
    tokens
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}')
}

/// A place among the tokens. Taking what isn't there leaves it where it is; a copy is a way back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub tokens: &'t [Token<'t>],
    pub at: usize,
}

impl<'t> Cursor<'t> {
    pub fn peek(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    /// The token before.
    pub fn before(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// Whether the next token stands directly at the one before.
    pub fn is_tight(&self) -> bool {
        self.at > 0 && self.peek().is_some_and(|token| !token.spaced)
    }

    fn take(&mut self, wanted: impl Fn(&Token<'t>) -> bool) -> Option<&'t Token<'t>> {
        let token = self.peek().filter(|token| wanted(token))?;
        self.at += 1;
        Some(token)
    }

    pub fn number(&mut self) -> Option<&'t str> {
        self.take(|token| token.kind == Kind::Number).map(|token| token.text)
    }

    /// A number of so many digits at least and at most.
    pub fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let fits = |token: &Token<'_>| token.kind == Kind::Number && (least..=most).contains(&token.text.len());
        self.take(fits)?.text.parse().ok()
    }

    pub fn word(&mut self, words: &[&str]) -> Option<&'t Token<'t>> {
        self.take(|token| token.is_word(words))
    }

    /// The value of the first of these words that stands here.
    pub fn value<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let word = self.peek().filter(|token| token.kind == Kind::Word)?.text;
        let (_, value) = words.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        self.at += 1;
        Some(*value)
    }

    /// All of these words, one after the other.
    pub fn phrase(&mut self, phrase: &[&str]) -> Option<()> {
        let mut ahead = *self;
        for word in phrase {
            ahead.word(&[word])?;
        }
        *self = ahead;
        Some(())
    }

    pub fn mark(&mut self, marks: &[char]) -> Option<&'t Token<'t>> {
        self.take(|token| token.is_mark(marks))
    }

    /// A mark at the token before.
    pub fn tight_mark(&mut self, marks: &[char]) -> Option<&'t Token<'t>> {
        self.take(|token| !token.spaced && token.is_mark(marks))
    }

    /// A word at the token before.
    pub fn tight_word(&mut self, words: &[&str]) -> Option<&'t Token<'t>> {
        self.take(|token| !token.spaced && token.is_word(words))
    }

    pub fn skip(&mut self) {
        self.at += 1;
    }
}
