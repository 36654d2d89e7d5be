//! Annotations of a pull request, by GitHub's workflow commands.
//!
//! GitHub shows ten of each level a step; the most severe come first, and what is left out is said.

use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Level};

use super::Input;
use super::positions::Positions;
use super::text::{counted, escape, said};

/// So many annotations of a level are shown for a step.
const SHOWN: usize = 10;

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut positions = Positions::new(&input.report.sources);
    let mut left_out = 0;
    for level in [Level::Error, Level::Warning, Level::Info] {
        let findings = || input.report.diagnostics.iter().filter(|diagnostic| diagnostic.level == level);
        // The last of the notices is kept for what is left out.
        let shown = if level == Level::Info { SHOWN - 1 } else { SHOWN };
        for diagnostic in findings().take(shown) {
            annotation(diagnostic, input, &mut positions, out)?;
        }
        left_out += findings().skip(shown).count();
    }
    if left_out > 0 {
        let more = format!(
            "{} not shown here, for GitHub shows {SHOWN} of each level: the job's summary has all, and so has its log with `--all`",
            counted(left_out, "more finding")
        );
        writeln!(out, "::notice title=factlint::{}", data(&more))?;
    }
    Ok(())
}

fn annotation(
    diagnostic: &Diagnostic,
    input: &Input<'_>,
    positions: &mut Positions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let span = diagnostic.primary.span;
    let (start, end) = (positions.start(span), positions.end(span));
    let name = input.name_in_repository(positions.name(span.file));
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    write!(out, "::{command} file={},line={},endLine={}", property(&escape(&name)), start.line, end.line)?;
    // Columns are understood within one line only.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    writeln!(out, ",title={}::{}", property(&escape(&diagnostic.rule)), data(&said(diagnostic)))
}

/// A text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text in front of it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
