//! What a run is to do, as the configuration or the command line says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use factlint_model::diagnostic::{Level, Options};
use factlint_model::load::Format;

use crate::baseline::BaselineSettings;
use crate::cite::CiteSettings;
use crate::rename::Rename;
use crate::suppress::Suppressions;

/// The rule whose findings are counted.
const UNCOVERED: &str = "citations/uncovered";

/// What a run is to do.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The datasets, each checked for itself.
    pub datasets: Vec<DatasetSettings>,
    /// Which rules run, at which level.
    pub selection: Selection,
    /// The copies of sources, and the lock.
    pub cite: CiteSettings,
    /// What the configuration sets aside.
    pub suppressions: Suppressions,
    /// The baseline, if there may be one.
    pub baseline: Option<BaselineSettings>,
    /// Whether the report tells the bytes that fixes change.
    pub edits: bool,
    /// Reports of earlier runs, which this run replaces: where no schema covers them, they are no data.
    pub outputs: Vec<PathBuf>,
    /// The id of which the report is to tell who bears it.
    pub rename: Option<Rename>,
}

impl Settings {
    /// Whether the dates and figures that the sources print are counted: where citations are read, and the uncovered are
    /// not listed one by one.
    pub(super) fn counts_printed(&self) -> bool {
        let wanted = !self.selection.ignore.iter().any(|name| name == UNCOVERED) && !self.selection.runs(UNCOVERED);
        wanted && self.cite.is_check() && self.selection.runs("citations/unsupported-value")
    }
}

/// One dataset: files whose facts belong together.
#[derive(Clone, Debug, Default)]
pub struct DatasetSettings {
    /// The folder that `include` patterns are relative to.
    pub root: PathBuf,
    /// The folder that schema paths are relative to first, then `root`.
    pub schema_root: PathBuf,
    /// The sets of files.
    pub files: Vec<FileSet>,
}

/// Files that share their format and schemas.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    /// Patterns (globs with `/`) relative to the root.
    pub include: Vec<String>,
    /// Patterns of files left out.
    pub exclude: Vec<String>,
    /// Files named one by one, read whatever the patterns say.
    pub named: Vec<PathBuf>,
    /// The format; told by the file's ending if `None`.
    pub format: Option<Format>,
    /// The schemas, each of which is validated; the meanings of all are collected. None: a file's own `$schema` counts.
    pub schemas: Vec<SchemaName>,
}

/// A schema, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SchemaName {
    /// One that is built in: `factlint:facts`.
    BuiltIn(String),
    /// A file, relative to the dataset's schema root unless absolute.
    File(PathBuf),
}

/// Which rules run, at which level. Names are rules (`time/overlap`), families (`time`) or groups (`suspicious`); a rule
/// outweighs a family or group, and of two equals `ignore` outweighs `select`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// No rule runs, whatever else is said here: nothing is judged, and the facts are read.
    pub no_rules: bool,
    /// Only these, if any is named; a suspicious rule or the group `suspicious` is switched on by it without switching off
    /// the others.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Levels by rule, family or group.
    pub levels: BTreeMap<String, Level>,
    /// What the options of rules say.
    pub options: Options,
    /// What holds for some files instead; of two that say something of a rule, the last counts.
    pub overrides: Vec<Override>,
}

/// What holds for the findings whose primary place is in some files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// Patterns (globs with `/`) relative to the root of each dataset.
    pub include: Vec<String>,
    /// Patterns of files for which it does not hold.
    pub exclude: Vec<String>,
    /// Only these rules, if any is named.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Levels by rule, family or group.
    pub levels: BTreeMap<String, Level>,
    /// What the options of rules say.
    pub options: Options,
}
