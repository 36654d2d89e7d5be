//! Full stops, question marks and ellipses that end no sentence, where the rules of Unicode would have one end.
//!
//! A change here changes how texts are cut, and so needs a new [`super::SEGMENTATION`].

use factlint_model::time::words::month_of_name;

/// Abbreviations that something always follows.
const TITLES: &[&str] = &[
    "Adm", "Amb", "Asst", "Assoc", "Atty", "Bp", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Comdr", "Cpl", "Dr", "Drs",
    "Fr", "Ft", "Gen", "Gov", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mgr", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr",
    "Mt", "Pres", "Prof", "Pvt", "Rep", "Rev", "Sen", "Sgt", "St", "Ste", "Sts", "Supt", "approx", "ca", "cf", "ed",
    "eds", "esp", "incl", "trans", "v", "viz", "vol", "vols", "vs",
];

/// Abbreviations where a number, or a capital that counts, follows.
const COUNTED: &[&str] = &[
    "No", "Nos", "Nr", "Op", "Art", "Ch", "Fig", "Figs", "Sec", "Vol", "art", "arts", "b", "c", "ch", "chap", "d",
    "fig", "figs", "fl", "l", "ll", "n", "no", "nos", "nr", "op", "p", "par", "pp", "pt", "r", "sec", "Jan", "Feb",
    "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Days of the week, before the day of a month.
const WEEKDAYS: &[&str] = &["Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"];

/// What makes a number before or behind it that of a year.
const ERAS: &[&str] = &["AD", "BC", "BCE", "CE"];

/// Parts of degrees with more than one letter, as in `M.Sc.`
const DEGREES: &[&str] = &["Com", "Ed", "Eng", "LL", "Litt", "Lit", "Mus", "Ph", "Phil", "Sc", "Tech", "Th"];

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
pub(super) fn hide(folded: &str) -> String {
    let mut hidden = folded.as_bytes().to_vec();
    let mut pause = 0;
    for (at, char) in folded.char_indices() {
        let end = at + char.len_utf8();
        let with = match char {
            '.' | '?' | '!' | '…' if goes_on(&folded[end..]) => b'_',
            '.' if stays_open(folded, at) => b'_',
            '…' if is_omission(&folded[..at]) => b'_',
            '…' => b'.',
            '.' | '?' | '!' => 0,
            _ if pause > LONGEST_PAUSE && !char.is_alphanumeric() => b'x',
            _ => 0,
        };
        pause = if char.is_alphanumeric() || matches!(char, '.' | '?' | '!' | '…') { 0 } else { pause + 1 };
        if with != 0 {
            hidden[at..end].fill(with);
        }
    }
    String::from_utf8(hidden).unwrap_or_default()
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
    if word == "c" && is_ordinal(word_before(text[..at - 1].trim_end())) {
        return !STARTERS.contains(&word_after(after));
    }
    if COUNTED.contains(&word) {
        return counts(after);
    }
    if WEEKDAYS.contains(&word) {
        return dates(after);
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

/// A number follows, in digits or in Roman ones, or with its era first.
fn counts(after: &str) -> bool {
    let roman = word_after(after);
    after.starts_with(|char: char| char.is_numeric())
        || ERAS.contains(&roman)
        || (!roman.is_empty() && roman.bytes().all(|byte| b"IVXLC".contains(&byte)) && roman != "I")
}

/// A number follows, or a month before it.
fn dates(after: &str) -> bool {
    let month = word_after(after);
    let is_month = month_of_name(month, true).or_else(|| month_of_name(month, false)).is_some();
    let rest = if is_month { after[month.len()..].trim_start_matches(['.', ' ']) } else { after };
    rest.starts_with(|char: char| char.is_ascii_digit())
}

/// `4th`, before `c.` for century.
fn is_ordinal(word: &str) -> bool {
    let letters = word.trim_start_matches(|char: char| char.is_ascii_digit());
    letters.len() < word.len() && matches!(letters, "st" | "nd" | "rd" | "th")
}

/// `J`, `U.S.S.R`, `Ph.D`, `M.Sc`, `a.m`: parts of one letter, or those of degrees.
fn is_initials(word: &str) -> bool {
    let one = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    match word.split_once('.') {
        None => one(word) && word.chars().all(char::is_uppercase),
        Some(_) => word.split('.').all(|part| one(part) || DEGREES.contains(&part)),
    }
}

/// Whether a sentence goes on after a mark that could end it: where no space follows, as in `factlint.toml`, or a small
/// letter, as in `"Who?" he asked`. Other scripts have no spaces between sentences.
fn goes_on(after: &str) -> bool {
    let after = after.trim_start_matches(['"', '\'', ')', ']', '}']);
    match after.strip_prefix(' ') {
        Some(next) => next.starts_with(char::is_lowercase),
        None => after.starts_with(|next: char| next.is_ascii()),
    }
}

/// Whether an ellipsis stands for words left out: it begins the text, or follows a space or a bracket.
fn is_omission(before: &str) -> bool {
    before.chars().next_back().is_none_or(|char| matches!(char, ' ' | '[' | '('))
}
