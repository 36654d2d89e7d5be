//! The `citations/` rules: is each fact cited, and is what it cites where it says.

mod ambiguous;
mod changed;
mod finding;
mod missing;
mod moved;
mod not_found;
mod quote_too_long;
mod sic;
mod source_error;
mod source_unpinned;
mod unchecked;
mod uncovered;
mod unknown_source;
mod unreadable;
mod unsupported_value;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[
    missing::RULE,
    unknown_source::RULE,
    not_found::RULE,
    changed::RULE,
    moved::RULE,
    ambiguous::RULE,
    unsupported_value::RULE,
    source_error::RULE,
    unchecked::RULE,
    uncovered::RULE,
    unreadable::RULE,
    source_unpinned::RULE,
    quote_too_long::RULE,
];
