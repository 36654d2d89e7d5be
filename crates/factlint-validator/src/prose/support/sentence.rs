//! What a sentence prints, read once for all that cite it.

use super::super::cursor::tokens;
use super::super::figures::{self, PrintedFigure};
use super::super::times::{self, PrintedTime, Years};

/// How much of a paragraph before a sentence is looked at for the year of a day that has none.
const LOOKED_AT: usize = 4_096;

/// A sentence, with what it prints.
#[derive(Clone, Debug)]
pub struct ReadSentence {
    text: String,
    times: Vec<PrintedTime>,
    figures: Vec<PrintedFigure>,
}

impl ReadSentence {
    /// Reads a sentence; `before` gives what stands before it in its paragraph. Both have their white space, quotation
    /// marks and dashes folded as in the names that are looked for.
    #[must_use]
    pub fn new(text: impl Into<String>, before: impl FnOnce() -> String) -> Self {
        let text = text.into();
        let tokens = tokens(&text);
        let mut times = times::among(&tokens, &text);
        let figures = figures::among(&tokens, &text, &times);
        drop(tokens);
        if times.iter().any(is_yearless) {
            complete(&mut times, before);
        }
        Self { text, times, figures }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The times that it prints. What has no year takes the one that stands nearest: before it in the sentence, else behind
    /// it there, else before it in the paragraph.
    #[must_use]
    pub fn times(&self) -> &[PrintedTime] {
        &self.times
    }

    /// The figures that it prints, the doubtful among them.
    #[must_use]
    pub fn figures(&self) -> &[PrintedFigure] {
        &self.figures
    }
}

/// Gives the times of a sentence the years that they leave out.
fn complete(all: &mut [PrintedTime], before: impl FnOnce() -> String) {
    let mut year = all.iter().find_map(year_of).or_else(|| {
        let before = before();
        let near = before.ceil_char_boundary(before.len().saturating_sub(LOOKED_AT));
        times::times(&before[near..]).iter().rev().find_map(year_of)
    });
    for time in all {
        match year_of(time) {
            // The first year of the sentence holds for what stands before it too.
            Some(own) if !is_yearless(time) => year = Some(own),
            _ => time.readings.iter_mut().for_each(|reading| reading.complete(year)),
        }
    }
}

fn is_yearless(time: &PrintedTime) -> bool {
    time.readings.iter().any(|reading| reading.first.is_yearless())
}

/// The single year that a time tells, of a range the last.
fn year_of(time: &PrintedTime) -> Option<Years> {
    let reading = time.readings.first()?;
    let years = reading.last.and_then(|last| last.years).or(reading.first.years);
    years.filter(|years| matches!(years, Years::Year(_)))
}
