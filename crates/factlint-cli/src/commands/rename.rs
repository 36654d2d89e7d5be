//! `factlint rename`: an id renamed everywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use factlint_model::diagnostic::Diagnostic;
use factlint_validator::engine::{self, FixedFile, Renaming, Report};
use factlint_validator::rename::{Bearer, Bearers, Rename};

use super::check::{self, settings};
use super::{Failure, data_files, drawn, notes, print};
use crate::args::{CheckArgs, Color, CopyArgs, RenameArgs};
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
    let mut known = BTreeMap::new();
    let lock = job.settings.cite.lock.as_deref();
    let mut refuse = |path: &Path| data_files::refusal(path, &job, &host, &mut known);
    let renaming = engine::rename(&host, &wanted, lock, &mut refuse, &mut |data| {
        engine::check(&job.settings, data).map_err(|error| check::failure(error, &job.places))
    })?;
    match renaming {
        Renaming::Unclear(bearers) => Err(unclear(&wanted, &bearers)),
        Renaming::Refused(why, report) => refused(&why, &report, color),
        Renaming::Done { files, .. } if args.diff => {
            data_files::print_diff(&files)?;
            Ok(ExitCode::SUCCESS)
        }
        Renaming::Done { bearer, files, notices } => {
            data_files::write(&files, host.cwd())?;
            print(done(&bearer, &wanted, &files) + &notes(&notices))?;
            Ok(ExitCode::SUCCESS)
        }
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
fn unclear(wanted: &Rename, bearers: &Bearers) -> Failure {
    let old = &wanted.old;
    if bearers.found.is_empty() {
        let failure = Failure::new(format!("nothing{} has the id `{old}`", of_what(wanted)));
        return match &bearers.near {
            Some(near) => failure.help(format!("help: did you mean `{near}`?")),
            None => failure,
        };
    }
    let mut help = String::new();
    for bearer in bearers.found.iter().take(SHOWN) {
        let _ = writeln!(help, "{} in {}", bearer.record, bearer.within);
    }
    if bearers.found.len() > SHOWN {
        let _ = writeln!(help, "and {} more", bearers.found.len() - SHOWN);
    }
    let first = bearers.found.first().map_or("", |bearer| &bearer.kind);
    let told = if bearers.found.iter().all(|bearer| bearer.kind == first) { "--within" } else { "--kind" };
    let _ = write!(help, "help: `{told}` says which one is meant");
    Failure::new(format!("{} have the id `{old}`", counted(bearers.found.len(), "record"))).help(help)
}

fn of_what(wanted: &Rename) -> String {
    let kind = wanted.kind.as_ref().map(|kind| format!(" of the kind `{kind}`"));
    let within = wanted.within.as_ref().map(|within| format!(" within `{within}`"));
    [kind, within].into_iter().flatten().collect()
}

/// What is in the way, at its places; nothing was written.
fn refused(why: &[Diagnostic], report: &Report, color: Color) -> Result<ExitCode, Failure> {
    let shown = why.get(..SHOWN).unwrap_or(why);
    print(drawn(shown, &report.sources, color)?)?;
    let more = match why.len().checked_sub(shown.len()) {
        None | Some(0) => String::new(),
        Some(more) => format!("{more} more of this kind. "),
    };
    print(format!("{more}Nothing was changed: the above is in the way\n"))?;
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
