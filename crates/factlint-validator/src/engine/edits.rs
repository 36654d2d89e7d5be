//! The files and the bytes that fixes change.

use factlint_model::diagnostic::{Diagnostic, Fix};
use factlint_model::edit;
use factlint_model::source::{FileId, Span};
use factlint_model::tree::Tree;

use super::files::Numbered;
use super::report::Mendable;

/// The data files that fixes of these findings would change, and those of these places.
pub(super) fn mendable<'f>(
    findings: &'f [Diagnostic],
    renamed: impl Iterator<Item = &'f Span> + 'f,
    data: Numbered<'f>,
) -> impl Iterator<Item = (FileId, Mendable)> + 'f {
    let intents = findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.intents);
    let places = intents.map(|intent| intent.span().file).chain(renamed.map(|span| span.file));
    places.filter_map(move |id| {
        let file = data.get(id)?;
        Some((id, Mendable { path: file.path.clone(), format: Some(file.format) }))
    })
}

/// Fills in the edits of each fix in the file of its finding; the findings are sorted by file, and `tree` makes a file's tree.
pub(super) fn fill(findings: &mut [Diagnostic], tree: &dyn Fn(FileId) -> Option<Tree>) {
    for findings in findings.chunk_by_mut(|a, b| a.primary.span.file == b.primary.span.file) {
        let Some(file) = findings.first().map(|finding| finding.primary.span.file) else { continue };
        let within = |fix: &&mut Fix| fix.intents.iter().all(|intent| intent.span().file == file);
        let fixes = findings.iter_mut().flat_map(|finding| &mut finding.fixes);
        let mut fixes: Vec<&mut Fix> = fixes.filter(within).collect();
        if fixes.is_empty() {
            continue;
        }
        let Some(tree) = tree(file) else { continue };
        let edits = edit::edits(&tree, &fixes.iter().map(|fix| &**fix).collect::<Vec<_>>());
        for (fix, edits) in fixes.iter_mut().zip(edits) {
            fix.edits = edits;
        }
    }
}
