//! Numbers of the items of lists, as texts have them that are no lists by their markup: `1. First`, `2) Second`.

/// Names of months before which a number with a full stop is that of a day.
const MONTHS: &[&str] = &[
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Lists within lists are followed so deep.
const DEEPEST: usize = 8;

/// The lists that may go on, by the last numbers of their items.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    last: Vec<u32>,
}

impl Numbers {
    /// The length of the sign that a paragraph begins with, if it is the next item of a list, or the first of a new one. Other
    /// numbers are words: those of a day, or the end of what a line was broken in.
    pub fn item(&mut self, text: &str) -> Option<usize> {
        let (number, length) = sign(text)?;
        if let Some(list) = self.last.iter().rposition(|last| last + 1 == number) {
            self.last.truncate(list);
        } else if number != 1 {
            return None;
        } else if self.last.last() == Some(&1) || self.last.len() == DEEPEST {
            self.last.pop();
        }
        self.last.push(number);
        Some(length)
    }
}

/// The number that a text begins with as an item does, and the length of what stands before the item's words.
pub(super) fn sign(text: &str) -> Option<(u32, usize)> {
    let bare = text.trim_start();
    let digits = bare.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let after = bare[digits..].strip_prefix(['.', ')']).filter(|_| digits < 4)?;
    let words = after.trim_start();
    let next = words.split(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let is_item = words.len() < after.len() && !words.is_empty() && !MONTHS.contains(&next);
    let number = bare[..digits].parse().ok().filter(|_| is_item)?;
    Some((number, text.len() - words.len()))
}
