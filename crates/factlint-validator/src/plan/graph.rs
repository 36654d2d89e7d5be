//! The schemas as a graph of subschemas: what holds where a subschema holds, and which holds below.

use std::collections::{HashMap, VecDeque};

use factlint_model::tree::{Kind, NodeId, NodeRef};
use regex::{RegexSet, RegexSetBuilder};

use super::branches::{Alternative, Branch};
use super::parse::{Annotation, Parser};
use super::types::Types;
use crate::placeholder::Placeholders;
use crate::schema::{Library, Nested, SchemaId, braced, nested};

/// The number of a subschema in its graph.
pub(crate) type SubId = u32;

/// The most subschemas that are followed; what lies beyond has no meaning.
const MOST: usize = 1_000_000;

/// One subschema.
#[derive(Debug, Default)]
pub(crate) struct Sub {
    /// What its `x-fact` says, by number.
    pub annotation: Option<u32>,
    /// The values that `type` allows.
    pub types: Option<Types>,
    /// The texts that `const` or `enum` allow, if these are all scalars.
    pub constants: Option<Vec<String>>,
    /// Those of them that would be taken for placeholders elsewhere.
    pub placeholders: Vec<String>,
    /// The keys that must be there.
    pub required: Vec<Box<str>>,
    /// What holds here too: `$ref`, `allOf`.
    pub here: Vec<SubId>,
    /// What holds here in some cases.
    pub branches: Vec<Branch>,
    /// Below the keys that are named; `None` below a key of which nothing is said.
    pub properties: HashMap<Box<str>, Option<SubId>>,
    /// The patterns of keys.
    pub patterns: Option<RegexSet>,
    /// What holds below the keys of each pattern.
    pub pattern_subs: Vec<Option<SubId>>,
    /// What holds below other keys.
    pub others: Option<SubId>,
    /// Whether these are only the keys that no other subschema here knows.
    pub unevaluated: bool,
    /// What holds below the first items.
    pub prefix: Vec<Option<SubId>>,
    /// What holds below the other items.
    pub items: Option<SubId>,
    /// Whether something that the lift tells can be met here or below: a meaning, a text that is no placeholder here.
    pub live: bool,
}

impl Sub {
    /// All subschemas that hold here in some case.
    pub fn in_place(&self) -> impl Iterator<Item = SubId> + '_ {
        self.here.iter().copied().chain(self.branches.iter().flat_map(Branch::subs))
    }

    /// All subschemas that hold below.
    pub fn below(&self) -> impl Iterator<Item = SubId> + '_ {
        let keys = self.properties.values().chain(&self.pattern_subs).copied();
        let items = self.prefix.iter().copied();
        keys.chain(items).chain([self.others, self.items]).flatten()
    }
}

/// Follows schemas from their roots and reads what it meets.
pub(super) struct Builder<'l> {
    pub library: &'l Library,
    pub parser: Parser,
    pub subs: Vec<Sub>,
    pub annotations: Vec<Annotation>,
    /// Where each subschema stands.
    pub places: Vec<(SchemaId, NodeId)>,
    placeholders: Placeholders,
    numbers: HashMap<(SchemaId, NodeId), SubId>,
    queue: VecDeque<SubId>,
}

impl<'l> Builder<'l> {
    pub fn new(library: &'l Library, placeholders: Placeholders) -> Self {
        Self {
            library,
            parser: Parser::default(),
            subs: Vec::new(),
            annotations: Vec::new(),
            places: Vec::new(),
            placeholders,
            numbers: HashMap::new(),
            queue: VecDeque::new(),
        }
    }

    /// The number of a subschema; `None` for `true`, `false` and what is no schema.
    pub fn sub(&mut self, schema: SchemaId, node: NodeRef<'_>) -> Option<SubId> {
        let node = node.target();
        if node.kind() != Kind::Mapping || self.subs.len() >= MOST {
            return None;
        }
        let id = *self.numbers.entry((schema, node.id())).or_insert_with(|| {
            let id = u32::try_from(self.subs.len()).unwrap_or(u32::MAX);
            self.subs.push(Sub::default());
            self.places.push((schema, node.id()));
            self.queue.push_back(id);
            id
        });
        Some(id)
    }

    /// Reads all subschemas that are reached, then finds out which are live.
    pub fn run(&mut self) {
        while let Some(id) = self.queue.pop_front() {
            let (schema, node) = self.places[id as usize];
            let library = self.library;
            if let Some(node) = library.tree(schema).node(node) {
                let sub = self.read(schema, node);
                self.subs[id as usize] = sub;
            }
        }
        self.mark_live();
    }

    fn read(&mut self, schema: SchemaId, node: NodeRef<'_>) -> Sub {
        let mut sub = Sub { types: node.get("type").map(Types::of_keyword), ..Sub::default() };
        if let Some(fact) = node.get("x-fact") {
            let annotation = self.parser.annotation(fact, sub.types.unwrap_or(Types::ALL));
            sub.annotation = u32::try_from(self.annotations.len()).ok();
            self.annotations.push(annotation);
        }
        sub.constants = constants(node);
        let listed = sub.constants.iter().flatten();
        sub.placeholders = listed.filter(|text| self.placeholders.has(text.trim())).cloned().collect();
        sub.required = node.get("required").into_iter().flat_map(NodeRef::items).map(|key| key.text().into()).collect();
        for (key, value) in node.entries() {
            self.keyword(schema, key.text(), node, value, &mut sub);
        }
        sub
    }

