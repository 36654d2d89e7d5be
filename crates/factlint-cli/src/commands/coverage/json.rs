//! One JSON object, as `schema/coverage.schema.json` documents it.

use std::io::{self, Write};

use factlint_validator::coverage::{Mention, MentionCounts, SourceCoverage, What};
use factlint_validator::engine::Report;
use serde::Serialize;

use crate::report::{Each, Positions, Range, range, write_json};

/// The version of the object; raised when a reader of the last one would misread it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, S> {
    version: u32,
    notices: &'a [String],
    sources: Vec<S>,
}

#[derive(Serialize)]
struct Source<'a, M> {
    source: &'a str,
    file: &'a str,
    counts: MentionCounts,
    sections: Vec<Section<'a>>,
    mentions: M,
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

pub fn write(sources: &[&SourceCoverage], report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let sources: Vec<_> = sources.iter().map(|source| of(source, report)).collect();
    write_json(out, &Document { version: VERSION, notices: &report.notices, sources })
}

fn of<'a>(source: &'a SourceCoverage, report: &'a Report) -> Source<'a, impl Serialize> {
    let headings = source.text.sections();
    let mut sections: Vec<Section<'_>> =
        headings.map(|section| Section { heading: section.heading, counts: MentionCounts::default() }).collect();
    for (number, mentions) in source.by_section() {
        if let Some(section) = sections.get_mut(number as usize) {
            section.counts = MentionCounts::of(mentions);
        }
    }
    let mut positions = Positions::new(&report.sources);
    Source {
        source: &source.id,
        file: positions.name(source.file),
        counts: MentionCounts::of(&source.mentions),
        sections,
        mentions: Each::new(&source.mentions, move |mention| printed(source, mention, &mut positions)),
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use factlint_model::source::{Source, Span};
    use factlint_validator::coverage::{Mention, SourceCoverage, What};
    use factlint_validator::engine::Report;
    use factlint_validator::texts::{Markup, SourceText};

    #[test]
    fn it_is_what_its_schema_documents() {
        let text = "The log.\n\n== Outward ==\nShe left on 24 June.\n";
        let mut report = Report::default();
        let file = report.sources.add(Arc::new(Source::new("log.txt", text)));
        let cut = SourceText::read(text, Markup::Plain);
        let sentence = cut.sentences().last().unwrap();
        let (shown, span) = (12..19, Span::new(file, 36, 43));
        let mentions = vec![Mention { what: What::Date, sentence, shown, span, covered: false }];
        let source = SourceCoverage { id: "log".to_owned(), file, text: Box::new(cut), mentions };
        let mut written = Vec::new();
        super::write(&[&source], &report, &mut written).unwrap();
        let written: serde_json::Value = serde_json::from_slice(&written).unwrap();
        let schema = include_str!("../../../../../schema/coverage.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&written).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
        let mention = &written["sources"][0]["mentions"][0];
        assert_eq!((&mention["text"], &mention["section"]), (&"24 June".into(), &1.into()));
        assert_eq!(mention["span"]["start"], serde_json::json!({ "line": 4, "column": 13, "offset": 36 }));
    }
}
