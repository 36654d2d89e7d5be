//! Schemas compiled once, and trees against them.
//!
//! [`Library`] holds the schema files that a run names and those that they refer to, with spans. What does not hold
//! in a schema is a finding in the schema, and the rest of it still counts.

mod builtin;
mod decimal;
mod instance;
mod library;
mod number;
mod numeric;
mod outline;
mod pattern;
mod report;
mod validator;
mod value;

pub use builtin::built_in_files;
pub use library::{Library, Nested, SchemaId, nested};
pub(crate) use pattern::{braced, why_not};
pub use validator::Validator;
pub use value::to_value;

/// The rule that mistakes in a schema are findings of.
pub(crate) const INVALID_SCHEMA: &str = "schema/invalid-schema";
