//! The `hygiene/` rules: what does not belong into data, what nobody checks, and what keeps findings from being seen.

mod invalid_suppression;
mod markup;
mod placeholder;
mod scalars;
mod stale_baseline;
mod suppression_expired;
mod suppression_without_reason;
mod unchecked_file;
mod unused_suppression;

pub(crate) use placeholder::placeholders;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[
    placeholder::RULE,
    markup::RULE,
    unchecked_file::RULE,
    unused_suppression::RULE,
    suppression_without_reason::RULE,
    suppression_expired::RULE,
    invalid_suppression::RULE,
    stale_baseline::RULE,
];
