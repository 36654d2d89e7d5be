//! Which rules run for a file, and at which level their findings stand.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Level, Options};
use globset::GlobSet;

use super::files::globs;
use super::{Override, RunError, Selection};
use crate::rules::{self, SUSPICIOUS, words_of};

/// Rules whose findings a line of counts sums up, unless they are selected by their names.
const SUMMED_UP: [&str; 2] = ["citations/unchecked", "citations/uncovered"];

/// The overrides that hold for a file, by number, the last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope(Vec<usize>);

impl Scope {
    /// Whether an override holds here.
    pub fn has(&self, number: usize) -> bool {
        self.0.contains(&number)
    }
}

/// The patterns of the overrides.
pub(super) struct Scopes(Vec<(GlobSet, GlobSet)>);

impl Scopes {
    /// Those of a selection.
    pub fn new(selection: &Selection) -> Result<Self, RunError> {
        let of = |over: &Override| Ok((globs(&over.include)?, globs(&over.exclude)?));
        selection.overrides.iter().map(of).collect::<Result<_, _>>().map(Self)
    }

    /// What holds for a file, which is named from the root of its dataset.
    pub fn of(&self, inside: &str) -> Scope {
        let holds = |(include, exclude): &(GlobSet, GlobSet)| include.is_match(inside) && !exclude.is_match(inside);
        let numbered = self.0.iter().enumerate().rev();
        Scope(numbered.filter(|(_, patterns)| holds(patterns)).map(|(number, _)| number).collect())
    }
}

impl Selection {
    /// All names of rules, families and groups in it.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let over = self.overrides.iter().map(Override::layer);
        let layers = [self.layer()].into_iter().chain(over);
        layers.flat_map(|layer| layer.select.iter().chain(layer.ignore).chain(layer.levels.keys())).map(String::as_str)
    }

    /// Whether a rule runs where no override holds, or one that a schema names (`check/NAME`); `check` itself runs if one of
    /// these is selected.
    #[must_use]
    pub fn runs(&self, rule: &str) -> bool {
        self.runs_in(&Scope::default(), rule)
    }

    /// Whether a rule runs where this one of the overrides holds, and no other.
    #[must_use]
    pub fn runs_under(&self, number: usize, rule: &str) -> bool {
        self.runs_in(&Scope(vec![number]), rule)
    }

    /// Whether all rules that a word names run for all files, but for those that are off by themselves and meant by their
    /// family only.
    pub(crate) fn runs_all_of(&self, word: &str) -> bool {
        let runs = |rule: &str| self.runs(rule) && (0..self.overrides.len()).all(|over| self.runs_under(over, rule));
        let is_meant = |name: &&str| *name == word || word == SUSPICIOUS || !is_off(name);
        let known = rules::all().map(|rule| rule.meta.name).filter(|name| words_of(name).any(|known| known == word));
        match word.split_once('/') {
            Some(_) => runs(word),
            None => known.filter(is_meant).all(runs),
        }
    }

    /// The level that the configuration gives to a rule where no override holds.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.level_in(&Scope::default(), rule)
    }

    /// Whether a rule runs for the files of a scope: the closest layer that says something of it decides.
    pub(super) fn runs_in(&self, scope: &Scope, rule: &str) -> bool {
        !self.no_rules && self.layers(scope).find_map(|layer| layer.says(rule)).unwrap_or_else(|| !is_off(rule))
    }

    /// Sets the level that the configuration gives to the finding's rule, unless the schema already gave one.
    pub(super) fn set_level(&self, scope: &Scope, finding: &mut Diagnostic) {
        let usual = rules::find(&finding.rule).is_none_or(|rule| rule.meta.level == finding.level);
        if let (true, Some(level)) = (usual, self.level_in(scope, &finding.rule)) {
            finding.level = level;
        }
    }

    fn level_in(&self, scope: &Scope, rule: &str) -> Option<Level> {
        self.layers(scope).find_map(|layer| layer.level(rule))
    }

    /// What the options of rules say for the files of a scope: of each what the closest layer says that sets it.
    pub(super) fn options_in(&self, scope: &Scope) -> Options {
        self.layers(scope).fold(Options::default(), |closer, layer| closer.or(layer.options))
    }

    /// What the options of rules say in any file; of lists, all that they hold in one.
    pub(super) fn options_anywhere(&self) -> Options {
        let mut options = self.options.clone();
        self.overrides.iter().for_each(|over| options.add_texts(&over.options));
        options
    }

    /// The settings that hold in a scope, the closest first.
    fn layers<'s>(&'s self, scope: &'s Scope) -> impl Iterator<Item = Layer<'s>> {
        let over = scope.0.iter().filter_map(|&number| self.overrides.get(number));
        over.map(Override::layer).chain([self.layer()])
    }

    fn layer(&self) -> Layer<'_> {
        Layer { select: &self.select, ignore: &self.ignore, levels: &self.levels, options: &self.options }
    }
}

impl Override {
    fn layer(&self) -> Layer<'_> {
        Layer { select: &self.select, ignore: &self.ignore, levels: &self.levels, options: &self.options }
    }
}

/// What one place of the configuration says.
struct Layer<'s> {
    select: &'s [String],
    ignore: &'s [String],
    levels: &'s BTreeMap<String, Level>,
    options: &'s Options,
}

impl Layer<'_> {
    /// Whether a rule runs, if anything is said of it.
    fn says(&self, rule: &str) -> Option<bool> {
        if self.select.iter().any(|name| rules::is_own(rule, name)) {
            return Some(true);
        }
        let strength = |names: &[String]| names.iter().map(|name| strength(name, rule)).max().unwrap_or(0);
        let (selected, ignored) = (strength(self.select), strength(self.ignore));
        match (selected, ignored) {
            (_, 1..) if ignored >= selected => Some(false),
            (1.., _) => Some(true),
            _ if self.select.iter().all(|name| only_adds(name)) => None,
            _ => Some(false),
        }
    }

    /// The level of a rule, if one is said: its own, else that of its group or family.
    fn level(&self, rule: &str) -> Option<Level> {
        let group = || self.levels.get(SUSPICIOUS).filter(|_| is_suspicious(rule));
        self.levels.get(rule).or_else(group).or_else(|| self.levels.get(family(rule))).copied()
    }
}

/// How closely a name of the configuration fits a rule: 2 the rule itself, 1 its family or group, 0 not at all. A family
/// doesn't switch on its suspicious rules, nor those that a line sums up.
fn strength(name: &str, rule: &str) -> u8 {
    let suspicious = is_suspicious(rule);
    match name {
        _ if name == rule => 2,
        _ if SUMMED_UP.contains(&rule) => 0,
        SUSPICIOUS if suspicious => 1,
        _ if name == family(rule) && !suspicious => 1,
        _ => 0,
    }
}

fn family(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}

/// Whether a rule runs only if it is selected.
fn is_off(rule: &str) -> bool {
    SUMMED_UP.contains(&rule) || is_suspicious(rule)
}

fn is_suspicious(rule: &str) -> bool {
    rules::find(rule).is_some_and(|rule| rule.meta.suspicious)
}

/// Whether a selected name only switches on what is off by itself.
fn only_adds(name: &str) -> bool {
    name == SUSPICIOUS || is_suspicious(name)
}
