//! JSON Pointers (RFC 6901) into a tree.

use super::{Kind, NodeId, NodeRef, Role, Tree};
use crate::source::Span;

/// The value at a pointer below `node`.
pub(super) fn find<'t>(node: NodeRef<'t>, pointer: &str) -> Option<NodeRef<'t>> {
    pointer.split('/').skip(1).try_fold(node, |node, token| match node.kind() {
        Kind::Mapping => node.get(&token.replace("~1", "/").replace("~0", "~")),
        Kind::Sequence => node.items().nth(token.parse().ok()?),
        _ => None,
    })
}

/// Adds a key or an index to a pointer.
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

impl Tree {
    /// The JSON Pointer of the smallest key or value around a place, from its document's root. A place at a key gives
    /// the entry's pointer. Documents after the first don't show in it.
    #[must_use]
    pub fn path_at(&self, span: Span) -> String {
        self.enclosing(span).1
    }

    /// The smallest value around a place (or whose key is around it), and its JSON Pointer.
    #[must_use]
    pub fn enclosing(&self, span: Span) -> (Option<NodeRef<'_>>, String) {
        let steps = self.steps_to(span);
        let mut pointer = String::new();
        for step in steps.iter().skip(1) {
            push(&mut pointer, &step.token());
        }
        (steps.last().map(|step| step.value), pointer)
    }

    /// The way from the document to the smallest value around a place, or to the key around it; empty where none is.
    #[must_use]
    pub fn steps_to(&self, span: Span) -> Vec<PathStep<'_>> {
        let index = self.index.get_or_init(|| Index::of(self));
        let node = |id: u32| NodeRef { tree: self, id: NodeId(id) };
        let around = |id: u32| {
            let own = node(id).own_span();
            own.start <= span.start && span.end <= own.end
        };
        // Every node around the place starts at or before it, so all of them are above the last one that does.
        let starts_before = |id: u32| u64::from(self.nodes.get(id).start) <= span.start;
        let last = index.last(starts_before);
        let mut climb = std::iter::successors(last, |&id| index.parent(id));
        let found = climb.find(|&id| around(id));
        let mut steps = Vec::new();
        for id in std::iter::successors(found, |&id| index.parent(id)) {
            let (key, item) = match index.parent(id).map(|parent| self.nodes.get(parent).kind) {
                Some(Kind::Mapping) => (Some(index.step(id)), 0),
                _ => (None, index.step(id)),
            };
            // No pointer leads into a key that is a collection.
            if key == Some(id) {
                steps.clear();
            }
            let value = if key == Some(id) { self.after(NodeId(id)) } else { id };
            steps.push(PathStep { value: node(value), key: key.map(node), index: item });
        }
        steps.reverse();
        steps
    }
}

/// One step on the way to a place.
#[derive(Clone, Copy, Debug)]
pub struct PathStep<'t> {
    /// The value that it leads to.
    pub value: NodeRef<'t>,
    /// The key that it takes; none for the item of a list and for a document.
    pub key: Option<NodeRef<'t>>,
    /// The number of the item that it takes, from 0.
    pub index: u32,
}

impl PathStep<'_> {
    /// The step as JSON Pointer has it, before escaping: the key or the number.
    #[must_use]
    pub fn token(&self) -> String {
        self.key.map_or_else(|| self.index.to_string(), |key| key.text().to_owned())
    }
}

/// What finding a place needs, made at the first search. Unlike the entries of a mapping, it has the keys that are not read.
#[derive(Debug)]
pub(super) struct Index {
    /// Of every node, its parent; of a root, itself.
    parents: Vec<u32>,
    /// How every node is reached from its parent: in a mapping the key that it is or whose value it is, in a list its
    /// number.
    steps: Vec<u32>,
    /// The nodes by their start, where that is not the order of their numbers: without the entries that a merge key
    /// brings, which are not where they stand.
    order: Option<Vec<u32>>,
}

impl Index {
    fn of(tree: &Tree) -> Self {
        let len = tree.nodes.len();
        let mut index = Self { parents: Vec::with_capacity(len), steps: Vec::with_capacity(len), order: None };
        let mut open: Vec<Open> = Vec::new();
        let mut last_start = None;
        for (id, node) in (0_u32..).zip(tree.nodes.iter()) {
            while open.last().is_some_and(|open| open.end <= id) {
                open.pop();
            }
            let (parent, step) = open.last_mut().map_or((id, 0), |open| (open.id, open.next_step(id)));
            index.parents.push(parent);
            index.steps.push(step);
            let is_brought = node.role == Role::Alias && last_start.is_some_and(|start| node.start <= start);
            if is_brought {
                index.order.get_or_insert_with(|| (0..id).collect());
            } else {
                index.order.iter_mut().for_each(|order| order.push(id));
                last_start = Some(node.start);
            }
            if matches!(node.kind, Kind::Sequence | Kind::Mapping) {
                let is_mapping = node.kind == Kind::Mapping;
                open.push(Open { id, end: tree.after(NodeId(id)), is_mapping, key: None, items: 0 });
            }
        }
        index
    }

    fn parent(&self, id: u32) -> Option<u32> {
        self.parents.get(id as usize).copied().filter(|parent| *parent != id)
    }

    fn step(&self, id: u32) -> u32 {
        self.steps.get(id as usize).copied().unwrap_or_default()
    }

    /// The last node by start of which something holds that holds of all before it.
    fn last(&self, holds: impl Fn(u32) -> bool) -> Option<u32> {
        if let Some(order) = &self.order {
            let last = order.partition_point(|&id| holds(id)).checked_sub(1)?;
            return order.get(last).copied();
        }
        let (mut low, mut high) = (0, u32::try_from(self.parents.len()).unwrap_or(u32::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }
}

/// A collection while its nodes are gone through.
struct Open {
    id: u32,
    end: u32,
    is_mapping: bool,
    /// The key that waits for its value.
    key: Option<u32>,
    items: u32,
}

impl Open {
    /// How the next child, node `id`, is reached.
    fn next_step(&mut self, id: u32) -> u32 {
        if !self.is_mapping {
            self.items += 1;
            return self.items - 1;
        }
        let key = self.key.take();
        if key.is_none() {
            self.key = Some(id);
        }
        key.unwrap_or(id)
    }
}
