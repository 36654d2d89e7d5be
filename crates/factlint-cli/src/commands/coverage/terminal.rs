//! For people: the coverage of each section, and the sentences with what no fact records.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use factlint_model::figure::thousands;
use factlint_validator::coverage::{Mention, MentionCounts, Share, SourceCoverage};
use factlint_validator::engine::Report;
use factlint_validator::texts::SentenceId;

use crate::report::{Positions, escape};
use crate::terminal::Look;

pub fn write(
    sources: &[&SourceCoverage],
    report: &Report,
    all: bool,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    for notice in &report.notices {
        writeln!(out, "note: {}", escape(notice))?;
    }
    for source in sources {
        let name = Positions::new(&report.sources).name(source.file);
        let bold = if look.color { Style::new().bold() } else { Style::new() };
        writeln!(out, "{bold}{}{bold:#} ({})\n", escape(&source.id), escape(name))?;
        table(source, out)?;
        sentences(source, all, look, out)?;
    }
    Ok(())
}

/// A line a section: covered of all.
fn table(source: &SourceCoverage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:>15}{:>15}{:>17}", "dates", "figures", "names")?;
    for (section, mentions) in source.by_section() {
        let heading = source.text.section(section).map_or("", |section| section.heading);
        let heading = if heading.is_empty() { "(before any heading)" } else { heading };
        row(MentionCounts::of(mentions), &escape(heading), out)?;
    }
    row(MentionCounts::of(&source.mentions), "in all", out)?;
    writeln!(out)
}

fn row(counts: MentionCounts, name: &str, out: &mut dyn Write) -> io::Result<()> {
    let share = |share: Share| match share.all {
        0 => "-".to_owned(),
        all => format!("{} of {}", thousands(share.covered), thousands(all)),
    };
    let [dates, figures, names] = [counts.dates, counts.figures, counts.names].map(share);
    writeln!(out, "{dates:>15}{figures:>15}{names:>17}  {name}")
}

/// The sentences, under their headings: all, or those with something that no fact records.
fn sentences(source: &SourceCoverage, all: bool, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut last = None;
    let mut rest = source.mentions.as_slice();
    for id in source.text.sentences() {
        let (own, later) = rest.split_at(rest.partition_point(|mention| mention.sentence <= id));
        rest = later;
        if !all && own.iter().all(|mention| mention.covered) {
            continue;
        }
        let place = source.text.sentence(id);
        if last != Some(place.section) {
            let heading = source.text.section(place.section).map_or("", |section| section.heading);
            if !heading.is_empty() {
                writeln!(out, "§ {}", escape(heading))?;
            }
            last = Some(place.section);
        }
        writeln!(out, "{:>6}  {}", format!("{}.{}", place.paragraph, place.number), marked(source, id, own, look))?;
    }
    if last.is_some() { writeln!(out) } else { Ok(()) }
}

/// A sentence with its mentions marked.
fn marked(source: &SourceCoverage, id: SentenceId, mentions: &[Mention], look: Look) -> String {
    let text = source.text.text(id);
    let part = |range: std::ops::Range<usize>| {
        let part: String = text.get(range).unwrap_or_default().chars().map(one_line).collect();
        escape(&part).into_owned()
    };
    let (mut shown, mut from) = (String::new(), 0);
    for mention in mentions {
        shown.push_str(&part(from..mention.shown.start));
        from = mention.shown.end;
        let words = part(mention.shown.clone());
        shown.push_str(&match (look.color, mention.covered) {
            (true, true) => painted(AnsiColor::Green.on_default(), &words),
            (true, false) => painted(AnsiColor::Red.on_default().bold().underline(), &words),
            (false, true) => format!("{{{words}}}"),
            (false, false) => format!("[[{words}]]"),
        });
    }
    shown + &part(from..text.len())
}

fn one_line(char: char) -> char {
    if matches!(char, '\n' | '\r' | '\t') { ' ' } else { char }
}

fn painted(style: Style, words: &str) -> String {
    format!("{style}{words}{style:#}")
}
