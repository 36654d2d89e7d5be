//! `check`: an expression of the dataset's own.

use std::ops::Range;

use factlint_model::facts::{SlotPath, Step};
use factlint_model::source::Span;
use factlint_model::tree::NodeRef;

use super::Parser;
use crate::expression::{Mistake, Of, Read, compile};
use crate::lift::slice_start;

impl Parser {
    /// The name, the second part of `check/NAME`.
    pub(super) fn check_name(&mut self, arguments: NodeRef<'_>) -> Option<String> {
        let node = self.required(arguments, "name")?;
        let name = self.word(node)?;
        if name.chars().all(|each| each.is_alphanumeric() || matches!(each, '-' | '_')) {
            self.checks.insert(name.clone());
            if self.checks_here.insert(name.clone()) {
                return Some(name);
            }
            let found = self.wrong(node.span(), format!("two checks here are called `{name}`"), "the second");
            found.help = Some("give each a name of its own".to_owned());
            return None;
        }
        let found = self.wrong(node.span(), format!("`{name}` cannot be the name of a check"), "not a name");
        found.help = Some("letters, digits and dashes, such as ended-has-end".to_owned());
        None
    }

    /// The expression, compiled to find its mistakes here; rules compile it again for their records.
    pub(super) fn expression(&mut self, arguments: NodeRef<'_>) -> Option<String> {
        let node = self.required(arguments, "that")?;
        let text = self.word(node)?;
        match compile(&text) {
            Ok(expression) => {
                for (read, at) in &expression.reads {
                    let path = self.read_path(read);
                    self.mention(path, within(node, at));
                }
                Some(text)
            }
            Err(Mistake { at, message, help }) => {
                self.wrong(within(node, &at), message, "here").help = help;
                None
            }
        }
    }

    fn read_path(&mut self, read: &Read) -> SlotPath {
        let step = match &read.of {
            Of::Itself => Step::Here,
            Of::Owner => Step::Owner,
            Of::Previous => Step::Previous,
            Of::Ref(by) => Step::Ref(self.vocabulary.slot(by)),
        };
        SlotPath { step, slot: self.vocabulary.slot(&read.slot) }
    }
}

/// The place of a part of a scalar's text; the scalar's own where its text isn't written as it is read.
fn within(node: NodeRef<'_>, part: &Range<usize>) -> Span {
    let whole = node.span();
    match slice_start(node) {
        Some(start) if !part.is_empty() => {
            Span::new(whole.file, (start + part.start) as u64, (start + part.end) as u64)
        }
        _ => whole,
    }
}
