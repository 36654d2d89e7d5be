//! A tree as a `serde_json` value: for schemas, which are small, and for single values in findings.

use factlint_model::tree::{Kind, NodeRef};
use serde_json::{Map, Number, Value};

use super::number::json_text;

/// The value of a node, aliases expanded. Numbers keep every digit; `.inf` and `.nan`, which JSON lacks, are strings.
#[must_use]
pub fn to_value(node: NodeRef<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool().unwrap_or_default()),
        Kind::Number => number(node.text()).map_or_else(|| Value::String(node.text().to_owned()), Value::Number),
        Kind::String => Value::String(node.text().to_owned()),
        Kind::Sequence => Value::Array(node.items().map(to_value).collect()),
        Kind::Mapping => Value::Object(
            node.entries().map(|(key, value)| (key.text().to_owned(), to_value(value))).collect::<Map<_, _>>(),
        ),
    }
}

/// A number of YAML's core schema, exact.
pub(super) fn number(text: &str) -> Option<Number> {
    serde_json::from_str(&json_text(text)?).ok()
}
