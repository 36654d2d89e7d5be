//! What `--verbose` tells of a run: what was read, and how long each stage took.

use std::fmt::Write as _;
use std::time::Duration;

use factlint_validator::engine::{FileSet, Host, Report};

use super::settings::Job;
use crate::host::StdHost;
use crate::report::{counted, escape, seconds};

/// The lines, made safe to show.
pub fn told(job: &Job, report: &Report, host: &StdHost, elapsed: Duration) -> String {
    let mut lines = vec![match job.places.name() {
        Some(name) => format!("configuration: {name}"),
        None => "configuration: none".to_owned(),
    }];
    for (dataset, outline) in job.settings.datasets.iter().zip(&report.outlines) {
        lines.push(format!("dataset in `{}`: {}", outline.root, counted(outline.files, "file")));
        let sets = dataset.files.iter().zip(&outline.sets);
        lines.extend(sets.map(|(set, count)| format!("  {}: {}", patterns(set), counted(*count, "file"))));
        let other =
            [(outline.own_schema, "with a schema that it names itself"), (outline.without_schema, "without a schema")];
        lines.extend(other.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("  {what}: {count}")));
        let overrides = job.settings.selection.overrides.iter().zip(&outline.overrides);
        lines.extend(
            overrides.map(|(over, count)| {
                format!("  override for {}: {}", over.include.join(", "), counted(*count, "file"))
            }),
        );
    }
    let schemas = report.schemas.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    lines.push(format!("schemas: {}", if schemas.is_empty() { "none" } else { &schemas }));
    for copy in &job.settings.cite.copies {
        let state = if host.exists(&copy.path) { "" } else { " (not there)" };
        lines.push(format!("copy of {}: {}{state}", copy.source, host.display(&copy.path)));
    }
    if let Some(folder) = &job.settings.cite.folder {
        lines.push(format!("copies: in {}", host.display(folder)));
    }
    if let Some(lock) = &job.settings.cite.lock {
        let state = if host.exists(lock) { "" } else { " (not there)" };
        lines.push(format!("lock: {}{state}", host.display(lock)));
    }
    for (stage, time) in host.progress().times() {
        lines.push(format!("{stage}: {}", seconds(time)));
    }
    lines.push(format!("all of it: {}", seconds(elapsed)));
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", escape(line));
        text
    })
}

/// The patterns of a set, or how many files it names.
fn patterns(set: &FileSet) -> String {
    if set.include.is_empty() { "named one by one".to_owned() } else { set.include.join(", ") }
}
