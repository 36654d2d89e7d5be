//! HTML: the tokens of a page as WHATWG has them read, without a tree, so that nothing depends on tags that are closed.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, Token, Tokenizer};

use super::Blocks;

/// Elements whose content is not shown as text.
const HIDDEN: &[&str] = &[
    "annotation",
    "audio",
    "button",
    "canvas",
    "datalist",
    "iframe",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// Classes of inline elements that are marks, and no text: footnotes, and what MediaWiki adds to headings.
const MARKS: &[&str] = &["reference", "mw-ref", "mw-editsection", "footnote-ref", "noteref"];

/// Elements that stand in a line of text. All others are, or divide, blocks.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "link",
    "map",
    "mark",
    "math",
    "meta",
    "mi",
    "mn",
    "mo",
    "mrow",
    "mstyle",
    "msub",
    "msup",
    "mtext",
    "nobr",
    "object",
    "output",
    "picture",
    "q",
    "rb",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "semantics",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
];

/// Elements without content, which no end tag follows.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Reads a part of the file as HTML.
pub(super) fn read(blocks: &mut Blocks<'_>, range: Range<usize>) {
    let Some(part) = blocks.file.get(range.clone()) else { return };
    blocks.end();
    let page = Page { blocks, offset: range.start, tag: Tag::default(), hidden: None };
    let mut emitter = CallbackEmitter::new(page);
    emitter.naively_switch_states(true);
    // Reading a string cannot fail.
    let _ = Tokenizer::new_with_emitter(part, emitter).finish();
    blocks.end();
}

/// Whether an element stands in a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The level of a heading's element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Shows a part of the file in which only references to characters (`&amp;`) are markup.
pub(super) fn show(blocks: &mut Blocks<'_>, range: Range<usize>) {
    let Some(text) = blocks.file.get(range.clone()) else { return };
    let mut start = range.start;
    for (at, _) in text.match_indices('&') {
        let reference = reference(&text[at..]);
        let decoded = decode(reference);
        let at = range.start + at;
        if at >= start && decoded != reference.as_bytes() {
            blocks.copy(start..at);
            start = at + reference.len();
            blocks.put(&String::from_utf8_lossy(&decoded), at..start);
        }
    }
    blocks.copy(start..range.end);
}

/// What may be a reference to a character, at the beginning of a text.
fn reference(text: &str) -> &str {
    let name = text[1..].bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let end = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    &text[..end]
}

fn decode(reference: &str) -> Vec<u8> {
    Tokenizer::new(reference)
        .filter_map(|Ok(token)| if let Token::String(text) = token { Some(text.value.0) } else { None })
        .flatten()
        .collect()
}

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    name: String,
    start: usize,
    attribute: Vec<u8>,
    /// One of its classes, or an attribute, hides it.
    hidden: bool,
}

/// An element that is open, whose content is not shown.
struct Hidden {
    name: String,
    depth: usize,
    /// A mark in a line of text, which ends where the block ends, closed or not.
    inline: bool,
}

struct Page<'b, 'f> {
    blocks: &'b mut Blocks<'f>,
    offset: usize,
    tag: Tag,
    hidden: Option<Hidden>,
}

impl Callback<Infallible, usize> for Page<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        let range = self.offset + span.start..self.offset + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = String::from_utf8_lossy(name).into_owned();
                self.tag = Tag { name, start: range.start, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.hidden |= name == b"hidden";
                self.tag.attribute.clear();
                self.tag.attribute.extend(name);
            }
            CallbackEvent::AttributeValue { value } if self.tag.attribute == b"class" => {
                let classes = String::from_utf8_lossy(value);
                self.tag.hidden |= classes.split_whitespace().any(|class| MARKS.contains(&class));
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start_tag(&tag, self_closing, tag.start..range.end);
            }
            CallbackEvent::EndTag { name } => self.end_tag(&String::from_utf8_lossy(name), range),
            CallbackEvent::String { .. } if self.hidden.is_none() => show(self.blocks, range),
            _ => {}
        }
        None
    }
}

impl Page<'_, '_> {
    fn start_tag(&mut self, tag: &Tag, self_closing: bool, range: Range<usize>) {
        let name = tag.name.as_str();
        let inline = is_inline(name);
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += usize::from(hidden.name == name);
            if !hidden.inline || inline {
                return;
            }
            self.hidden = None;
        }
        let empty = VOID.contains(&name) || (self_closing && name == "svg");
        if !empty && (tag.hidden || HIDDEN.contains(&name)) {
            if name == "nav" || !HIDDEN.contains(&name) {
                self.between(name, range);
            }
            self.hidden = Some(Hidden { name: tag.name.clone(), depth: 1, inline });
        } else if let Some(level) = heading_level(name) {
            self.blocks.begin_heading(level);
        } else {
            self.between(name, range);
        }
    }

    fn end_tag(&mut self, name: &str, range: Range<usize>) {
        if let Some(hidden) = &mut self.hidden {
            hidden.depth -= usize::from(hidden.name == name);
            let ended = hidden.depth == 0;
            if !ended && (!hidden.inline || is_inline(name)) {
                return;
            }
            self.hidden = None;
            if ended {
                return;
            }
        }
        self.between(name, range);
    }

    /// What stands where an element begins or ends: nothing within a line, a space between cells, else the end of a block.
    fn between(&mut self, name: &str, range: Range<usize>) {
        match name {
            "br" | "td" | "th" => self.blocks.put(" ", range),
            _ if is_inline(name) => {}
            _ => self.blocks.end(),
        }
    }
}
