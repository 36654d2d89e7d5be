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
    let mut content = String::new();
    let is_told = write_scalar(item, &mut content) || write_all(item, &mut content, &write_scalar) || {
        write_all(item, &mut content, &|value, content| write_all(value, content, &write_scalar))
    };
    if !is_told {
        content.push_str(if item.kind() == Kind::Mapping { "{}" } else { "[]" });
    }
    content
}

/// Writes a value, if it is one to write.
type Write<'w> = dyn Fn(NodeRef<'_>, &mut String) -> bool + 'w;

fn write_scalar(value: NodeRef<'_>, content: &mut String) -> bool {
    let is_scalar = value.is_scalar();
    if is_scalar {
        content.push_str(if value.kind() == Kind::Null { "null" } else { value.text() });
    }
    is_scalar
}

/// Writes the items or entries of a collection that are to be written; whether there are any.
fn write_all(collection: NodeRef<'_>, content: &mut String, write: &Write<'_>) -> bool {
    let start = content.len();
    let is_list = collection.kind() == Kind::Sequence;
    content.push(if is_list { '[' } else { '{' });
    let first = content.len();
    let mut entries: Vec<(&str, NodeRef<'_>)> = collection
        .entries()
        .map(|(key, value)| (key.text(), value))
        .chain(collection.items().map(|item| ("", item)))
        .collect();
    entries.sort_by_key(|(key, _)| *key);
    for (key, value) in entries {
        let before = content.len();
        if before > first {
            content.push_str(", ");
        }
        if !is_list {
            content.push_str(key);
            content.push_str(": ");
        }
        if !write(value, content) {
            content.truncate(before);
        }
    }
    let is_any = content.len() > first;
    if is_any {
        content.push(if is_list { ']' } else { '}' })
    } else {
        content.truncate(start)
    }
    is_any
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
