//! Full stops, question marks and ellipses that end no sentence, where the rules of Unicode would have one end.
//!
//! A change here changes how texts are cut, and so needs a new [`super::SEGMENTATION`].

use std::ops::Range;

/// Abbreviations that something always follows.
const TITLES: &[&str] = &[
    "Adm", "Amb", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Dr", "Drs", "Fr", "Ft", "Gen", "Gov", "Hon", "Lt", "Maj",
    "Messrs", "Mgr", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mt", "Pres", "Prof", "Pvt", "Rep", "Rev", "Sen", "Sgt",
    "St", "Ste", "Sts", "Supt", "approx", "ca", "cf", "ed", "eds", "esp", "incl", "trans", "v", "viz", "vol", "vols",
    "vs",
];

/// Abbreviations where a number, or a capital that counts, follows.
const COUNTED: &[&str] = &[
    "No", "Nos", "Nr", "Op", "Art", "Ch", "Fig", "Figs", "Sec", "Vol", "art", "arts", "b", "c", "ch", "chap", "d",
    "fig", "figs", "fl", "l", "ll", "n", "no", "nos", "nr", "op", "p", "par", "pp", "pt", "r", "sec", "Jan", "Feb",
    "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Abbreviations that may end a sentence: what follows decides. Initials and acronyms are such, too.
const OPEN: &[&str] = &["Bros", "Co", "Corp", "Esq", "Inc", "Jr", "Ltd", "Sr", "Kh", "Ya", "Ye", "Yu", "Zh"];

/// Words that begin a sentence and no name: after an initial or an acronym they tell that it ended one.
const STARTERS: &[&str] = &[
    "A",
    "According",
    "After",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Later",
    "Many",
    "Most",
    "Nor",
    "Not",
    "On",
    "Only",
    "Or",
    "Other",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Which",
    "While",
    "Who",
    "With",
    "You",
];

/// After so many characters without a letter or digit it is forgotten that a sentence ended: what looks from each of them
/// for the next letter would take time that grows with the square of their number.
const LONGEST_PAUSE: usize = 32;

/// The folded text of a paragraph with `_` in place of the marks that end no sentence, and a letter in place of what makes
/// a pause too long. No other byte moves.
pub(super) fn hide(folded: String) -> String {
    let mut hidden: Vec<(Range<usize>, u8)> = Vec::new();
    let mut pause = 0;
    for (at, char) in folded.char_indices() {
        let end = at + char.len_utf8();
        let with = match char {
            '.' if stays_open(&folded, at) => b'_',
            '?' | '!' if continues(&folded[end..]) => b'_',
            '…' if is_omission(&folded[..at]) => b'_',
            '…' => b'.',
            '.' | '?' | '!' => 0,
            _ if pause > LONGEST_PAUSE && !char.is_alphanumeric() => b'x',
            _ => 0,
        };
        pause = if char.is_alphanumeric() || matches!(char, '.' | '?' | '!' | '…') { 0 } else { pause + 1 };
        match hidden.last_mut() {
            _ if with == 0 => {}
            Some((last, same)) if last.end == at && *same == with => last.end = end,
            _ => hidden.push((at..end, with)),
        }
    }
    let mut bytes = folded.into_bytes();
    for (range, with) in hidden {
        bytes[range].fill(with);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether the full stop at `at` belongs to an abbreviation, an initial or a number of a list.
fn stays_open(text: &str, at: usize) -> bool {
    let Some(after) = text[at + 1..].strip_prefix(' ') else { return false };
    let word = word_before(&text[..at]);
    if at < 6 && word.len() == at && is_list_number(word) {
        return true;
    }
    if TITLES.contains(&word) {
        return true;
    }
    if COUNTED.contains(&word) {
        return counts(after);
    }
    (OPEN.contains(&word) || is_initials(word)) && !STARTERS.contains(&word_after(after))
}

/// Letters, digits and full stops that stand before: `U.S` of `the U.S.`
fn word_before(text: &str) -> &str {
    let within = |char: &char| char.is_alphanumeric() || *char == '.';
    let length: usize = text.chars().rev().take(16).take_while(within).map(char::len_utf8).sum();
    &text[text.len() - length..]
}

fn word_after(text: &str) -> &str {
    let length: usize = text.chars().take(16).take_while(|char| char.is_alphabetic()).map(char::len_utf8).sum();
    &text[..length]
}

fn is_list_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number follows, in digits or in Roman ones.
fn counts(after: &str) -> bool {
    let roman = word_after(after);
    after.starts_with(|char: char| char.is_numeric())
        || (!roman.is_empty() && roman.bytes().all(|byte| b"IVXLC".contains(&byte)) && roman != "I")
}

/// `J`, `U.S.S.R`, `Ph.D`, `a.m`: parts of one letter, or of two at the beginning.
fn is_initials(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or_default();
    let one = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let single = !word.contains('.');
    let first_is =
        if single { one(first) && first.chars().all(char::is_uppercase) } else { one(first) || first == "Ph" };
    first_is && parts.all(one)
}

/// Whether a sentence goes on after a question mark or an exclamation mark: `"Who?" he asked`.
fn continues(after: &str) -> bool {
    let after = after.trim_start_matches(['"', '\'', ')', ']']);
    after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// Whether an ellipsis stands for words left out: it begins the text, or follows a space or a bracket.
fn is_omission(before: &str) -> bool {
    before.chars().next_back().is_none_or(|char| matches!(char, ' ' | '[' | '('))
}
