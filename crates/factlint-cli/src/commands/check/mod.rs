//! `factlint check`.

mod filter;
mod fix;
mod output;
pub(super) mod settings;
mod verbose;

use std::process::ExitCode;
use std::time::Instant;

use factlint_model::diagnostic::Level;
use factlint_model::near::nearest;
use factlint_validator::engine::{self, Host, Report, RunError, Settings};
use settings::Job;

use super::revision::Base;
use super::{Failure, progress, tell};
use crate::args::{CheckArgs, Color};
use crate::config::Places;
use crate::host::StdHost;
use crate::job;
use crate::report::Input;
use crate::terminal::Look;

pub fn run(args: &CheckArgs, color: Color) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let mut formats = output::formats(args)?;
    let mut host = super::host()?;
    let mut job = settings::settings(args, &mut host)?;
    settings::demand_baseline(&job, &host)?;
    job.settings.edits = formats.iter().any(|request| request.format.tells_edits);
    job.settings.outputs = output::earlier_reports(&formats);
    let fixing = fix::is_wanted(args.fixing)?;
    let watched = args.quiet == 0 && progress::is_watched();
    let base = args.base.as_deref().map(|name| Base::open(name, &job, &host)).transpose()?;
    let (report, fixed) = match fixing {
        false => {
            let report = progress::shown(host.progress(), watched, || check(&job, &host, &host, base.as_ref()))?;
            formats = output::spare_what_was_read(formats, &report, &job, &host, color)?;
            (report, None)
        }
        true => {
            let fixed =
                progress::shown(host.progress(), watched, || fix::fix(&job, args.fixing, &host, base.as_ref()))?;
            formats = output::spare_what_was_read(formats, &fixed.before, &job, &host, color)?;
            fix::hand_over(&fixed, args.fixing, &host)?;
            let (report, told) = fix::told(fixed, args.fixing);
            (report, Some(told))
        }
    };
    let status = status(&report, job.fail_on);
    let elapsed = started.elapsed();
    if args.verbose {
        tell(verbose::told(&job, &report, &host, elapsed));
    }
    let repository = job::repository();
    let input = Input {
        report: &report,
        folder: host.cwd(),
        repository: repository.as_deref(),
        look: Look::PLAIN,
        all: args.all,
        statistics: args.statistics,
        quiet: args.quiet > 0,
        fixing,
        elapsed,
    };
    output::write(&formats, &input, color, fixing && host.stdin().is_some())?;
    if let Some(told) = fixed.filter(|_| args.quiet == 0) {
        tell(told);
    }
    Ok(ExitCode::from(status))
}

/// Checks the datasets in the files of `data`, which may have others laid over those of the file system. Of the paths to show,
/// those that no dataset covers go by the schema that they name themselves.
fn check(job: &Job, data: &dyn Host, host: &StdHost, base: Option<&Base<'_>>) -> Result<Report, Failure> {
    let check = |settings: &Settings| match base {
        Some(base) => base.check(settings, data, &job.places),
        None => engine::check(settings, data).map_err(|error| failure(error, &job.places)),
    };
    let mut report = check(&job.settings)?;
    if let Some(paths) = &job.shown {
        let uncovered = filter::uncovered(&report, paths, host);
        if !uncovered.is_empty() {
            let mut settings = job.settings.clone();
            settings.datasets.push(settings::loose_files(host, host.cwd(), uncovered, &[], None)?);
            report = check(&settings)?;
        }
        filter::keep_only(&mut report, paths, host);
    }
    demand_checks(&job.settings, &report, &job.places)?;
    Ok(report)
}

/// The checks that are named must be in a schema: only now their names are known.
fn demand_checks(settings: &Settings, report: &Report, places: &Places) -> Result<(), Failure> {
    let suppressed = settings.suppressions.all.iter().flat_map(|it| &it.rules).map(|(word, _)| word.as_str());
    let words = settings.selection.words().chain(suppressed);
    let unknown = |word: &&str| word.starts_with("check/") && !report.own_checks.contains(*word);
    let mut words = words.filter(|_| !report.schema_gaps);
    let Some(word) = words.find(unknown) else { return Ok(()) };
    let known = || report.own_checks.iter().map(String::as_str);
    let help = match nearest(word, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if report.own_checks.is_empty() => "the schemas have no `check` of their own".to_owned(),
        None => format!("their checks are {}", known().collect::<Vec<_>>().join(", ")),
    };
    Err(places.failure(word, format!("no schema has a check `{word}`"), Some(&help)))
}

/// 1 if anything was found at or above the failing level, else 0.
pub(super) fn status(report: &Report, fail_on: Level) -> u8 {
    u8::from(report.diagnostics.iter().any(|diagnostic| diagnostic.level >= fail_on))
}

/// Why a run could not be done, at the place in the configuration that is to blame, if one is.
pub(super) fn failure(error: RunError, places: &Places) -> Failure {
    if let RunError::Baseline { mistake, sources } = error {
        return Failure::at_places(vec![*mistake], sources);
    }
    let data_endings = settings::data_endings();
    let help = match &error {
        RunError::MissingSchema { name, .. } if name.contains("://") => Some("save a copy of it, and name the copy"),
        RunError::MissingSchema { .. } => {
            Some("name a file that is there, or a built-in schema such as `factlint:facts`")
        }
        RunError::NoData { .. } => Some(data_endings.as_str()),
        RunError::Unreadable { .. } => Some("make it readable, or leave it out: `exclude` in factlint.toml"),
        RunError::NoSchema { .. } | RunError::Pattern { .. } | RunError::Baseline { .. } => None,
    };
    let written = match &error {
        RunError::MissingSchema { name, .. } => name,
        RunError::Pattern { pattern, .. } => pattern,
        RunError::Unreadable { .. }
        | RunError::NoData { .. }
        | RunError::NoSchema { .. }
        | RunError::Baseline { .. } => "",
    };
    places.failure(written, error.to_string(), help)
}
