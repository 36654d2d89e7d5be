//! A tree as the validator's instance: nothing of the data is copied, and no float decides.

use std::borrow::Cow;
use std::collections::HashSet;

use factlint_model::tree::{Entries, Items, Kind, NodeRef};
use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::{Number, Value};

use super::decimal::Decimal;
use super::number::json_text;
use super::value::{number, to_value};

/// The representation: nodes of a tree, and names of keys.
#[derive(Debug)]
pub(super) struct ArenaJson;

/// A value of the tree, or a key on its own for `propertyNames`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instance<'t> {
    Value(NodeRef<'t>),
    Name(&'t str),
}

/// A list or a mapping of the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Collection<'t>(NodeRef<'t>);

/// A number, in JSON's notation.
#[derive(Debug)]
pub(super) struct ArenaNumber<'t>(Cow<'t, str>);

impl Json for ArenaJson {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    /// A lookup goes along the keys, so a pass over them replaces several.
    const KEYS_PER_LOOKUP: usize = 8;
    /// An alias stands for an earlier, closed node.
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Instance<'_>) -> T) -> T {
        f(Instance::Name(string))
    }
}

impl<'t> Instance<'t> {
    fn kind(self) -> Kind {
        match self {
            Self::Value(node) => node.kind(),
            Self::Name(_) => Kind::String,
        }
    }

    /// The node, if it is a cell of a table. A cell is a string, and also the null, boolean or number that its text is in
    /// JSON: whoever writes a table cannot say which is meant, so a schema gets what it asks for.
    fn cell(self) -> Option<NodeRef<'t>> {
        match self {
            Self::Value(node) if node.tree().format().is_table() && node.is_scalar() => Some(node),
            _ => None,
        }
    }

    fn node(self, kind: Kind) -> Option<NodeRef<'t>> {
        match self {
            Self::Value(node) => (node.kind() == kind).then_some(node),
            Self::Name(_) => None,
        }
    }
}

impl<'t> Node<'t, ArenaJson> for Instance<'t> {
    type Object = Collection<'t>;
    type Array = Collection<'t>;
    type Number = ArenaNumber<'t>;

    fn as_object(&self) -> Option<Collection<'t>> {
        self.node(Kind::Mapping).map(Collection)
    }

    fn as_array(&self) -> Option<Collection<'t>> {
        self.node(Kind::Sequence).map(Collection)
    }

    fn as_string(&self) -> Option<Cow<'t, str>> {
        match self {
            Self::Value(node) if self.is_string() => Some(Cow::Borrowed(node.text())),
            Self::Value(_) => None,
            Self::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    fn is_string(&self) -> bool {
        self.cell().is_some() || self.json_type() == JsonType::String
    }

    fn as_number(&self) -> Option<ArenaNumber<'t>> {
        if let Some(cell) = self.cell() {
            return cell_number(cell.text()).map(|text| ArenaNumber(Cow::Borrowed(text)));
        }
        self.node(Kind::Number).and_then(|node| json_text(node.text())).map(ArenaNumber)
    }

    fn as_boolean(&self) -> Option<bool> {
        if let Some(cell) = self.cell() {
            return cell_boolean(cell.text());
        }
        self.node(Kind::Bool).and_then(NodeRef::as_bool)
    }

    fn is_null(&self) -> bool {
        self.kind() == Kind::Null || self.cell().is_some_and(|cell| cell.text().is_empty())
    }

    /// Of a cell, the narrowest type.
    fn json_type(&self) -> JsonType {
        if let Some(cell) = self.cell() {
            return cell_type(cell.text());
        }
        match self.kind() {
            Kind::Null => JsonType::Null,
            Kind::Bool => JsonType::Boolean,
            Kind::Number if self.as_number().is_some() => JsonType::Number,
            Kind::Number | Kind::String => JsonType::String,
            Kind::Sequence => JsonType::Array,
            Kind::Mapping => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match self {
            Self::Value(node) => equal(*node, expected),
            Self::Name(name) => expected.as_str() == Some(name),
        }
    }

    fn to_value(&self) -> Cow<'t, Value> {
        Cow::Owned(match self {
            Self::Value(node) => to_value(*node),
            Self::Name(name) => Value::String((*name).to_owned()),
        })
    }

    /// Findings read the tree at the error's path, so an error has no need of a copy; only a key has no path.
    fn lazy_value(&self) -> LazyInstance<'t> {
        LazyInstance::Ready(Cow::Owned(match self {
            Self::Value(_) => Value::Null,
            Self::Name(name) => Value::String((*name).to_owned()),
        }))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Self::Value(node) => {
                let target = node.target();
                Some(NodeIdentity::tagged(std::ptr::from_ref(target.tree()) as usize, target.id().0))
            }
            Self::Name(_) => None,
        }
    }
}

impl<'t> Object<'t, ArenaJson> for Collection<'t> {
    type Node = Instance<'t>;
    type MemberName = &'t str;
    type MembersIter = Members<'t>;

    fn len(&self) -> usize {
        self.0.entries().count()
    }

    fn is_empty(&self) -> bool {
        self.0.entries().next().is_none()
    }

    fn get(&self, key: &String) -> Option<Instance<'t>> {
        self.0.get(key).map(Instance::Value)
    }

    fn members(&self) -> Members<'t> {
        Members(self.0.entries())
    }
}

impl<'t> Array<'t, ArenaJson> for Collection<'t> {
    type Node = Instance<'t>;
    type ElementsIter = Elements<'t>;

    fn len(&self) -> usize {
        self.0.items().count()
    }

    fn elements(&self) -> Elements<'t> {
        Elements(self.0.items())
    }

    fn is_unique(&self) -> bool {
        let mut seen = HashSet::new();
        self.0.items().all(|item| seen.insert(canonical(item)))
    }
}

