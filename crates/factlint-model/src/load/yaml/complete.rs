//! All of YAML, through the `oneyaml-syntax` parser. Only this file and its messages know that parser.

use std::borrow::Cow;

use oneyaml_core::{Limits, Settings};
use oneyaml_syntax::event::{CollectionStyle, Event, EventKind, ScalarStyle, TriviaKind};
use oneyaml_syntax::{Sourced, events_with};

use super::core_schema;
use crate::load::assemble::{Assembler, DEPTH};
use crate::tree::{Kind, Style};

/// Reads the YAML documents of `text`, which stands at byte `base` of the source.
///
/// After an error the rest of its document is left out, and reading goes on at the next `---`.
pub(super) fn read<'s>(out: &mut Assembler<'s>, text: &'s str, base: usize) {
    let settings = Settings::new().limits(Limits::unlimited().max_depth(DEPTH));
    let mut reader = Reader { out, base, broken: false };
    let mut events = events_with(text, &settings);
    // By reference, since an event is large and there are several for each node.
    while let Some(event) = &events.next() {
        reader.event(event);
    }
    reader.out.abandon();
}

/// Reads a text that is one scalar and nothing else, which stands at byte `base` of the source; `None` if it is not.
pub(super) fn read_scalar<'s>(out: &mut Assembler<'s>, text: &'s str, base: usize) -> Option<()> {
    let mut reader = Reader { out, base, broken: false };
    let mut is_read = false;
    let mut events = events_with(text, &Settings::new());
    while let Some(event) = &events.next() {
        match event.kind() {
            EventKind::Scalar { style, .. } if !is_read && reader.is_all(event) => {
                is_read = true;
                reader.scalar(event, *style);
            }
            EventKind::DocumentStart { explicit: false, .. } | EventKind::DocumentEnd { explicit: false, .. } => {}
            EventKind::StreamStart | EventKind::StreamEnd => {}
            EventKind::Trivia(TriviaKind::Whitespace | TriviaKind::LineBreak | TriviaKind::BlockScalarHeader) => {}
            _ => return None,
        }
    }
    is_read.then_some(())
}

pub(super) struct Reader<'a, 's> {
    pub(super) out: &'a mut Assembler<'s>,
    pub(super) base: usize,
    /// Whether the rest of the document is left out.
    broken: bool,
}

impl<'s> Reader<'_, 's> {
    fn event(&mut self, event: &Sourced<'s>) {
        let span = event.span();
        match event.kind() {
            EventKind::Trivia(TriviaKind::Comment) => {
                let [start, end] = self.place(event);
                self.out.builder.comment(start, end);
            }
            EventKind::DocumentStart { .. } => {
                self.broken = false;
                self.out.anchors.clear();
            }
            EventKind::Error(error) if !self.broken => {
                self.broken = true;
                let finding = self.finding(event, error);
                self.out.abandon();
                self.out.log.push_break(finding);
            }
            _ if self.broken => {}
            EventKind::Scalar { style, .. } => self.scalar(event, *style),
            EventKind::MappingStart { style, .. } => self.open(event, Kind::Mapping, *style),
            EventKind::SequenceStart { style, .. } => self.open(event, Kind::Sequence, *style),
            EventKind::MappingEnd | EventKind::SequenceEnd => {
                let end = self.offset(span.end);
                self.out.close(end);
            }
            EventKind::Alias => {
                let [start, end] = self.place(event);
                self.out.alias_of(event.alias_name().unwrap_or_default(), start, end);
            }
            _ => {}
        }
    }

    fn scalar(&mut self, event: &Sourced<'s>, style: ScalarStyle) {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let text = as_written(event, style).map_or_else(|| event.value().unwrap_or_default(), Cow::Borrowed);
        let properties = event.properties().filter(|properties| !properties.is_empty());
        let kind = match properties.and_then(|_| event.tag()) {
            Some(tag) => core_schema::tagged(&tag.resolved, style, &text),
            None if style == Style::Plain => core_schema::plain(&text),
            None => Kind::String,
        };
        let [start, end] = match style {
            Style::Literal | Style::Folded => self.block_place(event),
            _ => self.place(event),
        };
        let id = self.out.scalar(kind, style, start, end, text);
        if let Some(anchor) = properties.and_then(|_| event.anchor()) {
            self.out.anchors.define(anchor.name, id, 1, 0);
        }
    }

    /// Whether a scalar is the whole text; the line breaks at the end of a block scalar may be left out.
    fn is_all(&self, event: &Sourced<'s>) -> bool {
        match event.block_header() {
            Some(header) => header.span.start == 0,
            None => event.span().start == 0 && event.span().end == event.source().len(),
        }
    }

    /// The place of a block scalar: from its `|` or `>` to the end of its last line that is not empty.
    fn block_place(&self, event: &Sourced<'s>) -> [u32; 2] {
        let [start, end] = self.place(event);
        let Some(header) = event.block_header() else { return [start, end] };
        let lines = event.text().unwrap_or_default().trim_end_matches(['\n', '\r']);
        let end = if lines.is_empty() { header.span.end } else { event.span().start + lines.len() };
        [self.offset(header.span.start), self.offset(end)]
    }

    fn open(&mut self, event: &Sourced<'s>, kind: Kind, style: CollectionStyle) {
        let style = if style == CollectionStyle::Flow { Style::Flow } else { Style::Block };
        let start = self.offset(event.span().start);
        let anchored = event.properties().is_some_and(|properties| properties.anchor.is_some());
        let anchor = anchored.then(|| event.anchor()).flatten();
        self.out.open(kind, style, start, anchor.map(|anchor| anchor.name));
    }

    fn place(&self, event: &Event<'s>) -> [u32; 2] {
        [self.offset(event.span().start), self.offset(event.span().end)]
    }

    fn offset(&self, at: usize) -> u32 {
        u32::try_from(self.base + at).unwrap_or(u32::MAX)
    }
}

/// The text of a scalar where it is a slice of the source, as most are; else `None`.
fn as_written<'s>(event: &Sourced<'s>, style: Style) -> Option<&'s str> {
    let text = event.text()?;
    let (inner, special) = match style {
        Style::Plain => (text, b'\n'),
        Style::Single => (text.get(1..text.len().checked_sub(1)?)?, b'\''),
        Style::Double => (text.get(1..text.len().checked_sub(1)?)?, b'\\'),
        _ => return None,
    };
    memchr::memchr3(b'\n', b'\r', special, inner.as_bytes()).is_none().then_some(inner)
}
