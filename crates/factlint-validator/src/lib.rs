//! The checks of factlint: data against its JSON Schemas, and facts against each other.
//!
//! The modules follow the pipeline:
//!
//! - [`schema`]: schemas compiled once; a tree against them, each error at its exact key or value.
//! - [`plan`]: the schemas' `x-fact` annotations, compiled once to a graph of states.
//! - [`lift`]: one walk of a tree along the plan appends rows to the tables of its file.
//! - [`link`]: the tables of all files become one dataset, in which references reach records.
//! - [`changes`]: what changed between two states of a dataset, such as two revisions of its files.
//! - [`cite`]: what facts are cited to: citations, the copies of their sources, and the lock.
//! - [`coverage`]: what of a source's dates, figures and names the facts that are cited to it record.
//! - [`suppress`]: comments in the data and entries of the configuration that set findings aside.
//! - [`baseline`]: findings that are accepted as they are, so that only new ones count.
//! - `expression`: the expressions of `check`, compiled and evaluated.
//! - `placeholder`: texts that only hold a place, which a schema may list all the same.
//! - [`prose`]: the dates, figures and names that English prose prints, and whether a value is what is printed.
//! - [`rename`]: who bears an id, and everywhere that it is written.
//! - [`rules`]: functions from a file or the dataset to diagnostics, in one static table.
//! - [`texts`]: the texts of sources, cut into sections, paragraphs and sentences, and words found in them.
//! - `toml_text`: what may go out of a TOML file, so that comments and layout around it stay.
//! - [`infer`]: a schema with its meanings, proposed from data that has none.
//! - [`engine`]: the stages in their order over all files, in parallel; levels and selection; one order of output.
//!
//! Nothing here prints, parses arguments, reads the environment or the clock: see [`engine::Host`].

pub mod baseline;
pub mod changes;
pub mod cite;
pub mod coverage;
pub mod engine;
mod expression;
pub mod infer;
pub mod lift;
pub mod link;
mod placeholder;
pub mod plan;
pub mod prose;
pub mod rename;
pub mod rules;
pub mod schema;
pub mod suppress;
pub mod texts;
mod toml_text;
