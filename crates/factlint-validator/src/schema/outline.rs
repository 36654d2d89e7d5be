//! The schemas as trees, walked along the path of an error: what a finding says of the schema is read here.

use std::collections::HashMap;
use std::sync::Arc;

use factlint_model::tree::{NodeId, NodeRef};

use super::library::{Document, SchemaId};

/// Where references lead, by the place of their value.
type Targets = HashMap<(SchemaId, NodeId), (SchemaId, NodeId)>;

/// Documents, and where their references lead.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    documents: Vec<Arc<Document>>,
    targets: Arc<Targets>,
}

/// A place in a schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'o> {
    /// The document.
    pub document: SchemaId,
    /// The node in it.
    pub node: NodeRef<'o>,
}

/// How deep a search follows references and combinations for the keys that a schema knows.
const DEPTH: usize = 16;

impl Outline {
    pub(super) fn new(documents: Vec<Arc<Document>>, targets: Arc<Targets>) -> Self {
        Self { documents, targets }
    }

    /// The place of a node.
    pub(super) fn at(&self, document: SchemaId, node: NodeId) -> Option<At<'_>> {
        let node = self.documents.get(document.0 as usize)?.tree.node(node)?;
        Some(At { document, node })
    }

    /// The place that a JSON Pointer leads to, passing through `$ref` as through a door.
    pub(super) fn walk<'o>(&'o self, from: At<'o>, pointer: &str) -> Option<At<'o>> {
        let tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
        tokens.into_iter().try_fold(from, |at, token| self.step(at, &token))
    }

    fn step<'o>(&'o self, at: At<'o>, token: &str) -> Option<At<'o>> {
        let node = match at.node.get(token) {
            Some(node) => node,
            None => at.node.items().nth(token.parse().ok()?)?,
        };
        let here = At { node, ..at };
        if token.starts_with('$') && node.as_str().is_some() {
            return self.target(here).or(Some(here));
        }
        Some(here)
    }

    /// Where the reference at a place leads.
    pub(super) fn target<'o>(&'o self, reference: At<'o>) -> Option<At<'o>> {
        let &(document, node) = self.targets.get(&(reference.document, reference.node.target().id()))?;
        self.at(document, node)
    }

    /// The keys that a schema names for the mapping it stands at, and the patterns: its own and those of what it
    /// combines.
    pub(super) fn known_keys<'o>(&'o self, schema: At<'o>) -> Known<'o> {
        let mut known = Known::default();
        self.collect_keys(schema, DEPTH, &mut known);
        known
    }

    fn collect_keys<'o>(&'o self, schema: At<'o>, depth: usize, known: &mut Known<'o>) {
        if depth == 0 {
            return;
        }
        for (key, value) in schema.node.entries() {
            let here = At { node: value, ..schema };
            match key.text() {
                "properties" => known.add(value),
                "patternProperties" => known.patterns.extend(value.entries().map(|(pattern, _)| pattern.text())),
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    if let Some(target) = self.target(here) {
                        self.collect_keys(target, depth - 1, known);
                    }
                }
                "dependentSchemas" => {
                    for (_, nested) in value.entries() {
                        self.collect_keys(At { node: nested, ..here }, depth - 1, known);
                    }
                }
                "allOf" | "anyOf" | "oneOf" => {
                    for item in value.items() {
                        self.collect_keys(At { node: item, ..here }, depth - 1, known);
                    }
                }
                "if" | "then" | "else" => {
                    self.collect_keys(here, depth - 1, known);
                }
                _ => {}
            }
        }
    }
}

/// The keys that a schema names.
#[derive(Debug, Default)]
pub(super) struct Known<'o> {
    /// By name, in the order of the schema.
    pub keys: Vec<&'o str>,
    /// By pattern.
    pub patterns: Vec<&'o str>,
}

impl<'o> Known<'o> {
    fn add(&mut self, properties: NodeRef<'o>) {
        for (key, schema) in properties.entries() {
            // `key: false` forbids the key, which is no way to know it.
            if schema.as_bool() != Some(false) && !self.keys.contains(&key.text()) {
                self.keys.push(key.text());
            }
        }
    }
}

