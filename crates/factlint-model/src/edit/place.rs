//! Where in the tree a fix wants its change.

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

/// The node at a span.
pub(super) fn find(tree: &Tree, span: Span, want: Want) -> Option<Place<'_>> {
    let holds = |node: NodeRef<'_>| {
        let own = node.own_span();
        own.start <= span.start && span.end <= own.end
    };
    let root = tree.documents().find(|root| holds(*root))?;
    let mut place = Place { node: root, is_key: false, parent: None, index: 0, in_flow: false };
    while !place.is(span, want) {
        if place.node.alias_span().is_some() {
            return None;
        }
        let entries = written_entries(place.node).enumerate();
        let entries = entries.flat_map(|(index, (key, value))| [(key, true, index), (value, false, index)]);
        let items = place.node.items().enumerate().map(|(index, item)| (item, false, index));
        let mut children = entries.chain(items).filter(|(child, _, _)| holds(*child));
        // A value that is not written is as wide as nothing, and may touch its key: look at it before at others.
        let mut children: Vec<_> =
            children.by_ref().take(2).map(|(node, key, index)| place.child(node, key, index)).collect();
        children.sort_by_key(|child| !child.is(span, want));
        place = children.into_iter().next()?;
    }
    Some(place)
}

/// The list at a span, or around the item at it.
pub(super) fn list(tree: &Tree, span: Span) -> Option<NodeRef<'_>> {
    let around = || find(tree, span, Want::Child)?.parent.filter(|parent| parent.kind() == Kind::Sequence);
    find(tree, span, Want::List).map(|place| place.node).or_else(around)
}

/// The entries that stand in the mapping itself, without those that a merge key brings.
pub(super) fn written_entries<'t>(mapping: NodeRef<'t>) -> impl Iterator<Item = (NodeRef<'t>, NodeRef<'t>)> {
    mapping.entries().filter(|(key, value)| key.alias_span().is_none() || key.alias_span() != value.alias_span())
}
