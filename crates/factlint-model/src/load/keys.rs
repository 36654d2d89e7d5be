//! The keys of a mapping: given twice, or made by a comma in a number.

use std::borrow::Cow;
use std::collections::HashMap;

use super::log::Log;
use crate::diagnostic::{Diagnostic, Level};
use crate::tree::{Kind, NodeId, NodeRef, Style, TreeBuilder};

/// Up to so many keys, comparing all with all is faster than a hash table.
const FEW: usize = 16;

/// Tells of the keys of a closed mapping that are given more than once, and lets only the first of each be read. The first
/// `len` entries are its own; those that were merged after them are new anyway.
pub(super) fn tell_duplicates(builder: &mut TreeBuilder, log: &mut Log, mapping: NodeId, len: usize) {
    for (key, first) in duplicates(builder, mapping, len) {
        tell_duplicate(builder, log, key, first);
        builder.mark_duplicate(key);
    }
}

/// Tells of a key that is given again.
pub(super) fn tell_duplicate(builder: &TreeBuilder, log: &mut Log, key: NodeId, first: NodeId) {
    if let (Some(key), Some(first)) = (builder.peek(key), builder.peek(first)) {
        log.push(finding(key, first));
    }
}

fn finding(key: NodeRef<'_>, first: NodeRef<'_>) -> Diagnostic {
    let message = match key.text() {
        "" if key.tree().format().is_table() => "two columns have no name".to_owned(),
        name => format!("the key \"{}\" is given twice", shown(name)),
    };
    Diagnostic::new("schema/duplicate-key", Level::Error, key.own_span(), message)
        .at("given again here")
        .label(first.own_span(), "first given here")
        .note("only the first one is read")
        .help("keep one of the two, or rename one")
}

/// A text short enough for a message.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The keys given before, each with the first of its text.
fn duplicates(builder: &TreeBuilder, mapping: NodeId, len: usize) -> Vec<(NodeId, NodeId)> {
    let Some(node) = builder.peek(mapping) else { return Vec::new() };
    if len > FEW {
        return duplicates_of_many(node, len);
    }
    let mut few = [("", NodeId(0)); FEW];
    let (mut count, mut marks) = (0, 0);
    let mut found = Vec::new();
    for (key, _) in node.entries().take(len) {
        let text = key.text();
        let mark = mark(text);
        let may_be_known = marks & mark != 0;
        marks |= mark;
        match few[..count].iter().find(|(earlier, _)| may_be_known && *earlier == text) {
            Some(&(_, first)) => found.push((key.id(), first)),
            None => {
                few[count] = (text, key.id());
                count += 1;
            }
        }
    }
    found
}

/// One of 64 bits, in which few keys agree that are not the same: where it is new, the key is.
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let [first, last] = [bytes.first(), bytes.last()].map(|byte| usize::from(byte.copied().unwrap_or_default()));
    1 << ((bytes.len() * 7 + first * 3 + last) % 64)
}

fn duplicates_of_many(mapping: NodeRef<'_>, len: usize) -> Vec<(NodeId, NodeId)> {
    let mut first_of = HashMap::with_capacity(len);
    let mut found = Vec::new();
    for (key, _) in mapping.entries() {
        let first = *first_of.entry(key.text()).or_insert(key.id());
        if first != key.id() {
            found.push((key.id(), first));
        }
    }
    found
}

/// Whether an entry of a `{}` mapping is the tail of a number that stands right before it: a key that starts with a digit
/// and has no value, after a value that ends with one and a comma with no space. `earlier` is the number that an entry
/// before was the tail of, and its end. Gives the number's start, the number, and the tail's end.
pub(super) fn split_number(
    builder: &TreeBuilder,
    key: NodeId,
    value: NodeId,
    earlier: Option<(NodeId, u32)>,
) -> Option<(u32, NodeId, u32)> {
    let is_digit = |found: char| found.is_ascii_digit();
    let is_plain = |node: NodeRef<'_>| node.alias_span().is_none() && node.style() == Style::Plain;
    let (tail, value) = (builder.peek(key)?, builder.peek(value)?);
    let tail_span = tail.own_span();
    let has_value = value.kind() != Kind::Null || value.own_span().start != tail_span.end;
    if has_value || !is_plain(tail) || !tail.text().starts_with(is_digit) {
        return None;
    }
    let touches = |end: u64| end + 1 == tail_span.start;
    let number = match earlier {
        Some((number, end)) if touches(u64::from(end)) => number,
        _ => {
            let before = builder.peek(NodeId(key.0.checked_sub(1)?))?;
            let splits = is_plain(before) && before.text().ends_with(is_digit) && touches(before.own_span().end);
            splits.then_some(before.id())?
        }
    };
    let start = builder.peek(number)?.own_span().start;
    Some((u32::try_from(start).ok()?, number, u32::try_from(tail_span.end).ok()?))
}
