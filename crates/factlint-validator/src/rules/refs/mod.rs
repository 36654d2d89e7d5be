//! The `refs/` rules: identity and reference.

mod cycle;
mod disputed;
mod duplicate_id;
mod fold;
mod likely_duplicate;
mod missing_inverse;
mod nearest;
mod not_unique;
mod orphan;
mod rows;
mod self_reference;
pub(crate) mod unresolved;
mod wrong_kind;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[
    duplicate_id::RULE,
    unresolved::RULE,
    wrong_kind::RULE,
    missing_inverse::RULE,
    cycle::RULE,
    orphan::RULE,
    likely_duplicate::RULE,
    not_unique::RULE,
    self_reference::RULE,
    disputed::RULE,
];
