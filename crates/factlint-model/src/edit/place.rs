//! Where in the tree a fix wants its change.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::Intent;
use crate::source::Span;
use crate::tree::{Kind, NodeRef, Style, Tree};

/// What must stand at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// A value that is a scalar, or an alias.
    Scalar,
    /// The key of an entry.
    Key,
    Mapping,
    List,
    /// A list item or the value of an entry.
    Child,
}

/// A node and what is around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'t> {
    pub(super) node: NodeRef<'t>,
    /// Whether the node is a key.
    pub(super) is_key: bool,
    /// The mapping or list that it stands in.
    pub(super) parent: Option<NodeRef<'t>>,
    /// Which entry or item of the parent it is.
    pub(super) index: usize,
    /// Whether it stands inside `[]` or `{}`.
    pub(super) in_flow: bool,
}

impl<'t> Place<'t> {
    fn child(self, node: NodeRef<'t>, is_key: bool, index: usize) -> Self {
        let in_flow = self.in_flow || self.node.style() == Style::Flow;
        Self { node, is_key, parent: Some(self.node), index, in_flow }
    }

    fn is(&self, span: Span, want: Want) -> bool {
        let node = self.node;
        let is_value = !self.is_key;
        node.own_span() == span
            && match want {
                Want::Scalar => is_value && (node.is_scalar() || node.alias_span().is_some()),
                Want::Key => self.is_key && node.alias_span().is_none(),
                Want::Mapping => is_value && node.kind() == Kind::Mapping && node.alias_span().is_none(),
                Want::List => is_value && node.kind() == Kind::Sequence && node.alias_span().is_none(),
                Want::Child => is_value && self.parent.is_some(),
            }
    }
}

/// The places that some fixes speak of. They are found in one walk, since a mapping of many entries would else be searched
/// for each of them.
#[derive(Debug)]
pub(super) struct Places<'t> {
    /// The tree that they are places of.
    pub(super) tree: &'t Tree,
    by_span: HashMap<(u64, u64), Vec<Place<'t>>>,
}

impl<'t> Places<'t> {
    /// The places of these intents.
    pub(super) fn of<'i>(tree: &'t Tree, intents: impl IntoIterator<Item = &'i Intent>) -> Self {
        let spans = intents.into_iter().map(Intent::span).filter(|span| span.file == tree.file());
        let wanted: BTreeSet<(u64, u64)> = spans.map(|span| (span.start, span.end)).collect();
        let mut by_span: HashMap<(u64, u64), Vec<Place<'t>>> = HashMap::new();
        let root = |node| Place { node, is_key: false, parent: None, index: 0, in_flow: false };
        let mut open: Vec<Place<'t>> = tree.documents().map(root).collect();
        open.reverse();
        while let Some(place) = open.pop() {
            let own = place.node.own_span();
            if wanted.contains(&(own.start, own.end)) {
                by_span.entry((own.start, own.end)).or_default().push(place);
            }
            let any_inside = wanted.range((own.start, 0)..=(own.end, u64::MAX)).next().is_some();
            if any_inside && place.node.alias_span().is_none() {
                let first = open.len();
                open.extend(children(place));
                open[first..].reverse();
            }
        }
        Self { tree, by_span }
    }

    /// The node at a span.
    pub(super) fn find(&self, span: Span, want: Want) -> Option<Place<'t>> {
        let at = self.by_span.get(&(span.start, span.end))?;
        at.iter().find(|place| place.is(span, want)).copied()
    }

    /// The list at a span, or around the item at it.
    pub(super) fn list(&self, span: Span) -> Option<NodeRef<'t>> {
        let around = || self.find(span, Want::Child)?.parent.filter(|parent| parent.kind() == Kind::Sequence);
        self.find(span, Want::List).map(|place| place.node).or_else(around)
    }
}

fn children<'t>(place: Place<'t>) -> impl Iterator<Item = Place<'t>> {
    let entries = written_entries(place.node).enumerate();
    let entries = entries.flat_map(|(index, (key, value))| [(key, true, index), (value, false, index)]);
    let items = place.node.items().enumerate().map(|(index, item)| (item, false, index));
    entries.chain(items).map(move |(node, is_key, index)| place.child(node, is_key, index))
}

/// The entries that stand in the mapping itself, without those that a merge key brings.
pub(super) fn written_entries<'t>(mapping: NodeRef<'t>) -> impl Iterator<Item = (NodeRef<'t>, NodeRef<'t>)> {
    mapping.entries().filter(|(key, value)| key.alias_span().is_none() || key.alias_span() != value.alias_span())
}
