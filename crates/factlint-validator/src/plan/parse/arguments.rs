//! Arguments of `x-fact` words, each read as what it must be.

use factlint_model::diagnostic::{Intent, Level, Safety};
use factlint_model::facts::{KindId, Operand, Scope, SlotId, SlotPath, Step};
use factlint_model::near::nearest;
use factlint_model::time::Duration;
use factlint_model::tree::{Kind, NodeRef};

use super::Parser;

impl Parser {
    /// Reports the arguments that a word doesn't take.
    pub(super) fn known_arguments(&mut self, node: NodeRef<'_>, known: &[&'static str]) {
        for (key, _) in node.entries() {
            if !known.contains(&key.text()) {
                self.unknown(key, "there is no argument", known.iter().copied());
            }
        }
    }

    /// Reports an unknown word, with the nearest known one.
    pub(super) fn unknown(&mut self, key: NodeRef<'_>, what: &str, known: impl Iterator<Item = &'static str> + Clone) {
        let word = key.text();
        let close = nearest(word, known.clone());
        let list = known.collect::<Vec<_>>().join(", ");
        let found = self.wrong(key.span(), format!("{what} `{word}`"), "unknown here");
        match close {
            Some(close) => {
                found.help = Some(format!("did you mean `{close}`?"));
                let intent = Intent::RenameKey { span: key.span(), key: close.to_owned() };
                let fix = found.clone().fix(format!("write `{close}`"), Safety::Unsafe, vec![intent]);
                *found = fix;
            }
            None => found.help = Some(format!("one of {list}")),
        }
    }

    /// A word: a string that is not empty.
    pub(super) fn word(&mut self, node: NodeRef<'_>) -> Option<String> {
        match node.as_str() {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => {
                self.wrong(node.span(), "a word is wanted", "not a word").help =
                    Some("write a text; one that looks like a number or `true` stands in quotes".to_owned());
                None
            }
        }
    }

    /// A scalar's text, a number's too.
    pub(super) fn scalar(&mut self, node: NodeRef<'_>) -> Option<String> {
        match node.kind() {
            Kind::String | Kind::Number if !node.text().is_empty() => Some(node.text().to_owned()),
            _ => {
                self.wrong(node.span(), "a word or a number is wanted", "neither a word nor a number").help =
                    Some("write one word or one number".to_owned());
                None
            }
        }
    }

    /// The word under an argument.
    pub(super) fn word_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<String> {
        arguments.get(key).and_then(|node| self.word(node))
    }

    /// The text under an argument.
    pub(super) fn scalar_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<String> {
        arguments.get(key).and_then(|node| self.scalar(node))
    }

    /// The ISO 8601 duration under an argument.
    pub(super) fn duration_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<String> {
        let node = arguments.get(key)?;
        let text = self.word(node)?;
        if Duration::parse(&text).is_none() {
            let message = format!("`{text}` is not an ISO 8601 duration");
            self.wrong(node.span(), message, "not a duration").help =
                Some("write it such as P1D, P2M, P11Y or PT12H".to_owned());
            return None;
        }
        Some(text)
    }

    /// One of some words.
    pub(super) fn choice(&mut self, node: NodeRef<'_>, known: &[&'static str]) -> Option<&'static str> {
        let word = self.word(node)?;
        let found = known.iter().find(|&&choice| choice == word).copied();
        if found.is_none() {
            self.unknown_value(node, known);
        }
        found
    }

    fn unknown_value(&mut self, node: NodeRef<'_>, known: &[&'static str]) {
        let help = match nearest(node.text(), known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None if known.len() == 1 => format!("the only word is {}", known.concat()),
            None => format!("one of {}", known.join(", ")),
        };
        let message = format!("`{}` is none of the words allowed here", node.text());
        self.wrong(node.span(), message, "unknown here").help = Some(help);
    }

    /// The word under an argument, one of some.
    pub(super) fn choice_in(
        &mut self,
        arguments: NodeRef<'_>,
        key: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        arguments.get(key).and_then(|node| self.choice(node, known))
    }

    /// Whether an argument is `true`.
    pub(super) fn flag_in(&mut self, arguments: NodeRef<'_>, key: &str, otherwise: bool) -> bool {
        let Some(node) = arguments.get(key) else { return otherwise };
        node.as_bool().unwrap_or_else(|| {
            self.wrong(node.span(), format!("`{key}` is `true` or `false`"), "neither").help =
                Some("write `true` or `false`, without quotes".to_owned());
            otherwise
        })
    }

    /// The level and the message of an annotation's findings.
    pub(super) fn level_and_message(&mut self, arguments: NodeRef<'_>) -> (Option<Level>, Option<String>) {
        self.harmless(true, |this| {
            let level = match this.choice_in(arguments, "level", &["error", "warning", "info"]) {
                Some("error") => Some(Level::Error),
                Some("warning") => Some(Level::Warning),
                Some(_) => Some(Level::Info),
                None => None,
            };
            (level, this.word_in(arguments, "message"))
        })
    }

    /// The items of a list, or the value itself.
    pub(super) fn each<'t>(node: NodeRef<'t>) -> Vec<NodeRef<'t>> {
        if node.kind() == Kind::Sequence { node.items().collect() } else { vec![node] }
    }

    /// A slot of the record itself, which must be filled by someone.
    pub(super) fn slot(&mut self, node: NodeRef<'_>) -> Option<SlotId> {
        let name = self.word(node)?;
        let slot = self.vocabulary.slot(&name);
        self.mention(SlotPath { step: Step::Here, slot }, node.span());
        Some(slot)
    }

    /// A slot, perhaps one step away.
    pub(super) fn path(&mut self, node: NodeRef<'_>) -> Option<SlotPath> {
        let text = self.word(node)?;
        let path = match text.split_once('.') {
            None => SlotPath { step: Step::Here, slot: self.vocabulary.slot(&text) },
            Some((step, slot)) if !step.is_empty() && !slot.is_empty() && !slot.contains('.') => {
                let step = match step {
                    "owner" => Step::Owner,
                    "previous" => Step::Previous,
                    _ => Step::Ref(self.vocabulary.slot(step)),
                };
                SlotPath { step, slot: self.vocabulary.slot(slot) }
            }
            Some(_) => {
                let found = self.wrong(node.span(), format!("`{text}` is no slot"), "not a slot");
                found.help = Some("name a slot, or one step away: owner.X, previous.X, REF.X".to_owned());
                return None;
            }
        };
        self.mention(path.clone(), node.span());
        Some(path)
    }

    /// The slot under an argument that must be there.
    pub(super) fn path_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<SlotPath> {
        let node = self.required(arguments, key)?;
        self.path(node)
    }

    /// A slot or a number.
    pub(super) fn operand(&mut self, node: NodeRef<'_>) -> Option<Operand> {
        if node.kind() == Kind::Number {
            return Some(Operand::Number(node.text().to_owned()));
        }
        self.path(node).map(Operand::Slot)
    }

    /// The slot or number under an argument that must be there.
    pub(super) fn operand_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<Operand> {
        let node = self.required(arguments, key)?;
        self.operand(node)
    }

    /// An argument that must be there.
    pub(super) fn required<'t>(&mut self, arguments: NodeRef<'t>, key: &str) -> Option<NodeRef<'t>> {
        let found = arguments.get(key);
        if found.is_none() {
            self.wrong(arguments.span(), format!("the argument `{key}` is missing"), "not here").help =
                Some(format!("add `{key}: …`"));
        }
        found
    }

    /// A kind that some record must have.
    pub(super) fn kind(&mut self, node: NodeRef<'_>) -> Option<KindId> {
        let name = self.word(node)?;
        let kind = self.vocabulary.kind(&name);
        if !name.contains("{key}") {
            self.kinds.push((kind, node.span()));
        }
        Some(kind)
    }

    /// A scope: `dataset`, `file`, or a kind.
    pub(super) fn scope_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<Scope> {
        let node = arguments.get(key)?;
        match node.text() {
            "dataset" => Some(Scope::Dataset),
            "file" => Some(Scope::File),
            _ => self.kind(node).map(Scope::Record),
        }
    }
}
