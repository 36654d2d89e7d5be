//! The stages in their order over all files: what a command calls.

mod across;
mod aside;
mod edits;
mod files;
mod fix;
mod host;
mod items;
mod locate;
mod outline;
mod own_schema;
mod reading;
mod rename;
mod report;
mod schemas;
mod select;
mod settings;
mod since;
mod stages;
mod texts;
mod unchanged;

pub(crate) use files::globs;
pub use fix::{FixCounts, Fixed, FixedFile, fix, fix_safety};
pub use host::{Host, Stage, Walked, unreadable};
pub use outline::{Outline, outline};
pub(crate) use own_schema::OwnSchema;
pub use rename::{Around, Renaming, rename};
pub use report::{Aside, Compared, Counts, Mendable, Report, RunError, SetAside};
pub use settings::{DatasetSettings, FileSet, Override, SchemaName, Selection, Settings};
pub use since::Earlier;
pub(crate) use texts::digest;
pub(crate) use unchanged::CheckedFiles;

use std::collections::BTreeSet;

use aside::Asides;
use factlint_model::diagnostic::Diagnostic;

use crate::changes::Facts;
use crate::cite::lock::Lock;
use crate::coverage::{PrintedCounts, add_tallies};
use across::Aim;

/// The stack of each thread: data may nest 512 levels deep, and a schema's alternatives take several calls a level. What
/// is not used of it takes no memory.
const STACK: usize = 64 << 20;

/// Checks all datasets of the settings.
///
/// # Errors
/// Where the run itself cannot be done: see [`RunError`]. What is wrong with data or with a schema's content is in the
/// report.
pub fn check(settings: &Settings, host: &dyn Host) -> Result<Report, RunError> {
    run(settings, host, &mut Aim::Findings)
}

/// Checks all datasets, and sets aside what an earlier state of the same datasets has too.
///
/// # Errors
/// As [`check`].
pub fn check_since(settings: &Settings, host: &dyn Host, earlier: &Earlier) -> Result<Report, RunError> {
    let mut aim = Aim::Comparison(&earlier.facts, Vec::new());
    let mut report = run(settings, host, &mut aim)?;
    let Aim::Comparison(_, renamed) = aim else { return Ok(report) };
    since::set_aside(&mut report, earlier, &renamed);
    Ok(report)
}

/// Checks all datasets, and gives back the facts of each, for a comparison: with those of an earlier state, if `earlier` has
/// some. A dataset may be without files. The report has no texts.
///
/// # Errors
/// As [`check`].
pub fn facts(settings: &Settings, host: &dyn Host, earlier: &[Facts]) -> Result<(Report, Vec<Facts>), RunError> {
    let mut aim = Aim::Facts { of: Vec::new(), earlier };
    let report = run(settings, host, &mut aim)?;
    let Aim::Facts { of: facts, .. } = aim else { return Ok((report, Vec::new())) };
    Ok((report, facts))
}

fn run(settings: &Settings, host: &dyn Host, aim: &mut Aim<'_>) -> Result<Report, RunError> {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(|| run_here(settings, host, aim)),
        Err(_) => run_here(settings, host, aim),
    }
}

fn run_here(settings: &Settings, host: &dyn Host, aim: &mut Aim<'_>) -> Result<Report, RunError> {
    let mut report = Report::default();
    let cite = &settings.cite;
    let mut wrong = Vec::new();
    let lock = match &cite.lock {
        Some(path) => Lock::read(path, host, &mut report.sources, &mut wrong),
        None => Lock::default(),
    };
    let mut asides = Asides::new(settings, host)?;
    let mut incomplete = false;
    let mut cited = BTreeSet::new();
    let mut printed = Vec::new();
    for (number, dataset) in settings.datasets.iter().enumerate() {
        let lock = (&lock, std::mem::take(&mut wrong));
        let done = stages::run((number, dataset), settings, lock, &mut asides, host, aim, &mut report)?;
        incomplete |= done.incomplete;
        cited.extend(done.cited);
        add_tallies(&mut printed, done.printed);
    }
    let uncited = cite.copies.iter().chain(&cite.earlier).filter(|copy| !incomplete && !cited.contains(&copy.source));
    report
        .notices
        .extend(uncited.map(|copy| format!("nothing is cited to `{}`, of which there is a copy", copy.source)));
    if let Some(pin) = cite.pin {
        report.pins.finish(&lock, pin, incomplete);
    }
    report.counts.printed = PrintedCounts::of(&printed);
    report.diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    report.diagnostics.dedup_by(|a, b| order(a) == order(b));
    report.set_aside.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    report.set_aside.dedup_by(|a, b| order(&a.finding) == order(&b.finding));
    asides.finish(host, &mut report);
    report.notices.sort();
    report.notices.dedup();
    Ok(report)
}

/// The one order of output: by file, place, rule and message.
fn order(finding: &Diagnostic) -> impl Ord + '_ {
    let place = finding.primary.span;
    (place.file, place.start, place.end, &finding.rule, &finding.message)
}
