//! A line a finding, for editors, `grep` and the eye: `file:line:column: level[rule] message`.

use std::io::{self, Write};

use super::positions::Positions;
use super::text::escape;
use super::{Input, summary};

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut positions = Positions::new(&input.report.sources);
    for diagnostic in &input.report.diagnostics {
        let span = diagnostic.primary.span;
        let (name, at) = (positions.name(span.file), positions.start(span));
        let (line, column, level) = (at.line, at.column, diagnostic.level.as_str());
        let (rule, message) = (escape(&diagnostic.rule), escape(&diagnostic.message));
        writeln!(out, "{}:{line}:{column}: {level}[{rule}] {message}", escape(name))?;
    }
    match summary::set_aside(&input.report.set_aside) {
        Some(aside) => writeln!(out, "{aside}"),
        None => Ok(()),
    }
}
