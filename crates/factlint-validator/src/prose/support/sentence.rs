//! What a sentence prints, read once for all that cite it.

use super::super::cursor::tokens;
use super::super::figures::{self, PrintedFigure};
use super::super::times::{self, PrintedDate, PrintedTime, Stretch, Years};

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

    /// The times that it prints, the doubtful among them. What has no year takes the one that stands nearest: before it in the sentence, else behind
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
    let mut lender = all.iter().find_map(dated).map(|date| PrintedDate { month: None, ..date }).or_else(|| {
        let before = before();
        let near = before.ceil_char_boundary(before.len().saturating_sub(LOOKED_AT));
        times::times(&before[near..]).iter().rev().find_map(dated)
    });
    for time in all {
        match dated(time) {
            // The first year of the sentence holds for what stands before it too.
            Some(own) => lender = Some(own),
            None if time.readings.iter().any(|reading| reading.first.is_yearless()) => borrow(time, lender),
            None => {}
        }
    }
}

/// Gives a time the year of another that stands near; what stands behind a later month may be of the next year.
fn borrow(time: &mut PrintedTime, lender: Option<PrintedDate>) {
    let Some(lender) = lender else { return };
    let Some(Years::Year(year)) = lender.years else { return };
    let is_earlier = |reading: &Stretch| {
        let month = |date: PrintedDate| date.month.filter(|&month| month <= 12);
        reading.first.years.is_none() && month(reading.first).zip(month(lender)).is_some_and(|(one, two)| one < two)
    };
    let mut next: Vec<Stretch> = time.readings.iter().filter(|reading| is_earlier(reading)).copied().collect();
    next.iter_mut().for_each(|reading| reading.fill_years(Some(Years::Year(year + 1))));
    if time.readings.iter().any(|reading| reading.first.years.is_none()) {
        time.borrowed = Some(year);
    }
    time.readings.iter_mut().for_each(|reading| reading.complete(lender.years));
    time.readings.extend(next);
}

fn is_yearless(time: &PrintedTime) -> bool {
    time.readings.iter().any(|reading| reading.first.is_yearless())
}

/// The date with the single year that a time surely tells, of a range the last.
fn dated(time: &PrintedTime) -> Option<PrintedDate> {
    if time.doubtful || is_yearless(time) {
        return None;
    }
    let reading = time.readings.first()?;
    let date = reading.last.filter(|last| last.years.is_some()).unwrap_or(reading.first);
    matches!(date.years, Some(Years::Year(_))).then_some(date)
}
