//! The `changes/` rules: what a change of the data broke that the data alone does not tell. They run where a run is
//! compared with an earlier state.

pub(crate) mod coverage_shrank;
mod id_removed;
mod value_without_citation;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[value_without_citation::RULE, id_removed::RULE, coverage_shrank::RULE];
