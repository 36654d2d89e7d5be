//! Values, types and numbers of things in plain words.

use factlint_model::tree::{Kind, NodeRef, Style};
use jsonschema::JsonType;
use serde_json::Value;

/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// A text, cut if it is long.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value as a message shows it: `"red"`, `35.80`, a list.
pub(super) fn shown(node: NodeRef<'_>) -> String {
    match node.kind() {
        Kind::String => format!("\"{}\"", cut(node.text())),
        Kind::Number | Kind::Bool => cut(node.text()),
        Kind::Null => "nothing".to_owned(),
        Kind::Sequence => "a list".to_owned(),
        Kind::Mapping => "a mapping".to_owned(),
    }
}

/// What was read, with its type: the string "red".
pub(super) fn read(node: NodeRef<'_>) -> String {
    match node.kind() {
        Kind::String => format!("the string {}", shown(node)),
        Kind::Number => format!("the number {}", shown(node)),
        Kind::Bool => format!("the boolean {}", shown(node)),
        Kind::Null => "nothing (null)".to_owned(),
        Kind::Sequence | Kind::Mapping => shown(node),
    }
}

/// The kind of a value, with its article.
pub(super) fn of_kind(node: NodeRef<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Sequence => "a list",
        Kind::Mapping => "a mapping",
    }
}

/// What a value was taken for, as a label at it.
pub(super) fn taken_for(node: NodeRef<'_>) -> &'static str {
    match (node.kind(), node.style()) {
        (Kind::String, _) if node.tree().format().is_table() => "another text",
        (Kind::String, Style::Plain) => "read as a string",
        (Kind::String, _) => "a string",
        (Kind::Number, _) => "read as a number",
        (Kind::Bool, _) => "read as a boolean",
        (Kind::Null, _) => "read as null",
        (Kind::Sequence, _) => "a list",
        (Kind::Mapping, _) => "a mapping",
    }
}

/// A type with its article.
pub(super) fn type_name(wanted: JsonType) -> &'static str {
    match wanted {
        JsonType::Array => "a list",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "a mapping",
        JsonType::String => "a string",
    }
}

/// A value of a schema as a message shows it.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", cut(text)),
        Value::Array(_) | Value::Object(_) => cut(&value.to_string()),
        other => other.to_string(),
    }
}

/// Alternatives: `a`, `a or b`, `a, b or c`.
pub(super) fn either(words: &[String]) -> String {
    joined(words, "or")
}

/// Things together: `a`, `a and b`, `a, b and c`.
pub(super) fn together(words: &[String]) -> String {
    joined(words, "and")
}

fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// The first of many, and how many more there are.
pub(super) fn some(words: &[String], most: usize) -> String {
    if words.len() <= most {
        return words.join(", ");
    }
    format!("{} and {} more", words[..most].join(", "), words.len() - most)
}

/// A number of things: `1 item`, `3 items`.
pub(super) fn count(number: usize, thing: &str) -> String {
    match (number, thing) {
        (1, _) => format!("1 {thing}"),
        (_, "entry") => format!("{number} entries"),
        _ => format!("{number} {thing}s"),
    }
}

/// `is` or `are`.
pub(super) fn verb(number: u64) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_prose() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(either(&words), "a, b or c");
        assert_eq!(either(&words[..1]), "a");
        assert_eq!(some(&words, 2), "a, b and 1 more");
        assert_eq!(count(1, "item") + &count(2, "entry"), "1 item2 entries");
    }
}
