//! Reads one `x-fact` annotation: every word and argument at its place, every mistake a diagnostic there.

mod arguments;
mod check;
mod constraints;
mod meanings;
mod pattern;
mod record;

use std::collections::BTreeSet;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::facts::{ConstraintId, KindId, SlotId, SlotPath, Step, UseId, Vocabulary};
use factlint_model::near::nearest;
use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeRef};

pub(crate) use pattern::Pattern;

use super::types::Types;

/// The words that give a value a meaning.
const MEANINGS: &[&str] = &["id", "ref", "time", "figure", "name", "identifier", "field"];
/// The words that constrain a record.
const CONSTRAINTS: &[&str] = &[
    "chain",
    "sequence",
    "disjoint",
    "unique",
    "cited",
    "sum",
    "share",
    "difference",
    "product",
    "ratio",
    "growth",
    "mean",
    "check",
];

/// What one annotation says of the place where it holds.
#[derive(Debug)]
pub(crate) struct Annotation {
    /// Where the annotation's value stands in its schema.
    pub span: Span,
    /// The values that it holds for.
    pub types: Types,
    /// The record that starts here.
    pub record: Option<RecordStart>,
    /// The meanings of the value.
    pub readings: Vec<Reading>,
    /// The constraints on the record.
    pub constraints: Vec<ConstraintId>,
    /// The slot of those who hold what the record states.
    pub view: Option<SlotId>,
    /// The slots that are spoken of.
    pub mentions: Vec<Mention>,
    /// Slots whose absence means that they go on.
    pub open: Vec<SlotId>,
}

/// A slot that is spoken of, which something must fill.
#[derive(Debug)]
pub(crate) struct Mention {
    /// The slot.
    pub path: SlotPath,
    /// The place.
    pub span: Span,
    /// The constraint that cannot be decided without it.
    pub constraint: Option<ConstraintId>,
    /// Whether no record gets lost if nothing fills it.
    pub harmless: bool,
}

/// A record that starts at a value.
#[derive(Debug)]
pub(crate) struct RecordStart {
    /// Its kind.
    pub kind: KindId,
    /// Where its kind is named in the schema.
    pub span: Span,
}

/// Where the text of a meaning comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The value where the annotation holds.
    Value,
    /// The nearest key above a record.
    Key,
    /// The file's name or path.
    File,
}

/// How a value is read for one meaning.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Where its text comes from.
    pub origin: Origin,
    /// The meaning.
    pub use_id: UseId,
    /// The value is its first group, or the match.
    pub matches: Option<Pattern>,
    /// How several values are told apart.
    pub several: Option<Several>,
    /// Texts that say that there is no value.
    pub none: Vec<String>,
    /// Whether an argument of its use holds `{key}`.
    pub keyed: bool,
    /// Whether a boolean fills it.
    pub boolean: bool,
    /// Whether it is built from slots alone, so that it can stand at the record's own place.
    pub built: bool,
    /// Whether there is a mistake in it: its slot counts as filled, but no value is read.
    pub broken: bool,
}

/// How several values in one text are told apart.
#[derive(Clone, Debug)]
pub(crate) enum Several {
    /// Every match is a value.
    Each(Pattern),
    /// This text stands between them.
    Split(String),
}

/// What reading annotations gathers.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// Kinds, slots, meanings and constraints.
    pub vocabulary: Vocabulary,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The words used.
    pub words: BTreeSet<&'static str>,
    /// The kinds that a record starts with.
    pub declared: BTreeSet<KindId>,
    /// The kinds spoken of, each at its place.
    pub kinds: Vec<(KindId, Span)>,
    /// The names of checks.
    pub checks: BTreeSet<String>,
    /// Those of the annotation that is being read.
    checks_here: BTreeSet<String>,
    /// Whether one of the mistakes may hide records or their ids.
    pub may_hide: bool,
    /// Whether a mistake in what is being read hides none.
    harmless: bool,
    /// The constraint that is being read.
    constraint: Option<ConstraintId>,
    mentions: Vec<Mention>,
    open: Vec<SlotId>,
}

