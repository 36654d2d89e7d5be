//! The texts of data files, which are let go after their file's stage and read again where a finding points into them.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load;
use factlint_model::source::{FileId, Source, Sources};

use super::Host;
use super::files::DataFile;

/// What remains of a file's text: what tells whether a later reading gives the same.
pub(super) struct Text {
    name: String,
    digest: u64,
}

impl Text {
    pub fn of(source: &Source) -> Self {
        Self { name: source.name().to_owned(), digest: digest(source) }
    }
}

/// The texts of the data files numbered from `first`.
pub(super) struct Texts {
    first: usize,
    digests: Vec<u64>,
}

impl Texts {
    /// None yet; the first that is added gets the next number of the sources.
    pub fn new(sources: &Sources) -> Self {
        Self { first: sources.len(), digests: Vec::new() }
    }

    /// Adds the next file to the sources, with an empty text.
    pub fn add(&mut self, sources: &mut Sources, text: Text) {
        sources.add(Arc::new(Source::new(text.name, "")));
        self.digests.push(text.digest);
    }

    /// What tells the texts apart, file by file.
    pub fn digests(&self) -> impl Iterator<Item = u64> + '_ {
        self.digests.iter().copied()
    }

    /// Reads again the texts that findings point into. One that is no longer the same stays empty, since places in it
    /// would be wrong; its name is given back.
    pub fn read_again(
        &self,
        sources: &mut Sources,
        files: &[DataFile],
        findings: &[Diagnostic],
        host: &dyn Host,
    ) -> Vec<String> {
        let mut changed = Vec::new();
        for id in shown(findings) {
            let at = (id.0 as usize).checked_sub(self.first);
            let Some((at, digest)) = at.and_then(|at| Some((at, *self.digests.get(at)?))) else { continue };
            let (Some(file), Some(known)) = (files.get(at), sources.get(id)) else { continue };
            let name = known.name().to_owned();
            let read = host.read_data(&file.path).ok();
            let source = read.map(|bytes| load::source(id, &name, bytes));
            match source.filter(|source| self::digest(source) == digest) {
                Some(source) => sources.replace(id, source),
                None => changed.push(name),
            }
        }
        changed
    }
}

/// The files that findings point into.
pub(super) fn shown<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> BTreeSet<FileId> {
    let labels = findings.into_iter().flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.labels));
    labels.map(|label| label.span.file).collect()
}

/// Tells a changed text from the same one within a run; never stored.
pub(crate) fn digest(source: &Source) -> u64 {
    let mut hasher = DefaultHasher::new();
    source.text().hash(&mut hasher);
    hasher.finish()
}
