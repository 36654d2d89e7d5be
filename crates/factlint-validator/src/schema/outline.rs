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
