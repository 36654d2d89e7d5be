//! `factlint baseline`: what is found today is accepted, and kept in `factlint-baseline.toml`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use factlint_validator::baseline::NewBaseline;
use factlint_validator::engine::{self, Host};
use factlint_validator::suppress::can_be_set_aside;

use super::check::{self, settings};
use super::{Failure, cannot_write, no_configuration, notes, print};
use crate::args::{BaselineArgs, CheckArgs};
use crate::report::{counted, escape, escape_lines, unified, write_to_file};

pub fn run(args: &BaselineArgs) -> Result<ExitCode, Failure> {
    let mut host = super::host()?;
    let mut job = settings::settings(&CheckArgs::of(&args.data, &args.copies), &mut host)?;
    let baseline = job.settings.baseline.as_mut().ok_or_else(|| no_configuration("a baseline"))?;
    baseline.accept = true;
    let path = baseline.path.clone();
    let mut report = engine::check(&job.settings, &host).map_err(|error| check::failure(error, &job.places))?;
    let new = std::mem::take(&mut report.baseline);
    let mut text = notes(&report.notices);
    text.push_str(&finish(args, &new, &path, &host.display(&path))?);
    report.diagnostics.retain(|finding| !can_be_set_aside(&finding.rule));
    if !report.diagnostics.is_empty() {
        let left = counted(report.diagnostics.len(), "finding");
        let _ = writeln!(text, "{left} cannot be accepted: `factlint check` shows what is to be mended first");
    }
    print(&text)?;
    Ok(ExitCode::from(check::status(&report, job.fail_on)))
}

/// Writes the baseline, or shows how it would change.
fn finish(args: &BaselineArgs, new: &NewBaseline, path: &Path, shown: &str) -> Result<String, Failure> {
    let NewBaseline { text, before, accepted, added, gone, .. } = new;
    let name = escape(shown);
    if before.is_empty() && *accepted == 0 {
        return Ok("There is nothing to accept\n".to_owned());
    }
    if text == before {
        return Ok(format!("{name} is as it should be\n"));
    }
    if args.diff {
        return Ok(escape_lines(&unified(before, text, shown, 0)));
    }
    write_to_file(path, |out| out.write_all(text.as_bytes()))
        .map_err(|error| cannot_write(Path::new(shown), &error))?;
    Ok(format!("wrote {name}: it accepts {} ({added} new, {gone} gone)\n", counted(*accepted, "finding")))
}
