//! A paragraph cut into sentences: the sentence rules of Unicode (UAX #29) over its folded text, with the exceptions
//! that they lack.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{exceptions, fold};

/// The sentences of a paragraph, as ranges of its bytes. White space and footnote marks between them are in none.
/// Where there is no letter and no digit there is no sentence.
pub(super) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    if !paragraph.contains(char::is_alphanumeric) {
        return Vec::new();
    }
    spread(paragraph, &starts(&exceptions::hide(&fold::fold(paragraph))))
}

/// Where sentences begin in the folded text.
pub(super) fn starts(hidden: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut spoken = false;
    for (at, part) in parts(hidden) {
        let speaks = part.contains(char::is_alphanumeric);
        // What has no letter or digit is the rest of what stands before it, or the beginning of what follows.
        if starts.is_empty() || (speaks && spoken) {
            starts.push(at);
        }
        spoken |= speaks;
    }
    starts
}

/// The parts of a text between the sentence bounds of Unicode, each with where it begins.
///
/// What no mark stands in that may end a sentence has no bound, and only the letter before the mark matters to what follows
/// it: so the library, which looks each character up in a table, is asked from there on.
pub(super) fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let near = rest.bytes().position(may_end).map_or(rest.len(), |mark| mark.saturating_sub(1));
        let end = rest[near..].split_sentence_bounds().next().map_or(rest.len(), |part| near + part.len());
        let at = start;
        start += end;
        Some((at, &rest[..end]))
    })
}

/// Whether a byte is a mark that may end a sentence, or a part of one.
fn may_end(byte: u8) -> bool {
    matches!(byte, b'.' | b'?' | b'!' | b'\n' | b'\r') || !byte.is_ascii()
}

/// The ranges of the paragraph that belong to the parts of its folded text.
fn spread(paragraph: &str, starts: &[usize]) -> Vec<Range<usize>> {
    if fold::is_folded(paragraph) { spread_folded(paragraph, starts) } else { spread_unfolded(paragraph, starts) }
}

/// Those of a paragraph that is folded as it stands.
pub(super) fn spread_folded(paragraph: &str, starts: &[usize]) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([paragraph.len()]);
    let part = |(&start, end): (&usize, usize)| start..start + paragraph[start..end].trim_end().len();
    starts.iter().zip(ends).map(part).collect()
}

/// Those of any paragraph, character by character.
pub(super) fn spread_unfolded(paragraph: &str, starts: &[usize]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(starts.len());
    let mut offset = 0;
    fold::each(paragraph, |char, range| {
        if starts.get(ranges.len()).is_some_and(|start| *start <= offset) && char != ' ' {
            ranges.push(range);
        } else if char != ' '
            && let Some(last) = ranges.last_mut()
        {
            last.end = range.end;
        }
        offset += char.len_utf8();
    });
    ranges
}
