//! The arena tree: one flat list of nodes in preorder, every one with its exact byte range.
//!
//! A node takes 9 bytes, a collection 17. A scalar's printed text is a slice of the source; only where the text differs from the
//! bytes (escapes, folding) a decoded copy is kept beside. A mapping's children are key, value, key, value; an alias is
//! a node of its own, and reading goes through it to its anchor.

mod build;
mod nodes;
pub mod path;

use std::sync::{Arc, OnceLock};

pub use build::TreeBuilder;
use nodes::{Node, Nodes, Role};

use crate::load::Format;
use crate::source::{FileId, Source, Span};

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a value is: the types of JSON under YAML's 1.2 core schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// No value: `null`, `~`, or nothing written.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number; its text is kept as printed.
    Number,
    /// A string.
    String,
    /// A list.
    Sequence,
    /// A mapping (object).
    Mapping,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// A scalar in `'single'` quotes.
    Single,
    /// A scalar in `"double"` quotes.
    Double,
    /// A `|` block scalar.
    Literal,
    /// A `>` block scalar.
    Folded,
    /// A collection in `[]` or `{}`.
    Flow,
    /// A collection by indentation.
    Block,
}

/// The tree of one file: its documents, their nodes, and the comments.
#[derive(Debug)]
pub struct Tree {
    file: FileId,
    source: Arc<Source>,
    format: Format,
    nodes: Nodes,
    decoded: Vec<Box<str>>,
    roots: Vec<NodeId>,
    comments: Vec<(u32, u32)>,
    index: OnceLock<path::Index>,
}

impl Tree {
    /// The file's number.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The file's text.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The format in which the file was read.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The documents in the order of the file: one for JSON, one a line for NDJSON.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = NodeRef<'_>> + '_ {
        self.roots.iter().map(|&id| NodeRef { tree: self, id })
    }

    /// The number of the document that a place is in, from 1; none where there is only one.
    #[must_use]
    pub fn document_at(&self, span: Span) -> Option<usize> {
        let begins_before = |id: &NodeId| u64::from(self.nodes.get(id.0).start) <= span.start;
        (self.roots.len() > 1).then(|| self.roots.partition_point(begins_before).max(1))
    }

    /// How many nodes there are, keys included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the tree has no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 0
    }

    /// The comments, `#` included, in the order of the file.
    pub fn comments(&self) -> impl Iterator<Item = Span> + '_ {
        self.comments.iter().map(|&(start, end)| self.span_of(start, end))
    }

    /// Whether there is a comment of exactly this place.
    #[must_use]
    pub fn is_comment(&self, span: Span) -> bool {
        let at = self.comments.binary_search_by_key(&span.start, |&(start, _)| u64::from(start));
        at.ok().and_then(|at| self.comments.get(at)).is_some_and(|&(start, end)| self.span_of(start, end) == span)
    }

    /// The node of this number.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<NodeRef<'_>> {
        ((id.0 as usize) < self.nodes.len()).then_some(NodeRef { tree: self, id })
    }

    fn span_of(&self, start: u32, end: u32) -> Span {
        Span::new(self.file, u64::from(start), u64::from(end))
    }

    /// The node after the subtree of `id`, in preorder.
    fn after(&self, id: NodeId) -> u32 {
        let node = self.nodes.get(id.0);
        // An alias is a `String` here, whatever it stands for.
        if matches!(node.kind, Kind::Sequence | Kind::Mapping) { node.a } else { id.0 + 1 }
    }
}

/// Trees are equal where the same was read at the same places.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        let same_file = self.file == other.file && self.format == other.format;
        let same_nodes = self.nodes == other.nodes && self.decoded == other.decoded && self.roots == other.roots;
        same_file && same_nodes && self.comments == other.comments
    }
}

/// One node of a tree. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl Eq for NodeRef<'_> {}

impl<'t> NodeRef<'t> {
    /// The tree it belongs to.
    #[must_use]
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Its number: that of the alias where it is one.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    fn raw(self) -> Node {
        self.tree.nodes.get(self.id.0)
    }

