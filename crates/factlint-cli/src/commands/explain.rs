//! `factlint explain RULE`: the page of a rule, or the rules of a family or group.

use std::process::ExitCode;

use factlint_validator::rules;

use super::{Failure, print};
use factlint_model::near::nearest;

pub fn run(name: &str) -> Result<ExitCode, Failure> {
    let text = match rules::find(name) {
        Some(rule) => format!("{}\n", rule.meta.page().trim_end()),
        None => several(name).ok_or_else(|| unknown(name))?,
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The rules of a family or group, a line each.
fn several(name: &str) -> Option<String> {
    let named = || {
        let metas = rules::all().map(|rule| &rule.meta);
        metas.filter(|meta| rules::words_of(meta.name).any(|word| word == name))
    };
    let first = named().next()?.name;
    let width = named().map(|meta| meta.name.len()).max().unwrap_or_default();
    let lines: String = named().map(|meta| format!("{:width$}  {}\n", meta.name, meta.summary)).collect();
    let group = rules::GROUPS.iter().find(|(group, _)| *group == name);
    let group = group.map(|(_, what)| format!("{what}\n\n")).unwrap_or_default();
    Some(format!("{group}{lines}\n`factlint explain {first}` shows the page of a rule.\n"))
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, rules::words()).or_else(|| same_last_part(name));
    let help = match near {
        Some(near) => format!("help: did you mean `{near}`?"),
        None => "help: `factlint rules` lists all rules".to_owned(),
    };
    Failure::new(format!("there is no rule, family or group `{name}`")).help(help)
}

/// A rule whose name without its family is this one.
fn same_last_part(name: &str) -> Option<&'static str> {
    let last = name.rsplit('/').next()?;
    rules::all().map(|rule| rule.meta.name).find(|full| full.rsplit('/').next() == Some(last))
}
