//! What a user may set of a rule beside its level.

use std::collections::BTreeMap;
use std::fmt;

use super::RuleMeta;

/// An option of a rule: all that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// Its name in kebab-case, unique in its rule and other than `level`.
    pub name: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// What values it takes.
    pub kind: OptionKind,
}

impl fmt::Display for RuleOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}; ", self.name, self.summary)?;
        match self.kind {
            OptionKind::Number { least, most, default } => {
                write!(f, "a whole number from {least} to {most}, {default} unless told")
            }
            OptionKind::Texts => write!(f, "a list of texts, empty unless told"),
        }
    }
}

/// What values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A whole number.
    Number {
        /// The least that is taken.
        least: u32,
        /// The most that is taken.
        most: u32,
        /// What holds where nothing is said.
        default: u32,
    },
    /// A list of texts, none of them empty; empty where nothing is said.
    Texts,
}

/// A value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// Of a number.
    Number(u32),
    /// Of a list of texts.
    Texts(Vec<String>),
}

/// The values that options were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options(BTreeMap<(&'static str, &'static str), OptionValue>);

impl Options {
    /// Gives an option of a rule a value, which must be one that it takes.
    pub fn set(&mut self, rule: &RuleMeta, option: &RuleOption, value: OptionValue) {
        self.0.insert((rule.name, option.name), value);
    }

    /// The value that an option was given.
    #[must_use]
    pub fn get(&self, rule: &RuleMeta, option: &RuleOption) -> Option<&OptionValue> {
        self.0.get(&(rule.name, option.name))
    }

    /// These, and those of `others` of which these say nothing.
    #[must_use]
    pub fn or(&self, others: &Self) -> Self {
        let mut all = others.clone();
        all.0.extend(self.0.iter().map(|(option, value)| (*option, value.clone())));
        all
    }

    /// Adds the texts of others to those of the same options.
    pub fn add_texts(&mut self, others: &Self) {
        for (option, value) in &others.0 {
            match (self.0.get_mut(option), value) {
                (Some(OptionValue::Texts(texts)), OptionValue::Texts(more)) => texts.extend(more.iter().cloned()),
                (None, OptionValue::Texts(_)) => _ = self.0.insert(*option, value.clone()),
                _ => {}
            }
        }
    }

    /// The number that holds for an option.
    #[must_use]
    pub fn number(&self, rule: &RuleMeta, option: &RuleOption) -> u32 {
        match (self.get(rule, option), option.kind) {
            (Some(OptionValue::Number(number)), _) => *number,
            (_, OptionKind::Number { default, .. }) => default,
            (_, OptionKind::Texts) => 0,
        }
    }

    /// The texts that an option was given.
    #[must_use]
    pub fn texts(&self, rule: &RuleMeta, option: &RuleOption) -> &[String] {
        match self.get(rule, option) {
            Some(OptionValue::Texts(texts)) => texts,
            _ => &[],
        }
    }
}
