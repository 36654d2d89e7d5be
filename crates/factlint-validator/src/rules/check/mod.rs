//! The `check/` rules: what a dataset's own schema says must hold. They are named by the schema, so the table has one
//! entry for all of them.

mod own;
mod subject;

use super::Rule;

/// The rules of the family.
pub static RULES: &[Rule] = &[own::RULE];
