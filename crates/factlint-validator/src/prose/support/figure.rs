//! Whether cited words print a figure.

use factlint_model::figure::{self, Exact};

use super::super::figures::{self, PrintedFigure};
use super::{CitedWords, ReadSentence, SlotEnd, Support, Why, decide, name};

/// Whether cited words print a recorded figure: the same number, in whatever form. `percent` tells that it is a
/// percentage, if its text doesn't.
///
/// - `35.80` and `35.8` are one, `35` is another; a percentage may be printed as a part of one: `half`.
/// - One end of a range is a value of its own where the slot is such a bound, or where the print has two values: `grew from
///   300 to 500`.
/// - A text that is no number must stand there to the letter.
#[must_use]
pub fn supports_figure(text: &str, percent: bool, end: SlotEnd, cited: &[CitedWords<'_>]) -> Support {
    let Some(recorded) = RecordedFigure::read(text, percent, end) else { return name::supports_name(text, cited) };
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
    /// What it may have to be multiplied by, as in `12m`.
    factor: Option<Exact>,
    /// Which end of a range it is.
    end: SlotEnd,
}

impl RecordedFigure {
    /// Reads a folded text; `percent` tells that it is a percentage, if its text doesn't, `end` which end of a range.
    #[must_use]
    pub fn read(text: &str, percent: bool, end: SlotEnd) -> Option<Self> {
        let hundredth = |percent| if percent { Exact::new(1, 100) } else { Exact::from(1) };
        if let Some(value) = fraction(text) {
            return Some(Self { value, upper: None, percent, factor: None, end });
        }
        if let Ok(read) = figure::read(text) {
            let percent = percent || read.percent;
            let part = hundredth(percent);
            let factor = read.unit.as_deref().and_then(|unit| figures::factor(unit.rsplit(' ').next()?));
            let upper = read.upper.map(|(upper, _)| upper * &part);
            return Some(Self { value: read.value * &part, upper, percent, factor: factor.map(Exact::from), end });
        }
        let [PrintedFigure { value, upper, percent: printed, factor, .. }] = figures::all(text).try_into().ok()?;
        let part = hundredth(percent && !printed);
        let upper = upper.map(|upper| upper * &part);
        Some(Self { value: value * &part, upper, percent: percent || printed, factor, end })
    }

    /// Whether a printed figure is the same number. Per cent may be printed at another figure of the sentence, which
    /// `any_percent` tells, or told of neither.
    #[must_use]
    pub fn is(&self, printed: &PrintedFigure, any_percent: impl Fn() -> bool) -> bool {
        let equal = |factor: &Exact| {
            let first = &printed.value * factor;
            let last = printed.upper.as_ref().map(|upper| upper * factor);
            match (&self.upper, last) {
                (None, Some(last)) => {
                    let is_end = |end: SlotEnd| printed.ends || self.end == end;
                    (first == self.value && is_end(SlotEnd::Start)) || (last == self.value && is_end(SlotEnd::End))
                }
                (_, last) => first == self.value && last == self.upper,
            }
        };
        (printed.value == self.value && printed.upper == self.upper)
            || (printed.upper.is_some() && equal(&Exact::from(1)))
            || printed.factor.as_ref().is_some_and(&equal)
            || self.factor.as_ref().is_some_and(|factor| equal(&factor.recip()))
            || (!self.percent && printed.percent && equal(&Exact::from(100)))
            || (self.percent && !printed.percent && any_percent() && equal(&Exact::new(1, 100)))
    }
}

/// The value of `2/3`.
fn fraction(text: &str) -> Option<Exact> {
    let (over, under) = text.trim().split_once('/')?;
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0);
    let (over, under) = (number(over)?, number(under)?);
    (over < under).then(|| Exact::new(over.into(), under.into()))
}

/// How a printed figure differs from the recorded one.
fn differs(recorded: &RecordedFigure, printed: &PrintedFigure, sentence: &str) -> Why {
    let text = sentence.get(printed.span.clone()).unwrap_or_default();
    let Ok(read) = figure::read(text) else { return Why::Other };
    let literal = if read.percent { &printed.value * Exact::from(100) } else { printed.value.clone() };
    if read.value != literal {
        // A scale stands behind it that no figure in data has.
        return Why::Other;
    }
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
