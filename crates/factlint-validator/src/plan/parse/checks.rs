//! The constraint `check`: its name, and the expression with every mistake at its place.

use factlint_model::facts::{ConstraintBody, SlotPath, Step};
use factlint_model::source::Span;
use factlint_model::tree::{NodeRef, Style};

use super::Parser;
use crate::expression::{Expression, Read, Via};

impl Parser {
    /// Reads the arguments of a `check`.
    pub(super) fn own_check(&mut self, arguments: NodeRef<'_>) -> Option<ConstraintBody> {
        let name = self.required(arguments, "name").and_then(|node| self.check_name(node));
        let node = self.required(arguments, "that")?;
        let that = self.word(node)?;
        let expression = match Expression::compile(&that) {
            Ok(expression) => expression,
            Err(mistakes) => {
                for mistake in mistakes {
                    let place = place_in(node, &that, mistake.place);
                    self.wrong(place, mistake.message, "here").help = mistake.help;
                }
                return None;
            }
        };
        let reads = expression.reads().iter().map(|read| self.read(read, node, &that)).collect();
        Some(ConstraintBody::Check { name: name?, that, reads })
    }

    /// The name that findings go by.
    fn check_name(&mut self, node: NodeRef<'_>) -> Option<String> {
        let name = self.word(node)?;
        let kebab = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !name.split('-').all(kebab) {
            let message = format!("`{name}` is no name for a check: findings go by check/NAME");
            self.wrong(node.span(), message, "not a name").help =
                Some("write small letters, digits and hyphens, such as ended-has-end".to_owned());
            return None;
        }
        Some(name)
    }

    fn read(&mut self, read: &Read, node: NodeRef<'_>, text: &str) -> SlotPath {
        let step = match &read.via {
            Via::Own => Step::Here,
            Via::Owner => Step::Owner,
            Via::Previous => Step::Previous,
            Via::Ref(reference) => Step::Ref(self.vocabulary.slot(reference)),
        };
        let path = SlotPath { step, slot: self.vocabulary.slot(&read.slot) };
        let needle = format!(".{}", read.slot);
        let at = text.find(&needle).map_or(0..text.len(), |at| at + 1..at + needle.len());
        self.mention(path.clone(), place_in(node, text, at));
        path
    }
}

/// The place of a part of a scalar's text in its file; the whole scalar where the text is not written as it is read.
fn place_in(node: NodeRef<'_>, text: &str, part: std::ops::Range<usize>) -> Span {
    let span = node.span();
    let quote = u64::from(matches!(node.style(), Style::Single | Style::Double));
    let (start, end) = (span.start + quote, span.end.saturating_sub(quote));
    let range = Span { start, end, ..span }.range();
    if node.tree().source().slice(range) != text || part.is_empty() {
        return span;
    }
    Span { start: start + part.start as u64, end: start + part.end as u64, ..span }
}
