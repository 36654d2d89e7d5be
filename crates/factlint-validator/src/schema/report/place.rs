//! Where in the tree an error stands.

use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeRef, Style};
use jsonschema::paths::Location;

/// A value in the tree, with what leads to it.
#[derive(Clone, Debug)]
pub(super) struct Place<'t> {
    /// The value.
    pub value: NodeRef<'t>,
    /// Its key, where it stands in a mapping.
    pub key: Option<NodeRef<'t>>,
    /// The alias through which it is read.
    pub alias: Option<Span>,
    /// What messages call it: `` `age` ``, item 2 of `names`.
    pub name: String,
}

impl<'t> Place<'t> {
    /// The place of a document.
    pub fn document(root: NodeRef<'t>) -> Self {
        Self { value: root, key: None, alias: root.alias_span(), name: "the document".to_owned() }
    }

    /// The place that an error's path leads to, or as far as it leads.
    pub fn find(root: NodeRef<'t>, path: &Location) -> Self {
        let mut place = Self::document(root);
        for segment in path.segments() {
            match place.below(&segment.to_string()) {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// The value under a key or at an index.
    pub fn below(&self, token: &str) -> Option<Self> {
        if self.value.kind() == Kind::Mapping {
            let (key, value) = self.value.entry(token)?;
            return Some(self.entry(key, value));
        }
        let index: usize = token.parse().ok()?;
        let value = self.value.items().nth(index)?;
        let of = if self.key.is_some() { format!(" of {}", self.name) } else { String::new() };
        let name = format!("item {}{of}", index + 1);
        Some(Self { value, key: None, alias: value.alias_span().or(self.alias), name })
    }

    /// An entry of the mapping at this place.
    pub fn entry(&self, key: NodeRef<'t>, value: NodeRef<'t>) -> Self {
        let name = format!("`{}`", key.text());
        Self { value, key: Some(key), alias: value.alias_span().or(self.alias), name }
    }

    /// Where a finding about the value stands: a scalar or a short collection itself, else its key, else its first
    /// line.
    pub fn span(&self) -> Span {
        let own = self.value.span();
        if self.value.is_scalar() || (self.value.style() == Style::Flow && first_line(self.value, own) == own) {
            return own;
        }
        self.head()
    }

    /// Where a finding about the mapping as a whole stands: its key, else its first line.
    pub fn head(&self) -> Span {
        // Through an alias, the key is not where the value is written.
        let key = self.key.filter(|_| self.value.alias_span().is_none());
        key.map_or_else(|| first_line(self.value, self.value.span()), NodeRef::own_span)
    }
}

fn first_line(node: NodeRef<'_>, span: Span) -> Span {
    let text = node.tree().source().slice(span.range());
    let line = text.find(['\n', '\r']).map_or(text, |end| text[..end].trim_end());
    Span { end: span.start + line.len() as u64, ..span }
}
