//! Which files a run would check.

use serde::Serialize;

use super::files::{DataFile, Files, find};
use super::select::Scopes;
use super::{DatasetSettings, Host, RunError, Settings};

/// Which files a dataset has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// The root, as reports show it.
    pub root: String,
    /// How many files there are in all.
    pub files: usize,
    /// How many files each set has; one may be in several.
    pub sets: Vec<usize>,
    /// How many files of no set with a schema name one themselves.
    pub own_schema: usize,
    /// How many files have no schema, so that they are not checked.
    pub without_schema: usize,
    /// For how many files each override holds.
    pub overrides: Vec<usize>,
}

impl Outline {
    /// The outline of these files; overrides are counted for files that have a scope.
    pub(super) fn of(dataset: &DatasetSettings, files: &Files, overrides: usize, host: &dyn Host) -> Self {
        let count = |is: &dyn Fn(&DataFile) -> bool| files.checked.iter().filter(|file| is(file)).count();
        Self {
            root: host.display(&dataset.root),
            files: files.checked.len(),
            sets: files.sets.clone(),
            own_schema: count(&|file| file.own.is_some()),
            without_schema: count(&|file| !file.has_schema()),
            overrides: (0..overrides).map(|number| count(&|file| file.scope.has(number))).collect(),
        }
    }
}

/// Finds the files of all datasets, without reading them further than to tell what they are.
///
/// # Errors
/// Where a folder cannot be read, or a pattern is none.
pub fn outline(settings: &Settings, host: &dyn Host) -> Result<Vec<Outline>, RunError> {
    let scopes = Scopes::new(&settings.selection)?;
    let of = |dataset: &DatasetSettings| {
        let files = find(dataset, &scopes, host)?;
        Ok(Outline::of(dataset, &files, settings.selection.overrides.len(), host))
    };
    settings.datasets.iter().map(of).collect()
}
