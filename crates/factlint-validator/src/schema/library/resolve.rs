//! References between schemas: each `$ref` once, with the files that it brings in.

use std::collections::VecDeque;
use std::sync::Arc;

use factlint_model::source::Sources;
use factlint_model::tree::{Kind, NodeId, NodeRef};
use jsonschema::Draft;
use serde_json::Value;

use super::{Library, SchemaId, address, walk};
use crate::engine::{Host, unreadable};
use crate::schema::builtin;

/// How many schemas with addresses a run looks through at most; what lies beyond is not resolved.
const MOST_SCHEMAS: usize = 1_000_000;

/// A reference that waits to be followed.
struct Pending {
    from: SchemaId,
    /// The node of its value.
    value: NodeId,
    base: String,
    text: String,
}

/// What an address stands for.
enum Found {
    Schema(SchemaId, NodeId),
    /// One of JSON Schema's own; the validator knows it.
    MetaSchema,
    Nothing(String),
}

impl Library {
    /// Looks a document through under this address, and follows what it refers to.
    pub(super) fn connect(&mut self, host: &dyn Host, sources: &mut Sources, id: SchemaId, address: &str) {
        let mut pending = VecDeque::new();
        self.mount(address, id, &mut pending);
        while let Some(reference) = pending.pop_front() {
            self.follow(host, sources, &reference, &mut pending);
        }
    }

    /// Lets a document be referred to by this address.
    fn mount(&mut self, address: &str, id: SchemaId, pending: &mut VecDeque<Pending>) {
        if !self.mounts.insert((address.to_owned(), id)) {
            return;
        }
        if let Some(root) = self.root(id).map(NodeRef::id) {
            self.resources.entry(address.to_owned()).or_insert((id, root));
            self.scan(id, root, address, pending);
        }
    }

    /// Collects the ids, anchors and references of a schema and all below it.
    fn scan(&mut self, id: SchemaId, start: NodeId, base: &str, pending: &mut VecDeque<Pending>) {
        let document = self.documents[id.0 as usize].clone();
        let mut open = vec![(start, base.to_owned())];
        while let Some((at, base)) = open.pop() {
            let Some(schema) = document.tree.node(at).map(NodeRef::target) else { continue };
            if schema.kind() != Kind::Mapping || self.scanned.len() >= MOST_SCHEMAS {
                continue;
            }
            let declared = walk::declared(schema, &base, document.draft);
            if !self.scanned.insert((declared.base.clone(), id, schema.id())) {
                continue;
            }
            if declared.resource {
                self.resources.entry(declared.base.clone()).or_insert((id, schema.id()));
            }
            for anchor in declared.anchors {
                self.anchors.entry((declared.base.clone(), anchor.to_owned())).or_insert((id, schema.id()));
            }
            pending.extend(declared.references.iter().map(|value| Pending {
                from: id,
                value: value.target().id(),
                base: declared.base.clone(),
                text: value.text().to_owned(),
            }));
            open.extend(walk::below(schema).map(|nested| (nested.id(), declared.base.clone())));
        }
    }

    /// Finds what one reference leads to; where there is nothing, says so and takes it out of the validator's copy.
    fn follow(&mut self, host: &dyn Host, sources: &mut Sources, reference: &Pending, pending: &mut VecDeque<Pending>) {
        match self.find(host, sources, reference, pending) {
            Found::MetaSchema => {}
            Found::Schema(id, node) => {
                Arc::make_mut(&mut self.targets).entry((reference.from, reference.value)).or_insert((id, node));
            }
            Found::Nothing(why) => self.leads_nowhere(reference, why),
        }
    }

    fn find(
        &mut self,
        host: &dyn Host,
        sources: &mut Sources,
        reference: &Pending,
        pending: &mut VecDeque<Pending>,
    ) -> Found {
        let Some((address, fragment)) = address::resolve(&reference.base, &reference.text) else {
            return Found::Nothing("this is no URI reference".to_owned());
        };
        if !self.resources.contains_key(&address) {
            match self.bring(host, sources, reference, &address) {
                Ok(Some(id)) => self.mount(&address, id, pending),
                Ok(None) => return Found::MetaSchema,
                Err(why) => return Found::Nothing(why),
            }
        }
        let Some(&(id, root)) = self.resources.get(&address) else {
            return Found::Nothing("the file holds no schema".to_owned());
        };
        let node = match fragment.strip_prefix('/') {
            _ if fragment.is_empty() => Some((id, root)),
            Some(_) => self.tree(id).node(root).and_then(|root| root.pointer(&fragment)).map(|node| (id, node.id())),
            None => self.anchors.get(&(address.clone(), fragment.clone())).copied(),
        };
        let Some((id, node)) = node else {
            return Found::Nothing(format!("there is no `{fragment}` in it"));
        };
        self.scan(id, node, &address, pending);
        Found::Schema(id, node)
    }

    /// The document at an address that none is mounted at; `None` for JSON Schema's own.
    fn bring(
        &mut self,
        host: &dyn Host,
        sources: &mut Sources,
        reference: &Pending,
        address: &str,
    ) -> Result<Option<SchemaId>, String> {
        if is_meta_schema(address) {
            return Ok(None);
        }
        if let Some(known) = builtin::find(address) {
            return Ok(Some(self.built_in(sources, known)));
        }
        let document = self.document(reference.from);
        let path =
            document.path.as_ref().and_then(|path| address::beside(path, &reference.base, &reference.text, address));
        match path {
            Some(path) => match self.file(host, sources, &path) {
                Ok(id) => Ok(Some(id)),
                Err(error) => Err(format!("`{}`: {}", host.display(&path), unreadable(&error))),
            },
            None if address.starts_with("http") => Err("nothing is fetched from the network".to_owned()),
            None => Err("no schema has this address".to_owned()),
        }
    }

    fn leads_nowhere(&mut self, reference: &Pending, why: String) {
        let Some(value) = self.tree(reference.from).node(reference.value) else { return };
        let (span, network) = (value.span(), why.starts_with("nothing is fetched"));
        let pointer = value.tree().path_at(span);
        let finding = self.mistake(span, format!("the reference `{}` leads nowhere", reference.text));
        finding.primary.text = why;
        finding.notes.push("what it asks for is not checked; the rest of the schema is".to_owned());
        if network {
            finding.help = Some("save that schema beside this one, and refer to it by its file name".to_owned());
        }
        self.take_out(reference.from, &pointer);
        self.has_gaps = true;
    }

    /// Removes a keyword from the validator's copy of a document.
    pub(super) fn take_out(&mut self, id: SchemaId, pointer: &str) {
        let Some((parent, keyword)) = pointer.rsplit_once('/') else { return };
        let value = self.values.get_mut(id.0 as usize).and_then(|value| value.pointer_mut(parent));
        if let Some(Value::Object(schema)) = value {
            schema.shift_remove(keyword);
        }
    }
}

/// Whether the validator knows this address as one of JSON Schema's own.
fn is_meta_schema(address: &str) -> bool {
    Draft::from_schema_uri(address) != Draft::Unknown
        || ["2019-09", "2020-12"].iter().any(|draft| {
            let meta = address.split_once("://json-schema.org/draft/").map_or("", |(_, rest)| rest);
            meta.strip_prefix(draft).is_some_and(|rest| rest.starts_with("/meta/"))
        })
}
