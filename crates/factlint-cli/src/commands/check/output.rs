//! Where the reports of a check are written.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use factlint_validator::engine::Report;

use super::filter;
use super::settings::Job;
use crate::args::{CheckArgs, Color};
use crate::commands::{Failure, Stream, cannot_write, hand_out, show, unwritable};
use crate::host::StdHost;
use crate::job;
use crate::report::{
    Destination, FormatRequest, GITHUB, Input, MARKDOWN, TERMINAL, append_to_file, is_report, write_to_file,
};
use crate::terminal::{Look, is_stdout};

/// The formats asked for, each with a place of its own. Where none is, a job on GitHub gets its annotations and summary
/// too.
pub fn formats(args: &CheckArgs) -> Result<Vec<FormatRequest>, Failure> {
    let mut formats = asked_for(args)?;
    if args.statistics && !formats.iter().any(|request| std::ptr::eq(request.format, &TERMINAL)) {
        return Err(Failure::new("`--statistics` is for the format `terminal`, which is not asked for")
            .help("help: leave `--format` out, or add `--format terminal`"));
    }
    if args.quiet > 1 {
        formats.retain(|request| !request.is_printed());
    }
    Ok(formats)
}

fn asked_for(args: &CheckArgs) -> Result<Vec<FormatRequest>, Failure> {
    if args.format.is_empty() {
        if args.fixing.diff {
            return Ok(Vec::new());
        }
        let mut formats = vec![FormatRequest::printed(&TERMINAL)];
        formats.extend(job::is_on_github().then(|| FormatRequest::printed(&GITHUB)));
        let summary = job::summary().map(Destination::Summary);
        formats.extend(summary.map(|to| FormatRequest { format: &MARKDOWN, to }));
        return Ok(formats);
    }
    let mut formats = args.format.clone();
    // By whatever name, standard output is one.
    let leads_there = |request: &FormatRequest| request.path().is_some_and(is_stdout);
    formats.iter_mut().filter(|request| leads_there(request)).for_each(|request| request.to = Destination::Stdout);
    let printed = formats.iter().filter(|request| request.is_printed()).count();
    if args.fixing.diff && printed > 0 {
        return Err(Failure::new("`--diff` and a report cannot both be written to standard output")
            .help("help: give the report a file, such as `--format json=report.json`"));
    }
    if printed > 1 {
        return Err(Failure::new("only one format can be written to standard output")
            .help("help: give the others a file, such as `--format json=report.json`"));
    }
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    for path in formats.iter().filter_map(FormatRequest::path) {
        if !known.insert(real(path)) {
            return Err(Failure::new(format!("two reports cannot be written to `{}`", path.display()))
                .help("help: give each a file of its own"));
        }
    }
    Ok(formats)
}

/// Refuses to write a report over what the run read (data, schemas, the configuration), or where the lock and the baseline
/// would be. The summary of a job is not asked for, so that it is only left out.
pub fn spare_what_was_read(
    formats: Vec<FormatRequest>,
    report: &Report,
    job: &Job,
    host: &StdHost,
    color: Color,
) -> Result<Vec<FormatRequest>, Failure> {
    let kept = [job.settings.cite.lock.as_deref(), job.settings.baseline.as_ref().map(|baseline| &*baseline.path)];
    let kept: Vec<PathBuf> = kept.into_iter().flatten().map(real).collect();
    let mut read: BTreeSet<PathBuf> = BTreeSet::new();
    if formats.iter().any(|request| !request.is_printed()) {
        read.extend(filter::files(&report.sources, host).iter().map(|path| real(path)));
        read.extend(filter::files(job.places.sources(), host).iter().map(|path| real(path)));
    }
    let why = |path: &Path| match real(path) {
        path if kept.contains(&path) => Some(("the lock or the baseline stands there", "name another file")),
        path if read.contains(&path) => Some((
            "this run read it",
            "name another file: a report would take the place of data, a schema or the configuration",
        )),
        _ => None,
    };
    let mut spared = Vec::with_capacity(formats.len());
    for request in formats {
        match (request.path().and_then(|path| Some((path, why(path)?))), &request.to) {
            (None, _) => spared.push(request),
            (Some((path, (why, help))), Destination::Summary(_)) => no_summary(path, why, help).warn(color),
            (Some((path, (why, help))), _) => {
                let message = format!("cannot write `{}`: {why}", path.display());
                return Err(Failure::new(message).help(format!("help: {help}")));
            }
        }
    }
    Ok(spared)
}

/// The files among those to be written that are reports of earlier runs.
pub fn earlier_reports(formats: &[FormatRequest]) -> Vec<PathBuf> {
    let paths = formats.iter().filter_map(FormatRequest::path);
    paths.filter(|path| path.is_file() && is_report(path)).map(real).collect()
}

/// One path for one file: links followed as far as the file or its folder is there.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

/// Writes the files first: a pipe that is closed early must not cost them. That a job has no summary costs nobody the
/// findings: it is told behind them.
///
/// What goes to no file goes to standard output, or to standard error if `aside`.
pub fn write(formats: &[FormatRequest], input: &Input<'_>, color: Color, aside: bool) -> Result<(), Failure> {
    let mut summary = Ok(());
    for FormatRequest { format, to } in formats {
        match to {
            Destination::Stdout => {}
            Destination::File(path) => {
                write_to_file(path, |out| format.write(input, out)).map_err(|error| unwritten(path, &error))?
            }
            // It holds no more than some, however many are wanted elsewhere.
            Destination::Summary(path) => {
                summary = append_to_file(path, |out| format.write(&Input { all: false, ..*input }, out))
                    .map_err(|error| no_summary(path, &unwritable(&error), way_out(&error)));
            }
        }
    }
    let (stream, look) = match aside {
        true => (Stream::Err, Look::of_stderr(color)),
        false => (Stream::Out, Look::of_stdout(color)),
    };
    for FormatRequest { format, .. } in formats.iter().filter(|request| request.is_printed()) {
        let write = |out: &mut dyn Write| format.write(&Input { look, ..*input }, out);
        match format.for_people {
            true => show(stream, write)?,
            false => hand_out(stream, write)?,
        }
    }
    summary.unwrap_or_else(|failure: Failure| failure.warn(color));
    Ok(())
}

/// Why a job has no summary.
fn no_summary(path: &Path, why: &str, way_out: &str) -> Failure {
    Failure::new(format!("the summary of this job cannot be written to `{}`: {why}", path.display()))
        .help(format!("help: the variable {} names the file: {way_out}", job::SUMMARY))
}

/// Why a report could not be written to its file.
fn unwritten(path: &Path, error: &io::Error) -> Failure {
    cannot_write(path, error).help(format!("help: {}", way_out(error)))
}

/// What to do where a file could not be written.
fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "make the folder, or name another",
        io::ErrorKind::IsADirectory => "name a file in it",
        io::ErrorKind::NotADirectory => "name a file in a folder",
        io::ErrorKind::PermissionDenied => "name a file that you may write",
        _ => "name another file, or none to have the report printed",
    }
}
