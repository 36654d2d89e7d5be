//! The strings of a tree.

use factlint_model::tree::{Kind, NodeRef, Tree};

/// Calls `visit` with each string that is a value, in the order of the file; one that has aliases once.
pub(super) fn strings<'t>(tree: &'t Tree, visit: &mut dyn FnMut(NodeRef<'t>)) {
    for document in tree.documents() {
        walk(document, visit);
    }
}

/// As deep as the tree, which the loader caps.
fn walk<'t>(node: NodeRef<'t>, visit: &mut dyn FnMut(NodeRef<'t>)) {
    if node.alias_span().is_some() {
        return;
    }
    match node.kind() {
        Kind::Mapping => node.entries().for_each(|(_, value)| walk(value, visit)),
        Kind::Sequence => node.items().for_each(|item| walk(item, visit)),
        Kind::String => visit(node),
        Kind::Null | Kind::Bool | Kind::Number => {}
    }
}
