//! With a configuration the whole dataset is checked, since facts of one file speak of others; PATHs say which findings
//! are shown.

use std::path::{Path, PathBuf};

use factlint_model::diagnostic::{Diagnostic, Label};
use factlint_validator::engine::Report;

use crate::host::StdHost;

/// Keeps the findings in which one of these files or folders takes part.
pub fn keep_only(report: &mut Report, paths: &[PathBuf], host: &StdHost) {
    let wanted: Vec<bool> = (0..report.sources.len())
        .map(|index| {
            let id = factlint_model::source::FileId(u32::try_from(index).unwrap_or(u32::MAX));
            let name = report.sources.get(id).map_or("", |source| source.name());
            let path = host.absolute(Path::new(name));
            paths.iter().any(|wanted| path.starts_with(wanted))
        })
        .collect();
    let is_wanted = |label: &Label| wanted.get(label.span.file.0 as usize).copied().unwrap_or(false);
    let takes_part = |found: &Diagnostic| is_wanted(&found.primary) || found.labels.iter().any(is_wanted);
    report.diagnostics.retain(takes_part);
}
