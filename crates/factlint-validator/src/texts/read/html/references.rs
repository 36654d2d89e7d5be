//! References to characters: `&amp;`.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

use crate::texts::read::Blocks;

/// Shows a part of the file in which only references to characters (`&amp;`) are markup.
pub(in crate::texts::read) fn show(blocks: &mut Blocks<'_>, range: Range<usize>) {
    let Some(text) = blocks.file.get(range.clone()) else { return };
    let mut start = range.start;
    for (at, _) in text.match_indices('&') {
        let reference = reference(&text[at..]);
        let decoded = decode(reference);
        let at = range.start + at;
        if at >= start && decoded != reference.as_bytes() {
            blocks.copy(start..at);
            start = at + reference.len();
            blocks.put(&String::from_utf8_lossy(&decoded), at..start);
        }
    }
    blocks.copy(start..range.end);
}

/// What may be a reference to a character, at the beginning of a text.
fn reference(text: &str) -> &str {
    let name = text[1..].bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let end = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    &text[..end]
}

fn decode(reference: &str) -> Vec<u8> {
    Tokenizer::new(reference)
        .filter_map(|Ok(token)| if let Token::String(text) = token { Some(text.value.0) } else { None })
        .flatten()
        .collect()
}
