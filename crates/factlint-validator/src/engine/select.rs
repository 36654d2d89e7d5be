//! Which rules run, and at which level their findings stand.

use factlint_model::diagnostic::Diagnostic;

use super::Selection;
use crate::rules::{self, SUSPICIOUS, words_of};

/// Rules whose findings a line of counts sums up, unless they are selected by their names.
const SUMMED_UP: [&str; 2] = ["citations/unchecked", "citations/uncovered"];

impl Selection {
    /// Whether a rule runs, or one that a schema names (`check/NAME`); `check` itself runs if one of these is selected.
    #[must_use]
    pub fn runs(&self, rule: &str) -> bool {
        if self.select.iter().any(|name| rules::is_own(rule, name)) {
            return true;
        }
        if SUMMED_UP.contains(&rule) {
            return self.select.iter().any(|name| name == rule);
        }
        let meta = rules::find(rule).map(|rule| rule.meta);
        let suspicious = meta.is_some_and(|meta| meta.suspicious);
        let strength = |names: &[String]| names.iter().map(|name| strength(name, rule, suspicious)).max().unwrap_or(0);
        let (selected, ignored) = (strength(&self.select), strength(&self.ignore));
        if ignored > 0 && ignored >= selected {
            return false;
        }
        selected > 0 || (!suspicious && self.select.iter().all(|name| only_adds(name)))
    }

    /// Whether all rules that a word names run, but for those that are off by themselves and meant by their family only.
    pub(crate) fn runs_all_of(&self, word: &str) -> bool {
        let is_meant = |name: &&str| *name == word || word == SUSPICIOUS || !is_off(name);
        let known = rules::all().map(|rule| rule.meta.name).filter(|name| words_of(name).any(|known| known == word));
        match word.split_once('/') {
            Some(_) => self.runs(word),
            None => known.filter(is_meant).all(|name| self.runs(name)),
        }
    }

    /// Sets the level that the configuration gives to the finding's rule, unless the schema already gave one.
    pub(super) fn set_level(&self, finding: &mut Diagnostic) {
        let told = self.levels.get(finding.rule.as_ref());
        let usual = rules::find(&finding.rule).is_none_or(|rule| rule.meta.level == finding.level);
        if let (Some(&level), true) = (told, usual) {
            finding.level = level;
        }
    }
}

/// Whether a rule runs only if it is selected.
fn is_off(rule: &str) -> bool {
    SUMMED_UP.contains(&rule) || rules::find(rule).is_some_and(|rule| rule.meta.suspicious)
}

/// How closely a name of the configuration fits a rule: 2 the rule itself, 1 its family or group, 0 not at all. A family
/// doesn't switch on its suspicious rules.
fn strength(name: &str, rule: &str, suspicious: bool) -> u8 {
    let family = rule.split('/').next().unwrap_or(rule);
    match name {
        _ if name == rule => 2,
        SUSPICIOUS if suspicious => 1,
        _ if name == family && !suspicious => 1,
        _ => 0,
    }
}

/// Whether a selected name only switches on what is off by itself.
fn only_adds(name: &str) -> bool {
    name == SUSPICIOUS || rules::find(name).is_some_and(|rule| rule.meta.suspicious)
}
