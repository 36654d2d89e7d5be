//! Patterns that pick values out of a text: `match` and `each`.

use factlint_model::tree::NodeRef;
use regex::{Regex, RegexBuilder};

use super::Parser;
use crate::schema::why_not;

/// The largest program that a pattern may compile to, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;

/// What stands for the key in an argument.
pub(super) const KEY: &str = "{key}";

/// A pattern that picks values out of a text.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// The same everywhere.
    Fixed(Regex),
    /// With the key in it, as it is: a text to compile for each.
    Keyed(String),
}

impl Pattern {
    /// The text in the schema.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fixed(regex) => regex.as_str(),
            Self::Keyed(text) => text,
        }
    }

    /// The expression with a key in it; `None` where that gets too long.
    pub fn with_key(&self, key: &str) -> Option<Regex> {
        match self {
            Self::Fixed(regex) => Some(regex.clone()),
            Self::Keyed(text) => compile(&with_key(text, key)).ok(),
        }
    }
}

impl Parser {
    /// The pattern under an argument.
    pub(super) fn pattern_in(&mut self, arguments: NodeRef<'_>, key: &str) -> Option<Pattern> {
        let node = arguments.get(key)?;
        let pattern = self.word(node)?;
        let keyed = pattern.contains(KEY);
        match compile(&with_key(&pattern, "key")) {
            Ok(_) if keyed => Some(Pattern::Keyed(pattern)),
            Ok(regex) => Some(Pattern::Fixed(regex)),
            Err(why) => {
                self.wrong(node.span(), format!("`{key}` is no regular expression"), why_not(&why));
                None
            }
        }
    }
}

fn with_key(pattern: &str, key: &str) -> String {
    pattern.replace(KEY, &regex::escape(key))
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build()
}
