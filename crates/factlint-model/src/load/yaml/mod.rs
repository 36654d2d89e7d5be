//! YAML through the `oneyaml-syntax` parser. Only this file and its messages know that parser.

mod core_schema;
mod message;

use oneyaml_core::{Limits, Settings};
use oneyaml_syntax::event::{CollectionStyle, Event, EventKind, ScalarStyle, TriviaKind};
use oneyaml_syntax::{Sourced, events_with};

use super::assemble::{Assembler, DEPTH};
use crate::tree::{Kind, Style};

/// Reads the YAML documents of `text`, which stands at byte `base` of the source.
///
/// After an error the rest of its document is left out, and reading goes on at the next `---`.
pub(super) fn read<'s>(out: &mut Assembler<'s>, text: &'s str, base: usize) {
    let settings = Settings::new().limits(Limits::unlimited().max_depth(DEPTH));
    let mut reader = Reader { out, base, broken: false };
    for event in events_with(text, &settings) {
        if reader.out.log.is_full() {
            break;
        }
        reader.event(&event);
    }
    reader.out.abandon();
}

struct Reader<'a, 's> {
    out: &'a mut Assembler<'s>,
    base: usize,
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
                self.out.abandon();
                let finding = message::finding(&self.out.log, error, event.source(), self.base);
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
        let [mut start, mut end] = self.place(event);
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        if let Some(header) = event.block_header() {
            start = self.offset(header.span.start);
            let lines = event.text().unwrap_or_default().trim_end_matches(['\n', '\r']);
            let content = if lines.is_empty() { header.span.end } else { event.span().start + lines.len() };
            end = self.offset(content);
        }
        let text = event.value().unwrap_or_default();
        let kind = match (self.tag(event), style) {
            (Some(tag), _) => core_schema::tagged(&tag, style, &text),
            (None, Style::Plain) => core_schema::plain(&text),
            (None, _) => Kind::String,
        };
        let anchor = self.anchor(event);
        let id = self.out.scalar(kind, style, start, end, text);
        if let Some(name) = anchor {
            self.out.anchors.define(name, id, 1, 0);
        }
    }

    fn open(&mut self, event: &Sourced<'s>, kind: Kind, style: CollectionStyle) {
        let style = if style == CollectionStyle::Flow { Style::Flow } else { Style::Block };
        let start = self.offset(event.span().start);
        let anchor = self.anchor(event);
        self.out.open(kind, style, start, anchor);
    }

    fn anchor(&self, event: &Sourced<'s>) -> Option<&'s str> {
        has_properties(event).then(|| event.anchor()).flatten().map(|anchor| anchor.name)
    }

    fn tag(&self, event: &Sourced<'s>) -> Option<String> {
        has_properties(event).then(|| event.tag()).flatten().map(|tag| tag.resolved.into_owned())
    }

    fn place(&self, event: &Event<'s>) -> [u32; 2] {
        [self.offset(event.span().start), self.offset(event.span().end)]
    }

    fn offset(&self, at: usize) -> u32 {
        u32::try_from(self.base + at).unwrap_or(u32::MAX)
    }
}

/// Whether a node has an anchor or a tag; nearly none has.
fn has_properties(event: &Event<'_>) -> bool {
    event.properties().is_some_and(|properties| !properties.is_empty())
}
