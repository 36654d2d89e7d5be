//! GitLab's Code Quality report: a list of issues in the form of Code Climate's.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Level};
use serde::Serialize;

use super::positions::Positions;
use super::text::escape;
use super::{Each, Input, json_text};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    positions: Range,
}

#[derive(Serialize)]
struct Range {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

/// What is known of the issues before.
struct State<'a> {
    input: &'a Input<'a>,
    positions: Positions<'a>,
    /// How often each fingerprint was met: GitLab wants each once.
    met: HashMap<&'a str, usize>,
}

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut state = State { input, positions: Positions::new(&input.report.sources), met: HashMap::new() };
    let issues = Each::new(&input.report.diagnostics, |diagnostic| issue(diagnostic, &mut state));
    json_text::write_pretty(out, &issues)
}

fn issue<'a>(diagnostic: &'a Diagnostic, state: &mut State<'a>) -> Issue<'a> {
    let State { input, positions, met } = state;
    let span = diagnostic.primary.span;
    let mut place = |at| {
        let position = if at == span.start { positions.start(span) } else { positions.end(span) };
        Place { line: position.line, column: position.column }
    };
    let range = Range { begin: place(span.start), end: place(span.end) };
    let times = met.entry(&diagnostic.fingerprint).and_modify(|times| *times += 1).or_insert(1);
    let fingerprint = match *times {
        1 => diagnostic.fingerprint.clone(),
        times => format!("{}-{times}", diagnostic.fingerprint),
    };
    Issue {
        description: escape(&diagnostic.message).into_owned(),
        check_name: &diagnostic.rule,
        fingerprint,
        severity: match diagnostic.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Info => "info",
        },
        location: Location { path: input.name_in_repository(positions.name(span.file)), positions: range },
    }
}
