//! What an item of a list goes by where it has no id: what it says. Neither its number nor how it is written is part of that, so it
//! stays the same where others come, go or change places. Items that say the same go by the same.

use std::collections::HashMap;
use std::fmt::Write as _;

use factlint_model::tree::{Kind, NodeId, NodeRef};

/// So many characters are told as they are; of more the first, and a number that stands for all.
const TOLD: usize = 60;

/// So many of the first.
const FIRST: usize = 40;

/// What the items of one tree go by, each made once.
#[derive(Debug, Default)]
pub(super) struct ItemNames(HashMap<NodeId, String>);

impl ItemNames {
    /// What an item goes by.
    pub fn of(&mut self, item: NodeRef<'_>) -> &str {
        self.0.entry(item.id()).or_insert_with(|| short(content(item)))
    }
}

/// A scalar's text; of a list or a mapping the scalars that stand in it, or if there are none those one level deeper. What lies
/// deeper can change without making it another item. Keys are sorted.
fn content(item: NodeRef<'_>) -> String {
    if item.is_scalar() {
        return text(item).to_owned();
    }
    let scalar = |value: NodeRef<'_>| value.is_scalar().then(|| text(value).to_owned());
    let own = listed(item, scalar).or_else(|| listed(item, |value| listed(value, scalar)));
    own.unwrap_or_else(|| if item.kind() == Kind::Mapping { "{}".to_owned() } else { "[]".to_owned() })
}

fn text<'t>(scalar: NodeRef<'t>) -> &'t str {
    if scalar.kind() == Kind::Null { "null" } else { scalar.text() }
}

/// The items or entries of a collection of which `told` tells something; none where it tells nothing.
fn listed<'t>(collection: NodeRef<'t>, told: impl Fn(NodeRef<'t>) -> Option<String>) -> Option<String> {
    if collection.kind() == Kind::Sequence {
        let items: Vec<String> = collection.items().filter_map(told).collect();
        return (!items.is_empty()).then(|| format!("[{}]", items.join(", ")));
    }
    let entries = collection.entries().filter_map(|(key, value)| Some((key.text(), told(value)?)));
    let mut entries: Vec<(&str, String)> = entries.collect();
    entries.sort_unstable();
    let entries: Vec<String> = entries.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    (!entries.is_empty()).then(|| format!("{{{}}}", entries.join(", ")))
}

/// The content in one line and in few characters, another one for another content.
fn short(content: String) -> String {
    if content.chars().nth(TOLD).is_none() && !content.contains(char::is_control) {
        return content;
    }
    let mut short: String = content.chars().take(FIRST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Writing to a string cannot fail.
    let _ = write!(short, "… {}", blake3::hash(content.as_bytes()).to_hex().get(..16).unwrap_or_default());
    short
}
