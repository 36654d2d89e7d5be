//! Files that are as they were in an earlier state: what the file stage made of one is not made again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use factlint_model::source::FileId;

use super::Selection;
use super::files::DataFile;
use super::reading::Found;
use super::schemas::Schemas;

/// What the file stage made of the files of a dataset.
#[derive(Debug, Default)]
pub(crate) struct CheckedFiles {
    /// What they were checked by.
    by: Option<CheckedBy>,
    /// By their paths from the dataset's root; one that was taken is gone, so that its tables are in memory once.
    files: Mutex<HashMap<String, CheckedFile>>,
}

/// What decides what the file stage makes of a file, beside the file.
#[derive(Debug, PartialEq, Eq)]
struct CheckedBy {
    selection: Selection,
    schemas: u64,
}

#[derive(Debug)]
struct CheckedFile {
    file: DataFile,
    id: FileId,
    /// Of its bytes.
    digest: u64,
    found: Found,
}

impl CheckedFiles {
    /// None yet, of files that are checked by these.
    pub(super) fn new(selection: &Selection, schemas: &Schemas) -> Self {
        let by = CheckedBy { selection: selection.clone(), schemas: schemas.digest };
        Self { by: Some(by), files: Mutex::default() }
    }

    /// Adds a file with what tells its bytes and what was made of it.
    pub(super) fn add(&mut self, file: &DataFile, id: FileId, digest: u64, found: Found) {
        let files = self.files.get_mut().unwrap_or_else(PoisonError::into_inner);
        files.insert(file.inside.clone(), CheckedFile { file: file.clone(), id, digest, found });
    }

    /// Whether these decide as those did.
    pub(super) fn are_checked_by(&self, selection: &Selection, schemas: &Schemas) -> bool {
        self.by.as_ref().is_some_and(|by| by.selection == *selection && by.schemas == schemas.digest)
    }

    /// Takes what was made of a file, if it has the same bytes; `id` is its number now.
    pub(super) fn take(&self, file: &DataFile, id: FileId, digest: u64) -> Option<Found> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(&file.inside).filter(|known| known.digest == digest && known.file == *file)?;
        let CheckedFile { id: before, mut found, .. } = files.remove(&file.inside)?;
        drop(files);
        found.tables.records.iter_mut().for_each(|record| record.file = id);
        found.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.move_to(before, id));
        Some(found)
    }
}
