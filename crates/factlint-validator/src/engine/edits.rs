//! The files and the bytes that fixes change.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Fix};
use factlint_model::edit;
use factlint_model::source::{FileId, Sources};

use super::files::DataFile;
use super::locate::tree_of;
use super::report::Mendable;

/// The data files, numbered from `first`, that fixes of these findings would change.
pub(super) fn mendable<'f>(
    findings: &'f [Diagnostic],
    files: &'f [DataFile],
    first: usize,
) -> impl Iterator<Item = (FileId, Mendable)> + 'f {
    let intents = findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.intents);
    intents.filter_map(move |intent| {
        let id = intent.span().file;
        let file = files.get((id.0 as usize).checked_sub(first)?)?;
        Some((id, Mendable { path: file.path.clone(), format: Some(file.format) }))
    })
}

/// Fills in the edits of each fix in the file of its finding; the data files are numbered from `first`.
pub(super) fn fill(findings: &mut [Diagnostic], files: &[DataFile], first: usize, sources: &Sources) {
    let mut by_file: BTreeMap<FileId, Vec<&mut Fix>> = BTreeMap::new();
    for finding in findings {
        let file = finding.primary.span.file;
        let within = |fix: &&mut Fix| fix.intents.iter().all(|intent| intent.span().file == file);
        let fixes: Vec<&mut Fix> = finding.fixes.iter_mut().filter(within).collect();
        if !fixes.is_empty() {
            by_file.entry(file).or_default().extend(fixes);
        }
    }
    for (file, mut fixes) in by_file {
        let Some(tree) = tree_of(file, files, first, sources) else { continue };
        let edits = edit::edits(&tree, &fixes.iter().map(|fix| &**fix).collect::<Vec<_>>());
        for (fix, edits) in fixes.iter_mut().zip(edits) {
            fix.edits = edits;
        }
    }
}