/// How many schemas are looked at before the answer is no.
const MOST_STEPS: u32 = 10_000;

impl Outline {
    /// Whether the schema takes this text as a string at a path of keys and indices. No where it is hard to tell.
    pub(super) fn takes_string(&self, schema: At<'_>, path: &[&str], text: &str) -> bool {
        self.takes(schema, path, text, &mut MOST_STEPS.clone())
    }

    fn takes(&self, schema: At<'_>, path: &[&str], text: &str, steps: &mut u32) -> bool {
        let Some(left) = steps.checked_sub(1) else { return false };
        *steps = left;
        schema.node.as_bool().unwrap_or(true)
            && match path {
                [] => takes_here(schema.node, text),
                [token, rest @ ..] => self.below(schema, token).iter().all(|next| self.takes(*next, rest, text, steps)),
            }
            && self.combined(schema, path, text, steps)
    }

    /// What `$ref` and the combinations of a schema say.
    fn combined(&self, schema: At<'_>, path: &[&str], text: &str, steps: &mut u32) -> bool {
        schema.node.entries().all(|(key, value)| {
            let here = At { node: value, ..schema };
            let mut takes = |node| self.takes(At { node, ..here }, path, text, steps);
            match key.text() {
                // Which branch holds is not known here; at the value itself, one that takes it is enough.
                "anyOf" | "oneOf" if path.is_empty() => value.items().any(takes),
                "allOf" | "anyOf" | "oneOf" => value.items().all(takes),
                "then" | "else" => takes(value),
                "dependentSchemas" => value.entries().all(|(_, schema)| takes(schema)),
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    self.target(here).is_some_and(|target| self.takes(target, path, text, steps))
                }
                "not" | "if" => key.text() == "if" || !path.is_empty(),
                _ => true,
            }
        })
    }

    /// The schemas for one key or index below a schema.
    fn below<'o>(&'o self, schema: At<'o>, token: &str) -> Vec<At<'o>> {
        let get = |word: &str| schema.node.get(word);
        let mut nodes: Vec<NodeRef<'o>> = Vec::new();
        nodes.extend(get("properties").and_then(|properties| properties.get(token)));
        let patterns = get("patternProperties").into_iter().flat_map(NodeRef::entries);
        let fits = |pattern: &str| regex::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(token));
        nodes.extend(patterns.filter(|(pattern, _)| fits(pattern.text())).map(|(_, schema)| schema));
        if nodes.is_empty() {
            nodes.extend(get("additionalProperties"));
        }
        if let Ok(index) = token.parse::<usize>() {
            let prefix = get("prefixItems").and_then(|prefix| prefix.items().nth(index));
            let items = get("items").map(|items| items.items().nth(index).unwrap_or(items));
            nodes.extend(prefix.or(items));
        }
        nodes.into_iter().map(|node| At { node, ..schema }).collect()
    }
}

/// Whether what a schema says by itself lets this text be, as a string.
fn takes_here(schema: NodeRef<'_>, text: &str) -> bool {
    let type_ok = schema
        .get("type")
        .is_none_or(|kind| kind.text() == "string" || kind.items().any(|kind| kind.text() == "string"));
    let is = |value: NodeRef<'_>| value.as_str() == Some(text);
    let value_ok = schema.get("enum").is_none_or(|list| list.items().any(is)) && schema.get("const").is_none_or(is);
    let pattern_ok = schema
        .get("pattern")
        .is_none_or(|pattern| regex::Regex::new(pattern.text()).is_ok_and(|pattern| pattern.is_match(text)));
    let length = text.chars().count();
    let limit = |word: &str| schema.get(word).and_then(|limit| limit.text().parse::<usize>().ok());
    let length_ok =
        limit("minLength").is_none_or(|least| length >= least) && limit("maxLength").is_none_or(|most| length <= most);
    type_ok && value_ok && pattern_ok && length_ok && schema.get("format").is_none()
}
