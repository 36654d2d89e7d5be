//! One JSON object, as `schema/report.schema.json` documents it; written as it goes.

use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Edit, Fix, Label, Level, RecordName, Safety};
use factlint_model::source::{Position, Source, Sources, Span};
use factlint_validator::engine::{Counts, Report};
use serde::Serialize;

use super::positions::Positions;
use super::{AsideTally, Each, Input, Tally, json_text};

/// The version of the object; raised when a reader of the last one would misread it.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, D> {
    version: u32,
    summary: Summary<'a>,
    diagnostics: D,
}

/// What the run read and found.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    #[serde(flatten)]
    counts: Counts,
    findings: Tally,
    set_aside: AsideTally,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<ComparedCounts<'a>>,
    notices: &'a [String],
}

/// What a run was compared with.
#[derive(Serialize)]
struct ComparedCounts<'a> {
    revision: &'a str,
    known: usize,
    mended: usize,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    rule: &'a str,
    level: Level,
    message: &'a str,
    notes: &'a [String],
    help: Option<&'a str>,
    #[serde(flatten)]
    primary: Place<'a>,
    record: Option<&'a RecordName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
    path: &'a str,
    labels: Vec<Place<'a>>,
    fixes: Vec<FixSummary<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    span: Range,
    text: &'a str,
}

/// A place as the JSON outputs tell it.
#[derive(Serialize)]
pub struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct FixSummary<'a> {
    message: &'a str,
    safety: Safety,
    edits: Vec<EditSummary<'a>>,
}

#[derive(Serialize)]
struct EditSummary<'a> {
    file: &'a str,
    span: Range,
    replacement: &'a str,
}

/// Where places are. Edits go before what was told last, so they are counted apart.
pub(super) struct Finder<'a> {
    pub places: Positions<'a>,
    pub edits: Positions<'a>,
}

impl<'a> Finder<'a> {
    /// Finds places in these sources.
    pub fn new(sources: &'a Sources) -> Self {
        Self { places: Positions::new(sources), edits: Positions::new(sources) }
    }
}

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    let mut finder = Finder::new(&report.sources);
    let diagnostics = Each::new(&report.diagnostics, |diagnostic| finding(diagnostic, &mut finder));
    json_text::write_pretty(out, &Document { version: VERSION, summary: summary(report), diagnostics })
}

/// What a run read and found.
pub(super) fn summary(report: &Report) -> Summary<'_> {
    let set_aside = AsideTally::of(&report.set_aside);
    let compared = report.compared.as_ref().map(|it| ComparedCounts {
        revision: &it.revision,
        known: report.known(),
        mended: it.mended,
    });
    Summary { counts: report.counts, findings: Tally::of(report), set_aside, compared, notices: &report.notices }
}

/// A finding as it is written.
pub(super) fn finding<'a>(diagnostic: &'a Diagnostic, finder: &mut Finder<'a>) -> Finding<'a> {
    let Finder { places: positions, edits } = finder;
    Finding {
        rule: &diagnostic.rule,
        level: diagnostic.level,
        message: &diagnostic.message,
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        primary: place(&diagnostic.primary, positions),
        record: diagnostic.record.as_ref(),
        document: diagnostic.document,
        path: &diagnostic.path,
        labels: diagnostic.labels.iter().map(|label| place(label, positions)).collect(),
        fixes: diagnostic.fixes.iter().map(|each| fix(each, edits)).collect(),
        fingerprint: &diagnostic.fingerprint,
    }
}

fn fix<'a>(fix: &'a Fix, positions: &mut Positions<'a>) -> FixSummary<'a> {
    let edit = |edit: &'a Edit| EditSummary {
        file: positions.name(edit.span.file),
        span: range(edit.span, positions),
        replacement: &edit.replacement,
    };
    FixSummary { message: &fix.message, safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }
}

fn place<'a>(label: &'a Label, positions: &mut Positions<'a>) -> Place<'a> {
    Place { file: positions.name(label.span.file), span: range(label.span, positions), text: &label.text }
}

/// Where a place starts and ends in its file.
pub fn range(span: Span, positions: &mut Positions<'_>) -> Range {
    // Spans count in the text; an editor seeks in the file, where a byte order mark may come first.
    let before = positions.source(span.file).map_or(0, Source::bytes_before);
    let in_file = |position: Position| Position { offset: position.offset + before, ..position };
    Range { start: in_file(positions.start(span)), end: in_file(positions.end(span)) }
}
