//! Values of another type, and values outside an enumeration.

use factlint_model::diagnostic::{Diagnostic, Intent, Safety};
use factlint_model::tree::{Kind, NodeRef, Style};
use jsonschema::JsonType;
use jsonschema::error::TypeKind;
use serde_json::Value;

use super::place::Place;
use super::{NOT_ALLOWED, WRONG_TYPE, finding, words};
use crate::schema::number::json_text;
use crate::schema::value::number;
use factlint_model::near::nearest;

/// How many allowed values a note lists.
const LISTED: usize = 12;

/// The types that an error asks for.
pub(super) fn wanted(kind: &TypeKind) -> Vec<JsonType> {
    let mut types: Vec<JsonType> = match kind {
        TypeKind::Single(one) => vec![*one],
        TypeKind::Multiple(set) => set.iter().collect(),
    };
    // What is most likely meant first.
    types.sort_by_key(|wanted| match wanted {
        JsonType::Null => 2,
        JsonType::Boolean => 1,
        _ => 0,
    });
    types
}

/// A value of a type that is not wanted.
pub(super) fn wrong_type(place: &Place<'_>, wanted: &[JsonType]) -> Diagnostic {
    let names: Vec<String> = wanted.iter().map(|wanted| words::type_name(*wanted).to_owned()).collect();
    let value = place.value;
    if place.is_empty_file() {
        let message = format!("{} must be {}, but the file is empty", place.name, words::either(&names));
        let found = finding(WRONG_TYPE, place.span(), message).at("read as null");
        return found.help(format!("write {}, or remove the file", words::either(&names)));
    }
    let message = format!("{} must be {}, but is {}", place.name, words::either(&names), words::read(value));
    let mut found = finding(WRONG_TYPE, place.span(), message).at(words::taken_for(value));
    let has = |kind| wanted.contains(&kind);
    if value.is_scalar() && value.tree().format().is_table() {
        found.help = boolean(value).filter(|_| has(JsonType::Boolean)).map(|word| format!("write `{word}`"));
    } else if value.kind() == Kind::Null {
        found.help = Some(format!("write {}, or leave the key out", words::either(&names)));
    } else if has(JsonType::String) && value.is_scalar() {
        found.help = Some(format!("put it in quotes: \"{}\"", words::cut(value.text())));
        found.fixes.push(quote(value));
    } else if (has(JsonType::Number) || has(JsonType::Integer)) && is_number(value, has(JsonType::Number)) {
        found.help = Some(format!("leave the quotes out: {}", words::cut(value.text())));
    } else if let Some(word) = boolean(value).filter(|_| has(JsonType::Boolean)) {
        found.help = Some(format!("write `{word}` without quotes: in YAML 1.2 other words are strings"));
    } else if has(JsonType::Array) && value.is_scalar() {
        found.help = Some(format!("write it as a list: [{}]", written(value)));
    } else if has(JsonType::Integer) && value.kind() == Kind::Number {
        found.notes.push("a whole number has no fraction".to_owned());
    }
    found
}

/// A value that is none of those allowed.
pub(super) fn not_in(place: &Place<'_>, allowed: &[Value]) -> Diagnostic {
    let value = place.value;
    let message = match allowed {
        [only] => format!("{} must be {}, but is {}", place.name, words::literal(only), words::shown(value)),
        _ => format!("{} is {}, which is none of the allowed values", place.name, words::shown(value)),
    };
    let mut found = finding(NOT_ALLOWED, place.span(), message).at("not allowed");
    if allowed.len() > 1 {
        let list: Vec<String> = allowed.iter().map(words::literal).collect();
        found.notes.push(format!("allowed: {}", words::some(&list, LISTED)));
    }
    if !value.is_scalar() {
        return found;
    }
    let strings = allowed.iter().filter_map(Value::as_str);
    let meant = nearest(value.text(), strings.clone());
    if value.kind() != Kind::String && strings.clone().any(|allowed| allowed == value.text()) {
        found.help = Some(format!("put it in quotes: \"{}\"", value.text()));
        found.fixes.push(quote(value));
    } else if let Some(plain) = allowed.iter().find(|allowed| is_plain(value, allowed)) {
        found.help = Some(format!("leave the quotes out: {plain}"));
    } else if let Some(meant) = meant {
        found.help = Some(format!("did you mean \"{meant}\"?"));
        found = found.fix(format!("write \"{meant}\""), Safety::Unsafe, vec![set(value, meant, false)]);
    }
    found
}

/// Whether a quoted value would be this one without its quotes.
fn is_plain(value: NodeRef<'_>, allowed: &Value) -> bool {
    let quoted = value.kind() == Kind::String && value.style() != Style::Plain;
    quoted && !allowed.is_string() && words::literal(allowed) == value.text()
}

/// The fix that puts a scalar in quotes.
fn quote(value: NodeRef<'_>) -> factlint_model::diagnostic::Fix {
    factlint_model::diagnostic::Fix::new("put it in quotes", Safety::Unsafe, vec![set(value, value.text(), true)])
}

fn set(value: NodeRef<'_>, text: &str, quote: bool) -> Intent {
    Intent::SetScalar { span: value.span(), text: text.to_owned(), quote }
}

/// Whether a string holds a number and nothing else.
fn is_number(value: NodeRef<'_>, fraction: bool) -> bool {
    let text = value.text();
    value.kind() == Kind::String
        && value.style() != Style::Plain
        && json_text(text).is_some_and(|json| number(&json).is_some() && (fraction || !json.contains(['.', 'e', 'E'])))
}

/// The boolean that a word of YAML 1.1 stands for.
fn boolean(value: NodeRef<'_>) -> Option<&'static str> {
    match value.as_str()?.to_ascii_lowercase().as_str() {
        "yes" | "on" | "y" | "true" => Some("true"),
        "no" | "off" | "n" | "false" => Some("false"),
        _ => None,
    }
}

/// A scalar as it is written.
fn written(value: NodeRef<'_>) -> String {
    words::cut(value.tree().source().slice(value.span().range()))
}
