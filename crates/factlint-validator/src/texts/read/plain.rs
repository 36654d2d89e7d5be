//! Plain text, with headings as MediaWiki has them: `== Heading ==`.

use super::numbers::{self, Numbers};
use crate::texts::outline::Outline;

/// Lines of up to so many characters may be those of a paragraph with hard line breaks.
const LONGEST_HARD_LINE: usize = 120;

/// Blank lines, headings and items of lists divide paragraphs; so does the end of a line that is, or is followed by one
/// that is, too long for a hard line break.
pub(super) fn read(text: &str) -> Outline {
    let mut outline = Outline::new();
    let mut start = 0;
    let mut at = 0;
    let mut long = false;
    let mut numbers = Numbers::default();
    for line in text.split_inclusive('\n') {
        let (bare, end) = (line.trim(), at + line.len());
        let heading = heading(bare);
        let is_long = line.chars().nth(LONGEST_HARD_LINE).is_some();
        let item = item(bare, &mut numbers);
        if bare.is_empty() || heading.is_some() || is_long || long || item.is_some() {
            outline.paragraph(&text[start..at], start);
            start = item.map_or(at, |sign| at + line.len() - line.trim_start().len() + sign);
        }
        if let Some((level, words)) = heading {
            outline.heading(level, words, at + line.find(words).unwrap_or_default());
            start = end;
        }
        long = is_long;
        at = end;
    }
    outline.paragraph(&text[start..], start);
    outline
}

/// The level of a heading, and its words. Also MediaWiki's: as many signs as stand on both sides, at most six.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let signs = |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(|byte| *byte == b'=').take(6).count();
    let level = signs(&mut line.bytes()).min(signs(&mut line.bytes().rev()));
    let words = line.get(level..line.len().checked_sub(level)?)?.trim();
    (level > 0 && !words.is_empty()).then_some((u8::try_from(level).ok()?, words))
}

/// Whether a line begins an item of a list: the length of the sign that tells so, which is no word of it.
fn item(line: &str, numbers: &mut Numbers) -> Option<usize> {
    if numbers::sign(line).is_some() {
        return Some(numbers.item(line).unwrap_or(0));
    }
    ["-", "*", "•"]
        .iter()
        .find(|sign| line.strip_prefix(**sign).is_some_and(|rest| rest.starts_with(' ')))
        .map(|sign| sign.len())
}
