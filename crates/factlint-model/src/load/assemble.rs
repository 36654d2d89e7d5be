//! From the events of a format's parser to the tree: which node is a key, which a value, what is given twice.

use std::borrow::Cow;
use std::sync::Arc;

use super::alias::Anchors;
use super::log::Log;
use super::{keys, merge};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Source, Span};
use crate::tree::{Kind, NodeId, Style, Tree, TreeBuilder};

/// How deep collections may nest, aliases followed: so deep that only a hostile file goes deeper, and so shallow that
/// whoever reads a tree may recurse.
pub(super) const DEPTH: usize = 512;

/// An open collection.
#[derive(Debug)]
struct Frame<'s> {
    id: NodeId,
    kind: Kind,
    style: Style,
    /// The key that waits for its value.
    key: Option<NodeId>,
    /// How many entries or items are complete.
    len: u32,
    /// How deep what is in it nests.
    height: u16,
    /// Whether it has a `<<` key.
    merges: bool,
    anchor: Option<&'s str>,
    /// [`Assembler::expanded`] before it was opened.
    before: u64,
}

/// Puts a tree together. Every call is for the next node in the order of the file.
#[derive(Debug)]
pub(super) struct Assembler<'s> {
    pub(super) builder: TreeBuilder,
    pub(super) log: Log,
    pub(super) anchors: Anchors<'s>,
    frames: Vec<Frame<'s>>,
    /// Where the last node ended.
    end: u32,
    /// How many nodes aliases add when they are followed, beyond their own.
    extra: u64,
    /// The end of the last number that a comma split, while nothing came after it.
    split: Option<(NodeId, u32)>,
}

impl<'s> Assembler<'s> {
    pub(super) fn new(file: FileId, source: Arc<Source>) -> Self {
        Self {
            builder: TreeBuilder::new(file, source),
            log: Log::new(file),
            anchors: Anchors::default(),
            frames: Vec::new(),
            end: 0,
            extra: 0,
            split: None,
        }
    }

    /// Forgets everything that was read.
    pub(super) fn restart(&mut self) {
        self.builder.clear();
        self.log.clear();
        self.anchors = Anchors::default();
        self.frames.clear();
        (self.end, self.extra, self.split) = (0, 0, None);
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Whether the innermost open collection is a mapping.
    pub(super) fn in_mapping(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.kind == Kind::Mapping)
    }

    /// The first byte of the innermost open collection.
    pub(super) fn innermost(&self) -> Option<Span> {
        let mut span = self.builder.peek(self.frames.last()?.id)?.own_span();
        span.end = span.start + 1;
        Some(span)
    }

    /// Where the last node ended.
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    /// How many nodes there are when every alias is followed.
    pub(super) fn expanded(&self) -> u64 {
        u64::from(self.builder.next()).saturating_add(self.extra)
    }

    /// A scalar at `start..end`; a borrowed text is a slice of the source.
    pub(super) fn scalar(&mut self, kind: Kind, style: Style, start: u32, end: u32, text: Cow<'_, str>) -> NodeId {
        let quotes = u32::from(matches!(style, Style::Single | Style::Double)) * 2;
        let id = match text {
            Cow::Borrowed(text)
                if !matches!(style, Style::Literal | Style::Folded)
                    && text.len() == end.saturating_sub(start).saturating_sub(quotes) as usize =>
            {
                self.builder.scalar(kind, style, start, end)
            }
            text => self.builder.decoded(kind, style, start, end, text),
        };
        self.end = end;
        self.done(id, 0);
        id
    }

    /// Opens a collection.
    pub(super) fn open(&mut self, kind: Kind, style: Style, start: u32, anchor: Option<&'s str>) {
        let before = self.expanded();
        let id = self.builder.open(kind, style, start);
        if self.frames.is_empty() {
            self.builder.root(id);
        }
        self.frames.push(Frame { id, kind, style, key: None, len: 0, height: 1, merges: false, anchor, before });
        self.end = start;
        if style == Style::Flow {
            self.end += 1;
        }
    }

