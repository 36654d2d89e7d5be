//! Entries and items that go away.

use std::ops::Range;

use super::patch::{Patch, is_first_on_line, line_end, line_start};
use super::place::{Place, written_entries};
use crate::tree::{Kind, NodeRef, Style};

/// A patch that removes a list item, or the entry of a value.
pub(super) fn child(place: &Place<'_>) -> Option<Patch> {
    let parent = place.parent?;
    let text = parent.tree().source().text();
    let places: Vec<_> = match parent.kind() {
        Kind::Mapping => written_entries(parent).map(|(key, value)| whole(key, value)).collect(),
        _ => parent.items().map(|item| whole(item, item)).collect(),
    };
    let own = places.get(place.index)?.clone();
    let before = place.index.checked_sub(1).and_then(|index| places.get(index));
    let after = places.get(place.index + 1);
    if parent.style() == Style::Flow {
        let range = match (before, after) {
            (_, Some(after)) => own.start..after.start,
            (Some(before), None) => before.end..own.end,
            (None, None) => own,
        };
        let comment = parent.tree().comments().any(|comment| range.contains(&comment.range().start));
        return (!comment).then(|| Patch::new(text, range, ""));
    }
    let is_list = parent.kind() == Kind::Sequence;
    if before.is_none() && after.is_none() {
        let empty = if is_list { "[]" } else { "{}" };
        return Some(Patch::new(text, parent.own_span().range(), empty));
    }
    let start = if is_list { dash(text, parent, before, &own)? } else { own.start };
    if is_first_on_line(text, start) {
        let end = line_end(text, own.end);
        let end = text.get(end..)?.find('\n').map_or(text.len(), |len| end + len + 1);
        return Some(Patch::new(text, line_start(text, start)..end, ""));
    }
    // The first entry of a mapping that starts behind a dash: the next one takes its place.
    let next = if is_list { dash(text, parent, Some(&own), after?)? } else { after?.start };
    Some(Patch::new(text, start..next, ""))
}

fn whole(first: NodeRef<'_>, last: NodeRef<'_>) -> Range<usize> {
    first.own_span().range().start..last.own_span().range().end
}

/// The byte of the dash before a list's item.
fn dash(text: &str, list: NodeRef<'_>, before: Option<&Range<usize>>, item: &Range<usize>) -> Option<usize> {
    let Some(before) = before else { return Some(list.own_span().range().start) };
    let mut at = before.end;
    // Behind the item before there may be a comment, and lines of comments after it; the dash starts its own line.
    for line in text.get(before.end..item.start)?.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if at > before.end && line.as_bytes().get(indent) == Some(&b'-') {
            return Some(at + indent);
        }
        at += line.len();
    }
    None
}
