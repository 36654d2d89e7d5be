//! `factlint check`.

mod filter;
pub(super) mod settings;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use factlint_model::diagnostic::Level;
use factlint_validator::engine::{self, Report, RunError, Settings};

use super::{Failure, quiet_at_closed_pipe};
use crate::args::{CheckArgs, Color};
use crate::host::StdHost;
use crate::report::{FormatRequest, Input, write_to_file};
use crate::terminal::Look;

pub fn run(args: &CheckArgs, color: Color) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let formats = formats(args)?;
    let mut host = StdHost::new().map_err(|error| Failure::new(format!("the current folder is not there: {error}")))?;
    let mut job = settings::settings(args, &mut host)?;
    job.settings.edits = formats.iter().any(|request| request.format.tells_edits);
    let report = check(job.settings, job.shown.as_deref(), &host)?;
    let status = status(&report, job.fail_on);
    let input = Input { report: &report, look: Look::PLAIN, all: args.all, elapsed: started.elapsed() };
    write(&formats, &input, color)?;
    Ok(ExitCode::from(status))
}

/// Checks the datasets. Of the paths to show, those that no dataset covers go by the schema that they name themselves.
fn check(mut settings: Settings, shown: Option<&[PathBuf]>, host: &StdHost) -> Result<Report, Failure> {
    let mut report = engine::check(&settings, host).map_err(failure)?;
    let Some(paths) = shown else { return Ok(report) };
    let uncovered = filter::uncovered(&report, paths, host);
    if !uncovered.is_empty() {
        settings.datasets.push(settings::loose_files(host, host.cwd(), uncovered, &[], None)?);
        report = engine::check(&settings, host).map_err(failure)?;
    }
    filter::keep_only(&mut report, paths, host);
    Ok(report)
}

/// 1 if anything was found at or above the failing level, else 0.
fn status(report: &Report, fail_on: Level) -> u8 {
    u8::from(report.diagnostics.iter().any(|diagnostic| diagnostic.level >= fail_on))
}

/// The formats asked for, at most one of them to standard output.
fn formats(args: &CheckArgs) -> Result<Vec<FormatRequest>, Failure> {
    let formats = if args.format.is_empty() { vec![FormatRequest::default()] } else { args.format.clone() };
    if formats.iter().filter(|request| request.path.is_none()).count() > 1 {
        return Err(Failure::new("only one format can be written to standard output")
            .help("help: give the others a file, such as `--format json=report.json`"));
    }
    Ok(formats)
}

/// Writes the files first: a pipe that is closed early must not cost them.
fn write(formats: &[FormatRequest], input: &Input<'_>, color: Color) -> Result<(), Failure> {
    for request in formats {
        let Some(path) = &request.path else { continue };
        write_to_file(path, |out| request.format.write(input, out)).map_err(|error| cannot_write(path, &error))?;
    }
    for request in formats.iter().filter(|request| request.path.is_none()) {
        let input = Input { look: Look::of_stdout(color), ..*input };
        let mut out = BufWriter::new(io::stdout().lock());
        quiet_at_closed_pipe(request.format.write(&input, &mut out).and_then(|()| out.flush()))?;
    }
    Ok(())
}

/// Why a report could not be written to its file.
fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => ("its folder is not there".to_owned(), "make the folder, or name another"),
        io::ErrorKind::IsADirectory => ("it is a folder, not a file".to_owned(), "name a file in it"),
        io::ErrorKind::NotADirectory => ("its folder is a file".to_owned(), "name a file in a folder"),
        io::ErrorKind::PermissionDenied => ("it may not be written".to_owned(), "name a file that you may write"),
        _ => (error.to_string(), "name another file, or leave it out to print the report"),
    };
    Failure::new(format!("cannot write `{}`: {why}", path.display())).help(format!("help: {help}"))
}

pub(super) fn failure(error: RunError) -> Failure {
    let help = match &error {
        RunError::MissingSchema { .. } => {
            Some("name a file that is there, or a built-in schema such as `factlint:facts`")
        }
        RunError::NoData { .. } => Some(settings::DATA_ENDINGS),
        RunError::Unreadable { .. } => Some("make it readable, or leave it out: `exclude` in factlint.toml"),
        RunError::NoSchema { .. } | RunError::Pattern { .. } => None,
    };
    let failure = Failure::new(error.to_string());
    match help {
        Some(help) => failure.help(format!("help: {help}")),
        None => failure,
    }
}
