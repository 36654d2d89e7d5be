//! The schemas as trees, walked along the path of an error: what a finding says of the schema is read here.

use std::collections::HashMap;
use std::sync::Arc;

use factlint_model::tree::{NodeId, NodeRef};

use super::library::{Document, SchemaId};
use super::pattern::braced;

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

/// How many schemas such a search takes in.
const MOST_SCHEMAS: usize = 256;

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
        let mut schemas = Vec::new();
        self.spread(schema, DEPTH, &mut schemas);
        let mut known = Known::default();
        for schema in schemas {
            schema.node.get("properties").into_iter().for_each(|properties| known.add(properties));
            let patterns = schema.node.get("patternProperties").into_iter().flat_map(NodeRef::entries);
            known.patterns.extend(patterns.map(|(pattern, _)| pattern.text()));
        }
        known
    }

    /// All schemas that say something of the value that one stands at: itself, and what it refers to and combines.
    fn spread<'o>(&'o self, schema: At<'o>, depth: usize, out: &mut Vec<At<'o>>) {
        let known = |seen: &At<'o>| seen.document == schema.document && seen.node.id() == schema.node.id();
        if depth == 0 || out.len() >= MOST_SCHEMAS || out.iter().any(known) {
            return;
        }
        out.push(schema);
        for (key, value) in schema.node.entries() {
            let here = At { node: value, ..schema };
            match key.text() {
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    if let Some(target) = self.target(here) {
                        self.spread(target, depth - 1, out);
                    }
                }
                "allOf" | "anyOf" | "oneOf" => {
                    value.items().for_each(|node| self.spread(At { node, ..here }, depth - 1, out));
                }
                "dependentSchemas" => {
                    value.entries().for_each(|(_, node)| self.spread(At { node, ..here }, depth - 1, out));
                }
                "if" | "then" | "else" => self.spread(here, depth - 1, out),
                _ => {}
            }
        }
    }

    /// Whether any part of the schema names the last key of a path, rather than allowing any key there.
    pub(super) fn names_key(&self, root: At<'_>, path: &[&str]) -> bool {
        let Some((last, before)) = path.split_last() else { return false };
        let mut here = Vec::new();
        self.spread(root, DEPTH, &mut here);
        for token in before {
            let below: Vec<At<'_>> = here.iter().flat_map(|schema| self.below(*schema, token)).collect();
            here.clear();
            below.into_iter().for_each(|schema| self.spread(schema, DEPTH, &mut here));
        }
        here.iter().any(|schema| schema.node.get("properties").is_some_and(|named| named.get(last).is_some()))
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

/// How far they may lie inside each other; references can go round in circles.
const MOST_DEPTH: u32 = 600;

/// What is left of both.
struct Budget {
    steps: u32,
    depth: u32,
}

impl Outline {
    /// Whether the schema takes this text as a string at a path of keys and indices. No where it is hard to tell.
    pub(super) fn takes_string(&self, schema: At<'_>, path: &[&str], text: &str) -> bool {
        self.takes(schema, path, text, &mut Budget { steps: MOST_STEPS, depth: MOST_DEPTH })
    }

    fn takes(&self, schema: At<'_>, path: &[&str], text: &str, budget: &mut Budget) -> bool {
        if budget.steps == 0 || budget.depth == 0 {
            return false;
        }
        budget.steps -= 1;
        budget.depth -= 1;
        let takes = self.takes_within(schema, path, text, budget);
        budget.depth += 1;
        takes
    }

    fn takes_within(&self, schema: At<'_>, path: &[&str], text: &str, budget: &mut Budget) -> bool {
        schema.node.as_bool().unwrap_or(true)
            && match path {
                [] => takes_here(schema.node, text),
                [token, rest @ ..] => {
                    self.below(schema, token).iter().all(|next| self.takes(*next, rest, text, budget))
                }
            }
            && self.combined(schema, path, text, budget)
    }

    /// What `$ref` and the combinations of a schema say.
    fn combined(&self, schema: At<'_>, path: &[&str], text: &str, budget: &mut Budget) -> bool {
        schema.node.entries().all(|(key, value)| {
            let here = At { node: value, ..schema };
            let mut takes = |node| self.takes(At { node, ..here }, path, text, budget);
            match key.text() {
                // Which branch holds is not known here; at the value itself, one that takes it is enough.
                "anyOf" | "oneOf" if path.is_empty() => value.items().any(takes),
                "allOf" | "anyOf" | "oneOf" => value.items().all(takes),
                "then" | "else" => takes(value),
                "dependentSchemas" => value.entries().all(|(_, schema)| takes(schema)),
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    self.target(here).is_some_and(|target| self.takes(target, path, text, budget))
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
        let fits = |pattern: &str| regex::Regex::new(&braced(pattern)).is_ok_and(|pattern| pattern.is_match(token));
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
        .is_none_or(|pattern| regex::Regex::new(&braced(pattern.text())).is_ok_and(|pattern| pattern.is_match(text)));
    let length = text.chars().count();
    let limit = |word: &str| schema.get(word).and_then(|limit| limit.text().parse::<usize>().ok());
    let length_ok =
        limit("minLength").is_none_or(|least| length >= least) && limit("maxLength").is_none_or(|most| length <= most);
    type_ok && value_ok && pattern_ok && length_ok && schema.get("format").is_none()
}
