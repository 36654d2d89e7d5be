//! `factlint config`: what holds, and where each value comes from.

mod effective;
mod rules;
mod text;

use std::process::ExitCode;

use factlint_validator::engine::{self, Host};

use super::check;
use super::check::settings::{self, Job};
use super::{Failure, print, print_exactly};
use crate::args::{CheckArgs, ConfigArgs};
use crate::config;
use crate::host::StdHost;
use crate::report::escape;

pub fn run(args: &ConfigArgs) -> Result<ExitCode, Failure> {
    if args.json_schema {
        print_exactly(config::json_schema())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut host = super::host()?;
    let check = CheckArgs { rules: args.rules.clone(), ..CheckArgs::of(&args.data, &args.copies) };
    let job = settings::settings(&check, &mut host)?;
    let outlines = engine::outline(&job.settings, &host).map_err(|error| check::failure(error, &job.places))?;
    let mut text = opening(&job, &host);
    text += &text::write(&effective::sections(args, &job, &outlines, &host));
    text.push_str(&rules::summary(&job.settings.selection));
    print(text)?;
    Ok(ExitCode::SUCCESS)
}

/// The files that say something: the configuration and the lock.
fn opening(job: &Job, host: &StdHost) -> String {
    let configuration = job.places.name().map(|name| format!("# The configuration is {}", escape(name)));
    let lock = job.settings.cite.lock.as_deref().map(|path| {
        let is_there = if host.exists(path) { "" } else { ", which is not there" };
        format!("; the lock is {}{is_there}", escape(&host.display(path)))
    });
    format!("{}{}.\n\n", configuration.unwrap_or_default(), lock.unwrap_or_default())
}
