//! The structure that files of one shape share: every place that their trees have, with all values that stand there.

use std::collections::{HashMap, HashSet};

use factlint_model::tree::{Kind, NodeRef};

use super::threshold::{is_share, map};

/// How deep a schema says what stands where; below, anything is allowed.
const DEEPEST: usize = 24;

/// How a place is reached from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step<'t> {
    Root,
    Key(&'t str),
    /// The items of a list.
    Items,
    /// The values of a map, whose keys are data.
    Values,
}

/// A place: all values that stand where the schema's one subschema will.
#[derive(Debug)]
pub(super) struct Place<'t> {
    pub parent: Option<usize>,
    pub step: Step<'t>,
    pub nodes: Vec<NodeRef<'t>>,
    /// The key of each value in a map.
    pub keys: Vec<NodeRef<'t>>,
    pub children: Vec<usize>,
}

/// All places of all sets of files; a place is known by its number.
#[derive(Debug, Default)]
pub(super) struct Shape<'t> {
    pub places: Vec<Place<'t>>,
}

impl<'t> Shape<'t> {
    /// Adds the places of these roots, and gives the number of the first.
    pub fn add(&mut self, roots: Vec<NodeRef<'t>>) -> usize {
        self.grow(None, Step::Root, roots, Vec::new(), 0)
    }

    fn grow(
        &mut self,
        parent: Option<usize>,
        step: Step<'t>,
        nodes: Vec<NodeRef<'t>>,
        keys: Vec<NodeRef<'t>>,
        depth: usize,
    ) -> usize {
        let id = self.places.len();
        let groups = group(&nodes);
        let items: Vec<NodeRef<'t>> = nodes.iter().flat_map(|node| node.items()).collect();
        let mappings = nodes.iter().filter(|node| node.kind() == Kind::Mapping).count();
        self.places.push(Place { parent, step, nodes, keys, children: Vec::new() });
        if depth >= DEEPEST {
            return id;
        }
        let mut children = Vec::new();
        if is_map(&groups, mappings) {
            let (keys, values) = groups.into_iter().flat_map(|(_, entries)| entries).unzip();
            children.push(self.grow(Some(id), Step::Values, values, keys, depth + 1));
        } else {
            for (key, entries) in groups {
                let values = entries.into_iter().map(|(_, value)| value).collect();
                children.push(self.grow(Some(id), Step::Key(key), values, Vec::new(), depth + 1));
            }
        }
        if !items.is_empty() {
            children.push(self.grow(Some(id), Step::Items, items, Vec::new(), depth + 1));
        }
        self.places[id].children = children;
        id
    }

    /// The name of the nearest key above, its own included.
    pub fn key(&self, mut id: usize) -> Option<&'t str> {
        loop {
            if let Step::Key(key) = self.places[id].step {
                return Some(key);
            }
            id = self.places[id].parent?;
        }
    }

    /// The steps from a place down to one below it.
    pub fn steps(&self, from: usize, mut to: usize) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        while to != from {
            steps.push(self.places[to].step);
            match self.places[to].parent {
                Some(parent) => to = parent,
                None => break,
            }
        }
        steps.reverse();
        steps
    }

    /// The scalars of a place that say something: not null, not empty, no booleans.
    pub fn filled(&self, id: usize) -> impl Iterator<Item = NodeRef<'t>> + Clone + '_ {
        self.places[id].nodes.iter().copied().filter(|node| says(*node))
    }
}

/// Whether a value is a scalar that a meaning would read.
pub(super) fn says(node: NodeRef<'_>) -> bool {
    matches!(node.kind(), Kind::String | Kind::Number) && !node.text().is_empty()
}

/// The values that the steps lead to from one node.
pub(super) fn follow<'t>(node: NodeRef<'t>, steps: &[Step<'t>]) -> Vec<NodeRef<'t>> {
    let mut found = vec![node];
    for step in steps {
        found = found
            .into_iter()
            .flat_map(|node| -> Vec<NodeRef<'t>> {
                match step {
                    Step::Root => vec![node],
                    Step::Key(key) => node.get(key).into_iter().collect(),
                    Step::Items => node.items().collect(),
                    Step::Values => node.entries().map(|(_, value)| value).collect(),
                }
            })
            .collect();
    }
    found
}

type Groups<'t> = Vec<(&'t str, Vec<(NodeRef<'t>, NodeRef<'t>)>)>;

