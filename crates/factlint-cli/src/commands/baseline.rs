//! `factlint baseline`: what is found today is accepted, and kept in `factlint-baseline.toml`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use factlint_validator::baseline::NewBaseline;
use factlint_validator::engine::{self, FixedFile, Host};
use factlint_validator::suppress::can_be_set_aside;

use super::check::{self, settings};
use super::{Failure, data_files, no_configuration, notes, print, progress};
use crate::args::{BaselineArgs, CheckArgs, RuleArgs};
use crate::host::StdHost;
use crate::report::{counted, escape, escape_lines, unified};

pub fn run(args: &BaselineArgs) -> Result<ExitCode, Failure> {
    let mut host = super::host()?;
    let rules = RuleArgs { fail_on: None, select: args.select.clone(), ignore: args.ignore.clone() };
    let mut job = settings::settings(&CheckArgs { rules, ..CheckArgs::of(&args.data, &args.copies) }, &mut host)?;
    let baseline = job.settings.baseline.as_mut().ok_or_else(|| no_configuration("a baseline"))?;
    baseline.accept = true;
    let path = baseline.path.clone();
    let mut report = progress::shown(host.progress(), progress::is_watched(), || engine::check(&job.settings, &host))
        .map_err(|error| check::failure(error, &job.places))?;
    let new = std::mem::take(&mut report.baseline);
    let mut text = notes(&report.notices);
    text.push_str(&finish(args, new, path, &host)?);
    report.diagnostics.retain(|finding| !can_be_set_aside(&finding.rule));
    if !report.diagnostics.is_empty() {
        let left = counted(report.diagnostics.len(), "finding");
        let _ = writeln!(text, "{left} cannot be accepted: `factlint check` shows what is to be mended first");
    }
    print(&text)?;
    Ok(ExitCode::from(check::status(&report, job.fail_on)))
}

/// Writes the baseline, or shows how it would change.
fn finish(args: &BaselineArgs, new: NewBaseline, path: PathBuf, host: &StdHost) -> Result<String, Failure> {
    let NewBaseline { text, before, accepted, added, gone, .. } = new;
    let shown = host.display(&path);
    let name = escape(&shown);
    if before.is_empty() && accepted == 0 {
        return Ok("There is nothing to accept\n".to_owned());
    }
    if text == before {
        return Ok(format!("{name} is as it should be\n"));
    }
    if args.diff {
        return Ok(escape_lines(&unified(&before, &text, &shown, 0)));
    }
    let wrote = format!("wrote {name}: it accepts {} ({added} new, {gone} gone)\n", counted(accepted, "finding"));
    data_files::write(&[FixedFile { path, name: shown, before, after: text }], host.cwd())?;
    Ok(wrote)
}
