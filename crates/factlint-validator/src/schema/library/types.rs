//! The words of `type`, told in plain words: a meta-schema has them behind two alternatives.

use std::collections::BTreeSet;

use factlint_model::diagnostic::{Diagnostic, Intent, Level, Safety};
use factlint_model::near::nearest;
use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeRef};

use super::{Library, SchemaId};
use crate::schema::INVALID_SCHEMA;

/// The types of JSON Schema.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// What other languages call them.
const ELSEWHERE: [(&str, &str); 10] = [
    ("bool", "boolean"),
    ("date", "string"),
    ("dict", "object"),
    ("double", "number"),
    ("float", "number"),
    ("int", "integer"),
    ("list", "array"),
    ("map", "object"),
    ("mapping", "object"),
    ("text", "string"),
];

impl Library {
    /// What is wrong with the types that a document names, with the place of each `type`.
    pub(super) fn wrong_types(&self, id: SchemaId) -> Vec<(Span, Vec<Diagnostic>)> {
        let nodes: BTreeSet<_> = self.scanned.iter().filter(|(_, document, _)| *document == id).collect();
        let schemas = nodes.into_iter().filter_map(|(_, _, node)| self.tree(id).node(*node));
        let found = schemas.filter_map(|schema| schema.get("type")).map(|value| (value.span(), of_value(value)));
        found.filter(|(_, mistakes)| !mistakes.is_empty()).collect()
    }
}

fn of_value(value: NodeRef<'_>) -> Vec<Diagnostic> {
    match value.kind() {
        Kind::String => of_word(value).into_iter().collect(),
        Kind::Sequence if value.items().next().is_none() => vec![mistake(value, "`type` names no type", "empty")],
        Kind::Sequence => {
            let mut seen = BTreeSet::new();
            let twice = |item: NodeRef<'_>| {
                let again = !seen.insert(item.text().to_owned());
                again.then(|| mistake(item, format!("`type` names `{}` twice", item.text()), "again"))
            };
            let wrong: Vec<Diagnostic> = value.items().filter_map(of_word).collect();
            if wrong.is_empty() { value.items().filter_map(twice).collect() } else { wrong }
        }
        _ => vec![mistake(value, "`type` must be the name of a type, or a list of such names", "neither")],
    }
}

fn of_word(word: NodeRef<'_>) -> Option<Diagnostic> {
    let text = word.text();
    if word.as_str().is_none() {
        return Some(mistake(word, "this is no name of a type", "no name"));
    }
    if TYPES.contains(&text) {
        return None;
    }
    let found = mistake(word, format!("`{text}` is no type that JSON Schema knows"), "unknown");
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == text).map(|(_, meant)| *meant);
    let Some(meant) = elsewhere.or_else(|| nearest(text, TYPES)) else { return Some(found) };
    let intent = Intent::SetScalar { span: word.span(), text: meant.to_owned(), quote: false };
    Some(found.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), Safety::Unsafe, vec![intent]))
}

fn mistake(at: NodeRef<'_>, message: impl Into<String>, label: &str) -> Diagnostic {
    Diagnostic::new(INVALID_SCHEMA, Level::Error, at.span(), message)
        .at(label)
        .note(format!("a type is one of `{}`", TYPES.join("`, `")))
}
