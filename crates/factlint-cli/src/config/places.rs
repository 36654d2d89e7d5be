//! Where what a configuration says stands in it.

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::source::{FileId, Source, Sources, Span};
use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::commands::Failure;

/// Where the texts of a configuration stand, for what only a run finds wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    sources: Sources,
    texts: Vec<(String, Span)>,
}

impl Places {
    /// Of a configuration, the only file of `sources`, and its texts.
    pub(super) fn new(sources: Sources, texts: Vec<(String, Span)>) -> Self {
        Self { sources, texts }
    }

    /// The configuration itself.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The name of the configuration, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.sources.get(FileId(0)).map(|source| source.name())
    }

    /// A failure at the places of this text; in words alone where it does not stand in the configuration.
    pub fn failure(&self, text: &str, message: impl Into<String>, help: Option<&str>) -> Failure {
        let message = message.into();
        let at = |span: &Span| {
            let mistake = Diagnostic::new("", Level::Error, *span, message.clone());
            help.map_or(mistake.clone(), |help| mistake.help(help))
        };
        let places = self.texts.iter().filter(|(known, _)| known == text);
        let mistakes: Vec<Diagnostic> = places.map(|(_, span)| at(span)).collect();
        match help {
            _ if !mistakes.is_empty() => Failure::at_places(mistakes, self.sources.clone()),
            Some(help) => Failure::new(message).help(format!("help: {help}")),
            None => Failure::new(message),
        }
    }
}

/// A step from a value of the configuration to one in it.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub enum Step<'s> {
    /// To the value of a key.
    Key(&'s str),
    /// To an item of a list; what is no list stands for its only item.
    Item(usize),
}

/// The lines of a configuration on which its values stand.
#[derive(Debug)]
pub struct Origins<'p> {
    source: Option<&'p Source>,
    table: Option<Spanned<DeTable<'p>>>,
}

impl<'p> Origins<'p> {
    /// Those of a configuration.
    pub fn of(places: &'p Places) -> Self {
        let source = places.sources.get(FileId(0)).map(|source| &**source);
        Self { source, table: source.and_then(|source| DeTable::parse(source.text()).ok()) }
    }

    /// The file and line of a value, if the configuration has it.
    pub fn of_value(&self, steps: &[Step<'_>]) -> Option<(&str, u32)> {
        let (source, [Step::Key(first), rest @ ..]) = (self.source?, steps) else { return None };
        let mut value = self.table.as_ref()?.get_ref().get(*first)?;
        for step in rest {
            value = match (step, value.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => table.get(*key)?,
                (Step::Item(item), DeValue::Array(items)) => items.get(*item)?,
                (Step::Item(0), _) => value,
                _ => return None,
            };
        }
        Some((source.name(), source.position(value.span().start as u64).line))
    }
}
