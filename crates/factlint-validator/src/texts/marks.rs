//! Footnote marks as they stand in running text.

use super::fold::combines;

/// The length of a footnote mark that `text` begins with: `[1]`, `[2, 3]`, `[a]`, `[note 4]`, `[citation needed]`.
///
/// A mark is short and says nothing; `[ed]`, `[sic]` and `[1956]` are words of an editor and stay.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(24).position(|byte| byte == b']')?;
    let (inner, after) = (inner.get(..end)?, inner.get(end + 1..)?);
    let alone = !after.starts_with(|next: char| next.is_alphanumeric() || combines(next));
    (is_mark(inner) && alone).then_some(end + 2)
}

fn is_mark(inner: &str) -> bool {
    let noted = ["note ", "nb ", "n "].iter().find_map(|word| inner.strip_prefix(word));
    let needed = ["citation needed", "clarification needed", "who?", "when?", "where?", "which?", "update"];
    needed.contains(&inner) || is_numbers(noted.unwrap_or(inner)) || is_letter(noted.unwrap_or(inner))
}

/// Numbers of at most three digits, as in `1`, `2, 3` or `4–6`.
fn is_numbers(text: &str) -> bool {
    text.split([',', '-', '–'])
        .map(str::trim)
        .all(|number| matches!(number.len(), 1..=3) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A raised digit, which is a footnote mark where it follows a punctuation mark.
pub(super) fn is_raised(char: char) -> bool {
    matches!(char, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}
