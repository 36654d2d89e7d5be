//! Whether cited words print a figure.

use factlint_model::figure::{self, Exact};

use super::super::figures::{self, PrintedFigure};
use super::{CitedWords, ReadSentence, Support, Why, decide, name};

/// Whether cited words print a recorded figure: the same number, in whatever form. `percent` tells that it is a
/// percentage, if its text doesn't.
///
/// - `35.80` and `35.8` are one, `35` is another; a percentage may be printed as a part of one: `half`.
/// - A text that is no number must stand there to the letter.
#[must_use]
pub fn supports_figure(text: &str, percent: bool, cited: &[CitedWords<'_>]) -> Support {
    let Some(recorded) = RecordedFigure::read(text, percent) else { return name::supports_name(text, cited) };
    let fit = |figure: &PrintedFigure, touched: bool, sentence: &ReadSentence| {
        let any_percent = || sentence.figures().iter().any(|figure| figure.percent);
        if recorded.is(figure, any_percent) {
            (touched || !figure.doubtful).then_some(Ok(()))
        } else {
            (!figure.doubtful).then(|| Err(differs(&recorded, figure, sentence.text())))
        }
    };
    decide(cited, ReadSentence::figures, |figure| &figure.span, fit)
}

/// A recorded figure; a percentage is divided by 100.
#[derive(Clone, Debug)]
pub struct RecordedFigure {
    value: Exact,
    upper: Option<Exact>,
    percent: bool,
}

impl RecordedFigure {
    /// Reads a folded text; `percent` tells that it is a percentage, if its text doesn't.
    #[must_use]
    pub fn read(text: &str, percent: bool) -> Option<Self> {
        let hundredth = |percent| if percent { Exact::new(1, 100) } else { Exact::from(1) };
        if let Ok(read) = figure::read(text) {
            let percent = percent || read.percent;
            let part = hundredth(percent);
            return Some(Self { value: read.value * &part, upper: read.upper.map(|(upper, _)| upper * part), percent });
        }
        let [PrintedFigure { value, upper, percent: printed, .. }] = figures::all(text).try_into().ok()?;
        let part = hundredth(percent && !printed);
        Some(Self { value: value * &part, upper: upper.map(|upper| upper * part), percent: percent || printed })
    }

    /// Whether a printed figure is the same number. Per cent may be printed at another figure of the sentence, which
    /// `any_percent` tells, or told of neither.
    #[must_use]
    pub fn is(&self, printed: &PrintedFigure, any_percent: impl Fn() -> bool) -> bool {
        let equal = |factor: &Exact| {
            let upper = printed.upper.as_ref().map(|upper| upper * factor);
            &printed.value * factor == self.value && upper == self.upper
        };
        (printed.value == self.value && printed.upper == self.upper)
            || (!self.percent && printed.percent && equal(&Exact::from(100)))
            || (self.percent && !printed.percent && any_percent() && equal(&Exact::new(1, 100)))
    }
}

/// How a printed figure differs from the recorded one.
fn differs(recorded: &RecordedFigure, printed: &PrintedFigure, sentence: &str) -> Why {
    let text = sentence.get(printed.span.clone()).unwrap_or_default();
    let Ok(read) = figure::read(text) else { return Why::Other };
    let value =
        if recorded.percent && read.percent { &recorded.value * Exact::from(100) } else { recorded.value.clone() };
    if read.exact().point().is_some() && read.nearest().contains(&value) {
        Why::Coarser
    } else if recorded.percent == printed.percent {
        Why::Other
    } else {
        Why::Unlike
    }
}