    /// The node that this one stands for: itself unless it is an alias.
    #[must_use]
    pub fn target(self) -> NodeRef<'t> {
        let mut node = self;
        // A builder only lets an alias point to an earlier node, so this ends.
        while node.raw().role == Role::Alias {
            node.id = NodeId(node.raw().a);
        }
        node
    }

    /// The place of the alias, where this node is one.
    #[must_use]
    pub fn alias_span(self) -> Option<Span> {
        (self.raw().role == Role::Alias).then(|| self.own_span())
    }

    /// The place of the value it stands for; quotes and the markers of block scalars are part of it.
    #[must_use]
    pub fn span(self) -> Span {
        self.target().own_span()
    }

    /// The place where it is written: of an alias, `*name`.
    #[must_use]
    pub fn own_span(self) -> Span {
        let raw = self.raw();
        self.tree.span_of(raw.start, raw.end)
    }

    /// What the value is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.target().raw().kind
    }

    /// How the value is written.
    #[must_use]
    pub fn style(self) -> Style {
        self.target().raw().style
    }

    /// Whether it is neither a mapping nor a list.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        !matches!(self.kind(), Kind::Sequence | Kind::Mapping)
    }

    /// A scalar's text as printed, unquoted and unescaped; empty for a collection.
    #[must_use]
    pub fn text(self) -> &'t str {
        let raw = self.raw();
        match raw.role {
            Role::Alias => self.target().text(),
            Role::Decoded | Role::UnreadDecoded => self.tree.decoded.get(raw.a as usize).map_or("", |text| text),
            _ => {
                let quote = u32::from(matches!(raw.style, Style::Single | Style::Double));
                match raw.kind {
                    Kind::Sequence | Kind::Mapping => "",
                    _ => self.tree.source.slice((raw.start + quote) as usize..raw.end.saturating_sub(quote) as usize),
                }
            }
        }
    }

    /// A boolean's value.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.text().eq_ignore_ascii_case("true"))
    }

    /// A string's text; `None` for any other kind.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        (self.kind() == Kind::String).then(|| self.text())
    }

    /// The entries of a mapping in the order of the file, merged ones last, duplicate keys left out; none for any other kind.
    #[must_use]
    pub fn entries(self) -> Entries<'t> {
        let node = self.target();
        let end = if node.kind() == Kind::Mapping { self.tree.after(node.id) } else { 0 };
        Entries { tree: self.tree, at: node.id.0 + 1, end }
    }

    /// The items of a list; none for any other kind.
    #[must_use]
    pub fn items(self) -> Items<'t> {
        let node = self.target();
        let end = if node.kind() == Kind::Sequence { self.tree.after(node.id) } else { 0 };
        Items { tree: self.tree, at: node.id.0 + 1, end }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// A key and its value.
    #[must_use]
    pub fn entry(self, key: &str) -> Option<(NodeRef<'t>, NodeRef<'t>)> {
        self.entries().find(|(name, _)| name.text() == key)
    }

    /// The key or value at a JSON Pointer below this node; `""` is the node itself.
    #[must_use]
    pub fn pointer(self, pointer: &str) -> Option<NodeRef<'t>> {
        path::find(self, pointer)
    }
}

/// The entries of a mapping.
#[derive(Clone, Debug)]
pub struct Entries<'t> {
    tree: &'t Tree,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Entries<'t> {
    type Item = (NodeRef<'t>, NodeRef<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.end {
            let key = NodeRef { tree: self.tree, id: NodeId(self.at) };
            let value = NodeRef { tree: self.tree, id: NodeId(self.tree.after(key.id)) };
            self.at = self.tree.after(value.id);
            if !matches!(key.raw().role, Role::Unread | Role::UnreadDecoded) {
                return Some((key, value));
            }
        }
        None
    }
}

/// The items of a list.
#[derive(Clone, Debug)]
pub struct Items<'t> {
    tree: &'t Tree,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = NodeRef<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.end).then(|| {
            let item = NodeRef { tree: self.tree, id: NodeId(self.at) };
            self.at = self.tree.after(item.id);
            item
        })
    }
}