/// The entries of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Members<'t>(Entries<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Instance<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key.text(), Instance::Value(value)))
    }
}

/// The items of a list.
#[derive(Clone, Debug)]
pub(super) struct Elements<'t>(Items<'t>);

impl<'t> Iterator for Elements<'t> {
    type Item = Instance<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(Instance::Value)
    }
}

impl JsonNumber for ArenaNumber<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(number(&self.0).unwrap_or_else(|| Number::from(0)))
    }

    fn is_integer(&self) -> bool {
        self.is_written_as_integer() || Decimal::of(&self.0).is_integer()
    }

    fn is_written_as_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }
}

fn cell_type(text: &str) -> JsonType {
    match text.as_bytes().first() {
        None => JsonType::Null,
        Some(b'-' | b'0'..=b'9') if cell_number(text).is_some() => JsonType::Number,
        Some(b't' | b'f' | b'T' | b'F') if cell_boolean(text).is_some() => JsonType::Boolean,
        _ => JsonType::String,
    }
}

/// The text of a cell that is a number in JSON: `01` is none.
fn cell_number(text: &str) -> Option<&str> {
    match json_text(text)? {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

/// The boolean of a cell, also as spreadsheets and Python write it.
fn cell_boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Whether a cell is what a schema's `const` or `enum` says.
fn cell_equals(text: &str, expected: &Value) -> bool {
    match expected {
        Value::Null => text.is_empty(),
        Value::Bool(expected) => cell_boolean(text) == Some(*expected),
        Value::Number(expected) => {
            cell_number(text).is_some_and(|text| Decimal::of(text) == Decimal::of(&expected.to_string()))
        }
        Value::String(expected) => text == expected,
        Value::Array(_) | Value::Object(_) => false,
    }
}

/// Whether a node is what a schema's `const` or `enum` says; numbers by value, mappings whatever their order.
fn equal(node: NodeRef<'_>, expected: &Value) -> bool {
    if let Some(cell) = Instance::Value(node).cell() {
        return cell_equals(cell.text(), expected);
    }
    match (node.kind(), expected) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool, Value::Bool(expected)) => node.as_bool() == Some(*expected),
        (Kind::Number, Value::Number(expected)) => {
            json_text(node.text()).is_some_and(|text| Decimal::of(&text) == Decimal::of(&expected.to_string()))
        }
        (Kind::Number, Value::String(expected)) => json_text(node.text()).is_none() && node.text() == expected,
        (Kind::String, Value::String(expected)) => node.text() == expected,
        (Kind::Sequence, Value::Array(expected)) => {
            node.items().count() == expected.len()
                && node.items().zip(expected).all(|(item, expected)| equal(item, expected))
        }
        (Kind::Mapping, Value::Object(expected)) => {
            node.entries().count() == expected.len()
                && node.entries().all(|(key, value)| expected.get(key.text()).is_some_and(|want| equal(value, want)))
        }
        _ => false,
    }
}

/// A value as it compares under JSON Schema's equality.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Canonical<'t> {
    Null,
    Bool(bool),
    Number(Decimal),
    String(&'t str),
    List(Vec<Canonical<'t>>),
    /// Sorted by key.
    Mapping(Vec<(&'t str, Canonical<'t>)>),
}

fn canonical(node: NodeRef<'_>) -> Canonical<'_> {
    match node.kind() {
        Kind::Null => Canonical::Null,
        Kind::Bool => Canonical::Bool(node.as_bool().unwrap_or_default()),
        Kind::Number => {
            json_text(node.text()).map_or(Canonical::String(node.text()), |text| Canonical::Number(Decimal::of(&text)))
        }
        Kind::String => Canonical::String(node.text()),
        Kind::Sequence => Canonical::List(node.items().map(canonical).collect()),
        Kind::Mapping => {
            let mut entries: Vec<_> = node.entries().map(|(key, value)| (key.text(), canonical(value))).collect();
            entries.sort_by(|left, right| left.0.cmp(right.0));
            Canonical::Mapping(entries)
        }
    }
}

/// The places of the first two items of a list that are equal.
pub(super) fn first_twins<'t>(list: NodeRef<'t>) -> Option<(NodeRef<'t>, NodeRef<'t>)> {
    let mut seen = std::collections::HashMap::new();
    list.items().find_map(|item| seen.insert(canonical(item), item).map(|earlier| (earlier, item)))
}

#[cfg(test)]
mod tests {
    use factlint_model::load::{Format, load};
    use factlint_model::source::FileId;
    use jsonschema::json::conformance;

    use super::*;

    #[test]
    fn the_tree_keeps_the_validators_contract() {
        let json = conformance::document().to_string();
        let loaded = load(FileId(0), "document.json", json.into_bytes(), Format::Json);
        let root = loaded.tree.documents().next();
        assert!(root.is_some());
        if let Some(root) = root {
            conformance::assert_conformance::<ArenaJson>(&Instance::Value(root));
        }
    }

    #[test]
    fn numbers_of_yaml_are_numbers_of_the_schema() {
        let text = "- 0o17\n- 0x1F\n- 017\n- 1e1\n- 123456789012345678901\n- 0.1\n";
        let loaded = load(FileId(0), "list.yaml", text.into(), Format::Yaml);
        let expected = ["15", "31", "17", "10", "123456789012345678901", "0.10"];
        let items: Vec<_> = loaded.tree.documents().flat_map(NodeRef::items).collect();
        assert_eq!(items.len(), expected.len());
        for (item, expected) in items.iter().zip(expected) {
            let wanted = number(expected).map(Value::Number).unwrap_or_default();
            assert!(Instance::Value(*item).equals_value(&wanted), "{}", item.text());
        }
    }
}