    /// Closes the innermost collection, which ends before byte `end`.
    pub(super) fn close(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        // A block collection ends with its last node, and not with the line break after it.
        let end = if frame.style == Style::Flow { end } else { self.end };
        if frame.merges {
            let room = self.most().saturating_sub(self.expanded());
            if let Some(span) = merge::merge(&mut self.builder, &mut self.log, frame.id, end, room) {
                self.tell_growth(span);
            }
        }
        self.builder.close(frame.id, end);
        self.end = end;
        if frame.kind == Kind::Mapping && frame.len > 1 {
            keys::tell_duplicates(&mut self.builder, &mut self.log, frame.id, frame.len as usize);
        }
        if let Some(name) = frame.anchor {
            let size = self.expanded().saturating_sub(frame.before);
            self.anchors.define(name, frame.id, size, frame.height);
        }
        self.done(frame.id, frame.height);
    }

    /// An alias, written at `start..end`, for a closed node that nests `height` deep and has `size` nodes.
    pub(super) fn alias(&mut self, target: NodeId, start: u32, end: u32, size: u64, height: u16) {
        let id = self.builder.alias(target, start, end);
        self.extra = self.extra.saturating_add(size.saturating_sub(1));
        self.end = end;
        self.done(id, height);
    }

    /// Closes everything that is open, after an error. A key without its value is not read.
    pub(super) fn abandon(&mut self) {
        let end = self.end;
        while let Some(frame) = self.frames.last_mut() {
            if let Some(key) = frame.key.take() {
                self.builder.mark_unread(key);
                self.builder.scalar(Kind::Null, Style::Plain, end, end);
            }
            self.close(end);
        }
    }

    /// The finished tree and the findings.
    pub(super) fn finish(self) -> (Tree, Log) {
        (self.builder.finish(), self.log)
    }

    /// Notes that a node is complete.
    fn done(&mut self, id: NodeId, height: u16) {
        let Some(frame) = self.frames.last_mut() else {
            if height == 0 {
                self.builder.root(id);
            }
            return;
        };
        frame.height = frame.height.max(height.saturating_add(1));
        if frame.kind != Kind::Mapping {
            frame.len += 1;
            return;
        }
        match frame.key.take() {
            None => frame.key = Some(id),
            Some(key) => {
                frame.len += 1;
                self.entry(key, id);
            }
        }
    }

    /// Looks at a complete entry of the innermost mapping.
    fn entry(&mut self, key: NodeId, value: NodeId) {
        let Some(node) = self.builder.peek(key) else { return };
        if !node.is_scalar() {
            let span = node.own_span();
            let range = span.range();
            let finding = self.log.syntax(range.start, range.end, "a key is a list or a mapping");
            self.log.push_break(finding.at("not a text").help("give the entry a plain text as its key"));
            self.builder.mark_unread(key);
        } else if merge::is_merge_key(node) {
            if let Some(frame) = self.frames.last_mut() {
                frame.merges = true;
            }
        } else if self.frames.last().is_some_and(|frame| frame.style == Style::Flow) {
            self.tell_split(key, value);
        }
    }

    /// Tells of a number which YAML splits at its comma: `{ printed: 688,503 }` has the keys `printed` and `503`. Its
    /// value is read as meant, so that nothing else is said of it.
    fn tell_split(&mut self, key: NodeId, value: NodeId) {
        let Some((start, before, end)) = keys::split_number(&self.builder, key, value, self.split) else { return };
        let again = self.split.is_some_and(|(node, _)| node == before);
        self.split = Some((before, end));
        if again {
            if let Some(last) = self.log.last() {
                last.primary.span.end = u64::from(end);
            }
        } else {
            self.log.push(self.split_finding(start, end, before, key));
        }
        self.builder.mark_unread(key);
        self.builder.widen(before, end);
    }

    fn split_finding(&self, start: u32, end: u32, before: NodeId, key: NodeId) -> Diagnostic {
        let text = |node| self.builder.peek(node).map_or("", |node| node.text());
        let message = format!(
            "YAML ends a value at a comma inside {{ }}: this reads as {} and a key {}",
            text(before),
            text(key)
        );
        let finding = self.log.syntax(start as usize, end as usize, message);
        finding.at("one number?").help("quote the number, or write the mapping with one key a line")
    }
}
