//! The markup of MediaWiki: one pass, in which what is opened and never closed is text.

mod pairs;
mod templates;

use std::ops::Range;

use super::{Blocks, html, plain};
use pairs::Pairs;
use templates::Gap;

/// Elements whose content is not shown: notes, and what is no running text.
const HIDDEN: &[&str] = &[
    "ce",
    "chem",
    "gallery",
    "graph",
    "imagemap",
    "includeonly",
    "mapframe",
    "math",
    "ref",
    "references",
    "score",
    "script",
    "style",
    "templatedata",
    "templatestyles",
    "timeline",
];

/// Elements whose content is shown as it stands.
const LITERAL: &[&str] = &["nowiki", "pre", "source", "syntaxhighlight"];

/// The longest target of a link: titles have at most 255 bytes.
const LONGEST_TARGET: usize = 512;

/// Longer than `category`, by far.
const LONGEST_KIND: usize = 32;

/// Reads the whole file.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let file = blocks.file;
    let mut page = Page {
        file,
        templates: Pairs::of(file, "{{", "}}"),
        links: Pairs::of(file, "[[", "]]"),
        blocks,
        at: 0,
        shown: 0,
        tables: 0,
        heading: None,
        unclosed: Vec::new(),
        labelled: false,
        jumps: Vec::new(),
    };
    page.line();
    while page.at < file.len() {
        page.step();
    }
    page.show();
}

struct Page<'b, 'f> {
    file: &'f str,
    blocks: &'b mut Blocks<'f>,
    templates: Pairs,
    links: Pairs,
    at: usize,
    /// Up to where text was shown, or passed over.
    shown: usize,
    /// How many tables are open.
    tables: usize,
    /// Where the closing signs of the current heading are, and its line ends.
    heading: Option<Range<usize>>,
    /// Elements for which no end tag follows.
    unclosed: Vec<&'static str>,
    /// Within the label of a link to another site.
    labelled: bool,
    /// Where arguments of templates end that are shown, the next one last.
    jumps: Vec<Jump>,
}

/// The end of an argument.
struct Jump {
    at: usize,
    /// What stands there instead of what follows.
    gap: Gap,
    /// Where the file is read on.
    to: usize,
}

