//! Texts that only hold a place where a value would stand.

/// Words that only hold a place: as the whole value, or as its first word with a colon behind it.
const WORDS: &[&str] = &["TODO", "FIXME", "TBD", "TBA", "XXX"];

/// Texts that hold a place as the whole value, in any case.
const WHOLE: &[&str] = &["tbd", "tba", "n/a", "to be determined", "to be announced", "to be done"];

/// The texts that only hold a place.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    /// Those that only this dataset has, in lower case.
    own: Vec<String>,
}

impl Placeholders {
    /// The usual ones, and these in any case.
    pub fn with(own: &[String]) -> Self {
        Self { own: own.iter().map(|text| text.trim().to_lowercase()).collect() }
    }

    /// Whether a text only holds a place, as it is.
    pub fn has(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        WHOLE.contains(&lower.as_str())
            || self.own.contains(&lower)
            || text.chars().all(|letter| letter == '?')
            || matches!(text, "..." | "…")
            || WORDS.iter().any(|word| is_word(text, word))
    }
}

/// `TODO`, `TODO: ask the archive`. `XXX` alone may be a Roman thirty, so it needs its colon or a fourth X.
fn is_word(text: &str, word: &str) -> bool {
    match text.strip_prefix(word) {
        Some("") => word != "XXX",
        Some(rest) => rest.starts_with(':') || (word == "XXX" && rest.chars().all(|letter| letter == 'X')),
        None => false,
    }
}
