//! Settings and where each comes from, whatever they are then written as.

use serde::Serialize;
use serde_json::Value;

use crate::config::Step;

/// A table of settings.
#[derive(Debug)]
pub struct Section<'s> {
    /// The way to it from the top of the configuration.
    pub path: Vec<Step<'s>>,
    /// What is said of it.
    pub note: String,
    /// The settings.
    pub entries: Vec<Entry<'s>>,
}

/// A setting.
#[derive(Debug)]
pub struct Entry<'s> {
    /// The key.
    pub key: &'s str,
    /// The value: a text, a list of texts, a number.
    pub value: Value,
    /// Where it comes from, each place once; from nowhere if nothing was said of it.
    pub from: Vec<Origin>,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Origin {
    /// The configuration.
    Configuration {
        /// Its name.
        file: String,
        /// The line, from 1.
        line: u32,
    },
    /// The command line.
    CommandLine {
        /// The option.
        option: &'static str,
    },
}

impl<'s> Section<'s> {
    /// An empty table.
    pub fn new(path: Vec<Step<'s>>, note: impl Into<String>) -> Self {
        Self { path, note: note.into(), entries: Vec::new() }
    }
}
