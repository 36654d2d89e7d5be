//! Whether some cited words, and the sentence that they stand in, print a recorded value.
//!
//! What the words touch is read whole from their sentence: `25 February` of a sentence that prints 25 February 1956 is
//! that day. Only where the words touch no value of the kind asked for does the rest of the sentence answer.

mod asked;
mod figure;
mod name;
#[cfg(test)]
mod tests;
mod time;

use std::ops::Range;

pub use asked::SlotEnd;
pub use figure::supports_figure;
pub use name::supports_name;
pub use time::supports_time;

/// The words that a value is cited to, and what stands around them; all of it with its white space, quotation marks and
/// dashes folded alike.
#[derive(Clone, Debug)]
pub struct CitedWords<'t> {
    /// The sentence.
    pub sentence: &'t str,
    /// Where the words stand in it; nowhere if the sentence itself is what is cited.
    pub words: Vec<Range<usize>>,
    /// What stands before the sentence in its paragraph: it tells the year of a day that has none.
    pub before: &'t str,
}

/// Whether a value is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// It is.
    Printed,
    /// It isn't.
    Missing(Missing),
}

/// What is printed in a value's stead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// How the nearest of it differs.
    pub why: Why,
    /// Where in the sentence it stands: all values of its kind that the cited words touch, else all of the sentence.
    pub printed: Vec<Range<usize>>,
    /// Whether the words touch it.
    pub in_words: bool,
    /// Where else in the sentence the recorded value stands, beside other words.
    pub elsewhere: Option<Range<usize>>,
}

/// How what is printed differs. The later is the nearer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Nothing of its kind is printed.
    #[default]
    Nothing,
    /// Another value is.
    Other,
    /// A day or month is whose year is nowhere told.
    Yearless,
    /// The printed value says less than the recorded one.
    Coarser,
}

impl CitedWords<'_> {
    /// Whether the words share a character with this place of the sentence.
    fn touch(&self, place: &Range<usize>) -> bool {
        self.words.iter().any(|words| words.start < place.end && place.start < words.end)
    }
}

/// Decides by the values of a kind that a sentence prints, each with its place: by those that the words touch if there
/// are any, else by all.
fn decide(cited: &CitedWords<'_>, printed: &[(Range<usize>, Result<(), Why>)]) -> Support {
    let touched = || printed.iter().filter(|(place, _)| cited.touch(place));
    let in_words = touched().next().is_some();
    let candidates: Vec<_> = if in_words { touched().collect() } else { printed.iter().collect() };
    if candidates.iter().any(|(_, answer)| answer.is_ok()) {
        return Support::Printed;
    }
    let why = candidates.iter().filter_map(|(_, answer)| answer.err()).max().unwrap_or_default();
    let elsewhere = printed.iter().find(|(_, answer)| answer.is_ok()).map(|(place, _)| place.clone());
    let printed = candidates.into_iter().map(|(place, _)| place.clone()).collect();
    Support::Missing(Missing { why, printed, in_words, elsewhere })
}
