//! Suppressions as the configuration has them.

use std::ops::Range;
use std::path::PathBuf;

use factlint_model::time::civil::Civil;

/// The suppressions of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    /// The configuration that they stand in.
    pub file: PathBuf,
    /// In its order.
    pub all: Vec<Suppression>,
}

/// What is set aside, and why. What is told must all hold: rule, file and record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppression {
    /// Rules, families or groups, at least one, and the bytes at which each stands.
    pub rules: Vec<(String, Range<usize>)>,
    /// Patterns of data files, from the root of their dataset; all files if there are none.
    pub files: Vec<String>,
    /// Records by `id` or `kind/id`, with all in them; all records if there are none.
    pub records: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it holds.
    pub expires: Option<Civil>,
    /// The bytes at which it stands.
    pub at: Range<usize>,
}
