//! GitLab's Code Quality report: a list of issues in the form of Code Climate's.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Level};
use serde::{Serialize, Serializer};

use super::Input;
use super::positions::Positions;
use super::text::escape;

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
    path: &'a str,
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

/// The issues, each made when its turn comes.
struct Issues<'a> {
    list: &'a [Diagnostic],
    state: RefCell<State<'a>>,
}

struct State<'a> {
    positions: Positions<'a>,
    /// How often each fingerprint was met: GitLab wants each once.
    met: HashMap<&'a str, usize>,
}

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut state = self.state.borrow_mut();
        serializer.collect_seq(self.list.iter().map(|diagnostic| issue(diagnostic, &mut state)))
    }
}

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let state = State { positions: Positions::new(&input.report.sources), met: HashMap::new() };
    serde_json::to_writer_pretty(&mut *out, &Issues { list: &input.report.diagnostics, state: RefCell::new(state) })?;
    writeln!(out)
}

fn issue<'a>(diagnostic: &'a Diagnostic, state: &mut State<'a>) -> Issue<'a> {
    let State { positions, met } = state;
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
        location: Location { path: positions.name(span.file), positions: range },
    }
}
