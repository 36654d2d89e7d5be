//! Walking a TOML table, noting every mistake at its place.

use std::ops::Range;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::source::{FileId, Span};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use factlint_model::near::nearest;

/// A text with its place.
pub type Text = (String, Range<usize>);

/// A value with its place.
pub type Value<'i> = Spanned<DeValue<'i>>;

/// Collects the mistakes of one file, and where its texts stand.
#[derive(Debug)]
pub struct Mistakes {
    file: FileId,
    found: Vec<Diagnostic>,
    /// The texts that were read, for what only a run finds wrong with them.
    pub texts: Vec<Text>,
}

impl Mistakes {
    /// None yet.
    pub fn new(file: FileId) -> Self {
        Self { file, found: Vec::new(), texts: Vec::new() }
    }

    /// The places of the texts; all mistakes in the order of places, if there are any.
    pub fn into_result(mut self) -> Result<Vec<Text>, Vec<Diagnostic>> {
        self.found.sort_by_key(|mistake| mistake.primary.span);
        if self.found.is_empty() { Ok(self.texts) } else { Err(self.found) }
    }

    /// Notes where a text stands.
    pub fn text(&mut self, text: &str, at: Range<usize>) -> Text {
        self.texts.push((text.to_owned(), at.clone()));
        (text.to_owned(), at)
    }

    /// Notes a mistake.
    pub fn push(&mut self, at: Range<usize>, message: impl Into<String>, label: &str, help: Option<String>) {
        let span = Span::new(self.file, at.start as u64, at.end as u64);
        let mistake = Diagnostic::new("", Level::Error, span, message).at(label);
        self.found.push(match help {
            Some(help) => mistake.help(help),
            None => mistake,
        });
    }

    /// Notes a value of the wrong type.
    pub fn wrong_type(&mut self, key: &str, value: &Value<'_>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.push(value.span(), format!("`{key}` must be {wanted}"), &format!("this is of the type {found}"), None);
    }
}

/// A table being read: every key must be asked for or known.
#[derive(Debug)]
pub struct Table<'t, 'i> {
    table: &'t DeTable<'i>,
    keys: &'static [&'static str],
}

impl<'t, 'i> Table<'t, 'i> {
    /// Reads a table that may have these keys; others are mistakes.
    pub fn new(table: &'t DeTable<'i>, keys: &'static [&'static str], mistakes: &mut Mistakes) -> Self {
        for key in table.keys().filter(|key| !keys.contains(&&**key.get_ref())) {
            unknown_key(key, keys, mistakes);
        }
        Self { table, keys }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'t Value<'i>> {
        debug_assert!(self.keys.contains(&key), "every key that is read is known");
        self.table.get(key)
    }

    /// A string.
    pub fn string(&self, key: &str, mistakes: &mut Mistakes) -> Option<Text> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(mistakes.text(text, value.span())),
            None => {
                mistakes.wrong_type(key, value, "a string");
                None
            }
        }
    }

    /// A list of strings; a single string counts as a list of one.
    pub fn strings(&self, key: &str, mistakes: &mut Mistakes) -> Vec<Text> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(text) => vec![mistakes.text(text, value.span())],
            DeValue::Array(items) => items.iter().filter_map(|item| item_string(key, item, mistakes)).collect(),
            _ => {
                mistakes.wrong_type(key, value, "a string or a list of strings");
                Vec::new()
            }
        }
    }

    /// A level.
    pub fn level(&self, key: &str, mistakes: &mut Mistakes) -> Option<Level> {
        let (text, at) = self.string(key, mistakes)?;
        let levels = [Level::Error, Level::Warning, Level::Info];
        let level = levels.into_iter().find(|level| level.as_str() == text);
        if level.is_none() {
            mistakes.push(at, format!("`{text}` is no level"), "", Some("the levels are error, warning, info".into()));
        }
        level
    }
}

/// The tables of a key that may hold one table or a list of them.
pub fn tables<'t, 'i>(
    key: &str,
    value: &'t Value<'i>,
    mistakes: &mut Mistakes,
) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
    let mut table = |value: &'t Value<'i>| match value.get_ref().as_table() {
        Some(table) => Some((table, value.span())),
        None => {
            mistakes.wrong_type(key, value, "a table");
            None
        }
    };
    match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(table).collect(),
        _ => table(value).into_iter().collect(),
    }
}

fn item_string(key: &str, item: &Value<'_>, mistakes: &mut Mistakes) -> Option<Text> {
    match item.get_ref().as_str() {
        Some(text) => Some(mistakes.text(text, item.span())),
        None => {
            mistakes.wrong_type(key, item, "a list of strings");
            None
        }
    }
}

fn unknown_key(key: &Spanned<DeString<'_>>, keys: &[&str], mistakes: &mut Mistakes) {
    let help = match nearest(key.get_ref(), keys.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", keys.join(", ")),
    };
    mistakes.push(key.span(), format!("unknown key `{}`", key.get_ref()), "not a key of this table", Some(help));
}
