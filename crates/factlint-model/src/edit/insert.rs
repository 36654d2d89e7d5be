//! New entries and items.

use super::patch::{Patch, indentation, is_first_on_line, line_break, line_end};
use super::place::{Place, written_entries};
use super::write::{self, Quotes};
use crate::load::Format;
use crate::tree::{NodeRef, Style};

/// A patch that gives the mapping one more entry, at its end.
pub(super) fn key(place: &Place<'_>, key: &str, value: &str, quotes: &Quotes) -> Option<Patch> {
    let mapping = place.node;
    // A mapping inside brackets without braces of its own, as in `[a: b]`, holds one entry only.
    let lone = place.in_flow && !in_brackets(mapping);
    if lone || mapping.get(key).is_some() {
        return None;
    }
    let entries: Vec<_> = written_entries(mapping).map(|(key, value)| (start(key), end(value))).collect();
    let flow = in_brackets(mapping);
    let json = is_json(mapping);
    let key = if json { write::json_string(key) } else { write::yaml_text(key, flow, quotes) };
    let value = if json { write::json_value(value) } else { write::yaml_text(value, flow, quotes) };
    let colon = colon(mapping).unwrap_or(": ");
    add(mapping, &entries, &format!("{key}{colon}{value}"))
}

/// A patch that gives the list one more item, at its end.
pub(super) fn item(list: NodeRef<'_>, value: &str, quotes: &Quotes) -> Option<Patch> {
    let items: Vec<_> = list.items().map(|item| (start(item), end(item))).collect();
    let last = list.items().last();
    let value = match last {
        _ if is_json(list) => write::json_value(value),
        Some(last) => write::yaml_like(value, last.style(), in_brackets(list), quotes),
        None => write::yaml_text(value, in_brackets(list), quotes),
    };
    let value = if in_brackets(list) { value } else { format!("- {value}") };
    add(list, &items, &value)
}

/// Puts `new` after the entries or items that stand at these places.
fn add(collection: NodeRef<'_>, entries: &[(usize, usize)], new: &str) -> Option<Patch> {
    let text = collection.tree().source().text();
    let own = collection.own_span().range();
    if !in_brackets(collection) {
        let at = line_end(text, own.end);
        let new = format!("{}{}{new}", line_break(text), indentation(text, own.start));
        return (collection.style() == Style::Block && at > own.start).then(|| Patch::new(text, at..at, new));
    }
    let Some(&(last_start, at)) = entries.last() else {
        let at = own.start + 1;
        let blank = text.get(at..own.end.checked_sub(1)?)?.trim().is_empty();
        return blank.then(|| Patch::new(text, at..own.end - 1, new));
    };
    let separator = match entries {
        [.., (_, before), _] => separator(text, *before, last_start),
        _ if is_first_on_line(text, last_start) => {
            Some(format!(",{}{}", line_break(text), indentation(text, last_start)))
        }
        _ => None,
    };
    let separator = separator.unwrap_or_else(|| ", ".to_owned());
    Some(Patch::new(text, at..at, format!("{separator}{new}")))
}

/// What stands between two entries, if it is a comma and space only.
fn separator(text: &str, before: usize, after: usize) -> Option<String> {
    let between = text.get(before..after)?;
    (between.trim() == ",").then(|| between.to_owned())
}

/// What stands between the last key and its value, if it is a colon and space on one line.
fn colon(mapping: NodeRef<'_>) -> Option<&str> {
    let (key, value) = written_entries(mapping).last()?;
    let between = mapping.tree().source().text().get(end(key)..start(value))?;
    let json = is_json(mapping);
    (between.trim_matches(' ') == ":" && (json || between.ends_with(' '))).then_some(between)
}

fn in_brackets(collection: NodeRef<'_>) -> bool {
    collection.style() == Style::Flow
}

fn is_json(node: NodeRef<'_>) -> bool {
    matches!(node.tree().format(), Format::Json | Format::Ndjson)
}

fn start(node: NodeRef<'_>) -> usize {
    node.own_span().range().start
}

fn end(node: NodeRef<'_>) -> usize {
    node.own_span().range().end
}
