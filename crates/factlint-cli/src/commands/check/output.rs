//! Where the reports of a check are written.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use factlint_validator::engine::Report;

use super::filter;
use super::settings::Job;
use crate::args::{CheckArgs, Color};
use crate::commands::{Failure, quiet_at_closed_pipe};
use crate::host::StdHost;
use crate::report::{FormatRequest, GITHUB, Input, MARKDOWN, TERMINAL, append_to_file, is_report, write_to_file};
use crate::terminal::Look;

/// What a job on GitHub tells its steps, as far as a report goes.
#[derive(Debug, Default)]
pub struct GithubJob {
    /// Whether this is a job.
    is_here: bool,
    /// The file that becomes the job's summary.
    summary: Option<PathBuf>,
}

/// Whether this is a job on GitHub, and where its summary goes.
pub fn github_job() -> GithubJob {
    let told = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    GithubJob {
        is_here: told("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
        summary: told("GITHUB_STEP_SUMMARY").map(PathBuf::from),
    }
}

/// The formats asked for, each with a place of its own. Where none is, a job on GitHub gets its annotations and summary
/// too.
pub fn formats(args: &CheckArgs, job: &GithubJob) -> Result<Vec<FormatRequest>, Failure> {
    if args.fixing.diff && args.format.iter().any(|request| request.path.is_none()) {
        return Err(Failure::new("`--diff` and a report cannot both be written to standard output")
            .help("help: give the report a file, such as `--format json=report.json`"));
    }
    let mut formats = asked_for(args, job)?;
    if args.statistics && !formats.iter().any(|request| std::ptr::eq(request.format, &TERMINAL)) {
        return Err(Failure::new("`--statistics` is for the format `terminal`, which is not asked for")
            .help("help: leave `--format` out, or add `--format terminal`"));
    }
    if args.quiet > 1 {
        formats.retain(|request| request.path.is_some());
    }
    Ok(formats)
}

fn asked_for(args: &CheckArgs, job: &GithubJob) -> Result<Vec<FormatRequest>, Failure> {
    if args.format.is_empty() {
        if args.fixing.diff {
            return Ok(Vec::new());
        }
        let mut formats = vec![FormatRequest::printed(&TERMINAL)];
        if job.is_here {
            formats.push(FormatRequest::printed(&GITHUB));
            formats.extend(job.summary.clone().map(|path| FormatRequest::printed(&MARKDOWN).appended(path)));
        }
        return Ok(formats);
    }
    let formats = args.format.clone();
    if formats.iter().filter(|request| request.path.is_none()).count() > 1 {
        return Err(Failure::new("only one format can be written to standard output")
            .help("help: give the others a file, such as `--format json=report.json`"));
    }
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    for path in formats.iter().filter_map(|request| request.path.as_deref()) {
        if !known.insert(real(path)) {
            return Err(Failure::new(format!("two reports cannot be written to `{}`", path.display()))
                .help("help: give each a file of its own"));
        }
    }
    Ok(formats)
}

/// Refuses to write a report over what the run read (data, schemas, the configuration), or where the lock and the baseline
/// would be.
pub fn spare_what_was_read(
    formats: &[FormatRequest],
    report: &Report,
    job: &Job,
    host: &StdHost,
) -> Result<(), Failure> {
    let mut read: BTreeSet<PathBuf> = BTreeSet::new();
    let kept = [job.settings.cite.lock.as_deref(), job.settings.baseline.as_ref().map(|baseline| &*baseline.path)];
    let kept: Vec<PathBuf> = kept.into_iter().flatten().map(real).collect();
    if formats.iter().any(|request| request.path.is_some()) {
        read.extend(filter::files(&report.sources, host).iter().map(|path| real(path)));
        read.extend(filter::files(job.places.sources(), host).iter().map(|path| real(path)));
    }
    let mut paths = formats.iter().filter_map(|request| request.path.as_deref());
    match paths.find(|path| read.contains(&real(path)) || kept.contains(&real(path))) {
        Some(path) if kept.contains(&real(path)) => {
            Err(Failure::new(format!("cannot write `{}`: the lock or the baseline stands there", path.display()))
                .help("help: name another file"))
        }
        Some(path) => Err(Failure::new(format!("cannot write `{}`: this run read it", path.display()))
            .help("help: name another file: a report would take the place of data, a schema or the configuration")),
        None => Ok(()),
    }
}

/// The files among those to be written that are reports of earlier runs.
pub fn earlier_reports(formats: &[FormatRequest]) -> Vec<PathBuf> {
    let paths = formats.iter().filter_map(|request| request.path.as_deref());
    paths.filter(|path| path.is_file() && is_report(path)).map(real).collect()
}

/// One path for one file: links followed as far as the file or its folder is there.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

/// Writes the files first: a pipe that is closed early must not cost them.
///
/// What goes to no file goes to standard output, or to standard error if `aside`.
pub fn write(formats: &[FormatRequest], input: &Input<'_>, color: Color, aside: bool) -> Result<(), Failure> {
    for request in formats {
        let Some(path) = &request.path else { continue };
        let write = |out: &mut dyn Write| request.format.write(input, out);
        let written = if request.append { append_to_file(path, write) } else { write_to_file(path, write) };
        written.map_err(|error| unwritten(path, &error))?;
    }
    let printed: Vec<&FormatRequest> = formats.iter().filter(|request| request.path.is_none()).collect();
    let look = if aside { Look::of_stderr(color) } else { Look::of_stdout(color) };
    let input = Input { look, ..*input };
    let stream: Box<dyn Write> = if aside { Box::new(io::stderr().lock()) } else { Box::new(io::stdout().lock()) };
    let mut out = BufWriter::new(stream);
    let written = match printed[..] {
        [report, ref commands @ ..] if !commands.is_empty() => {
            without_commands(&mut out, |out| report.format.write(&input, out))
                .and_then(|()| commands.iter().try_for_each(|request| request.format.write(&input, &mut out)))
        }
        _ => printed.iter().try_for_each(|request| request.format.write(&input, &mut out)),
    };
    quiet_at_closed_pipe(written.and_then(|()| out.flush()))
}

/// Writes what is not for GitHub's runner to obey, whatever the data has in it: between two marks that the data cannot
/// know.
fn without_commands(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mark = RandomState::new().hash_one("factlint");
    writeln!(out, "::stop-commands::{mark:016x}")?;
    write(out)?;
    writeln!(out, "::{mark:016x}::")
}

/// Why a report could not be written to its file.
fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "make the folder, or name another",
        io::ErrorKind::IsADirectory => "name a file in it",
        io::ErrorKind::NotADirectory => "name a file in a folder",
        io::ErrorKind::PermissionDenied => "name a file that you may write",
        _ => "name another file, or leave it out to print the report",
    };
    crate::commands::cannot_write(path, error).help(format!("help: {help}"))
}
