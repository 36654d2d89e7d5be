//! The texts of data files, which are let go after their file's stage and read again where a finding points into them.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load;
use factlint_model::source::{FileId, Source, Sources};

use super::Host;
use super::files::Numbered;

/// What remains of a file's text: what tells whether a later reading gives the same.
pub(super) struct Text {
    pub name: String,
    /// Of the bytes that were read.
    pub digest: u64,
}

/// The texts of the data files, in their order.
#[derive(Default)]
pub(super) struct Texts {
    digests: Vec<u64>,
    /// Whether each was read as a whole.
    whole: Vec<bool>,
}

impl Texts {
    /// Adds the next file to the sources, with an empty text; `whole` if all of it could be read.
    pub fn add(&mut self, sources: &mut Sources, text: Text, whole: bool) {
        sources.add(Arc::new(Source::new(text.name, "")));
        self.digests.push(text.digest);
        self.whole.push(whole);
    }

    /// For each file what tells its text apart, and whether it was read as a whole.
    pub fn told(&self) -> impl Iterator<Item = (u64, bool)> + '_ {
        self.digests.iter().copied().zip(self.whole.iter().copied())
    }

    /// Reads again the text of a data file; none where it is no longer the same, since places in it would be wrong.
    pub fn again(&self, id: FileId, sources: &Sources, data: Numbered<'_>, host: &dyn Host) -> Option<Arc<Source>> {
        let file = data.get(id)?;
        let digest = *self.digests.get((id.0 as usize).checked_sub(data.first)?)?;
        let bytes = host.read_data(&file.path).ok()?;
        (self::digest(&bytes) == digest).then(|| sources.get(id)).flatten().map(|it| load::source(id, it.name(), bytes))
    }

    /// Reads again the texts of these files, for good. One that is no longer the same stays empty; its name is
    /// given back.
    pub fn read_again(
        &self,
        sources: &mut Sources,
        data: Numbered<'_>,
        wanted: BTreeSet<FileId>,
        host: &dyn Host,
    ) -> Vec<String> {
        let mut changed = Vec::new();
        for id in wanted.into_iter().filter(|&id| data.get(id).is_some()) {
            match self.again(id, sources, data, host) {
                Some(source) => sources.replace(id, source),
                None => changed.extend(sources.get(id).map(|known| known.name().to_owned())),
            }
        }
        changed
    }
}

/// The names of those of some copies that findings point into and that are no longer what was read.
pub(super) fn changed(
    copies: Vec<(FileId, PathBuf)>,
    sources: &Sources,
    findings: &[Diagnostic],
    host: &dyn Host,
) -> Vec<String> {
    let shown = shown(findings);
    let changed = |(file, path): (FileId, PathBuf)| {
        let known = sources.get(file).filter(|_| shown.contains(&file))?;
        let now = host.read(&path).ok().map(|bytes| load::plain_text(file, known.name(), bytes).0);
        now.is_none_or(|now| now.text() != known.text()).then(|| known.name().to_owned())
    };
    copies.into_iter().filter_map(changed).collect()
}

/// The files that findings point into.
pub(super) fn shown<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> BTreeSet<FileId> {
    let labels = findings.into_iter().flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.labels));
    labels.map(|label| label.span.file).collect()
}

/// Tells what changed from what is the same, within a run; never stored.
pub(crate) fn digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
