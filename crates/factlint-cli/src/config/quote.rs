//! Texts as TOML has them.

use std::fmt::Write as _;

use crate::report::is_hidden;

/// A text in quotes.
pub fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        let _ = match letter {
            '"' | '\\' => write!(quoted, "\\{letter}"),
            letter if is_hidden(letter) => write!(quoted, "\\U{:08X}", u32::from(letter)),
            letter => write!(quoted, "{letter}"),
        };
    }
    quoted + "\""
}

/// A text in the quotes of another one, where these can hold it.
pub fn string_like(text: &str, other: &str) -> String {
    let is_literal = other.starts_with('\'') && !text.contains(|c| c == '\'' || is_hidden(c));
    if is_literal { format!("'{text}'") } else { string(text) }
}

/// A key, in quotes where it needs them.
pub fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { name.to_owned() } else { string(name) }
}
