//! One JSON object, as `schema/coverage.schema.json` documents it.

use std::cell::RefCell;
use std::io::{self, Write};

use factlint_validator::coverage::{Mention, MentionCounts, SourceCoverage, What};
use factlint_validator::engine::Report;
use serde::{Serialize, Serializer};

use crate::report::{Positions, Range, range};

/// The version of the object; raised when a reader of the last one would misread it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    notices: &'a [String],
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    source: &'a str,
    file: &'a str,
    counts: MentionCounts,
    sections: Vec<Section<'a>>,
    mentions: Mentions<'a>,
}

#[derive(Serialize)]
struct Section<'a> {
    heading: &'a str,
    counts: MentionCounts,
}

#[derive(Serialize)]
struct Printed<'a> {
    kind: What,
    text: &'a str,
    covered: bool,
    section: u32,
    paragraph: u32,
    sentence: u32,
    span: Range,
}

/// The mentions, each made when its turn comes.
struct Mentions<'a> {
    source: &'a SourceCoverage,
    positions: RefCell<Positions<'a>>,
}

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut positions = self.positions.borrow_mut();
        serializer.collect_seq(self.source.mentions.iter().map(|mention| printed(self.source, mention, &mut positions)))
    }
}

pub fn write(sources: &[&SourceCoverage], report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let sources = sources.iter().map(|source| of(source, report)).collect();
    serde_json::to_writer_pretty(&mut *out, &Document { version: VERSION, notices: &report.notices, sources })?;
    writeln!(out)
}

fn of<'a>(source: &'a SourceCoverage, report: &'a Report) -> Source<'a> {
    let headings = source.text.sections();
    let mut sections: Vec<Section<'_>> =
        headings.map(|section| Section { heading: section.heading, counts: MentionCounts::default() }).collect();
    for (number, mentions) in source.by_section() {
        if let Some(section) = sections.get_mut(number as usize) {
            section.counts = MentionCounts::of(mentions);
        }
    }
    let positions = Positions::new(&report.sources);
    Source {
        source: &source.id,
        file: positions.name(source.file),
        counts: MentionCounts::of(&source.mentions),
        sections,
        mentions: Mentions { source, positions: RefCell::new(positions) },
    }
}

fn printed<'a>(source: &'a SourceCoverage, mention: &Mention, positions: &mut Positions<'_>) -> Printed<'a> {
    let place = source.text.sentence(mention.sentence);
    Printed {
        kind: mention.what,
        text: source.text.text(mention.sentence).get(mention.shown.clone()).unwrap_or_default(),
        covered: mention.covered,
        section: place.section,
        paragraph: place.paragraph,
        sentence: place.number,
        span: range(mention.span, positions),
    }
}
