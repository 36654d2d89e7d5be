//! `factlint explain RULE`: the page of a rule.

use std::process::ExitCode;

use factlint_validator::rules;

use super::{Failure, print};
use factlint_model::near::nearest;

pub fn run(name: &str) -> Result<ExitCode, Failure> {
    let Some(rule) = rules::find(name) else { return Err(unknown(name)) };
    print(&format!("{}\n", rule.meta.doc.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, rules::all().map(|rule| rule.meta.name)).or_else(|| same_last_part(name));
    let help = match near {
        Some(near) => format!("help: did you mean `{near}`?"),
        None => "help: `factlint rules` lists all rules".to_owned(),
    };
    Failure::new(format!("there is no rule `{name}`")).help(help)
}

/// A rule whose name without its family is this one.
fn same_last_part(name: &str) -> Option<&'static str> {
    let last = name.rsplit('/').next()?;
    rules::all().map(|rule| rule.meta.name).find(|full| full.rsplit('/').next() == Some(last))
}
