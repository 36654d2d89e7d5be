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
    spread(paragraph, &starts(exceptions::hide(fold::fold(paragraph))))
}

/// Where sentences begin in the folded text.
fn starts(hidden: String) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut spoken = false;
    for (at, part) in hidden.split_sentence_bound_indices() {
        let speaks = part.contains(char::is_alphanumeric);
        // What has no letter or digit is the rest of what stands before it, or the beginning of what follows.
        if starts.is_empty() || (speaks && spoken) {
            starts.push(at);
        }
        spoken |= speaks;
    }
    starts
}

/// The ranges of the paragraph that belong to the parts of its folded text.
fn spread(paragraph: &str, starts: &[usize]) -> Vec<Range<usize>> {
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
