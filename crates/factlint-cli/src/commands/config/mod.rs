//! `factlint config`: what holds, and where each value comes from.

mod effective;
mod json;
mod rules;
mod setting;
mod text;

use std::process::ExitCode;

use factlint_validator::engine::{self, Host};

use super::check;
use super::check::settings::{self, Job};
use super::{Failure, Stream, hand_out, print, print_exactly};
use crate::args::{CheckArgs, ConfigArgs, ConfigFormat};
use crate::config;
use crate::host::StdHost;
use crate::report::escape;

pub fn run(args: &ConfigArgs) -> Result<ExitCode, Failure> {
    if args.json_schema {
        print_exactly(config::json_schema())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut host = super::host()?;
    let job = settings::settings(&check_of(args), &mut host)?;
    let outlines = engine::outline(&job.settings, &host).map_err(|error| check::failure(error, &job.places))?;
    let sections = effective::sections(args, &job, &outlines, &host);
    match args.format {
        ConfigFormat::Toml => {
            let summary = rules::summary(&job.settings.selection);
            print(opening(args, &job, &host) + &text::write(&sections) + &summary)
        }
        ConfigFormat::Json => hand_out(Stream::Out, |out| json::write(&sections, &job, &outlines, &host, out)),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// The check of which the settings are told.
fn check_of(args: &ConfigArgs) -> CheckArgs {
    CheckArgs { rules: args.rules.clone(), ..CheckArgs::of(&args.data, &args.copies) }
}

/// What a run reads beside the data: the configuration, the lock, a folder of copies.
fn opening(args: &ConfigArgs, job: &Job, host: &StdHost) -> String {
    let lock = job.settings.cite.lock.as_deref().map(|path| {
        let is_there = if host.exists(path) { "" } else { ", which is not there" };
        format!("; the lock is {}{is_there}", escape(&host.display(path)))
    });
    let copies = args.copies.sources.as_deref().map(|folder| {
        format!("# Copies of other sources are looked for in {} (--sources).\n", escape(&host.display(folder)))
    });
    let configuration = escape(job.places.name().unwrap_or_default());
    format!("# The configuration is {configuration}{}.\n{}\n", lock.unwrap_or_default(), copies.unwrap_or_default())
}
