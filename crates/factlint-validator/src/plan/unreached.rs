//! The annotations of subschemas that no file's schema leads to: nothing is read by them, but what is wrong in them is told.

use std::collections::HashSet;

use factlint_model::tree::{Kind, NodeId, NodeRef};

use super::graph::Builder;
use super::parse::Parser;
use super::types::Types;
use crate::schema::{Nested, SchemaId, nested};

impl Builder<'_> {
    /// Tells the mistakes of the annotations that were not reached.
    pub fn read_unreached(&mut self) {
        let mut seen: HashSet<(SchemaId, NodeId)> = self.places.iter().copied().collect();
        // What these declare must not count, so they have a parser of their own.
        let mut apart = Parser::default();
        for id in self.library.ids() {
            let mut open: Vec<NodeRef<'_>> = self.library.root(id).into_iter().collect();
            let mut walked: HashSet<NodeId> = HashSet::new();
            while let Some(node) = open.pop().map(NodeRef::target) {
                if node.kind() != Kind::Mapping || !walked.insert(node.id()) {
                    continue;
                }
                if let (true, Some(fact)) = (seen.insert((id, node.id())), node.get("x-fact")) {
                    apart.annotation(fact, node.get("type").map_or(Types::ALL, Types::of_keyword));
                }
                open.extend(below(node));
            }
        }
        self.parser.diagnostics.append(&mut apart.diagnostics);
        self.parser.checks.append(&mut apart.checks);
    }
}

/// The subschemas below one, but for those that say nothing of what is there: an annotation in these is told as such.
fn below<'t>(schema: NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let holds = |key: &str| !matches!(key, "not" | "contains" | "propertyNames" | "contentSchema");
    let mut found = Vec::new();
    for (key, value) in schema.entries().filter(|(key, _)| holds(key.text())) {
        match nested(key.text()) {
            Some(Nested::Direct) if value.kind() == Kind::Sequence => found.extend(value.items()),
            Some(Nested::Direct) => found.push(value),
            Some(Nested::Named) => found.extend(value.entries().map(|(_, schema)| schema)),
            None => {}
        }
    }
    found
}
