//! Whether some cited words, and the sentence that they stand in, print a recorded value.
//!
//! What the words touch is read whole from their sentence: `25 February` of a sentence that prints 25 February 1956 is
//! that day. Only where the words touch no value of the kind asked for does the rest of the sentence answer.

mod asked;
mod figure;
mod name;
mod sentence;
#[cfg(test)]
mod tests;
mod time;

use std::ops::Range;

pub use asked::SlotEnd;
pub use figure::{RecordedFigure, supports_figure};
pub use name::supports_name;
pub use sentence::ReadSentence;
pub use time::{RecordedTime, supports_time};

/// The words that a value is cited to.
#[derive(Clone, Debug)]
pub struct CitedWords<'t> {
    /// The sentence that they stand in.
    pub sentence: &'t ReadSentence,
    /// Where they stand in it; nowhere if the sentence itself is what is cited.
    pub words: Vec<Range<usize>>,
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
    /// The number of the cited words whose sentence prints what comes nearest.
    pub cited: usize,
    /// How the nearest of it differs.
    pub why: Why,
    /// Where in that sentence the values stand that differ so: those that the words touch, else all of them.
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
    /// Something is that says less, and nothing of this: a year where a day is recorded, a share where a count is.
    Unlike,
    /// A day or month is whose year is nowhere told.
    Yearless,
    /// The printed value says less than the recorded one.
    Coarser,
    /// Another value is.
    Other,
}

/// Whether a printed value is the recorded one; if not, how it differs.
type Fit = Result<(), Why>;

/// Decides by the values of a kind that the sentences print: one of the citations must print it. `fit` is told of each
/// value whether the words touch it; what it has no answer for doesn't count.
fn decide<T>(
    cited: &[CitedWords<'_>],
    all: fn(&ReadSentence) -> &[T],
    place: fn(&T) -> &Range<usize>,
    fit: impl Fn(&T, bool, &ReadSentence) -> Option<Fit>,
) -> Support {
    let mut nearest: Option<Missing> = None;
    for (number, words) in cited.iter().enumerate() {
        let fit = |value: &T, touched| fit(value, touched, words.sentence);
        let Support::Missing(missing) = decide_one(words, all(words.sentence), place, fit) else {
            return Support::Printed;
        };
        if nearest.as_ref().is_none_or(|known| (known.in_words, known.why) < (missing.in_words, missing.why)) {
            nearest = Some(Missing { cited: number, ..missing });
        }
    }
    Support::Missing(nearest.unwrap_or_default())
}

/// Decides by the values that the words touch if there are any, else by all of their sentence.
fn decide_one<T>(
    cited: &CitedWords<'_>,
    all: &[T],
    place: fn(&T) -> &Range<usize>,
    fit: impl Fn(&T, bool) -> Option<Fit>,
) -> Support {
    let answers = |value: &T, touched: bool| Some((place(value).clone(), fit(value, touched)?));
    let touched: Vec<(Range<usize>, Fit)> =
        touched(cited, all, place).filter_map(|value| answers(value, true)).collect();
    let in_words = !touched.is_empty();
    if touched.iter().any(|(_, fit)| fit.is_ok()) {
        return Support::Printed;
    }
    let sentence: Vec<(Range<usize>, Fit)> = all.iter().filter_map(|value| answers(value, false)).collect();
    let elsewhere = sentence.iter().find(|(_, fit)| fit.is_ok()).map(|(place, _)| place.clone());
    if !in_words && elsewhere.is_some() {
        return Support::Printed;
    }
    let candidates = if in_words { touched } else { sentence };
    let why = candidates.iter().filter_map(|(_, fit)| fit.err()).max().unwrap_or_default();
    let nearest = candidates.into_iter().filter(|(_, fit)| *fit == Err(why));
    let printed = nearest.map(|(place, _)| place).collect();
    Support::Missing(Missing { cited: 0, why, printed, in_words, elsewhere })
}

/// The values, in the order of the sentence, that share a character with the words.
fn touched<'a, T>(
    cited: &'a CitedWords<'_>,
    all: &'a [T],
    place: fn(&T) -> &Range<usize>,
) -> impl Iterator<Item = &'a T> {
    cited.words.iter().flat_map(move |words| {
        let first = all.partition_point(|value| place(value).end <= words.start);
        all[first..].iter().take_while(move |value| place(value).start < words.end)
    })
}
