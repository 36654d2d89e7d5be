//! Fixes as intents, turned into byte patches.
//!
//! A fix says what it wants of the tree. Here that becomes a change of bytes which keeps everything around it: quotes,
//! block or flow, indentation, line ends, comments. The changed text is parsed again, and a fix after which it does not
//! read as the old tree with exactly the wanted change is left out.

mod check;
mod comment;
mod each;
mod insert;
mod patch;
mod place;
mod raw;
mod remove;
mod write;

pub use each::edits;
use patch::Patch;
use place::{Places, Want};
pub use raw::replace;
pub use write::{json_string, quote_yaml_scalar};

use crate::diagnostic::{Fix, Intent};
use crate::load::{self, Compression, Format, Loaded};
use crate::tree::{NodeId, Tree};

/// A text after fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The new text, without a byte order mark.
    pub text: String,
    /// Which fixes are in it, by their places among those given. The others overlap one of these, their place is not there, or
    /// the text would not read as they want. In the next round, on the new text, the first kind can be applied.
    pub applied: Vec<usize>,
}

/// What a fix does: the bytes it replaces and what the tree is afterwards.
#[derive(Debug)]
struct Change {
    patches: Vec<Patch>,
    effects: Vec<Effect>,
}

/// What one intent does to the tree.
#[derive(Clone, Debug)]
enum Effect {
    /// The scalar or key has this text, and is a string if `string`.
    Text { node: NodeId, text: String, string: bool },
    /// The mapping has one more entry.
    Entry { mapping: NodeId, key: String, value: String },
    /// The list has one more item.
    Item { list: NodeId, value: String },
    /// The value, and its key if it has one, is gone.
    Gone { node: NodeId },
    /// The comment that starts at this byte has this text, or is gone.
    Comment { start: usize, text: Option<String> },
    /// At this byte there is one more comment.
    NewComment { at: usize, text: String },
}

impl Effect {
    /// The node that is not what it was, if one is not.
    fn node(&self) -> Option<NodeId> {
        match self {
            Self::Text { node, .. } | Self::Gone { node } => Some(*node),
            Self::Entry { mapping, .. } => Some(*mapping),
            Self::Item { list, .. } => Some(*list),
            Self::Comment { .. } | Self::NewComment { .. } => None,
        }
    }
}

/// Applies fixes of a file's findings to its text, the first of those that overlap. A fix is applied wholly or not at all.
#[must_use]
pub fn apply(tree: &Tree, fixes: &[&Fix]) -> Edited {
    let quotes = write::Quotes::of(tree);
    let places = Places::of(tree, fixes.iter().flat_map(|fix| &fix.intents));
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let mut taken = patch::Taken::default();
    for (at, fix) in fixes.iter().enumerate() {
        if let Some(change) = change(&places, fix, &quotes)
            && taken.take(&change.patches)
        {
            changes.push((at, change));
        }
    }
    let mut sound = Sound::new(tree, TRIES);
    sound.add(&changes.iter().map(|(_, change)| change).collect::<Vec<_>>());
    // What is kept stands in the order in which it was added.
    let mut kept = sound.kept.iter().peekable();
    let mut is_kept = |change: &Change| kept.next_if(|kept| std::ptr::eq(**kept, change)).is_some();
    let applied = changes.iter().filter(|(_, change)| is_kept(change)).map(|(at, _)| *at).collect();
    Edited { text: sound.text, applied }
}

/// The changes that are sound together, and the text after them.
struct Sound<'c> {
    tree: &'c Tree,
    /// What was wrong before, once it is asked for.
    before: Option<check::Before>,
    kept: Vec<&'c Change>,
    text: String,
    /// How often the text may still be read to see what is sound.
    tries: usize,
}

/// A fix that is not sound is found by halves; where many are not, what is left waits for the next round.
const TRIES: usize = 200;

impl<'c> Sound<'c> {
    fn new(tree: &'c Tree, tries: usize) -> Self {
        Self { tree, before: None, kept: Vec::new(), text: tree.source().text().to_owned(), tries }
    }

