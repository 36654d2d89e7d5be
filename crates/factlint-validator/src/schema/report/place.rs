//! Where in the tree an error stands.

use std::cell::RefCell;
use std::collections::HashMap;

use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeId, NodeRef, Style};
use jsonschema::paths::Location;

/// What messages call a key.
pub(super) fn key_name(key: &str, in_table: bool) -> String {
    match key {
        "" if in_table => "the column without a name".to_owned(),
        "" => "the empty key".to_owned(),
        _ => format!("`{key}`"),
    }
}

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

    /// An item of the list at this place.
    fn item(&self, index: usize, value: NodeRef<'t>) -> Self {
        let of = if self.key.is_some() { format!(" of {}", self.name) } else { String::new() };
        let name = format!("item {}{of}", index + 1);
        Self { value, key: None, alias: value.alias_span().or(self.alias), name }
    }

    /// An entry of the mapping at this place.
    pub fn entry(&self, key: NodeRef<'t>, value: NodeRef<'t>) -> Self {
        let name = key_name(key.text(), key.tree().format().is_table());
        Self { value, key: Some(key), alias: value.alias_span().or(self.alias), name }
    }

    /// Whether the value is what a file without any stands for.
    pub fn is_empty_file(&self) -> bool {
        let span = self.value.span();
        self.value.kind() == Kind::Null && (span.start, span.end) == (0, 0)
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

/// The entries of a mapping, by their keys' texts.
type Entries<'t> = HashMap<&'t str, (NodeRef<'t>, NodeRef<'t>)>;

/// Finds places in one document. A large list or mapping is gone through once and not once an error.
#[derive(Debug)]
pub(super) struct Finder<'t> {
    root: NodeRef<'t>,
    lists: RefCell<HashMap<NodeId, Vec<NodeRef<'t>>>>,
    mappings: RefCell<HashMap<NodeId, Entries<'t>>>,
}

impl<'t> Finder<'t> {
    pub fn new(root: NodeRef<'t>) -> Self {
        Self { root, lists: RefCell::default(), mappings: RefCell::default() }
    }

    /// The place that an error's path leads to, or as far as it leads.
    pub fn find(&self, path: &Location) -> Place<'t> {
        let mut place = Place::document(self.root);
        for segment in path.segments() {
            match self.below(&place, &segment.to_string()) {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// The value under a key or at an index.
    pub fn below(&self, place: &Place<'t>, token: &str) -> Option<Place<'t>> {
        if place.value.kind() == Kind::Mapping {
            let (key, value) = self.entry(place.value, token)?;
            return Some(place.entry(key, value));
        }
        let index: usize = token.parse().ok()?;
        let mut lists = self.lists.borrow_mut();
        let items = lists.entry(place.value.target().id()).or_insert_with(|| place.value.items().collect());
        items.get(index).map(|value| place.item(index, *value))
    }

    /// A key of a mapping, and its value.
    pub fn entry(&self, mapping: NodeRef<'t>, key: &str) -> Option<(NodeRef<'t>, NodeRef<'t>)> {
        let mut mappings = self.mappings.borrow_mut();
        let entries = mappings.entry(mapping.target().id()).or_insert_with(|| {
            let named = |(key, value): (NodeRef<'t>, NodeRef<'t>)| (key.text(), (key, value));
            mapping.entries().map(named).collect()
        });
        entries.get(key).copied()
    }
}

fn first_line(node: NodeRef<'_>, span: Span) -> Span {
    let text = node.tree().source().slice(span.range());
    let line = text.find(['\n', '\r']).map_or(text, |end| text[..end].trim_end());
    Span { end: span.start + line.len() as u64, ..span }
}
