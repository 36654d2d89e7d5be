//! The core model of factlint: what a file says and where, and what its facts are.
//!
//! The modules follow the pipeline:
//!
//! - [`source`]: the text of a file, spans into it, lines and columns.
//! - [`load`]: bytes to a [`tree`]: YAML, JSON, NDJSON and YAML front matter. Never fails as a whole.
//! - [`tree`]: the arena in which every key and value knows its exact place and its printed text.
//! - [`time`]: EDTF dates and their bounds.
//! - [`figure`]: numbers as printed, and the exact interval that rounds to them.
//! - [`facts`]: the tables of records, values and constraints, and the linked dataset.
//! - [`diagnostic`]: findings, their labels and fixes, and what is known of a rule.
//! - [`edit`]: fixes as intents, turned into byte patches.
//!
//! Nothing here knows a schema, a rule or a terminal.

pub mod diagnostic;
pub mod edit;
pub mod facts;
pub mod figure;
pub mod load;
pub mod near;
pub mod source;
pub mod time;
pub mod tree;
