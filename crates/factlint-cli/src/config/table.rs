//! Walking a TOML table, noting every mistake at its place.

use std::ops::Range;

use factlint_model::diagnostic::{Diagnostic, Level, OptionKind, OptionValue, RuleOption};
use factlint_model::near::nearest;
use factlint_model::source::{FileId, Span};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::{Form, Key, Shape, Words};

/// A text with its place.
pub type Text = (String, Range<usize>);

/// A key with its place.
pub type Name<'t, 'i> = &'t Spanned<DeString<'i>>;

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

    /// A string, noted with its place.
    fn string(&mut self, key: &str, value: &Value<'_>, wanted: &str) -> Option<Text> {
        match value.get_ref().as_str() {
            Some(text) => Some(self.text(text, value.span())),
            None => {
                self.wrong_type(key, value, wanted);
                None
            }
        }
    }
}

/// Whether a key is not there, or a list without anything in it.
fn is_missing(table: &DeTable<'_>, key: &Key) -> bool {
    let is_empty = |value: &Value<'_>| value.get_ref().as_array().is_some_and(|list| list.is_empty());
    let takes_texts = matches!(key.form, Form::Texts | Form::Rules);
    table.get(key.name).is_none_or(|value| takes_texts && is_empty(value))
}

/// A table being read: a key that it does not know is a mistake, and so is one that it lacks.
#[derive(Debug)]
pub struct Table<'t, 'i> {
    table: &'t DeTable<'i>,
    keys: &'t [Key],
    at: Range<usize>,
}

impl<'t, 'i> Table<'t, 'i> {
    /// Reads a table of this shape, which stands at this place.
    pub fn new(table: &'t DeTable<'i>, at: Range<usize>, shape: &'static Shape, mistakes: &mut Mistakes) -> Self {
        for key in shape.keys.iter().filter(|key| key.required && is_missing(table, key)) {
            let message = format!("{} without `{}`", shape.noun, key.name);
            mistakes.push(at.clone(), message, "", Some(shape.example.to_owned()));
        }
        Self { at, ..Self::of_keys(table, shape.keys, mistakes) }
    }

    /// Where it stands.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Reads a table that may have these keys.
    pub fn of_keys(table: &'t DeTable<'i>, keys: &'t [Key], mistakes: &mut Mistakes) -> Self {
        for key in table.keys().filter(|key| !keys.iter().any(|known| known.name == &**key.get_ref())) {
            unknown_key(key, keys, mistakes);
        }
        Self { table, keys, at: 0..0 }
    }

    /// The value of a key, as it is written.
    pub fn value(&self, name: &str) -> Option<&'t Value<'i>> {
        self.get(name).map(|(_, value)| value)
    }

    fn get(&self, name: &str) -> Option<(Form, &'t Value<'i>)> {
        let key = self.keys.iter().find(|key| key.name == name);
        debug_assert!(key.is_some(), "every key that is read is known: {name}");
        Some((key?.form, self.table.get(name)?))
    }

    /// A string.
    pub fn string(&self, key: &str, mistakes: &mut Mistakes) -> Option<Text> {
        let (form, value) = self.get(key)?;
        debug_assert!(matches!(form, Form::Text), "{key}: {form:?}");
        mistakes.string(key, value, "a string")
    }

    /// A list of strings; a single string counts as a list of one.
    pub fn strings(&self, key: &str, mistakes: &mut Mistakes) -> Vec<Text> {
        let Some((form, value)) = self.get(key) else { return Vec::new() };
        debug_assert!(matches!(form, Form::Texts | Form::Rules), "{key}: {form:?}");
        strings(key, value, mistakes)
    }

    /// One of the words that the key takes.
    pub fn word(&self, key: &str, mistakes: &mut Mistakes) -> Option<String> {
        let (form, value) = self.get(key)?;
        let Form::Word(words) = form else {
            debug_assert!(false, "{key}: {form:?}");
            return None;
        };
        let (text, at) = mistakes.string(key, value, "a string")?;
        let known = (words.all)().contains(&&*text);
        if !known {
            mistakes.push(at, format!("`{text}` is no {}", words.noun), "", Some(words_help(words)));
        }
        known.then_some(text)
    }

