//! Markdown: CommonMark with tables, footnotes and front matter.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Blocks, html};

/// A footnote mark, the alternative text of a picture and front matter are not shown.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut page = html::Page::default();
    // How many of the elements that are not shown are open.
    let mut hidden = 0_usize;
    for (event, range) in Parser::new_ext(blocks.file, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => hidden -= 1,
            _ if hidden > 0 => {}
            Event::Start(Tag::HtmlBlock) => {
                blocks.end();
                page.begin_block(blocks, range.start);
                page.read(blocks, range);
            }
            Event::InlineHtml(_) => page.read_in_line(blocks, range),
            Event::Start(tag) => {
                let end = tag.to_end();
                if divides(end) {
                    page.begin_block(blocks, range.start);
                }
                between(blocks, end, range.start..range.start);
                match tag {
                    Tag::Heading { level, .. } => blocks.begin_heading(level as u8),
                    Tag::Link { dest_url, .. } => blocks.begin_link(dest_url.contains('#')),
                    _ => {}
                }
            }
            Event::End(TagEnd::Link) => blocks.end_link(),
            Event::End(tag) => between(blocks, tag, range.end..range.end),
            Event::Rule => blocks.end(),
            _ if page.is_hidden() => {}
            Event::Text(text) => show(blocks, &text, range),
            Event::Code(text) => show_code(blocks, &text, range),
            Event::SoftBreak | Event::HardBreak => blocks.put(" ", range),
            _ => {}
        }
    }
    page.finish(blocks);
}

/// Whether an element divides blocks: one within a line does not.
fn divides(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::TableCell)
}

/// What stands at the bounds of an element: nothing within a line, a space between cells, else the end of a block.
fn between(blocks: &mut Blocks<'_>, tag: TagEnd, at: Range<usize>) {
    match tag {
        TagEnd::TableCell => blocks.put(" ", at),
        _ if divides(tag) => blocks.end(),
        _ => {}
    }
}

fn show(blocks: &mut Blocks<'_>, text: &str, range: Range<usize>) {
    if blocks.file.get(range.clone()) == Some(text) {
        blocks.copy(range);
    } else {
        blocks.put(text, range);
    }
}

/// Code, between the signs that mark it. A break of a line in it is told as a space.
fn show_code(blocks: &mut Blocks<'_>, code: &str, range: Range<usize>) {
    let Some(whole) = blocks.file.get(range.clone()) else { return };
    let signs = whole.bytes().take_while(|byte| *byte == b'`').count();
    let within = whole.get(signs..whole.len().saturating_sub(signs)).unwrap_or_default();
    if within.split_whitespace().eq(code.split_whitespace()) {
        blocks.copy(range.start + signs..range.end - signs);
    } else {
        blocks.put(code, range);
    }
}
