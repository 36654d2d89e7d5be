//! Markdown, for the summary of a job and for comments: the most severe findings first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::figure::thousands;

use super::positions::Positions;
use super::text::{counted, escape, more};
use super::{Input, Tally, summary};
use crate::job::ANYWHERE;

/// So many bytes of findings are told one by one, unless all are wanted: the summary of a job on GitHub holds a mebibyte.
const MOST: usize = 1_000_000;

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    writeln!(out, "## factlint: {}\n", summary::found(Tally::of(report)))?;
    write_rules(&report.diagnostics, out)?;
    let mut positions = Positions::new(&report.sources);
    let by_level = [Level::Error, Level::Warning, Level::Info];
    let findings = by_level.iter().flat_map(|level| report.diagnostics.iter().filter(|one| one.level == *level));
    let (mut bytes, mut shown) = (0, 0);
    for diagnostic in findings {
        let text = finding(diagnostic, &mut positions);
        bytes += text.len();
        if bytes > MOST && !input.all {
            break;
        }
        shown += 1;
        out.write_all(text.as_bytes())?;
    }
    if report.diagnostics.len() > shown {
        let more = counted(report.diagnostics.len() - shown, "more finding");
        writeln!(out, "\n{more}, not shown here (`--all` shows them).")?;
    }
    for notice in &report.notices {
        writeln!(out, "\n> {}", markdown(notice))?;
    }
    let told: Vec<String> = summary::sources(report.counts)
        .chain(summary::set_aside(&report.set_aside))
        .chain(summary::compared(report))
        .collect();
    for line in &told {
        writeln!(out, "\n{}.", markdown(line))?;
    }
    let is_first = report.diagnostics.is_empty() && report.notices.is_empty() && told.is_empty();
    writeln!(out, "{}Checked: {}.", if is_first { "" } else { "\n" }, summary::checked(report.counts))
}

/// How many findings each rule has.
fn write_rules(findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut counts: BTreeMap<(std::cmp::Reverse<Level>, &str), usize> = BTreeMap::new();
    for diagnostic in findings {
        *counts.entry((std::cmp::Reverse(diagnostic.level), &diagnostic.rule)).or_default() += 1;
    }
    writeln!(out, "| level | rule | findings |\n| --- | --- | ---: |")?;
    for ((level, rule), count) in counts {
        let rule = code(rule).replace('|', "\\|");
        writeln!(out, "| {} | {rule} | {} |", level.0.as_str(), thousands(count))?;
    }
    writeln!(out)
}

fn finding(diagnostic: &Diagnostic, positions: &mut Positions<'_>) -> String {
    let span = diagnostic.primary.span;
    let at = positions.start(span);
    let place = format!("{}:{}:{}", positions.name(span.file), at.line, at.column);
    let (level, message) = (diagnostic.level.as_str(), markdown(&diagnostic.message));
    let mut text = format!("- **{level}** {}: {message} ({})\n", code(&place), code(&diagnostic.rule));
    text.extend(more(diagnostic).map(|line| format!("  - {}\n", markdown(&line))));
    text
}

/// A text that Markdown, HTML and GitHub's mentions leave as it is. Where the text has a part between backticks, that is
/// code.
pub fn markdown(text: &str) -> String {
    let text = escape(text);
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        match (paired, at % 2) {
            (true, 1) => shown.push_str(&code(part)),
            (true, _) => plain(part, &mut shown),
            (false, _) => {
                if at > 0 {
                    plain("`", &mut shown);
                }
                plain(part, &mut shown);
            }
        }
    }
    shown
}

fn plain(text: &str, shown: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '`' => shown.push_str("&#96;"),
            // A comment between the two keeps a name from being called.
            '@' => shown.push_str("@<!-- -->"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => shown.extend(['\\', c]),
            // Nor is a link made of an address.
            ':' if chars.peek() == Some(&'/') => shown.push_str("&#58;"),
            c => shown.push(c),
        }
    }
}

/// A text as code.
pub fn code(text: &str) -> String {
    let text = escape(text);
    if text.trim().is_empty() {
        return String::new();
    }
    // Between backticks nothing can be written otherwise than it is.
    if text.contains(ANYWHERE) {
        let mut shown = "<code>".to_owned();
        plain(&text, &mut shown);
        return shown + "</code>";
    }
    // As many backticks as stand nowhere in the text.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
