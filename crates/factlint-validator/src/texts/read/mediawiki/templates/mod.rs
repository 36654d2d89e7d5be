//! Templates of which it is known what they show: the commonest ones that stand in running text.

mod convert;
mod dates;
mod names;

use std::ops::Range;

use super::pairs::Pairs;

/// A name of a template is not longer.
const LONGEST_NAME: usize = 48;

/// What a template shows: texts of its own, and between them arguments, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub arguments: Vec<Range<usize>>,
    /// What stands before each argument and behind the last one.
    gaps: Vec<Gap>,
    /// What stands behind the last argument.
    last: Gap,
}

/// What stands before an argument.
#[derive(Debug, Default)]
pub(super) struct Gap {
    /// Whether a block ends.
    pub breaks: bool,
    pub text: String,
}

impl Shown {
    fn text(mut self, text: &str) -> Self {
        self.last.text.push_str(text);
        self
    }

    /// A block ends here.
    fn breaks(mut self) -> Self {
        self.last.breaks = true;
        self
    }

    fn argument(mut self, range: Option<Range<usize>>) -> Self {
        if let Some(range) = range {
            self.arguments.push(range);
            self.gaps.push(std::mem::take(&mut self.last));
        }
        self
    }

    /// What stands before each argument, and behind the last one.
    pub fn gaps(self) -> impl Iterator<Item = Gap> {
        self.gaps.into_iter().chain([self.last])
    }

    fn is_in_order(&self) -> bool {
        self.arguments.windows(2).all(|pair| pair[0].end <= pair[1].start)
    }
}

/// What the template at a range shows; nothing if that is not known.
pub(super) fn shown(file: &str, range: Range<usize>, templates: &Pairs, links: &Pairs) -> Option<Shown> {
    let inner = range.start + 2..range.end.checked_sub(2)?;
    let text = file.get(inner.clone())?;
    let head = &text[..text.floor_char_boundary(LONGEST_NAME)];
    let name = head.split(['|', '{', '[', '<', '\n']).next().unwrap_or_default();
    let name = name.trim().replace('_', " ").to_lowercase();
    let shows = names::what(&name)?;
    let template = Template::read(file, inner, templates, links);
    names::shown(&template, shows).filter(Shown::is_in_order)
}

/// A template and its arguments.
struct Template<'f> {
    file: &'f str,
    /// Numbers are names, too.
    arguments: Vec<(String, Range<usize>)>,
}

impl<'f> Template<'f> {
    fn read(file: &'f str, inner: Range<usize>, templates: &Pairs, links: &Pairs) -> Self {
        let mut template = Self { file, arguments: Vec::new() };
        let mut number = 0;
        for part in parts(file, inner, templates, links).into_iter().skip(1) {
            let text = &file[part.clone()];
            let sign = text.find(['=', '{', '[', '<']).filter(|at| text[*at..].starts_with('='));
            let (name, start) = match sign {
                Some(at) => (text[..at].trim().to_lowercase(), part.start + at + 1),
                None => {
                    number += 1;
                    (number.to_string(), part.start)
                }
            };
            let value = &file[start..part.end];
            let start = start + value.len() - value.trim_start().len();
            template.arguments.push((name, start..start + value.trim().len()));
        }
        template
    }

    /// The argument of a name, unless it is empty; the last one of several.
    fn argument(&self, name: &str) -> Option<Range<usize>> {
        let found = self.arguments.iter().rev().find(|(other, _)| other == name);
        found.map(|(_, range)| range.clone()).filter(|range| !range.is_empty())
    }

    fn first_of(&self, names: &[&str]) -> Option<Range<usize>> {
        names.iter().find_map(|name| self.argument(name))
    }

    fn text(&self, name: &str) -> Option<&'f str> {
        self.argument(name).and_then(|range| self.file.get(range))
    }

    /// An argument, if nothing is marked up in it.
    fn plain(&self, name: &str) -> Option<&'f str> {
        self.text(name).filter(|text| !text.contains(['{', '[', '<', '&', '\n']) && !text.contains("''"))
    }

    /// Whether an argument that says yes or no says yes.
    fn says_yes(&self, name: &str) -> bool {
        matches!(self.text(name), Some("y" | "yes" | "Y" | "Yes" | "true" | "on" | "1"))
    }

    /// The numbered arguments, up to one that is empty or not there.
    fn numbered(&self) -> impl Iterator<Item = Range<usize>> {
        (1_u32..).map_while(|number| self.argument(&number.to_string()))
    }

    /// The last of the numbered arguments.
    fn last(&self) -> Option<Range<usize>> {
        self.numbered().last()
    }
}

/// The parts of a template between the strokes that part its arguments.
fn parts(file: &str, inner: Range<usize>, templates: &Pairs, links: &Pairs) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (inner.start, inner.start);
    while let Some(next) = file.as_bytes()[at..inner.end].iter().position(|byte| b"|{[<".contains(byte)) {
        at += next;
        let rest = &file[at..inner.end];
        let end = match rest.as_bytes() {
            [b'|', ..] => {
                parts.push(start..at);
                start = at + 1;
                None
            }
            [b'{', b'{', ..] => templates.end_of(at),
            [b'[', b'[', ..] => links.end_of(at),
            [b'<', ..] => passed(rest).map(|length| at + length),
            _ => None,
        };
        at = end.unwrap_or(at + 1).min(inner.end);
    }
    parts.push(start..inner.end);
    parts
}

/// The length of an element or comment in which a stroke parts nothing.
fn passed(text: &str) -> Option<usize> {
    let end = match () {
        () if text.starts_with("<!--") => "-->",
        () if text.starts_with("<nowiki>") => "</nowiki>",
        () if text.starts_with("<ref") && !text.split('>').next().unwrap_or_default().ends_with('/') => "</ref>",
        () => return None,
    };
    Some(text.find(end)? + end.len())
}
