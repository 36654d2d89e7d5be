//! Whether a changed text reads as the old tree with the wanted changes, and nothing else.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::Effect;
use super::patch::Patch;
use super::place::written_entries;
use crate::load::Loaded;
use crate::tree::{Kind, NodeId, NodeRef, Tree};

/// What was wrong with a file before a change, as far as a change must not make it worse.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    findings: usize,
    complete: bool,
}

impl Before {
    pub(super) fn of(loaded: &Loaded) -> Self {
        Self { findings: loaded.diagnostics.len(), complete: loaded.complete }
    }
}

/// Whether the new text is no worse than before, has all comments, and reads as the effects describe.
pub(super) fn is_as_wanted(old: &Tree, before: Before, new: &Loaded, patches: &[&Patch], effects: &[&Effect]) -> bool {
    let mut wanted = HashMap::new();
    let mut comments = Comments::default();
    for effect in effects {
        match effect {
            Effect::Comment { start, text } => drop(comments.changed.insert(*start, text.as_deref())),
            Effect::NewComment { at, text } => comments.added.push((*at, text)),
            _ => {}
        }
        if effect.node().is_some_and(|node| wanted.insert(node, *effect).is_some()) {
            return false;
        }
    }
    new.diagnostics.len() <= before.findings
        && (new.complete || !before.complete)
        && same_comments(old, &new.tree, patches, &comments)
        && old.documents().len() == new.tree.documents().len()
        && old.documents().zip(new.tree.documents()).all(|(old, new)| same(old, new, &wanted))
}

/// What is wanted of comments.
#[derive(Default)]
struct Comments<'w> {
    /// The texts of those that change, by their starts; none of those that go away.
    changed: BTreeMap<usize, Option<&'w str>>,
    /// The bytes at which there are to be new ones, and their texts.
    added: Vec<(usize, &'w str)>,
}

/// Whether the comments are those of before, but for what is wanted, and for what a patch took away with its line.
fn same_comments(old: &Tree, new: &Tree, patches: &[&Patch], wanted: &Comments<'_>) -> bool {
    let starts: BTreeMap<usize, usize> = patches.iter().map(|patch| (patch.range.start, patch.range.end)).collect();
    let is_patched = |at: usize| starts.range(..=at).next_back().is_some_and(|(_, &end)| at < end);
    let after = |range: Range<usize>| match wanted.changed.get(&range.start) {
        Some(text) => text.map(|text| (range.start, text, false)),
        None => Some((range.start, old.source().slice(range.clone()), is_patched(range.start))),
    };
    let old = old.comments().filter_map(|comment| after(comment.range()));
    let mut all: Vec<(usize, &str, bool)> =
        old.chain(wanted.added.iter().map(|&(at, text)| (at, text, false))).collect();
    all.sort_by_key(|(at, ..)| *at);
    let kept = all.iter().filter(|(.., may_go)| !may_go).map(|(_, text, _)| *text);
    let found = || new.comments().map(|comment| new.source().slice(comment.range()));
    are_among(kept, found()) && are_among(found(), all.iter().map(|(_, text, _)| *text))
}

/// Whether texts are among others, in the same order.
fn are_among<'t>(mut texts: impl Iterator<Item = &'t str>, mut others: impl Iterator<Item = &'t str>) -> bool {
    texts.all(|text| others.any(|other| other == text))
}

/// Whether a node is the old one with the wanted changes in it. Recurses no deeper than the loader lets a tree nest.
fn same(old: NodeRef<'_>, new: NodeRef<'_>, wanted: &HashMap<NodeId, &Effect>) -> bool {
    let effect = wanted.get(&old.id()).copied();
    if let Some(Effect::Text { text, string, .. }) = effect {
        return new.is_scalar() && new.text() == text && (!string || new.kind() == Kind::String);
    }
    if old.alias_span().is_some() || new.alias_span().is_some() {
        // What an alias stands for is compared where it is written.
        return old.alias_span().is_some() == new.alias_span().is_some();
    }
    if old.kind() != new.kind() {
        return false;
    }
    match old.kind() {
        Kind::Mapping => same_entries(old, new, effect, wanted),
        Kind::Sequence => same_items(old, new, effect, wanted),
        _ => old.text() == new.text(),
    }
}

fn same_entries(
    old: NodeRef<'_>,
    new: NodeRef<'_>,
    effect: Option<&Effect>,
    wanted: &HashMap<NodeId, &Effect>,
) -> bool {
    let mut entries = written_entries(new);
    let kept = written_entries(old).filter(|(_, value)| !is_gone(*value, wanted)).all(|(key, value)| {
        entries.next().is_some_and(|(new_key, new_value)| same(key, new_key, wanted) && same(value, new_value, wanted))
    });
    let added = match effect {
        Some(Effect::Entry { key, value, .. }) => {
            entries.next().is_some_and(|(new_key, new_value)| new_key.text() == key && new_value.text() == value)
        }
        _ => true,
    };
    kept && added && entries.next().is_none()
}

fn same_items(old: NodeRef<'_>, new: NodeRef<'_>, effect: Option<&Effect>, wanted: &HashMap<NodeId, &Effect>) -> bool {
    let mut items = new.items();
    let kept = old
        .items()
        .filter(|item| !is_gone(*item, wanted))
        .all(|item| items.next().is_some_and(|new_item| same(item, new_item, wanted)));
    let added = match effect {
        Some(Effect::Item { value, .. }) => items.next().is_some_and(|item| item.text() == value),
        _ => true,
    };
    kept && added && items.next().is_none()
}

fn is_gone(node: NodeRef<'_>, wanted: &HashMap<NodeId, &Effect>) -> bool {
    matches!(wanted.get(&node.id()), Some(Effect::Gone { .. }))
}
