//! What is raised above its line (`<sup>`), and links in it: footnote marks, exponents, numerators of fractions.

use std::ops::Range;

use super::Blocks;
use crate::texts::marks;

/// The longest content that may be a number or a mark.
const LONGEST: usize = 24;

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// What is open in the current block.
#[derive(Debug, Default)]
pub(super) struct Raised {
    raised: Option<Element>,
    link: Option<Link>,
    /// What the last raised element showed.
    last: Range<usize>,
}

#[derive(Debug)]
struct Element {
    /// Where its content begins in the shown text.
    shown: usize,
    /// Where it begins in the file.
    file: usize,
    /// Whether there is a link in it to a place of a page.
    linked: bool,
    /// Whether there are words in it outside of such links.
    spoken: bool,
    /// Up to where that is known.
    read: usize,
}

#[derive(Debug)]
struct Link {
    /// Where its content begins in the shown text.
    shown: usize,
    /// Whether it leads to a place of a page, as in `#note`.
    to_place: bool,
}

/// What a raised text is.
enum Kind {
    Mark,
    /// A number, in raised digits.
    Number(String),
    /// The number above a fraction's stroke, to be parted from a digit that stands before.
    Numerator,
    Text,
}

impl Blocks<'_> {
    /// A raised element begins, at a place of the file.
    pub fn begin_raised(&mut self, file: usize) {
        let shown = self.pieces.text().len();
        self.raised.raised = Some(Element { shown, file, linked: false, spoken: false, read: shown });
    }

    /// A raised element ends, in the file behind its tag.
    pub fn end_raised(&mut self, end: usize) {
        let Some(element) = self.raised.raised.take() else { return };
        let text = self.pieces.text();
        let spoken = element.spoken || speaks(&text[element.read..]);
        let after = self.file.get(end..).unwrap_or_default();
        let kind = if element.linked && !spoken { Kind::Mark } else { kind(&text[element.shown..], after) };
        let shows = match kind {
            Kind::Mark => String::new(),
            Kind::Number(raised) => raised,
            Kind::Numerator if text[..element.shown].ends_with(|char: char| char.is_ascii_digit()) => {
                format!(" {}", &text[element.shown..])
            }
            Kind::Numerator | Kind::Text => return,
        };
        self.pieces.truncate(element.shown);
        self.put(&shows, element.file..end);
        self.raised.last = element.shown..self.pieces.text().len();
    }

    /// A link begins; whether to a place of a page.
    pub fn begin_link(&mut self, to_place: bool) {
        let shown = self.pieces.text().len();
        self.raised.link = Some(Link { shown, to_place });
    }

    /// A link ends. One to a place of a page that shows nothing but a raised number is a footnote mark.
    pub fn end_link(&mut self) {
        let text = self.pieces.text();
        let Some(link) = self.raised.link.take().filter(|link| link.to_place) else { return };
        match &mut self.raised.raised {
            Some(element) if element.shown <= link.shown => {
                element.linked = true;
                element.spoken |= speaks(&text[element.read..link.shown]);
                element.read = text.len();
            }
            Some(_) => {}
            None if !self.raised.last.is_empty() && self.raised.last == (link.shown..text.len()) => {
                self.pieces.truncate(link.shown);
            }
            None => {}
        }
    }
}

fn speaks(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// What a raised text is, by what follows it in the file.
fn kind(text: &str, after: &str) -> Kind {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Kind::Text;
    }
    let inner = |open, close| text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
    let bracketed = inner('[', ']').or_else(|| inner('(', ')'));
    if bracketed.is_some_and(marks::is_mark) || text.chars().all(|char| "*†‡§¶#".contains(char)) {
        return Kind::Mark;
    }
    let digits = text.strip_prefix(['-', '−', '–']).unwrap_or(text);
    if !digits.starts_with(|char: char| char.is_ascii_digit()) {
        return Kind::Text;
    }
    if ["/", "⁄", "&frasl;", "&#8260;", "&#x2044;"].iter().any(|stroke| after.starts_with(stroke)) {
        return Kind::Numerator;
    }
    let raised: Option<String> = text.chars().map(raised).collect();
    raised.map_or(Kind::Text, Kind::Number)
}

/// A digit raised; signs between numbers stay.
fn raised(char: char) -> Option<char> {
    match char {
        '0'..='9' => char.to_digit(10).and_then(|digit| RAISED.get(digit as usize).copied()),
        '-' | '−' | '–' => Some('⁻'),
        ',' | ' ' => Some(char),
        _ => None,
    }
}
