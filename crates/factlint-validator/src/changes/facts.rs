//! The facts of a dataset at one time, as a comparison needs them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use factlint_model::facts::{Dataset, RecordId};
use factlint_model::load::Format;
use factlint_model::source::FileId;

use crate::cite::Citations;
use crate::coverage::Mention;
use crate::engine::CheckedFiles;

/// What is kept of a dataset after its run, for a comparison with another.
#[derive(Debug, Default)]
pub struct Facts {
    /// Its linked tables.
    pub dataset: Dataset,
    /// Its citations, without the texts of their sources.
    pub citations: Citations,
    /// Its files.
    pub files: Files,
    /// What of each source's mentions some fact records, by the source's id; empty where nobody asked.
    pub(crate) covered: Vec<(String, Vec<bool>)>,
    /// What was made of each file, if that is kept.
    pub(crate) checked: CheckedFiles,
}

/// The data files of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The number of the first.
    pub first: usize,
    /// The files, in the order of their numbers.
    pub list: Vec<File>,
}

/// A data file.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is read.
    pub path: PathBuf,
    /// Its path from the dataset's root, with `/`.
    pub inside: String,
    /// How it is read.
    pub format: Format,
    /// Equal for equal bytes, within a run of the program.
    pub digest: u64,
    /// Whether all of it could be read, so that what is not there is none of its records.
    pub whole: bool,
}

impl Files {
    /// The file of this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.list.get((id.0 as usize).checked_sub(self.first)?)
    }

    /// The paths of those of which not all could be read.
    pub(super) fn broken(&self) -> BTreeSet<&str> {
        self.list.iter().filter(|file| !file.whole).map(|file| file.inside.as_str()).collect()
    }

    /// The path of the file of this number from the dataset's root; empty where there is none.
    #[must_use]
    pub fn inside(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.inside)
    }
}

/// One of the two states that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its linked tables.
    pub dataset: &'a Dataset,
    /// Its citations.
    pub citations: &'a Citations,
    /// Its files.
    pub files: &'a Files,
}

impl Facts {
    /// These facts as one side of a comparison.
    #[must_use]
    pub fn side(&self) -> Side<'_> {
        Side { dataset: &self.dataset, citations: &self.citations, files: &self.files }
    }

    /// What of a source's mentions some fact records.
    pub(crate) fn covered(&self, source: &str) -> Option<&[bool]> {
        let found = self.covered.iter().find(|(id, _)| id == source);
        found.map(|(_, covered)| covered.as_slice())
    }
}

impl<'a> Side<'a> {
    /// The name of a record's kind.
    #[must_use]
    pub fn kind(&self, record: RecordId) -> &'a str {
        self.dataset.vocabulary.kind_name(self.dataset.kind(record))
    }

    /// The path of a record's file from the dataset's root.
    #[must_use]
    pub fn file(&self, record: RecordId) -> &'a str {
        self.files.inside(self.dataset.record(record).file)
    }
}

/// What of each source's mentions some fact records.
pub(crate) fn covered(ids: impl Iterator<Item = String>, mentions: Vec<Vec<Mention>>) -> Vec<(String, Vec<bool>)> {
    let flags = |mentions: Vec<Mention>| mentions.iter().map(|mention| mention.covered).collect();
    ids.zip(mentions.into_iter().map(flags)).collect()
}
