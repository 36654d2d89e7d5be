//! Where schemas lie in a schema, and what they declare: ids, anchors and references.

use factlint_model::tree::{Kind, NodeRef};
use jsonschema::Draft;

use super::address;

/// How a keyword holds schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nested {
    /// Its value is a schema, or a list of schemas.
    Direct,
    /// Its value is a mapping from names or patterns to schemas.
    Named,
}

/// How a keyword of any draft holds schemas, if it does.
#[must_use]
pub fn nested(keyword: &str) -> Option<Nested> {
    match keyword {
        "additionalItems"
        | "additionalProperties"
        | "allOf"
        | "anyOf"
        | "contains"
        | "contentSchema"
        | "else"
        | "if"
        | "items"
        | "not"
        | "oneOf"
        | "prefixItems"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Some(Nested::Direct),
        "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties" | "properties" => {
            Some(Nested::Named)
        }
        _ => None,
    }
}

/// The schemas directly below a schema.
pub(super) fn below<'t>(schema: NodeRef<'t>) -> impl Iterator<Item = NodeRef<'t>> {
    schema.entries().flat_map(|(key, value)| match nested(key.text()) {
        Some(Nested::Direct) if value.kind() == Kind::Sequence => value.items().collect(),
        Some(Nested::Direct) => vec![value],
        Some(Nested::Named) => value.entries().map(|(_, schema)| schema).collect(),
        None => Vec::new(),
    })
}

/// What one schema declares, its base address known.
#[derive(Debug)]
pub(super) struct Declared<'t> {
    /// The address that its references are relative to.
    pub base: String,
    /// Whether it names itself by an id.
    pub resource: bool,
    /// Its anchors.
    pub anchors: Vec<&'t str>,
    /// The values of its references.
    pub references: Vec<NodeRef<'t>>,
}

/// What a schema declares, given the base around it.
pub(super) fn declared<'t>(schema: NodeRef<'t>, base: &str, draft: Draft) -> Declared<'t> {
    let mut found = Declared { base: base.to_owned(), resource: false, anchors: Vec::new(), references: Vec::new() };
    let old = matches!(draft, Draft::Draft4 | Draft::Draft6 | Draft::Draft7);
    let reference = schema.get("$ref").filter(|value| value.as_str().is_some());
    let id = schema.get(if draft == Draft::Draft4 { "id" } else { "$id" }).and_then(NodeRef::as_str);
    // Until 2019-09 a `$ref` hides what stands beside it.
    match id.filter(|_| !(old && reference.is_some())) {
        Some(id) if old && id.starts_with('#') => found.anchors.push(&id[1..]),
        Some(id) => {
            if let Some((address, _)) = address::resolve(base, id) {
                found.resource = address != base;
                found.base = address;
            }
        }
        None => {}
    }
    found.references.extend(reference);
    if !old {
        let texts = |word: &str| schema.get(word).and_then(NodeRef::as_str);
        found.anchors.extend(["$anchor", "$dynamicAnchor"].into_iter().filter_map(texts));
        let words = ["$dynamicRef", "$recursiveRef"].into_iter();
        found.references.extend(words.filter_map(|word| schema.get(word)).filter(|value| value.as_str().is_some()));
    }
    found
}
