//! Texts without what people write differently without meaning a difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without case and accents.
pub(super) fn case_and_accents(text: &str) -> String {
    // Upper case first: it is what turns `ß` into two letters.
    let upper = text.nfkd().filter(|&letter| !is_combining_mark(letter)).flat_map(char::to_uppercase);
    let mut folded = String::with_capacity(text.len());
    for letter in upper.flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    folded
}

/// The words of a text without case, accents, punctuation and spacing.
pub(super) fn words(text: &str) -> String {
    let folded = case_and_accents(text);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Letters with a stroke or a ligature, which Unicode does not decompose.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{case_and_accents, words};

    #[test]
    fn folds_case_accents_and_strokes() {
        assert_eq!(case_and_accents("Ærøskøbing"), "aeroskobing");
        assert_eq!(case_and_accents("Łódź"), "lodz");
        assert_eq!(case_and_accents("STRASSE"), case_and_accents("Straße"));
        assert_eq!(case_and_accents("Жуко́в"), "жуков");
    }

    #[test]
    fn words_ignore_punctuation_and_spacing() {
        assert_eq!(words("H.M.S.  “Erebus”"), "h m s erebus");
        assert_eq!(words("—"), "");
    }
}
