//! The `hygiene/` rules: what does not belong into data, and what nobody checks.

mod markup;
mod placeholder;
mod scalars;
mod unchecked_file;

pub(crate) use placeholder::placeholders;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[placeholder::RULE, markup::RULE, unchecked_file::RULE];
