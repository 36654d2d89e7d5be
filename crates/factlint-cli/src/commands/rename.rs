//! `factlint rename`: an id renamed everywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint_model::diagnostic::Diagnostic;
use factlint_validator::engine::{self, FixedFile, Host, Renaming, Report, Settings};
use factlint_validator::rename::{Bearer, Bearers, Rename};

use super::check::settings::{self, Job};
use super::{Failure, check, data_files, drawn, notes, print, tell};
use crate::args::{CheckArgs, Color, CopyArgs, RenameArgs};
use crate::config::{self, Renamed};
use crate::host::StdHost;
use crate::report::{counted, escape};

/// So many bearers of an id, and so many reasons against a renaming, are shown.
const SHOWN: usize = 20;

pub fn run(args: &RenameArgs, color: Color) -> Result<ExitCode, Failure> {
    demand_names(args)?;
    let mut host = super::host()?;
    let mut job = settings::settings(&CheckArgs::of(&args.data, &CopyArgs::default()), &mut host)?;
    let wanted =
        Rename { old: args.old.clone(), new: args.new.clone(), kind: args.kind.clone(), within: args.within.clone() };
    job.settings.rename = Some(wanted.clone());
    let mut around =
        Around { settings: job.settings.clone(), job: &job, host: &host, known: BTreeMap::new(), unclear: Vec::new() };
    let renaming = engine::rename(&host, &wanted, &mut around)?;
    let unclear = around.unclear;
    match renaming {
        Renaming::Unclear(bearers) => Err(unclear_which(&wanted, &bearers)),
        Renaming::Refused(why, report) => refused(&why, &report, &unclear, color),
        Renaming::Done { bearer, files, notices } => {
            let told = notes(notices.iter().chain(&unclear));
            if args.diff {
                data_files::print_diff(&files)?;
                tell(told);
            } else {
                data_files::write(&files, host.cwd())?;
                print(done(&bearer, &wanted, &files) + &told)?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What is around the data.
struct Around<'j> {
    job: &'j Job,
    host: &'j StdHost,
    /// By what checks go.
    settings: Settings,
    /// The files that are changed, by their paths without links.
    known: BTreeMap<PathBuf, PathBuf>,
    /// What of the configuration may mean the id and was not renamed.
    unclear: Vec<String>,
}

impl engine::Around for Around<'_> {
    type Failure = Failure;

    fn lock(&self) -> Option<&Path> {
        self.job.settings.cite.lock.as_deref()
    }

    fn baseline(&self) -> Option<&Path> {
        self.job.settings.baseline.as_ref().map(|baseline| &*baseline.path)
    }

    fn refuse(&mut self, path: &Path) -> Option<String> {
        data_files::refusal(path, self.job, self.host, &mut self.known)
    }

    fn follow(&mut self, bearers: &Bearers) -> Result<Option<FixedFile>, Failure> {
        self.settings.baseline = None;
        let (Some(wanted), Some(name)) = (&self.settings.rename, self.job.places.name()) else { return Ok(None) };
        let path = self.job.settings.suppressions.file.clone();
        let text = self.host.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let stops = || Failure::new(format!("`{name}` changed while it was read")).help("help: run it again");
        let before = text.ok_or_else(stops)?;
        let Renamed { text: after, config, unclear } = config::renamed(&before, wanted, bearers).ok_or_else(stops)?;
        self.unclear = unclear;
        self.settings.cite.copies = config.copies(path.parent().unwrap_or(Path::new(".")));
        self.settings.suppressions.all = config.suppressions;
        Ok((after != before).then(|| FixedFile { path, name: name.to_owned(), before, after }))
    }

    fn check(&mut self, data: &dyn Host) -> Result<Report, Failure> {
        engine::check(&self.settings, data).map_err(|error| check::failure(error, &self.job.places))
    }
}

fn demand_names(args: &RenameArgs) -> Result<(), Failure> {
    match (args.new.trim(), args.old == args.new) {
        ("", _) => Err(Failure::new("the new id is empty, and nothing could refer to it")),
        (_, true) => Err(Failure::new(format!("`{}` is its name already", args.old))),
        _ => Ok(()),
    }
}

/// Nothing bears the id, or several do.
fn unclear_which(wanted: &Rename, bearers: &Bearers) -> Failure {
    let old = &wanted.old;
    if bearers.found.is_empty() {
        let failure = Failure::new(format!("nothing{} has the id `{old}`", of_what(wanted)));
        return match &bearers.near {
            _ if !bearers.others.is_empty() => {
                failure.help(named(&bearers.others) + "help: leave `--kind` and `--within` out, or name another")
            }
            Some(near) => failure.help(format!("help: did you mean `{near}`?")),
            None if !bearers.longer.is_empty() => {
                failure.help(format!("help: these have it in them: {}", bearers.longer.join(", ")))
            }
            None => failure.help("help: an id is told as it is written in the data; no other is like this one"),
        };
    }
    let mut help = named(&bearers.found);
    let first = bearers.found.first().map_or("", |bearer| &bearer.kind);
    let told = if bearers.found.iter().all(|bearer| bearer.kind == first) { "--within" } else { "--kind" };
    let _ = write!(help, "help: `{told}` says which one is meant");
    Failure::new(format!("{} have the id `{old}`", counted(bearers.found.len(), "record"))).help(help)
}

/// Those who bear an id, a line each.
fn named(bearers: &[Bearer]) -> String {
    let lines = bearers.iter().take(SHOWN).map(|bearer| format!("{} in {}\n", bearer.record, bearer.within));
    let mut text: String = lines.collect();
    if bearers.len() > SHOWN {
        let _ = writeln!(text, "and {} more", bearers.len() - SHOWN);
    }
    text
}

fn of_what(wanted: &Rename) -> String {
    let kind = wanted.kind.as_ref().map(|kind| format!(" of the kind `{kind}`"));
    let within = wanted.within.as_ref().map(|within| format!(" within `{within}`"));
    [kind, within].into_iter().flatten().collect()
}

/// What is in the way, at its places; nothing was written.
fn refused(why: &[Diagnostic], report: &Report, unclear: &[String], color: Color) -> Result<ExitCode, Failure> {
    let shown = why.get(..SHOWN).unwrap_or(why);
    print(drawn(shown, &report.sources, color)?)?;
    let more = match why.len().checked_sub(shown.len()) {
        None | Some(0) => String::new(),
        Some(more) => format!("{more} more of this kind. "),
    };
    print(notes(unclear) + &format!("{more}Nothing was changed: the above is in the way\n"))?;
    Ok(ExitCode::from(1))
}

fn done(bearer: &Bearer, wanted: &Rename, files: &[FixedFile]) -> String {
    let references = match bearer.references.len() {
        0 => "nothing refers to it".to_owned(),
        count => format!("with {}", counted(count, "reference")),
    };
    format!(
        "Renamed {} to `{}`, {references}, in {}\n",
        escape(&bearer.record),
        escape(&wanted.new),
        counted(files.len(), "file")
    )
}
