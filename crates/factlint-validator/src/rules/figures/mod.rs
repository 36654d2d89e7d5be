//! The `figures/` rules.

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[];
