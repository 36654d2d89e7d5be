//! JSON Pointers (RFC 6901) into a tree.

use super::{Kind, NodeRef, Tree};
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
        let around = |node: NodeRef<'_>| {
            let own = node.own_span();
            own.start <= span.start && span.end <= own.end
        };
        let mut pointer = String::new();
        let mut node = self.documents().find(|root| around(*root));
        while let Some(here) = node.filter(|here| here.alias_span().is_none()) {
            let key = here.entries().find(|(key, value)| around(*key) || around(*value));
            let next = match key {
                Some((key, value)) => {
                    push(&mut pointer, key.text());
                    value
                }
                None => match here.items().enumerate().find(|(_, item)| around(*item)) {
                    Some((index, item)) => {
                        push(&mut pointer, &index.to_string());
                        item
                    }
                    None => break,
                },
            };
            node = Some(next);
            if key.is_some_and(|(key, _)| around(key)) {
                break;
            }
        }
        (node, pointer)
    }
}
