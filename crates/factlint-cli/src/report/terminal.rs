//! For people: code frames, what was left out, and one line that sums the run up.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::figure::thousands;
use factlint_validator::engine::FixCounts;

use super::frames::level_style;
use super::positions::Positions;
use super::text::{counted, escape};
use super::{Frames, Input, Tally, statistics, summary};

/// So many findings are shown in full, unless all are wanted.
const IN_FULL: usize = 50;
/// So many lines tell of the others.
const IN_SHORT: usize = 50;

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = &input.report.diagnostics;
    let in_full = if input.all { findings.len() } else { findings.len().min(IN_FULL) };
    if input.statistics {
        statistics::write(input, out)?;
    } else {
        let (full, short) = findings.split_at_checked(in_full).unwrap_or((findings, &[]));
        Frames::new(&input.report.sources, input.look).write_all(out, full)?;
        write_short(input, short, out)?;
    }
    if input.quiet {
        return Ok(());
    }
    for notice in &input.report.notices {
        writeln!(out, "note: {}", escape(notice))?;
    }
    for line in summary::sources(input.report.counts) {
        writeln!(out, "{line}")?;
    }
    if let Some(aside) = summary::set_aside(&input.report.set_aside) {
        writeln!(out, "{aside}")?;
    }
    if let Some(compared) = summary::compared(input.report) {
        writeln!(out, "{}", escape(&compared))?;
    }
    write_summary(input, out)
}

/// The findings of one rule in one file.
struct Group<'a> {
    count: usize,
    example: &'a Diagnostic,
}

/// Rule × file × count, with an example each.
fn write_short(input: &Input<'_>, findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut order = BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for example in findings {
        let index = *order.entry((&*example.rule, example.primary.span.file)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.count += 1,
            None => groups.push(Group { count: 1, example }),
        }
    }
    let more = counted(findings.len(), "more finding");
    writeln!(out, "{more}, not shown in full (`--all` shows them):")?;
    let mut positions = Positions::new(&input.report.sources);
    for group in groups.iter().take(IN_SHORT) {
        write_group(input, group, &mut positions, out)?;
    }
    if groups.len() > IN_SHORT {
        let left: usize = groups.iter().skip(IN_SHORT).map(|group| group.count).sum();
        writeln!(out, "  and {} of other rules and files", thousands(left))?;
    }
    writeln!(out)
}

fn write_group(
    input: &Input<'_>,
    group: &Group<'_>,
    positions: &mut Positions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Diagnostic { rule, level, message, primary, .. } = group.example;
    let style = if input.look.color { level_style(*level) } else { Style::new() };
    let (name, at) = (escape(positions.name(primary.span.file)), positions.start(primary.span));
    let (level, count) = (level.as_str(), thousands(group.count));
    writeln!(out, "  {style}{level}[{}]{style:#} {name}: {count}", escape(rule))?;
    writeln!(out, "      {}:{}: {}", at.line, at.column, escape(message))
}

fn write_summary(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (counts, tally) = (input.report.counts, Tally::of(input.report));
    let style = if input.look.color { summary_style(tally) } else { Style::new() };
    let (checked, found) = (summary::checked(counts), summary::found(tally));
    writeln!(out, "{style}{found}{style:#} in {checked} ({})", seconds(input.elapsed))?;
    let mendable = if input.fixing { None } else { summary::mendable(FixCounts::of(input.report)) };
    mendable.map_or(Ok(()), |mendable| writeln!(out, "{mendable}"))
}

fn summary_style(tally: Tally) -> Style {
    let style = match tally {
        Tally { error: 1.., .. } => level_style(Level::Error),
        Tally { warning: 1.., .. } => level_style(Level::Warning),
        Tally { info: 1.., .. } => level_style(Level::Info),
        _ => AnsiColor::Green.on_default(),
    };
    style.bold()
}

/// A time as it is printed: `12 ms`, `3.4 s`.
pub fn seconds(elapsed: std::time::Duration) -> String {
    let milliseconds = elapsed.as_millis();
    if milliseconds < 1000 { format!("{milliseconds} ms") } else { format!("{:.1} s", elapsed.as_secs_f64()) }
}