    fn keyword(&mut self, schema: SchemaId, keyword: &str, node: NodeRef<'_>, value: NodeRef<'_>, sub: &mut Sub) {
        match keyword {
            "$ref" | "$dynamicRef" | "$recursiveRef" => {
                if let Some((schema, target)) = self.library.resolve(schema, value) {
                    sub.here.extend(self.sub(schema, target));
                }
            }
            "allOf" => sub.here.extend(value.items().filter_map(|item| self.sub(schema, item))),
            "properties" => {
                for (key, below) in value.entries() {
                    let below = self.sub(schema, below);
                    sub.properties.insert(key.text().into(), below);
                }
            }
            "patternProperties" => self.patterns(schema, value, sub),
            "additionalProperties" => sub.others = self.sub(schema, value),
            "unevaluatedProperties" if node.get("additionalProperties").is_none() => {
                sub.others = self.sub(schema, value);
                sub.unevaluated = true;
            }
            "prefixItems" => sub.prefix = value.items().map(|item| self.sub(schema, item)).collect(),
            "items" if value.kind() == Kind::Sequence => {
                sub.prefix = value.items().map(|item| self.sub(schema, item)).collect();
            }
            "items" => sub.items = self.sub(schema, value),
            "additionalItems" if node.get("items").is_some_and(|items| items.kind() == Kind::Sequence) => {
                sub.items = self.sub(schema, value);
            }
            "unevaluatedItems" if node.get("items").is_none() => sub.items = self.sub(schema, value),
            "anyOf" | "oneOf" => {
                let subs = value.items().map(|item| self.sub(schema, item));
                let alternatives = subs.map(Alternative::new).collect();
                sub.branches.push(Branch::Choice(alternatives));
            }
            "if" => self.condition(schema, node, value, sub),
            "dependentSchemas" | "dependencies" => {
                for (key, below) in value.entries() {
                    if let Some(id) = self.sub(schema, below) {
                        sub.branches.push(Branch::Dependent { key: key.text().into(), sub: id });
                    }
                }
            }
            "not" | "contains" | "propertyNames" | "contentSchema" => self.forbid(keyword, value),
            "then" | "else" if node.get("if").is_none() => self.forbid(keyword, value),
            _ => {}
        }
    }

    fn patterns(&mut self, schema: SchemaId, value: NodeRef<'_>, sub: &mut Sub) {
        let patterns: Vec<_> = value.entries().map(|(key, _)| braced(key.text())).collect();
        let subs: Vec<_> = value.entries().map(|(_, below)| self.sub(schema, below)).collect();
        match RegexSetBuilder::new(&patterns).size_limit(1 << 22).build() {
            Ok(set) => {
                sub.patterns = Some(set);
                sub.pattern_subs = subs;
            }
            Err(_) => {
                // The validator tells what is wrong with a pattern; here only what is meant below it gets lost.
                if subs.iter().any(Option::is_some) {
                    let wrong = value.span();
                    let found = self.parser.wrong(wrong, "a pattern of keys cannot be read", "one of these");
                    found.notes.push("look-around and back-references are not known where meanings are read".into());
                }
            }
        }
    }

    fn condition(&mut self, schema: SchemaId, node: NodeRef<'_>, test: NodeRef<'_>, sub: &mut Sub) {
        let test_sub = self.sub(schema, test);
        let branch = |this: &mut Self, key| node.get(key).and_then(|value| this.sub(schema, value));
        let (yes, no) = (branch(self, "then"), branch(self, "else"));
        match test.as_bool() {
            Some(true) => sub.here.extend(yes),
            Some(false) => sub.here.extend(no),
            None => {
                if let Some(test) = test_sub {
                    sub.branches.push(Branch::Condition { test, validator: None, yes, no });
                }
            }
        }
    }

    /// Reports each `x-fact` under a keyword that doesn't say what holds at a place.
    fn forbid(&mut self, keyword: &str, value: NodeRef<'_>) {
        let mut open = vec![value];
        while let Some(schema) = open.pop() {
            for (key, value) in schema.entries() {
                if key.text() == "x-fact" {
                    let message = format!("`x-fact` means nothing under `{keyword}`");
                    self.parser.wrong(key.span(), message, "holds for no value");
                }
                match nested(key.text()) {
                    Some(Nested::Direct) if value.kind() == Kind::Sequence => open.extend(value.items()),
                    Some(Nested::Direct) => open.push(value),
                    Some(Nested::Named) => open.extend(value.entries().map(|(_, schema)| schema)),
                    None => {}
                }
            }
        }
    }

    /// A subschema is live if it says something, or one that holds here or below does.
    fn mark_live(&mut self) {
        let mut above: Vec<Vec<SubId>> = vec![Vec::new(); self.subs.len()];
        for (id, sub) in self.subs.iter().enumerate() {
            for other in sub.in_place().chain(sub.below()) {
                above[other as usize].push(u32::try_from(id).unwrap_or(u32::MAX));
            }
        }
        let says = |(id, sub): (usize, &Sub)| {
            (sub.annotation.is_some() || !sub.placeholders.is_empty()).then(|| u32::try_from(id).ok()).flatten()
        };
        let mut open: Vec<SubId> = self.subs.iter().enumerate().filter_map(says).collect();
        while let Some(id) = open.pop() {
            let sub = &mut self.subs[id as usize];
            if !sub.live {
                sub.live = true;
                open.extend(&above[id as usize]);
            }
        }
    }
}

/// The texts that `const` or `enum` allow, if these are all scalars.
fn constants(node: NodeRef<'_>) -> Option<Vec<String>> {
    let values: Vec<_> = match (node.get("const"), node.get("enum")) {
        (Some(value), _) => vec![value],
        (None, Some(list)) => list.items().collect(),
        (None, None) => return None,
    };
    values.iter().all(|value| value.is_scalar()).then(|| values.iter().map(|value| value.text().to_owned()).collect())
}
