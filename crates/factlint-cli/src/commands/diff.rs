//! `factlint diff`: what changed in the data, record by record.

use std::process::ExitCode;

use factlint_validator::changes::{self, Changes, Facts, Hosts};
use factlint_validator::engine::{self, Host, Settings};

use super::check::{self, settings};
use super::revision::{repository, settings_at};
use super::{Failure, Stream, hand_out, show};
use crate::args::{CheckArgs, Color, CopyArgs, DiffArgs, DiffFormat};
use crate::config::Places;
use crate::git::GitHost;
use crate::report::changes as tell;
use crate::terminal::Look;

/// What is said where a schema has a mistake.
const INCOMPLETE: &str = "a schema has a mistake that may hide records (`factlint check` tells it): they may be told as gone, or as what came";

pub fn run(args: &DiffArgs, color: Color) -> Result<ExitCode, Failure> {
    let mut host = super::host()?;
    let mut job = settings::settings(&CheckArgs::of(&args.data, &CopyArgs::default()), &mut host)?;
    // What changed is told, and not what is wrong.
    job.settings.selection.no_rules = true;
    let repository = repository(&job.settings, &host)?;
    let open = |name: &String| GitHost::open(&repository, &repository.revision(name)?, &host);
    let (from, to) = (open(&args.from)?, args.to.as_ref().map(open).transpose()?);
    let now: &dyn Host = to.as_ref().map_or(&host, |to| to);
    let settings_of = |host: &GitHost<'_>| settings_at(&job.settings, host);
    let before = facts(&settings_of(&from), &from, &[], &job.places)?;
    let settings = to.as_ref().map_or_else(|| job.settings.clone(), settings_of);
    let after = facts(&settings, now, &before, &job.places)?;
    let mut changes = Changes::default();
    for (before, after) in before.iter().zip(&after) {
        changes.append(changes::tell(before, after, Hosts { before: &from, now }));
    }
    let mut notices = from.notices();
    notices.extend(before.iter().flat_map(|facts| unread(facts, &from)));
    notices.extend(after.iter().flat_map(|facts| unread(facts, now)));
    notices.extend(to.iter().flat_map(GitHost::notices));
    notices.sort();
    notices.dedup();
    let names = (from.name().to_owned(), to.as_ref().map_or("the files as they are", |to| to.name()).to_owned());
    let input = tell::Input { changes: &changes, from: &names.0, to: &names.1, notices: &notices, all: args.all };
    match args.format {
        DiffFormat::Terminal => show(Stream::Out, |out| tell::terminal(&input, Look::of_stdout(color), out)),
        DiffFormat::Markdown => hand_out(Stream::Out, |out| tell::markdown(&input, out)),
        DiffFormat::Json => hand_out(Stream::Out, |out| tell::json(&input, out)),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// What of a dataset was not read.
fn unread(facts: &Facts, host: &dyn Host) -> Vec<String> {
    let broken = facts.files.list.iter().filter(|file| !file.whole).map(|file| {
        let name = host.display(&file.path);
        format!(
            "`{name}` could not be read as a whole (`factlint check` says why): what came or went in it is not told"
        )
    });
    let broken: Vec<String> = broken.collect();
    if broken.is_empty() && facts.dataset.incomplete { vec![INCOMPLETE.to_owned()] } else { broken }
}

/// The facts of each dataset.
fn facts(settings: &Settings, host: &dyn Host, earlier: &[Facts], places: &Places) -> Result<Vec<Facts>, Failure> {
    let (_, facts) = engine::facts(settings, host, earlier).map_err(|error| check::failure(error, places))?;
    Ok(facts)
}