    /// Adds changes that are sound together with those kept before: all of them at once where that works, else by halves.
    fn add(&mut self, changes: &[&'c Change]) {
        let Some(tries) = self.tries.checked_sub(1).filter(|_| !changes.is_empty()) else { return };
        self.tries = tries;
        let before = self.kept.len();
        self.kept.extend(changes);
        if let Some(text) = self.changed_text() {
            self.text = text;
            return;
        }
        self.kept.truncate(before);
        if changes.len() > 1 {
            let (first, rest) = changes.split_at(changes.len() / 2);
            self.add(first);
            self.add(rest);
        }
    }

    /// The text after the changes kept, if it reads as they want.
    fn changed_text(&mut self) -> Option<String> {
        let tree = self.tree;
        let before = *self.before.get_or_insert_with(|| check::Before::of(&read(tree, tree.source().text())));
        let patches: Vec<_> = self.kept.iter().flat_map(|change| &change.patches).collect();
        let effects: Vec<_> = self.kept.iter().flat_map(|change| &change.effects).collect();
        let text = patch::patched(tree.source().text(), &patches)?;
        check::is_as_wanted(tree, before, &read(tree, &text), &patches, &effects).then_some(text)
    }
}

/// Reads a text in the tree's format.
fn read(tree: &Tree, text: &str) -> Loaded {
    load::load(tree.file(), tree.source().name(), text.as_bytes().to_vec(), tree.format())
}

/// Whether a file of this name and format can take a fix: a table has no place for new keys, and what is compressed is
/// written by another program.
#[must_use]
pub fn takes(name: &str, format: Format, fix: &Fix) -> bool {
    let sets_only = || fix.intents.iter().all(|intent| matches!(intent, Intent::SetScalar { .. }));
    Compression::of_name(name).is_none() && (!format.is_table() || sets_only())
}

/// The change of a fix, if its place is there and the file can take it.
fn change(places: &Places<'_>, fix: &Fix, quotes: &write::Quotes) -> Option<Change> {
    let tree = places.tree;
    if !takes(tree.source().name(), tree.format(), fix) {
        return None;
    }
    let mut change = Change { patches: Vec::new(), effects: Vec::new() };
    for intent in &fix.intents {
        let (patch, effect) = patch_of(places, intent, quotes)?;
        change.patches.push(patch);
        change.effects.push(effect);
    }
    patch::Taken::default().take(&change.patches).then_some(change)
}

fn patch_of(places: &Places<'_>, intent: &Intent, quotes: &write::Quotes) -> Option<(Patch, Effect)> {
    match intent {
        Intent::SetScalar { span, text, quote } => {
            let place = places.find(*span, Want::Scalar)?;
            let patch = write::set_scalar(&place, text, *quote, quotes);
            Some((patch, Effect::Text { node: place.node.id(), text: text.clone(), string: *quote }))
        }
        Intent::RenameKey { span, key } => {
            let place = places.find(*span, Want::Key)?;
            let patch = write::set_scalar(&place, key, false, quotes);
            Some((patch, Effect::Text { node: place.node.id(), text: key.clone(), string: false }))
        }
        Intent::InsertKey { span, key, value } => {
            let place = places.find(*span, Want::Mapping)?;
            let patch = insert::key(&place, key, value, quotes)?;
            let effect = Effect::Entry { mapping: place.node.id(), key: key.clone(), value: value.clone() };
            Some((patch, effect))
        }
        Intent::AppendItem { span, value } => {
            let list = places.list(*span)?;
            let patch = insert::item(list, value, quotes)?;
            Some((patch, Effect::Item { list: list.id(), value: value.clone() }))
        }
        Intent::Remove { span } => {
            let place = places.find(*span, Want::Child)?;
            Some((remove::child(&place)?, Effect::Gone { node: place.node.id() }))
        }
        Intent::SetComment { span, text } => {
            let patch = comment::set(places.tree, *span, text.as_deref())?;
            Some((patch, Effect::Comment { start: span.range().start, text: text.clone() }))
        }
        Intent::AddComment { span, text } => {
            let patch = comment::add(places.tree, *span, text)?;
            let at = patch.range.start;
            Some((patch, Effect::NewComment { at, text: text.clone() }))
        }
        Intent::SetText { .. } => None,
    }
}

#[cfg(test)]
mod tests;
