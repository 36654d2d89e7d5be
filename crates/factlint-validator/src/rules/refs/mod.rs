//! The `refs/` rules: identity and reference.

mod cycle;
mod fold;
mod likely_duplicate;
mod missing_inverse;
mod not_unique;
mod orphan;
mod rows;
mod self_reference;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] =
    &[missing_inverse::RULE, cycle::RULE, orphan::RULE, likely_duplicate::RULE, not_unique::RULE, self_reference::RULE];
