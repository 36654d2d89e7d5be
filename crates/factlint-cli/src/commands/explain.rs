//! `factlint explain RULE`: the page of a rule.

use std::process::ExitCode;

use factlint_validator::rules;

use super::{Failure, print};
use factlint_model::near::nearest;

pub fn run(name: &str) -> Result<ExitCode, Failure> {
    let text = match rules::find(name) {
        Some(rule) => format!("{}\n", rule.meta.page().trim_end()),
        None => family(name).ok_or_else(|| unknown(name))?,
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The rules of a family, a line each.
fn family(name: &str) -> Option<String> {
    let of_family = || rules::all().filter(|rule| rule.meta.family() == name).map(|rule| &rule.meta);
    let first = of_family().next()?.name;
    let width = of_family().map(|meta| meta.name.len()).max().unwrap_or_default();
    let lines: String = of_family().map(|meta| format!("{:width$}  {}\n", meta.name, meta.summary)).collect();
    Some(format!("{lines}\n`factlint explain {first}` shows the page of a rule.\n"))
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
