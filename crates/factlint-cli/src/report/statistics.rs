//! How often each rule fires, the most frequent first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::Style;
use factlint_model::diagnostic::{Level, Safety};
use factlint_model::figure::thousands;
use factlint_validator::engine::fix_safety;

use super::Input;
use super::frames::level_style;
use super::text::escape;

/// What is counted of a rule at one level.
#[derive(Default)]
struct Counts {
    all: usize,
    safe: usize,
    risky: usize,
}

/// A line for each rule and level: how many findings, and how many of them can be mended by machine.
pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, Level), Counts> = BTreeMap::new();
    for finding in &input.report.diagnostics {
        let counts = counts.entry((&*finding.rule, finding.level)).or_default();
        counts.all += 1;
        match fix_safety(input.report, finding) {
            Some(Safety::Safe) => counts.safe += 1,
            Some(Safety::Unsafe) => counts.risky += 1,
            None => {}
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<((&str, Level), Counts)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all));
    let names: Vec<_> = rows.iter().map(|((rule, _), _)| escape(rule)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default().max(4);
    writeln!(out, "{:>9}  {:7}  {:width$}  mended by", "count", "level", "rule")?;
    for (((_, level), counts), name) in rows.iter().zip(names) {
        let style = if input.look.color { level_style(*level) } else { Style::new() };
        let (count, level) = (thousands(counts.all), level.as_str());
        writeln!(out, "{count:>9}  {style}{level:7}{style:#}  {name:width$}  {}", mended(counts))?;
    }
    writeln!(out)
}

fn mended(counts: &Counts) -> String {
    let part = |count: usize, flag: &str| match count {
        0 => None,
        count if count == counts.all => Some(flag.to_owned()),
        count => Some(format!("{flag} ({})", thousands(count))),
    };
    let parts: Vec<String> =
        [part(counts.safe, "--fix"), part(counts.risky, "--fix --unsafe")].into_iter().flatten().collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(", ") }
}