impl Parser {
    /// Reads the value of an `x-fact` keyword. `types` is what a `type` beside it says.
    pub fn annotation(&mut self, node: NodeRef<'_>, types: Types) -> Annotation {
        let span = node.span();
        let mut found = Annotation {
            span,
            types,
            record: None,
            readings: Vec::new(),
            constraints: Vec::new(),
            view: None,
            mentions: Vec::new(),
            open: Vec::new(),
        };
        if node.kind() != Kind::Mapping {
            self.wrong(span, "`x-fact` maps meanings to their arguments", "not a mapping").help =
                Some("write a mapping, such as { id: true }".to_owned());
            return found;
        }
        self.mentions.clear();
        self.open.clear();
        self.checks_here.clear();
        for (key, value) in node.entries() {
            self.entry(key, value, &mut found);
        }
        found.mentions.append(&mut self.mentions);
        found.open.append(&mut self.open);
        found
    }

    fn entry(&mut self, key: NodeRef<'_>, value: NodeRef<'_>, found: &mut Annotation) {
        let word = key.text();
        if let Some(&word) = MEANINGS.iter().find(|&&known| known == word) {
            self.words.insert(word);
            self.meanings(word, value, Origin::Value, &mut found.readings);
        } else if let Some(&word) = CONSTRAINTS.iter().find(|&&known| known == word) {
            self.words.insert(word);
            self.constraints(word, key, value, &mut found.constraints);
        } else if word == "record" {
            found.record = self.record(value);
        } else if word == "key" {
            self.inner(value, Origin::Key, &mut found.readings);
        } else if word == "file" {
            self.inner(value, Origin::File, &mut found.readings);
        } else if word == "view" {
            found.view = self.view(value);
        } else {
            let known = MEANINGS.iter().chain(CONSTRAINTS).chain(&["record", "key", "file", "view"]);
            self.unknown(key, "`x-fact` knows no word", known.copied());
        }
    }

    /// The slot that `view` names.
    fn view(&mut self, value: NodeRef<'_>) -> Option<SlotId> {
        let name = self.word(value)?;
        self.words.insert("view");
        let slot = self.vocabulary.slot(&name);
        self.mention(SlotPath { step: Step::Here, slot }, value.span());
        Some(slot)
    }

    /// The meanings in an `x-fact` of `key` or `file`.
    fn inner(&mut self, node: NodeRef<'_>, origin: Origin, into: &mut Vec<Reading>) {
        if node.kind() != Kind::Mapping {
            self.wrong(node.span(), "an `x-fact` of its own is wanted", "not a mapping").help =
                Some("write a mapping, such as { id: true }".to_owned());
        }
        for (key, value) in node.entries() {
            match MEANINGS.iter().find(|&&known| known == key.text()) {
                Some(&word) => {
                    self.words.insert(word);
                    self.meanings(word, value, origin, into);
                }
                None => self.unknown(key, "no meaning is called", MEANINGS.iter().copied()),
            }
        }
    }

    /// Notes that a slot is spoken of.
    fn mention(&mut self, path: SlotPath, span: Span) {
        let (constraint, harmless) = (self.constraint, self.harmless);
        self.mentions.push(Mention { path, span, constraint, harmless });
    }

    /// Reads what hides no record if there is a mistake in it.
    pub fn harmless<T>(&mut self, harmless: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.harmless;
        self.harmless |= harmless;
        let result = read(self);
        self.harmless = before;
        result
    }

    /// Reports the kinds that are spoken of and that no record has.
    pub fn unknown_kinds(&mut self) {
        for (kind, span) in std::mem::take(&mut self.kinds) {
            if self.declared.contains(&kind) {
                continue;
            }
            let name = self.vocabulary.kind_name(kind).to_owned();
            let known: Vec<_> = self.declared.iter().map(|&kind| self.vocabulary.kind_name(kind)).collect();
            let help = match nearest(&name, known.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("the kinds are {}", known.join(", ")),
            };
            self.wrong(span, format!("no record is of the kind `{name}`"), "unknown kind").help = Some(help);
        }
    }

    /// Reports a mistake in the schema.
    pub fn wrong(&mut self, span: Span, message: impl Into<String>, at: impl Into<String>) -> &mut Diagnostic {
        self.may_hide |= !self.harmless;
        self.diagnostics.push(Diagnostic::new("schema/invalid-schema", Level::Error, span, message).at(at));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }
}
