//! Suppressions: findings that are set aside by a comment in the data, or by the configuration.
//!
//! A comment holds for what starts on its line or, on a line of its own, for the next key or item and all in it; only the primary
//! place counts. Neither it nor the configuration hides what is said of suppressions themselves, or a file that cannot be read.

mod comment;
mod configured;
mod scope;
mod settings;

pub(crate) use comment::{Comments, read};
pub(crate) use configured::Configured;
pub use settings::{Suppression, Suppressions};

use crate::engine::Selection;
use crate::rules::{self, Rule, words_of};

/// Rules whose findings are never set aside: a syntax error hides what else a file holds, and what is said of suppressions and
/// the baseline could else suppress itself.
const NEVER: [&str; 6] = [
    "schema/syntax",
    "hygiene/unused-suppression",
    "hygiene/suppression-without-reason",
    "hygiene/suppression-expired",
    "hygiene/invalid-suppression",
    "hygiene/stale-baseline",
];

/// Whether findings of a rule may be set aside.
#[must_use]
pub fn can_be_set_aside(rule: &str) -> bool {
    !NEVER.contains(&rule)
}

/// What a run could not decide, so that nothing found says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Undecided {
    /// Something was not read.
    pub incomplete: bool,
    /// There were citations without a copy of their source.
    pub citations: bool,
}

impl Undecided {
    /// Adds what another dataset of the run could not decide.
    pub fn add(&mut self, other: Self) {
        self.incomplete |= other.incomplete;
        self.citations |= other.citations;
    }

    /// Whether all rules that a word names ran, on all that they speak of. What changed is another with each earlier state.
    pub fn judges(self, word: &str, selection: &Selection) -> bool {
        let named = || rules::all().filter(|rule| words_of(rule.meta.name).any(|known| known == word));
        let has_citations = || named().any(|rule| rule.meta.family() == "citations");
        let is_open = self.incomplete || (self.citations && has_citations());
        !is_open && selection.runs_all_of(word) && !named().any(Rule::needs_earlier)
    }
}
