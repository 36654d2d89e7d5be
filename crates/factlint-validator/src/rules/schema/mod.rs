//! The `schema/` rules: what the JSON Schema says, and what other readers would make of a scalar.

mod ambiguous_scalar;
mod duplicate_key;
mod invalid_schema;
mod lossy_number;
mod missing_key;
mod not_allowed;
mod scalars;
mod syntax;
mod unknown_key;
mod violation;
mod wrong_type;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[
    syntax::RULE,
    violation::RULE,
    unknown_key::RULE,
    missing_key::RULE,
    wrong_type::RULE,
    not_allowed::RULE,
    duplicate_key::RULE,
    ambiguous_scalar::RULE,
    lossy_number::RULE,
    invalid_schema::RULE,
];
