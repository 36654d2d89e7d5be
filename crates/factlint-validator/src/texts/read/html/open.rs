//! Which elements are open, as far as that tells where one ends that is hidden.

use std::ops::Range;

use super::elements;

/// Elements that are deeper are taken to lie beside each other, as browsers do.
const DEEPEST: usize = 256;

/// Elements that the end of another one in them does not reach over.
const BOUNDS: &[&str] = &["table", "td", "th", "caption", "template"];

/// Parts of tables, which end within their table alone.
const OF_TABLES: &[&str] = &["table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th"];

/// An element that is open.
pub(super) struct Element {
    pub name: String,
    /// The bytes of its start tag.
    pub tag: Range<usize>,
    /// A mark in a line of text: no block is in it, closed or not.
    pub mark: bool,
    /// Whether it is a block.
    pub block: bool,
}

/// The elements that are open, the outermost first.
#[derive(Default)]
pub(super) struct Open {
    elements: Vec<Element>,
    /// The number of the outermost one that is hidden.
    hidden: Option<usize>,
}

impl Open {
    /// The outermost element that is hidden.
    pub fn hidden(&self) -> Option<&Element> {
        self.hidden.and_then(|number| self.elements.get(number))
    }

    /// An element begins, and others end with that. Gives the hidden one, if it was among them.
    pub fn begin(&mut self, name: &str) -> Option<Element> {
        let mut ended = None;
        if elements::is_block(name) {
            let marked = self.hidden.filter(|number| self.elements[*number].mark);
            let paragraph = self.elements.iter().rposition(|element| element.block);
            let paragraph = paragraph.filter(|number| self.elements[*number].name == "p");
            if let Some(number) = paragraph.or(marked) {
                ended = self.close(number);
            }
        }
        if let Some((names, within)) = elements::ended_by(name) {
            let bound = self.elements.iter().rposition(|element| within.contains(&&*element.name));
            let first = bound.map_or(0, |bound| bound + 1);
            let open = self.elements[first..].iter().position(|element| names.contains(&&*element.name));
            if let Some(number) = open {
                ended = self.close(first + number).or(ended);
            }
        }
        ended
    }

    /// An element begins, and is open from now on.
    pub fn push(&mut self, element: Element, hides: bool) {
        if self.elements.len() == DEEPEST {
            if self.hidden.is_some() {
                return;
            }
            self.elements.pop();
        }
        if hides && self.hidden.is_none() {
            self.hidden = Some(self.elements.len());
        }
        self.elements.push(element);
    }

    /// An end tag: the element of that name ends, and those in it. Gives the hidden one, if it was among them.
    pub fn end(&mut self, name: &str) -> Option<Element> {
        let (of_table, block) = (OF_TABLES.contains(&name), elements::is_block(name));
        let is_bound = |element: &Element| match &*element.name {
            other if of_table => other == "table",
            other if block => BOUNDS.contains(&other),
            _ => element.block,
        };
        let found = self.elements.iter().rposition(|element| element.name == name || is_bound(element))?;
        if self.elements[found].name == name { self.close(found) } else { None }
    }

    /// A line of text ends, and with it what stands open in it.
    pub fn end_line(&mut self) -> Option<Element> {
        let block = self.elements.iter().rposition(|element| element.block);
        self.close(block.map_or(0, |block| block + 1))
    }

    /// All elements end.
    pub fn close_all(&mut self) -> Option<Element> {
        self.close(0)
    }

    /// An element ends, and those in it.
    fn close(&mut self, number: usize) -> Option<Element> {
        let hidden = self.hidden.filter(|hidden| *hidden >= number).map(|hidden| self.elements.swap_remove(hidden));
        if hidden.is_some() {
            self.hidden = None;
        }
        self.elements.truncate(number);
        hidden
    }
}
