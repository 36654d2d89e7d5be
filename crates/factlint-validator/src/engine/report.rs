//! What a run gives back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load::Format;
use factlint_model::source::{FileId, Sources};
use serde::Serialize;

use super::Outline;
use crate::baseline::NewBaseline;
use crate::cite::CitationCounts;
use crate::cite::pin::Pins;
use crate::coverage::{PrintedCounts, SourceCoverage};
use crate::rename::Bearers;

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that count for nothing, in the same order.
    pub set_aside: Vec<SetAside>,
    /// The texts that the findings point into; those of files without findings are empty.
    pub sources: Sources,
    /// What was read.
    pub counts: Counts,
    /// What a run says once, a sentence each: what was not checked, and why.
    pub notices: Vec<String>,
    /// The checks that the schemas name, as `check/NAME`.
    pub own_checks: BTreeSet<String>,
    /// Whether a part of some schema could not be read, and with it perhaps the names of checks.
    pub schema_gaps: bool,
    /// What of the sources the facts record, where that was asked for.
    pub coverage: Vec<SourceCoverage>,
    /// The new lock, where one was asked for.
    pub pins: Pins,
    /// The new baseline, where one was asked for.
    pub baseline: NewBaseline,
    /// Which files each dataset has.
    pub outlines: Vec<Outline>,
    /// The names of the schemas that were read, sorted.
    pub schemas: BTreeSet<String>,
    /// Who bears the id that was asked for.
    pub bearers: Bearers,
    /// The files that fixes, or a renaming, would change.
    pub mendable: BTreeMap<FileId, Mendable>,
    /// What the run was compared with, if it was.
    pub compared: Option<Compared>,
}

/// What a run was compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the earlier state is called.
    pub revision: String,
    /// How many of its findings are gone.
    pub mended: usize,
}

impl Report {
    /// How many findings the state that the run was compared with has too.
    #[must_use]
    pub fn known(&self) -> usize {
        self.set_aside.iter().filter(|aside| aside.by == Aside::Base).count()
    }
}

/// A finding that counts for nothing.
#[derive(Clone, Debug)]
pub struct SetAside {
    /// The finding.
    pub finding: Diagnostic,
    /// What sets it aside.
    pub by: Aside,
}

/// What sets a finding aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// A comment in the data.
    Comment {
        /// Why, if it says so.
        reason: Option<String>,
    },
    /// The configuration.
    Configuration {
        /// Why.
        reason: String,
        /// Who answers for it.
        owner: Option<String>,
    },
    /// The baseline accepts it.
    Baseline,
    /// The state of the data that the run was compared with has it too.
    Base,
}

/// A file that a fix would change.
#[derive(Clone, Debug)]
pub struct Mendable {
    /// Where it is.
    pub path: PathBuf,
    /// How it is read as data; `None` if it is none.
    pub format: Option<Format>,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Data files.
    pub files: usize,
    /// Records lifted from them.
    pub records: usize,
    /// Facts: values that fill the slots of records.
    pub facts: usize,
    /// Citations.
    pub citations: CitationCounts,
    /// The dates and figures of the copies.
    #[serde(skip)]
    pub printed: PrintedCounts,
}

/// Why a run could not be done at all.
#[derive(Debug)]
pub enum RunError {
    /// A schema that is named but not there.
    MissingSchema {
        /// What it was named.
        name: String,
        /// The path as it was looked for.
        path: String,
        /// Why it could not be read.
        why: String,
    },
    /// A file or folder that could not be read.
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
    /// Files for which no schema is named anywhere.
    NoSchema {
        /// The first of them.
        path: String,
    },
    /// A baseline that cannot be read.
    Baseline {
        /// The mistake, at its place.
        mistake: Box<Diagnostic>,
        /// The baseline alone.
        sources: Sources,
    },
    /// A pattern that is none.
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingSchema { path, why, .. } => write!(f, "the schema `{path}` cannot be read: {why}"),
            Self::Unreadable { path, why } => write!(f, "`{path}` cannot be read: {why}"),
            Self::NoData { what } => write!(f, "no data file was found: {what}"),
            Self::NoSchema { path } => write!(
                f,
                "no schema is known for `{path}`: name one with --schema, in factlint.toml, or in the file itself \
                 (`$schema`, or a line `# yaml-language-server: $schema=…`)"
            ),
            Self::Baseline { mistake, .. } => f.write_str(&mistake.message),
            Self::Pattern { pattern, why } => write!(f, "`{pattern}` is not a pattern for files: {why}"),
        }
    }
}

impl std::error::Error for RunError {}
