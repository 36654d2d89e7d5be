//! Footnote marks as they stand in running text.

use super::fold::combines;

/// Words that a raised digit is an exponent of: units of length and time, and functions.
const WITH_EXPONENTS: &[&str] = &[
    "km",
    "hm",
    "dam",
    "dm",
    "cm",
    "mm",
    "µm",
    "μm",
    "nm",
    "pm",
    "ft",
    "yd",
    "mi",
    "nmi",
    "mc",
    "sec",
    "min",
    "sin",
    "cos",
    "tan",
    "log",
    "ln",
    "foot",
    "feet",
    "inch",
    "inches",
    "yard",
    "yards",
    "mile",
    "miles",
    "metre",
    "metres",
    "meter",
    "meters",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "centimetre",
    "centimetres",
    "centimeter",
    "centimeters",
    "км",
    "дм",
    "см",
    "мм",
];

/// No word before a mark is read further back than so many characters.
const LONGEST_WORD: usize = 32;

/// The length of a footnote mark that `text` begins with: `[1]`, `[2, 3]`, `[a]`, `[note 4]`, `[citation needed]`.
///
/// A mark is short and says nothing; `[ed]`, `[sic]` and `[1956]` are words of an editor and stay.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(24).position(|byte| byte == b']')?;
    let (inner, after) = (inner.get(..end)?, inner.get(end + 1..)?);
    (is_mark(inner) && ends_alone(after)).then_some(end + 2)
}

/// Whether what stands in brackets is a footnote mark.
pub(super) fn is_mark(inner: &str) -> bool {
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

/// Neither a letter nor a digit follows.
fn ends_alone(after: &str) -> bool {
    !after.starts_with(|next: char| next.is_alphanumeric() || combines(next))
}

/// A raised digit.
pub(super) fn is_raised(char: char) -> bool {
    matches!(char, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// The length of raised numbers that `text` begins with, if they are such as footnotes have: `¹`, `¹²`, `²,³` or `⁴–⁶`. Those of
/// an isotope, an ion or a fraction are not: `¹⁴C`, `Ca²⁺`, `¹⁄₂`.
pub(super) fn raised(text: &str) -> Option<usize> {
    let mut length = 0;
    for _ in 0..8 {
        let rest = &text[length..];
        let number = rest.trim_start_matches([',', '-', '–', '⁻', ' ']);
        let joined = length == 0 || matches!(&rest[..rest.len() - number.len()], "," | ", " | "-" | "–" | "⁻");
        let digits: Vec<usize> =
            number.chars().take(4).take_while(|char| is_raised(*char)).map(char::len_utf8).collect();
        if !joined || digits.is_empty() {
            break;
        }
        if digits.len() > 3 {
            return None;
        }
        length = text.len() - number.len() + digits.iter().sum::<usize>();
    }
    let after = &text[length..];
    (length > 0 && ends_alone(after) && !after.starts_with(['⁺', '⁻', '⁄', '/'])).then_some(length)
}

/// Whether a raised number right behind a word is a footnote mark: behind letters that are no unit, and behind a year, a decade
/// or an ordinal number. Behind any other number and behind a single letter it is an exponent.
pub(super) fn takes_mark(before: &str) -> bool {
    let within = |char: &char| char.is_alphanumeric() || matches!(char, '\'' | '’');
    let length = before.chars().rev().take(LONGEST_WORD).take_while(within).map(char::len_utf8).sum::<usize>();
    let (before, word) = before.split_at(before.len() - length);
    let letters = word.trim_start_matches(|char: char| char.is_ascii_digit());
    match (word.len() - letters.len(), letters) {
        (0, "in") => !before.trim_end().ends_with(|char: char| char.is_ascii_digit()),
        (0, _) => {
            letters.chars().nth(1).is_some()
                && letters.chars().all(|char| char.is_alphabetic() || matches!(char, '\'' | '’'))
                && !WITH_EXPONENTS.contains(&letters)
        }
        (4, "") => word.starts_with(['1', '2']) && !before.ends_with(['.', ',']),
        (2, "") => before.strip_suffix(['-', '–']).is_some_and(ends_with_year),
        (_, letters) => matches!(letters, "s" | "st" | "nd" | "rd" | "th"),
    }
}

fn ends_with_year(text: &str) -> bool {
    let digits = text.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    digits == 4
}
