//! JSON Pointers (RFC 6901) into a tree.

use super::{Kind, NodeId, NodeRef, Role, Style, Tree};
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
        let parent = |id: &u32| index.way(self, *id).parent;
        let found = std::iter::successors(last, parent).find(|&id| around(id));
        let mut steps = Vec::new();
        for id in std::iter::successors(found, parent) {
            let Way { key, item, .. } = index.way(self, id);
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

impl Tree {
    /// Where entries, items and values are written, those under keys that are not read too, by their starts, the outer before
    /// the inner. A list or mapping in block style that is a value is none of them: it starts with its first item or entry.
    #[must_use]
    pub fn parts(&self) -> Vec<Span> {
        let index = self.index.get_or_init(|| Index::of(self));
        let node = |id: u32| NodeRef { tree: self, id: NodeId(id) };
        let part = |id: u32| {
            let (way, own) = (index.way(self, id), node(id).own_span());
            let is_block = node(id).alias_span().is_none() && !node(id).is_scalar() && node(id).style() != Style::Flow;
            match way {
                Way { parent: None, .. } => (!is_block).then_some(own),
                Way { key: Some(key), .. } if key == id => {
                    let value = node(self.after(NodeId(id))).own_span();
                    Some(Span { end: own.end.max(value.end), ..own })
                }
                Way { key: Some(_), .. } => (!is_block).then_some(own),
                Way { key: None, .. } => Some(own),
            }
        };
        let mut parts: Vec<Span> = match &index.order {
            Some(order) => order.iter().filter_map(|&id| part(id)).collect(),
            None => (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).filter_map(part).collect(),
        };
        parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
        parts
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

/// How a node is reached.
struct Way {
    /// From this node; a root from none.
    parent: Option<u32>,
    /// In a mapping: the key that it is, or whose value it is.
    key: Option<u32>,
    /// In a list: its number.
    item: u32,
}

/// What finding a place needs, made at the first search. Unlike the entries of a mapping, it has the keys that are not read.
#[derive(Debug)]
pub(super) struct Index {
    /// Of every node what it hangs on: a value in a mapping on its key, a root on itself, all others on their parent.
    above: Vec<u32>,
    /// The items of lists with their numbers.
    items: Vec<(u32, u32)>,
    /// The nodes by their start, where that is not the order of their numbers: without the entries that a merge key
    /// brings, which are not where they stand.
    order: Option<Vec<u32>>,
}

impl Index {
    fn of(tree: &Tree) -> Self {
        let mut index = Self { above: Vec::with_capacity(tree.nodes.len()), items: Vec::new(), order: None };
        let mut open: Vec<Open> = Vec::new();
        let mut last_start = None;
        for (id, node) in (0_u32..).zip(tree.nodes.iter()) {
            while open.last().is_some_and(|open| open.end <= id) {
                open.pop();
            }
            let above = open.last_mut().map_or(id, |open| open.above(id, &mut index.items));
            index.above.push(above);
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

    fn way(&self, tree: &Tree, id: u32) -> Way {
        let above = |id: u32| self.above.get(id as usize).copied().unwrap_or(id);
        let hangs_on = above(id);
        if hangs_on == id {
            return Way { parent: None, key: None, item: 0 };
        }
        // What lies in a collection is before the node after it, which the value is if the collection is a key.
        if tree.after(NodeId(hangs_on)) <= id {
            return Way { parent: Some(above(hangs_on)), key: Some(hangs_on), item: 0 };
        }
        let is_key = tree.nodes.get(hangs_on).kind == Kind::Mapping;
        let item = self.items.binary_search_by_key(&id, |&(item, _)| item).ok().and_then(|at| self.items.get(at));
        Way { parent: Some(hangs_on), key: is_key.then_some(id), item: item.map_or(0, |&(_, number)| number) }
    }

    /// The last node by start of which something holds that holds of all before it.
    fn last(&self, holds: impl Fn(u32) -> bool) -> Option<u32> {
        if let Some(order) = &self.order {
            let last = order.partition_point(|&id| holds(id)).checked_sub(1)?;
            return order.get(last).copied();
        }
        let (mut low, mut high) = (0, u32::try_from(self.above.len()).unwrap_or(u32::MAX));
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
    /// What the next child, node `id`, hangs on; an item's number is noted.
    fn above(&mut self, id: u32, items: &mut Vec<(u32, u32)>) -> u32 {
        if !self.is_mapping {
            items.push((id, self.items));
            self.items += 1;
            return self.id;
        }
        let key = self.key.take();
        if key.is_none() {
            self.key = Some(id);
        }
        key.unwrap_or(self.id)
    }
}
