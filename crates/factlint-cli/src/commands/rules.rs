//! `factlint rules`: all rules, a line each.

use std::process::ExitCode;

use factlint_model::diagnostic::{RuleMeta, Safety};
use factlint_validator::engine::Selection;
use factlint_validator::rules;

use super::{Failure, print};

pub fn run() -> Result<ExitCode, Failure> {
    let width = rules::all().map(|rule| rule.meta.name.len()).max().unwrap_or_default().max(4);
    let mut text = format!("{:width$}  {:7}  {:6}  finds\n", "rule", "level", "fix");
    let usual = Selection::default();
    for rule in rules::all() {
        let meta = &rule.meta;
        let line = format!("{:width$}  {:7}  {:6}  {}", meta.name, meta.level.as_str(), fix(meta), meta.summary);
        text.push_str(&line);
        text.push_str(if usual.runs(meta.name) { "\n" } else { " (off until selected)\n" });
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn fix(meta: &RuleMeta) -> &'static str {
    match meta.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
        None => "-",
    }
}
