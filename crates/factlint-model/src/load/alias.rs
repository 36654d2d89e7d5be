//! Anchors and aliases, and what keeps a small file from growing without end through them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::assemble::{Assembler, DEPTH};
use super::keys::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::tree::{Kind, NodeId, Style};

/// A file may grow to so many times its own nodes when aliases are followed; real data stays below 2.
const FACTOR: u64 = 10;

/// A small file may grow to so many nodes, whatever its own number.
const FLOOR: u64 = 100_000;

const GROWTH: &str = "aliases make the file more than ten times as large as it is written";

/// An anchored node.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    node: NodeId,
    /// How many nodes it has when every alias in it is followed.
    size: u64,
    /// How deep it nests; 0 for a scalar.
    height: u16,
}

/// The anchors of one document, and what was said of its aliases.
#[derive(Debug, Default)]
pub(super) struct Anchors<'s> {
    by_name: HashMap<&'s str, Anchor>,
    /// Whether it was told that the file grows too much; once is enough.
    told: bool,
}

impl<'s> Anchors<'s> {
    /// Gives a closed node a name; a later one of the same name takes it over.
    pub(super) fn define(&mut self, name: &'s str, node: NodeId, size: u64, height: u16) {
        self.by_name.insert(name, Anchor { node, size, height });
    }

    /// Forgets the names at the end of a document.
    pub(super) fn clear(&mut self) {
        if !self.by_name.is_empty() {
            self.by_name.clear();
        }
    }
}

impl Assembler<'_> {
    /// How many nodes the file may have when every alias is followed.
    pub(super) fn most(&self) -> u64 {
        u64::from(self.builder.next()).saturating_mul(FACTOR).max(FLOOR)
    }

    /// An alias for `name`, written at `start..end`. Where it cannot be followed, that is told and it is read as null.
    pub(super) fn alias_of(&mut self, name: &str, start: u32, end: u32) {
        let finding = match self.anchors.by_name.get(name).copied() {
            None => Some(self.undefined(name, start, end)),
            Some(anchor) if self.depth() + usize::from(anchor.height) > DEPTH => {
                self.once(start, end, format!("collections nest more than {DEPTH} deep"))
            }
            Some(anchor) if self.expanded().saturating_add(anchor.size) > self.most() => {
                self.once(start, end, GROWTH.to_owned())
            }
            Some(anchor) => return self.alias(anchor.node, start, end, anchor.size, anchor.height),
        };
        if let Some(finding) = finding {
            self.log.push_break(finding);
        }
        self.scalar(Kind::Null, Style::Plain, start, end, Cow::Owned(String::new()));
    }

    fn undefined(&self, name: &str, start: u32, end: u32) -> Diagnostic {
        let name = shown(name);
        self.log
            .syntax(start as usize, end as usize, format!("the alias *{name} names nothing"))
            .at("read as null")
            .help(format!(
                "put &{name} before the value that is meant, above this line; a text that starts with * needs quotes"
            ))
    }

    /// Tells that a merge key brings more entries than the file may grow by.
    pub(super) fn tell_growth(&mut self, span: Span) {
        let range = span.range();
        let [start, end] = [range.start, range.end].map(|offset| u32::try_from(offset).unwrap_or(u32::MAX));
        if let Some(finding) = self.once(start, end, GROWTH.to_owned()) {
            self.log.push_break(finding);
        }
    }

    /// A finding about growth, unless there was one.
    fn once(&mut self, start: u32, end: u32, message: String) -> Option<Diagnostic> {
        let told = std::mem::replace(&mut self.anchors.told, true);
        let finding = self.log.syntax(start as usize, end as usize, message);
        (!told).then(|| finding.at("read as null, as are later aliases like it").help("write the values out"))
    }
}
