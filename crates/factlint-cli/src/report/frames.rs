//! A finding as a code frame: a header, the places that take part, then why and what would mend it.

use std::fmt;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use factlint_model::diagnostic::{Diagnostic, Label, Level};
use factlint_model::source::{FileId, Sources};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};

use super::excerpt::{Excerpt, Mark};
use super::positions::Positions;
use super::text::escape;
use crate::terminal::Look;

/// Labels further apart than this many lines stand in frames of their own.
const GAP: u32 = 4;
/// More places than these are counted, not shown.
const MOST_PLACES: usize = 12;

/// Draws findings.
#[derive(Debug)]
pub struct Frames<'a> {
    positions: Positions<'a>,
    look: Look,
}

/// A place of a finding, ready to be drawn.
struct Place<'a> {
    file: FileId,
    mark: Mark,
    text: &'a str,
    primary: bool,
}

impl<'a> Frames<'a> {
    /// Draws findings in these sources.
    pub fn new(sources: &'a Sources, look: Look) -> Self {
        Self { positions: Positions::new(sources), look }
    }

    /// Draws findings, a blank line after each.
    pub fn write_all(&mut self, out: &mut dyn Write, diagnostics: &[Diagnostic]) -> io::Result<()> {
        for diagnostic in diagnostics {
            self.write(out, diagnostic)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Draws one finding.
    pub fn write(&mut self, out: &mut dyn Write, diagnostic: &Diagnostic) -> io::Result<()> {
        self.write_header(out, diagnostic)?;
        let left_out = diagnostic.labels.len().saturating_sub(MOST_PLACES);
        for places in self.grouped(diagnostic) {
            let frame = self.frame(diagnostic.level, &places).unwrap_or_default();
            out.write_all(frame.as_bytes())?;
        }
        if left_out > 0 {
            self.write_line(out, "note", &format!("{left_out} more places take part"))?;
        }
        for note in &diagnostic.notes {
            self.write_line(out, "note", note)?;
        }
        if let Some(help) = &diagnostic.help {
            self.write_line(out, "help", help)?;
        }
        Ok(())
    }

    fn write_header(&self, out: &mut dyn Write, diagnostic: &Diagnostic) -> io::Result<()> {
        let level = self.paint(level_style(diagnostic.level).bold());
        let bold = self.paint(Style::new().bold());
        let rule = match &*diagnostic.rule {
            "" => String::new(),
            rule => format!("[{}]", escape(rule)),
        };
        let message = escape(&diagnostic.message);
        writeln!(out, "{level}{}{rule}{level:#}{bold}: {message}{bold:#}", diagnostic.level.as_str())
    }

    fn write_line(&self, out: &mut dyn Write, word: &str, text: &str) -> io::Result<()> {
        let bold = self.paint(Style::new().bold());
        let mut lines = text.lines();
        writeln!(out, "  = {bold}{word}{bold:#}: {}", escape(lines.next().unwrap_or_default()))?;
        lines.try_for_each(|line| writeln!(out, "          {}", escape(line)))
    }

    fn paint(&self, style: Style) -> Style {
        if self.look.color { style } else { Style::new() }
    }

    /// The places by file and nearness: the group of the primary place first, the others in their order.
    fn grouped<'d>(&mut self, diagnostic: &'d Diagnostic) -> Vec<Vec<Place<'d>>> {
        let others = diagnostic.labels.iter().take(MOST_PLACES);
        let labels = std::iter::once((&diagnostic.primary, true)).chain(others.map(|label| (label, false)));
        let mut places: Vec<Place<'_>> = labels.filter_map(|(label, primary)| self.place(label, primary)).collect();
        places.sort_by_key(|place| (place.file, place.mark.start.offset, place.mark.end));
        let mut groups: Vec<Vec<Place<'_>>> = Vec::new();
        for place in places {
            match groups.last_mut() {
                Some(group) if group.last().is_some_and(|last| near(last, &place)) => group.push(place),
                _ => groups.push(vec![place]),
            }
        }
        groups.sort_by_key(|group| !group.iter().any(|place| place.primary));
        groups
    }

    fn place<'d>(&mut self, label: &'d Label, primary: bool) -> Option<Place<'d>> {
        let source = self.positions.source(label.span.file)?;
        let mark = Mark::new(source, self.positions.start(label.span), label.span.end);
        Some(Place { file: label.span.file, mark, text: &label.text, primary })
    }

    /// Draws the places of one group.
    fn frame(&self, level: Level, places: &[Place<'_>]) -> Option<String> {
        let source = self.positions.source(places.first()?.file)?;
        if source.text().is_empty() {
            return Some(self.name_alone(source.name()));
        }
        let marks: Vec<Mark> = places.iter().map(|place| place.mark).collect();
        let width = self.look.width.saturating_sub(10);
        let excerpt = Excerpt::new(source, escape(source.name()).into_owned(), &marks, width);
        let labels = excerpt.spans().zip(places).map(|((span, cut_off), place)| {
            let text = (!place.text.is_empty()).then(|| escape(place.text).into_owned());
            let text = match cut_off {
                Some(column) => Some(format!("{} (column {column})", text.unwrap_or_default()).trim_start().to_owned()),
                None => text,
            };
            if place.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        });
        let drawing = Drawing { labels: labels.collect(), excerpt };
        let mut drawn = String::new();
        self.handler(level, places).render_report(&mut drawn, &drawing).ok()?;
        // The first line is miette's own header, empty here: the header of the whole finding stands above all frames.
        drawn.split_once('\n').map(|(_, frame)| frame.to_owned())
    }

    /// A frame around no line, of a file that has none, or whose text does not matter.
    fn name_alone(&self, name: &str) -> String {
        let ThemeCharacters { ltop, lbot, hbar, .. } = self.characters();
        let name = escape(name);
        format!("   {ltop}{hbar}[{name}]\n   {lbot}{hbar}{hbar}{hbar}{hbar}\n")
    }

    fn characters(&self) -> ThemeCharacters {
        if self.look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() }
    }

    fn handler(&self, level: Level, places: &[Place<'_>]) -> GraphicalReportHandler {
        let characters = self.characters();
        let mut styles = if self.look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let primary = match level {
            Level::Error => styles.error,
            Level::Warning => styles.warning,
            Level::Info => styles.advice,
        };
        let other = styles.help;
        styles.highlights = places.iter().map(|place| if place.primary { primary } else { other }).collect();
        styles.link = styles.linum;
        // Lines were cut to the width already; labels may be longer.
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles }).with_width(10_000)
    }
}

fn near(last: &Place<'_>, next: &Place<'_>) -> bool {
    last.file == next.file && next.mark.start.line.saturating_sub(last.mark.start.line) <= GAP
}

/// The colour of a level.
pub fn level_style(level: Level) -> Style {
    let color = match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Info => AnsiColor::Cyan,
    };
    color.on_default()
}

/// One frame, as miette wants it: no message, the labels and their text.
#[derive(Debug)]
struct Drawing {
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
