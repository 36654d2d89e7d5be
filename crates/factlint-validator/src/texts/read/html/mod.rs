//! HTML: the tokens of a page as WHATWG has them read, and which elements are open, as far as that tells what is hidden.

mod elements;
mod open;
mod references;

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

use super::Blocks;
pub(super) use elements::is_inline;
use open::{Element, Open};
pub(super) use references::show;

/// The level of a heading that tells none.
const HEADING: u8 = 2;

/// Reads the whole file.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let mut page = Page::default();
    page.read(blocks, 0..blocks.file.len());
    page.finish(blocks);
}

/// A page that is read, as a whole or in parts.
#[derive(Default)]
pub(super) struct Page {
    open: Open,
    tag: Tag,
    /// Up to where the file was read.
    at: usize,
    /// What is read stands in a line of text: no element divides it.
    in_line: bool,
}

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    name: String,
    start: usize,
    attribute: Vec<u8>,
    /// Something in it hides its content.
    hidden: bool,
    /// It is a mark in a line of text, and no text.
    mark: bool,
    /// It is a heading, by its role.
    heading: bool,
    /// The level of such a heading.
    level: Option<u8>,
    /// It links to a place of a page.
    to_place: bool,
}

impl Page {
    /// Reads a part of the file.
    pub fn read(&mut self, blocks: &mut Blocks<'_>, range: Range<usize>) {
        let Some(part) = blocks.file.get(range.clone()) else { return };
        self.at = range.start;
        let mut emitter = CallbackEmitter::new(Reader { page: self, blocks, part: range });
        emitter.naively_switch_states(true);
        // Reading a string cannot fail.
        let _ = Tokenizer::new_with_emitter(part, emitter).finish();
    }

    /// Reads a tag in a line of text.
    pub fn read_in_line(&mut self, blocks: &mut Blocks<'_>, range: Range<usize>) {
        self.in_line = true;
        self.read(blocks, range);
        self.in_line = false;
    }

    /// A block begins that is marked up in another way.
    pub fn begin_block(&mut self, blocks: &mut Blocks<'_>, at: usize) {
        for ended in [self.open.end_line(), self.open.begin("div")] {
            note(blocks, ended, at);
        }
    }

    /// Whether what comes next is not shown.
    pub fn is_hidden(&self) -> bool {
        self.open.hidden().is_some()
    }

    /// The file ends.
    pub fn finish(&mut self, blocks: &mut Blocks<'_>) {
        let ended = self.open.close_all();
        note(blocks, ended, blocks.file.len());
    }
}

/// Notes an element that hid what stands up to a place, and had no end tag.
fn note(blocks: &mut Blocks<'_>, ended: Option<Element>, to: usize) {
    if let Some(element) = ended.filter(|element| !elements::may_stay_open(&element.name)) {
        blocks.unclosed(element.tag.clone(), element.tag.end..to);
    }
}

struct Reader<'p, 'b, 'f> {
    page: &'p mut Page,
    blocks: &'b mut Blocks<'f>,
    part: Range<usize>,
}

impl Callback<Infallible, usize> for Reader<'_, '_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        let range = self.part.start + span.start..self.part.start + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = String::from_utf8_lossy(name).into_owned();
                self.page.tag = Tag { name, start: range.start, ..Tag::default() };
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                self.page.tag.named(name);
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                self.page.tag.valued(&String::from_utf8_lossy(value));
                return None;
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.page.tag);
                let range = tag.start..range.end;
                self.start_tag(tag, self_closing, range);
            }
            CallbackEvent::EndTag { name } => self.end_tag(&String::from_utf8_lossy(name), range.clone()),
            CallbackEvent::String { .. } if !self.page.is_hidden() => show(self.blocks, range.clone()),
            CallbackEvent::Error(Error::EofInTag | Error::EofInComment) => self.cut_short(),
            CallbackEvent::Error(_) => return None,
            _ => {}
        }
        self.page.at = self.page.at.max(range.end);
        None
    }
}