    /// A level.
    pub fn level(&self, key: &str, mistakes: &mut Mistakes) -> Option<Level> {
        let word = self.word(key, mistakes)?;
        [Level::Error, Level::Warning, Level::Info].into_iter().find(|level| level.as_str() == word)
    }

    /// The tables of a key that may hold one table or a list of them, with their places.
    pub fn tables(&self, key: &str, mistakes: &mut Mistakes) -> Vec<Table<'t, 'i>> {
        let Some((form, value)) = self.get(key) else { return Vec::new() };
        let Form::Tables(shape) = form else {
            debug_assert!(false, "{key}: {form:?}");
            return Vec::new();
        };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => tables.push(Table::new(table, item.span(), shape, mistakes)),
                None => mistakes.wrong_type(key, item, "a table"),
            }
        }
        tables
    }

    /// The tables of a key that go by names which the user gives them.
    pub fn by_id(&self, key: &str, mistakes: &mut Mistakes) -> Vec<(Name<'t, 'i>, Table<'t, 'i>)> {
        let Some((form, value)) = self.get(key) else { return Vec::new() };
        let Form::ById(shape) = form else {
            debug_assert!(false, "{key}: {form:?}");
            return Vec::new();
        };
        let named = named(key, value, ("a table of tables", shape.example), mistakes);
        named.into_iter().map(|(id, table)| (id, Self::new(table, id.span(), shape, mistakes))).collect()
    }

    /// The tables of rules, families and groups.
    pub fn by_rule(&self, key: &str, mistakes: &mut Mistakes) -> Vec<(Name<'t, 'i>, &'t DeTable<'i>)> {
        let Some((form, value)) = self.get(key) else { return Vec::new() };
        debug_assert!(matches!(form, Form::ByRule), "{key}: {form:?}");
        named(key, value, ("a table of rules", "such as { level = \"warning\" }"), mistakes)
    }

    /// The value of an option, if one is given that it takes.
    pub fn option(&self, option: &RuleOption, mistakes: &mut Mistakes) -> Option<OptionValue> {
        let (_, value) = self.get(option.name)?;
        match option.kind {
            OptionKind::Number { least, most, .. } => {
                let integer = value.get_ref().as_integer();
                let number = integer.and_then(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok());
                let number = number.filter(|number| (least..=most).contains(number));
                if number.is_none() {
                    let message = format!("`{}` must be a whole number from {least} to {most}", option.name);
                    mistakes.push(value.span(), message, "", None);
                }
                number.map(OptionValue::Number)
            }
            OptionKind::Texts => {
                let texts = strings(option.name, value, mistakes);
                for (_, at) in texts.iter().filter(|(text, _)| text.trim().is_empty()) {
                    mistakes.push(at.clone(), "an empty text says nothing here", "", None);
                }
                Some(OptionValue::Texts(texts.into_iter().map(|(text, _)| text).collect()))
            }
        }
    }
}

/// The tables below a key, by their names; `all` and `one` say what they must be.
fn named<'t, 'i>(
    key: &str,
    value: &'t Value<'i>,
    (all, one): (&str, &str),
    mistakes: &mut Mistakes,
) -> Vec<(Name<'t, 'i>, &'t DeTable<'i>)> {
    let Some(tables) = value.get_ref().as_table() else {
        mistakes.wrong_type(key, value, all);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in tables {
        match value.get_ref().as_table() {
            Some(table) => found.push((name, table)),
            None => mistakes.wrong_type(name.get_ref(), value, &format!("a table, {one}")),
        }
    }
    found
}

fn strings(key: &str, value: &Value<'_>, mistakes: &mut Mistakes) -> Vec<Text> {
    match value.get_ref() {
        DeValue::Array(items) => {
            items.iter().filter_map(|item| mistakes.string(key, item, "a list of strings")).collect()
        }
        _ => mistakes.string(key, value, "a string or a list of strings").into_iter().collect(),
    }
}

fn words_help(words: &Words) -> String {
    format!("the {}s are {}", words.noun, (words.all)().join(", "))
}

fn unknown_key(key: &Spanned<DeString<'_>>, keys: &[Key], mistakes: &mut Mistakes) {
    let names = || keys.iter().map(|key| key.name);
    let help = match nearest(key.get_ref(), names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", names().collect::<Vec<_>>().join(", ")),
    };
    mistakes.push(key.span(), format!("unknown key `{}`", key.get_ref()), "not a key of this table", Some(help));
}
