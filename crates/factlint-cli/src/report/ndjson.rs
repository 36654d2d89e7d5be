//! A JSON object a line: each finding as the JSON report has it, then the summary. For programs that read as it comes.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Finder, finding, summary};
use super::{Input, json_text};

/// A line, told apart by its `type`.
#[derive(Serialize)]
struct Line<T> {
    r#type: &'static str,
    version: u32,
    #[serde(flatten)]
    content: T,
}

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut finder = Finder::new(&input.report.sources);
    for diagnostic in &input.report.diagnostics {
        line(out, "diagnostic", finding(diagnostic, &mut finder))?;
    }
    line(out, "summary", summary(input.report))
}

fn line(out: &mut dyn Write, kind: &'static str, content: impl Serialize) -> io::Result<()> {
    json_text::write_line(out, &Line { r#type: kind, version: super::json::VERSION, content })
}
