//! Merge keys: `<<: *base` gives a mapping the entries of another that it has not itself. YAML 1.2 has no such key, but
//! real data has.

use std::collections::HashSet;

use super::log::Log;
use crate::source::Span;
use crate::tree::{Kind, NodeId, NodeRef, Style, TreeBuilder};

/// Whether a key is `<<`, without quotes.
pub(super) fn is_merge_key(key: NodeRef<'_>) -> bool {
    key.style() == Style::Plain && key.text() == "<<"
}

/// An entry that a merge key brings: the entry's key and value, and where its source is written.
struct Brought {
    key: NodeId,
    value: NodeId,
    at: Span,
}

/// Appends the entries that the `<<` keys of a mapping bring to it, as aliases. The mapping is complete but for them. Not
/// more than `most` nodes are added; gives the place that would have brought more, if there is one.
pub(super) fn merge(builder: &mut TreeBuilder, log: &mut Log, mapping: NodeId, end: u32, most: u64) -> Option<Span> {
    builder.close(mapping, end);
    let node = builder.peek(mapping)?;
    let merge_keys: Vec<_> = node.entries().filter(|(key, _)| is_merge_key(*key)).collect();
    let mut seen: HashSet<_> = node.entries().map(|(key, _)| key.text()).collect();
    let mut brought = Vec::new();
    let mut beyond = None;
    for &(_, value) in &merge_keys {
        let Some(sources) = sources(value) else {
            tell_no_mapping(log, value);
            continue;
        };
        for (source, (key, value)) in
            sources.iter().flat_map(|&source| source.entries().map(move |entry| (source, entry)))
        {
            let at = source.own_span();
            if (brought.len() as u64 + 1) * 2 > most {
                beyond = Some(at);
                break;
            }
            if seen.insert(key.text()) {
                brought.push(Brought { key: key.target().id(), value: value.target().id(), at });
            }
        }
    }
    let merge_keys: Vec<_> = merge_keys.iter().map(|(key, _)| key.id()).collect();
    merge_keys.into_iter().for_each(|key| builder.mark_unread(key));
    for Brought { key, value, at } in brought {
        let [start, end] = [at.start, at.end].map(|offset| u32::try_from(offset).unwrap_or(u32::MAX));
        builder.alias(key, start, end);
        builder.alias(value, start, end);
    }
    beyond
}

fn tell_no_mapping(log: &mut Log, value: NodeRef<'_>) {
    let range = value.own_span().range();
    let finding = log.syntax(range.start, range.end, "the key << merges mappings, and its value is none");
    log.push_break(finding.at("not a mapping").help("give << an alias of a mapping, or quote it if a key is meant"));
}

/// The mappings that the value of a merge key names; null, as which a refused alias is read, names none.
fn sources(value: NodeRef<'_>) -> Option<Vec<NodeRef<'_>>> {
    let all = match value.kind() {
        Kind::Mapping => vec![value],
        Kind::Sequence => value.items().collect(),
        Kind::Null => Vec::new(),
        _ => return None,
    };
    all.iter().all(|source| source.kind() == Kind::Mapping).then_some(all)
}
