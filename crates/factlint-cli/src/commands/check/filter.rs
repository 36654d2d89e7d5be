//! With a configuration the whole dataset is checked, since facts of one file speak of others; PATHs say which findings
//! are shown.

use std::path::PathBuf;

use factlint_model::diagnostic::{Diagnostic, Label};
use factlint_model::source::{FileId, Sources, path_of};
use factlint_validator::engine::Report;

use crate::host::StdHost;

/// What is wrong with a schema concerns every file.
const ALWAYS_SHOWN: &str = "schema/invalid-schema";

/// Keeps the findings in which one of these files or folders takes part.
pub fn keep_only(report: &mut Report, paths: &[PathBuf], host: &StdHost) {
    let wanted: Vec<bool> =
        files(&report.sources, host).iter().map(|file| paths.iter().any(|path| file.starts_with(path))).collect();
    let is_wanted = |label: &Label| wanted.get(label.span.file.0 as usize).copied().unwrap_or(false);
    let takes_part = |found: &Diagnostic| is_wanted(&found.primary) || found.labels.iter().any(is_wanted);
    let all = report.diagnostics.len();
    report.diagnostics.retain(|found| found.rule == ALWAYS_SHOWN || takes_part(found));
    report.set_aside.retain(|aside| takes_part(&aside.finding));
    match all - report.diagnostics.len() {
        0 => {}
        1 => report.notices.push("one finding elsewhere in the dataset is not shown".to_owned()),
        more => report.notices.push(format!("{more} findings elsewhere in the dataset are not shown")),
    }
}

/// The paths of which the report has no file.
pub fn uncovered(report: &Report, paths: &[PathBuf], host: &StdHost) -> Vec<PathBuf> {
    let files = files(&report.sources, host);
    paths.iter().filter(|path| !files.iter().any(|file| file.starts_with(path))).cloned().collect()
}

/// The absolute paths of files, by number.
pub fn files(sources: &Sources, host: &StdHost) -> Vec<PathBuf> {
    let ids = (0..sources.len()).map(|index| FileId(u32::try_from(index).unwrap_or(u32::MAX)));
    ids.map(|id| host.absolute(&path_of(sources.get(id).map_or("", |source| source.name())))).collect()
}
