//! Building a tree from events, in the order of the file.

use std::sync::{Arc, OnceLock};

use super::nodes::{Node, Nodes, Role};
use super::{Kind, NodeId, NodeRef, Style, Tree};
use crate::load::Format;
use crate::source::{FileId, Source};

/// Appends nodes in preorder: every collection is opened, filled (a mapping with key, value, key, value) and closed.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
}

impl TreeBuilder {
    /// An empty tree of this file.
    #[must_use]
    pub fn new(file: FileId, source: Arc<Source>) -> Self {
        let nodes = Nodes::with_capacity(source.text().len() / 6);
        let format = Format::Yaml;
        Self {
            tree: Tree {
                file,
                source,
                format,
                nodes,
                decoded: Vec::new(),
                roots: Vec::new(),
                comments: Vec::new(),
                index: OnceLock::new(),
            },
        }
    }

    /// Says which format the file has; YAML until then.
    pub fn set_format(&mut self, format: Format) {
        self.tree.format = format;
    }

    /// Forgets every node and comment.
    pub fn clear(&mut self) {
        self.tree.nodes.clear();
        self.tree.decoded.clear();
        self.tree.roots.clear();
        self.tree.comments.clear();
    }

    /// Appends a scalar whose text is the slice of the source (inside the quotes of a quoted one).
    pub fn scalar(&mut self, kind: Kind, style: Style, start: u32, end: u32) -> NodeId {
        self.push(Node { start, end, a: 0, kind, style, role: Role::Itself })
    }

    /// Appends a scalar whose text differs from the bytes of the source.
    pub fn decoded(&mut self, kind: Kind, style: Style, start: u32, end: u32, text: impl Into<Box<str>>) -> NodeId {
        let a = u32::try_from(self.tree.decoded.len()).unwrap_or(u32::MAX);
        self.tree.decoded.push(text.into());
        self.push(Node { start, end, a, kind, style, role: Role::Decoded })
    }

    /// Opens a list or a mapping; what follows until [`TreeBuilder::close`] is in it.
    pub fn open(&mut self, kind: Kind, style: Style, start: u32) -> NodeId {
        self.push(Node { start, end: start, a: 0, kind, style, role: Role::Itself })
    }

    /// Closes the collection `id`, which ends before byte `end`.
    pub fn close(&mut self, id: NodeId, end: u32) {
        let after = self.next();
        self.tree.nodes.change(id.0, |node| {
            node.end = end;
            node.a = after;
        });
    }

    /// Appends an alias, written at `start..end`, for an earlier, closed node. An alias for a later node is read as null.
    pub fn alias(&mut self, target: NodeId, start: u32, end: u32) -> NodeId {
        let earlier = target.0 < self.next();
        let (a, kind, role) =
            if earlier { (target.0, Kind::String, Role::Alias) } else { (0, Kind::Null, Role::Itself) };
        self.push(Node { start, end, a, kind, style: Style::Plain, role })
    }

    /// Marks a key as given before in its mapping, so that it and its value are not read.
    pub fn mark_duplicate(&mut self, key: NodeId) {
        self.mark_unread(key);
    }

    /// Marks a key as one that is not read, nor its value.
    pub fn mark_unread(&mut self, key: NodeId) {
        self.tree.nodes.change(key.0, |node| {
            node.role = if node.role == Role::Decoded { Role::UnreadDecoded } else { Role::Unread };
        });
    }

    /// Makes a scalar written without quotes a string that ends before byte `end`.
    pub fn widen(&mut self, id: NodeId, end: u32) {
        self.tree.nodes.change(id.0, |node| {
            node.end = end;
            node.kind = Kind::String;
        });
    }

    /// Makes a node a document.
    pub fn root(&mut self, id: NodeId) {
        self.tree.roots.push(id);
    }

    /// How many documents there are.
    #[must_use]
    pub fn roots(&self) -> usize {
        self.tree.roots.len()
    }

    /// Leaves out all documents but the first `count`.
    pub fn keep_roots(&mut self, count: usize) {
        self.tree.roots.truncate(count);
    }

    /// Notes a comment, `#` included.
    pub fn comment(&mut self, start: u32, end: u32) {
        self.tree.comments.push((start, end));
    }

    /// The number that the next node gets; right after a subtree, the number after its last node.
    #[must_use]
    pub fn next(&self) -> u32 {
        u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX)
    }

    /// A closed node, to read it while building.
    #[must_use]
    pub fn peek(&self, id: NodeId) -> Option<NodeRef<'_>> {
        self.tree.node(id)
    }

    /// The finished tree.
    #[must_use]
    pub fn finish(mut self) -> Tree {
        self.tree.nodes.shrink_to_fit();
        self.tree
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.next());
        self.tree.nodes.push(node);
        id
    }
}