fn group<'t>(nodes: &[NodeRef<'t>]) -> Groups<'t> {
    let mut groups: Groups<'t> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (key, value) in nodes.iter().flat_map(|node| node.entries()) {
        let at = *index.entry(key.text()).or_insert_with(|| {
            groups.push((key.text(), Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push((key, value));
    }
    groups
}

/// Whether the keys are data rather than fields: many, each seldom, over values that are alike.
fn is_map(groups: &Groups<'_>, mappings: usize) -> bool {
    let distinct = groups.len();
    let entries: usize = groups.iter().map(|(_, entries)| entries.len()).sum();
    // A key is on average in `entries / distinct` of the mappings.
    let seldom = |share: usize| !is_share(entries, distinct.saturating_mul(mappings), share);
    if distinct < map::KEYS || groups.iter().any(|(key, _)| key.starts_with(['@', '$'])) {
        return false;
    }
    if distinct > map::MANY_KEYS {
        return true;
    }
    let values = || groups.iter().flat_map(|(_, entries)| entries.iter().map(|(_, value)| *value));
    if values().all(is_compound) {
        return (mappings == 1 || seldom(map::SELDOM)) && alike(groups);
    }
    let one_sort = values().map(sort).filter(|sort| *sort != Kind::Null).collect::<HashSet<_>>().len() <= 1;
    if mappings == 1 {
        return one_sort && distinct >= map::KEYS_OF_ONE;
    }
    (one_sort && distinct >= map::KEYS_OF_ONE_SORT && seldom(map::SELDOM_OF_ONE_SORT))
        || (distinct >= map::KEYS_OF_ANY_SORT && seldom(map::SELDOM_OF_ANY_SORT))
}

fn is_compound(node: NodeRef<'_>) -> bool {
    node.kind() == Kind::Mapping
        || (node.kind() == Kind::Sequence && node.items().next().is_some_and(|item| item.kind() == Kind::Mapping))
}

/// The kind of a value, or of what is in a list of scalars.
fn sort(node: NodeRef<'_>) -> Kind {
    match node.kind() {
        Kind::Sequence => node.items().next().map_or(Kind::Null, |item| item.kind()),
        kind => kind,
    }
}

/// Whether most of the values have the one key that is the commonest in them.
fn alike(groups: &Groups<'_>) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut total = 0;
    for (_, value) in groups.iter().flat_map(|(_, entries)| entries) {
        total += 1;
        let inner = if value.kind() == Kind::Sequence { value.items().next().unwrap_or(*value) } else { *value };
        for (key, _) in inner.entries() {
            *counts.entry(key.text()).or_default() += 1;
        }
    }
    counts.values().max().is_some_and(|&most| is_share(most, total, map::ALIKE))
}

#[cfg(test)]
mod tests {
    use factlint_model::load::{Format, load};
    use factlint_model::source::FileId;

    use super::{Shape, Step};

    /// Whether the keys of a mapping, or of those in a list, are taken for those of a map.
    fn is_map(json: &str) -> bool {
        let loaded = load(FileId(0), "data.json", json.as_bytes().to_vec(), Format::Json);
        let mut shape = Shape::default();
        shape.add(loaded.tree.documents().collect());
        shape.places.iter().any(|place| place.step == Step::Values)
    }

    fn object(entries: impl Iterator<Item = String>) -> String {
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    }

    #[test]
    fn three_mappings_of_one_sort_make_a_map() {
        assert!(is_map(r#"{"ada": {"born": 1815}, "anne": {"born": 1792}, "mary": {"born": 1780}}"#));
        assert!(!is_map(r#"{"ada": {"born": 1815}, "anne": {"born": 1792}}"#));
        assert!(!is_map(r#"{"author": {"name": "A"}, "size": {"width": 1}, "place": {"street": "B"}}"#));
        assert!(!is_map(r#"{"$defs": {"a": 1}, "one": {"a": 1}, "two": {"a": 1}}"#));
    }

    #[test]
    fn scalars_make_a_map_only_of_many_keys_and_one_kind() {
        let counts = |keys: usize| object((0..keys).map(|key| format!("\"k{key}\": {key}")));
        assert!(is_map(&counts(20)));
        assert!(!is_map(&counts(19)));
        let mixed = object((0..30).map(|key| format!("\"k{key}\": {}", if key == 7 { "\"x\"" } else { "1" })));
        assert!(!is_map(&mixed));
    }

    #[test]
    fn keys_that_all_mappings_share_are_fields() {
        let fields = object((0..30).map(|key| format!("\"k{key}\": 1")));
        assert!(!is_map(&format!("[{}]", [fields.as_str(); 8].join(","))));
        let seldom = (0..8).map(|item| object((item * 3..item * 3 + 3).map(|key| format!("\"k{key}\": 1"))));
        assert!(is_map(&format!("[{}]", seldom.collect::<Vec<_>>().join(","))));
    }
}
