//! `factlint check --fix` and `--diff`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use factlint_model::diagnostic::Safety;
use factlint_validator::engine::{self, FixCounts, Fixed, Report};

use super::settings::{self, Job};
use crate::args::FixArgs;
use crate::commands::revision::Base;
use crate::commands::{Failure, data_files, notes, print_exactly};
use crate::host::StdHost;
use crate::report::counted;

/// Whether anything is to be fixed, or shown as if it were.
pub fn is_wanted(args: FixArgs) -> Result<bool, Failure> {
    let wanted = args.fix || args.diff;
    if args.risky && !wanted {
        return Err(Failure::new("`--unsafe` says what `--fix` or `--diff` may do, and neither is given")
            .help("help: `factlint check --diff --unsafe` shows what would change"));
    }
    Ok(wanted)
}

/// Fixes what can be fixed, in memory.
pub fn fix(job: &Job, args: FixArgs, host: &StdHost, base: Option<&Base<'_>>) -> Result<Fixed, Failure> {
    let allowed = if args.risky { Safety::Unsafe } else { Safety::Safe };
    let mut known = BTreeMap::new();
    engine::fix(host, allowed, &mut |path| data_files::refusal(path, job, host, &mut known), &mut |data| {
        super::check(&*settings::now(job, data)?, data, host, base)
    })
}

/// Writes the fixed files; for standard input its text, and with `--diff` the changes, to standard output.
pub fn hand_over(fixed: &Fixed, args: FixArgs, host: &StdHost) -> Result<(), Failure> {
    if args.diff {
        return data_files::print_diff(&fixed.files);
    }
    match (host.stdin(), fixed.files.as_slice()) {
        (Some(_), [file]) => print_exactly(&file.after),
        (Some(text), _) => print_exactly(text),
        (None, []) => Ok(()),
        (None, files) => data_files::write(files, host.cwd()),
    }
}

/// The report to show, and what is said of the fixes.
pub fn told(fixed: Fixed, args: FixArgs) -> (Report, String) {
    let mut text = notes(&fixed.notices);
    let Fixed { before, after, files, count, .. } = fixed;
    let left = FixCounts::of(after.as_ref().unwrap_or(&before)).risky;
    let more = match left {
        1.. if !args.risky => format!(" ({left} more with `--unsafe`)"),
        _ => String::new(),
    };
    let done = match (count, args.diff) {
        (0, _) => "Nothing to fix".to_owned(),
        (_, true) => format!("Would fix {} in {}", counted(count, "finding"), counted(files.len(), "file")),
        (_, false) => format!("Fixed {} in {}", counted(count, "finding"), counted(files.len(), "file")),
    };
    let _ = writeln!(text, "{done}{more}");
    let report = if args.diff { before } else { after.unwrap_or(before) };
    (report, text)
}