impl<'f> Page<'_, 'f> {
    fn rest(&self) -> &'f str {
        self.file.get(self.at..).unwrap_or_default()
    }

    /// Shows what stands before.
    fn show(&mut self) {
        if self.shown < self.at {
            html::show(self.blocks, self.shown..self.at);
        }
        self.shown = self.at;
    }

    /// Shows what stands before, and passes over what follows.
    fn skip(&mut self, length: usize) {
        self.show();
        self.at = (self.at + length).min(self.file.len());
        self.shown = self.at;
    }

    /// Ends a block, of whose end so many bytes are not shown.
    fn end_block(&mut self, length: usize) {
        self.skip(length);
        self.blocks.end();
    }

    /// Goes on to the next sign that may be markup, and reads it.
    fn step(&mut self) {
        if let Some(signs) = self.heading.take_if(|signs| signs.start <= self.at) {
            self.end_block(signs.end.saturating_sub(self.at));
            return self.line();
        }
        if self.jumps.last().is_some_and(|jump| jump.at <= self.at) {
            return self.jump();
        }
        let rest = self.rest();
        match rest.as_bytes() {
            [b'\n', ..] => {
                self.at += 1;
                self.line();
            }
            [b'{', b'{', ..] => match self.templates.end_of(self.at) {
                Some(end) => self.template(end),
                None => self.at += 2,
            },
            [b'[', b'[', ..] => self.link(rest),
            [b']', b']', ..] if self.links.closes(self.at) => self.skip(2),
            [b'[', ..] => self.link_out(rest),
            [b']', ..] if self.labelled => {
                self.labelled = false;
                self.skip(1);
            }
            [b'\'', b'\'', ..] => self.quotes(rest),
            [b'<', ..] => self.tag(rest),
            [b'|', b'|', ..] | [b'!', b'!', ..] if self.tables > 0 => self.cell(2),
            [b'_', b'_', ..] => match magic_word(rest) {
                Some(length) => self.skip(length),
                None => self.at += 2,
            },
            _ => self.plain(rest),
        }
    }

    /// Text up to the next sign that may be markup.
    fn plain(&mut self, rest: &str) {
        let heading = self.heading.as_ref().map(|signs| signs.start);
        let bound = heading.into_iter().chain(self.jumps.last().map(|jump| jump.at)).min();
        let end = bound.map_or(rest.len(), |bound| bound.saturating_sub(self.at));
        let next = rest.bytes().skip(1).position(|byte| b"\n{[]'<|!_".contains(&byte)).map_or(rest.len(), |at| at + 1);
        self.at += next.min(end.max(1));
    }

    /// A template: shown if it is known what of it is.
    fn template(&mut self, end: usize) {
        let Some(shown) = templates::shown(self.file, self.at..end, &self.templates, &self.links) else {
            return self.skip(end - self.at);
        };
        let starts = shown.arguments.iter().map(|argument| argument.start).chain([end]);
        let ends = std::iter::once(self.at).chain(shown.arguments.iter().map(|argument| argument.end));
        let places: Vec<(usize, usize)> = ends.zip(starts).collect();
        let jumps: Vec<_> = places.into_iter().zip(shown.gaps()).map(|((at, to), gap)| Jump { at, gap, to }).collect();
        self.jumps.extend(jumps.into_iter().rev());
        self.jump();
    }

    /// Behind an argument, or before the first one.
    fn jump(&mut self) {
        let Some(Jump { gap, to, .. }) = self.jumps.pop() else { return };
        self.show();
        if gap.breaks {
            self.blocks.end();
        }
        let from = self.at;
        self.at = to.max(from);
        self.shown = self.at;
        self.blocks.put(&gap.text, from..self.at);
        if gap.breaks && gap.text.is_empty() {
            self.line();
        }
    }

    /// What a line begins with.
    fn line(&mut self) {
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or_default();
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        match bare.as_bytes() {
            [] => self.end_block(0),
            [b'<', b'!', b'-', b'-', ..] if indent == 0 => self.comment_first(),
            [b'=', ..] if indent == 0 => self.begin_heading(line),
            [b'{', b'|', ..] => {
                self.tables += 1;
                self.end_block(line.len());
            }
            [b'|', b'}', ..] if self.tables > 0 => {
                self.tables -= 1;
                self.end_block(indent + 2);
            }
            [b'|', b'-', ..] if self.tables > 0 => self.end_block(line.len()),
            [b'|', b'+', ..] if self.tables > 0 => {
                self.end_block(indent + 1);
                self.cell(1);
            }
            [b'|' | b'!', ..] if self.tables > 0 => {
                self.skip(indent);
                self.cell(1);
            }
            [b'*' | b'#' | b':' | b';', ..] if indent == 0 => {
                let signs = line.bytes().take_while(|byte| b"*#:;".contains(byte)).count();
                self.end_block(0);
                self.skip(signs);
            }
            _ if line.starts_with("----") => self.end_block(line.len()),
            _ => {}
        }
    }

    /// A line that begins with comments begins behind them, unless nothing else is in it.
    fn comment_first(&mut self) {
        let start = self.at;
        while let Some(comment) = self.rest().strip_prefix("<!--")
            && let Some(end) = comment.find("-->")
            && !comment[end + 3..].starts_with('\n')
        {
            self.skip(end + 7);
        }
        if self.at > start {
            self.line();
        }
    }

    /// Comments may follow the closing signs of a heading.
    fn begin_heading(&mut self, line: &str) {
        let mut bare = line.trim_end();
        while let Some(at) = bare.rfind("<!--") {
            if bare[at..].find("-->").is_some_and(|end| at + end + 3 < bare.len()) {
                break;
            }
            bare = bare[..at].trim_end();
        }
        let Some((level, words)) = plain::heading(bare) else { return };
        let signs = usize::from(level);
        let start = signs + bare[signs..].len() - bare[signs..].trim_start().len();
        self.show();
        self.blocks.begin_heading(level);
        self.heading = Some(self.at + start + words.len()..self.at + bare.len());
        self.skip(start);
    }

    /// A cell of a table, behind a sign of so many bytes; attributes may stand before its content.
    fn cell(&mut self, sign: usize) {
        self.show();
        self.blocks.put(" ", self.at..self.at + sign);
        self.skip(sign);
        let rest = self.rest();
        let attributes = rest.find(['|', '\n', '[', '{', '!']).filter(|at| {
            let after = &rest.as_bytes()[*at..];
            after.starts_with(b"|") && !after.starts_with(b"||")
        });
        if let Some(length) = attributes {
            self.skip(length + 1);
        }
    }

    /// `[[target|label]]`: the label is shown, or the target. Files and categories are not.
    fn link(&mut self, rest: &str) {
        let Some(end) = self.links.end_of(self.at) else {
            self.at += 2;
            return;
        };
        let within = &rest[2..end - self.at - 2];
        let sign = within.bytes().take(LONGEST_TARGET).position(|byte| b"|[]".contains(&byte));
        let label = sign.filter(|at| within.as_bytes()[*at] == b'|');
        let kind =
            &within[..within.floor_char_boundary(LONGEST_KIND)].split_once(':').map_or("", |(kind, _)| kind.trim());
        if ["file", "image", "category", "media"].iter().any(|hidden| kind.eq_ignore_ascii_case(hidden)) {
            return self.skip(end - self.at);
        }
        let colon = usize::from(within.starts_with(':'));
        self.skip(2 + label.map_or(colon, |at| at + 1));
    }

    /// `[https://… label]`: the label is shown.
    fn link_out(&mut self, rest: &str) {
        let scheme =
            ["http://", "https://", "//", "ftp://", "mailto:"].iter().any(|scheme| rest[1..].starts_with(scheme));
        let address = scheme.then(|| rest[1..].find([' ', ']', '\n', '<', '\'', '[']).map(|at| at + 1)).flatten();
        match address {
            Some(end) if rest[end..].starts_with(' ') => {
                self.labelled = true;
                self.skip(end + 1);
            }
            Some(end) if rest[end..].starts_with(']') => self.skip(end + 1),
            _ => self.at += 1,
        }
    }

    /// Italics and bold type: two, three or five apostrophes. More are text.
    fn quotes(&mut self, rest: &str) {
        let count = rest.bytes().take_while(|byte| *byte == b'\'').count();
        let text = match count {
            4 => 1,
            6.. => count - 5,
            _ => 0,
        };
        self.at += text;
        self.skip(count - text);
    }

    /// A comment, or an element as in HTML.
    fn tag(&mut self, rest: &str) {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = comment.find("-->").map(|end| end + 7);
            if length.is_none() {
                self.blocks.unclosed(self.at..self.at + 4, self.at + 4..self.file.len());
            }
            return self.skip(length.unwrap_or(rest.len()));
        }
        let name_at = if rest.starts_with("</") { 2 } else { 1 };
        let name: String = rest[name_at..].chars().take(20).take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let bound = rest.bytes().skip(1).position(|byte| matches!(byte, b'<' | b'>')).map_or(rest.len(), |at| at + 1);
        if name.is_empty() || !rest[bound..].starts_with('>') {
            self.at += 1;
            return;
        }
        let length = bound + 1;
        let opens = name_at == 1 && !rest[..length].ends_with("/>");
        match (name.as_str(), opens) {
            ("br", _) => {
                self.show();
                self.blocks.put(" ", self.at..self.at + length);
                self.skip(length);
            }
            ("sup", true) => {
                self.show();
                self.blocks.begin_raised(self.at);
                self.skip(length);
            }
            ("sup", false) => {
                self.skip(length);
                self.blocks.end_raised(self.at);
            }
            (_, true) if self.content(HIDDEN, &name, length).is_some_and(|content| self.pass(content, false)) => {}
            (_, true) if self.content(LITERAL, &name, length).is_some_and(|content| self.pass(content, true)) => {}
            (_, _) if html::is_inline(&name) || HIDDEN.contains(&name.as_str()) || LITERAL.contains(&name.as_str()) => {
                self.skip(length);
            }
            _ => self.end_block(length),
        }
    }

    /// The content of an element that is one of some, and its end tag's end.
    fn content(&mut self, names: &[&'static str], name: &str, length: usize) -> Option<(Range<usize>, usize)> {
        let name = *names.iter().find(|known| **known == name)?;
        if self.unclosed.contains(&name) {
            return None;
        }
        let rest = self.rest();
        let end = rest[length..].match_indices("</").map(|(at, _)| length + at).find(|at| {
            let after = &rest.as_bytes()[at + 2..];
            after.get(..name.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(name.as_bytes()))
                && !after.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        });
        let Some(end) = end else {
            self.unclosed.push(name);
            return None;
        };
        let close = rest[end..].find('>').map_or(rest.len(), |at| end + at + 1);
        Some((self.at + length..self.at + end, self.at + close))
    }

    /// Passes over an element, and shows its content as it stands, or not at all.
    fn pass(&mut self, (content, end): (Range<usize>, usize), shown: bool) -> bool {
        self.show();
        if shown {
            html::show(self.blocks, content);
        }
        self.at = end;
        self.shown = end;
        true
    }
}

/// The length of `__TOC__` and its like.
fn magic_word(text: &str) -> Option<usize> {
    let word = text.strip_prefix("__")?;
    let length = word.bytes().take_while(u8::is_ascii_uppercase).count();
    (length > 0 && word[length..].starts_with("__")).then_some(length + 4)
}
