//! `factlint coverage`: which dates, figures and names of the sources no fact records.

mod json;
mod terminal;

use std::process::ExitCode;

use factlint_model::near::nearest;
use factlint_validator::coverage::SourceCoverage;
use factlint_validator::engine::{self, Selection};

use super::check::{self, settings};
use super::{Failure, Stream, hand_out, progress, show};
use crate::args::{CheckArgs, Color, CoverageArgs, CoverageFormat, DataArgs};
use crate::terminal::Look;

/// What is wrong with copies is all that is looked for beside the coverage.
const RULE: &str = "citations/unreadable";

pub fn run(args: &CoverageArgs, color: Color) -> Result<ExitCode, Failure> {
    let mut host = super::host()?;
    let mut job = settings::settings(&CheckArgs::of(&DataArgs::of(&args.config), &args.copies), &mut host)?;
    job.settings.selection = Selection { select: vec![RULE.to_owned()], ..Selection::default() };
    job.settings.cite.coverage = true;
    let report = progress::shown(host.progress(), progress::is_watched(), || engine::check(&job.settings, &host))
        .map_err(|error| check::failure(error, &job.places))?;
    let all = &report.coverage;
    let absent = args.ids.iter().find(|id| !all.iter().any(|source| source.id == **id));
    if all.is_empty() || absent.is_some() {
        let wrong = report.diagnostics.first().map(|wrong| Failure::new(wrong.message.clone()));
        return Err(wrong.unwrap_or_else(|| no_copy(absent.map(String::as_str), all)));
    }
    let shown: Vec<&SourceCoverage> =
        all.iter().filter(|source| args.ids.is_empty() || args.ids.contains(&source.id)).collect();
    match args.format {
        CoverageFormat::Terminal => {
            show(Stream::Out, |out| terminal::write(&shown, &report, args.all, Look::of_stdout(color), out))
        }
        CoverageFormat::Json => hand_out(Stream::Out, |out| json::write(&shown, &report, out)),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn no_copy(id: Option<&str>, all: &[SourceCoverage]) -> Failure {
    let Some(id) = id else {
        return Failure::new("there is no copy of any source")
            .help("help: `--source ID=PATH`, or [sources.\"ID\"] text = \"PATH\" in factlint.toml");
    };
    let failure = Failure::new(format!("there is no copy of a source `{id}`"));
    match nearest(id, all.iter().map(|source| source.id.as_str())) {
        Some(near) => failure.help(format!("help: did you mean `{near}`?")),
        None => failure.help(format!("help: with a copy at hand: `factlint coverage {id} --source {id}=PATH`")),
    }
}