impl Tag {
    /// An attribute, by its name alone.
    fn named(&mut self, name: &[u8]) {
        self.hidden |= name == b"hidden";
        self.mark |= matches!(name, b"data-footnote-ref" | b"data-footnote-backref");
        self.attribute.clear();
        self.attribute.extend(name);
    }

    /// The value of the last attribute.
    fn valued(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        match self.attribute.as_slice() {
            b"class" => self.mark |= words.any(|class| elements::is_mark(&self.name, class)),
            b"role" => {
                self.hidden |= value == "navigation";
                self.mark |= matches!(value, "doc-noteref" | "doc-backlink" | "doc-pagebreak");
                self.heading |= value == "heading";
            }
            b"epub:type" => self.mark |= words.any(|word| matches!(word, "noteref" | "backlink" | "pagebreak")),
            b"style" => {
                let style: String = value.chars().filter(|char| !char.is_whitespace()).collect();
                self.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            b"aria-hidden" => self.mark |= value == "true" && is_inline(&self.name),
            b"aria-level" => self.level = value.parse().ok().filter(|level| (1..=6).contains(level)),
            b"href" => self.to_place |= value.contains('#'),
            _ => {}
        }
    }

    fn heading_level(&self) -> Option<u8> {
        let by_role = || (self.heading && elements::is_block(&self.name)).then(|| self.level.unwrap_or(HEADING));
        elements::heading_level(&self.name).or_else(by_role)
    }
}

impl Reader<'_, '_, '_> {
    fn start_tag(&mut self, tag: Tag, self_closing: bool, range: Range<usize>) {
        let ended = self.page.open.begin(&tag.name);
        note(self.blocks, ended, range.start);
        let shown = !self.page.is_hidden();
        let level = tag.heading_level();
        let hides = tag.hidden || tag.mark || elements::is_hidden(&tag.name);
        if shown && (!hides || elements::is_block(&tag.name)) {
            match (level, tag.name.as_str()) {
                (Some(level), _) if !self.page.in_line => self.blocks.begin_heading(level),
                (_, "sup") => self.blocks.begin_raised(range.start),
                (_, "a") => self.blocks.begin_link(tag.to_place),
                (_, name) => self.between(name, range.clone()),
            }
        }
        if !self_closing && !elements::is_void(&tag.name) {
            let (mark, block) = (tag.mark && is_inline(&tag.name), elements::is_block(&tag.name));
            self.page.open.push(Element { name: tag.name, tag: range, mark, block }, hides);
        }
    }

    fn end_tag(&mut self, name: &str, range: Range<usize>) {
        let was_hidden = self.page.is_hidden();
        let ended = self.page.open.end(name);
        let itself = ended.as_ref().is_some_and(|element| element.name == name);
        note(self.blocks, ended.filter(|element| element.name != name), range.start);
        if self.page.is_hidden() || (was_hidden && itself && !elements::is_block(name)) {
            return;
        }
        match name {
            "sup" => self.blocks.end_raised(range.end),
            "a" => self.blocks.end_link(),
            _ => self.between(name, range),
        }
    }

    /// The part of the file ends in a tag or a comment.
    fn cut_short(&mut self) {
        let start = self.page.at;
        let rest = self.blocks.file.get(start..self.part.end).unwrap_or_default();
        let sign = if rest.starts_with("<!--") { 4 } else { rest.find('>').map_or(rest.len(), |at| at + 1) };
        self.blocks.unclosed(start..start + sign, start + sign..self.part.end);
    }

    /// What stands where an element begins or ends: nothing within a line, a space between cells, else the end of a block.
    fn between(&mut self, name: &str, range: Range<usize>) {
        match name {
            "br" | "td" | "th" => self.blocks.put(" ", range),
            _ if is_inline(name) || self.page.in_line => {}
            _ => self.blocks.end(),
        }
    }
}
