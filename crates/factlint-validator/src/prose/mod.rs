//! English prose: the dates, figures and names that it prints, and whether a recorded value is what some words print.
//!
//! - [`times`], [`figures`], [`names`]: each with its place in the text.
//! - [`supports_time`], [`supports_figure`], [`supports_name`]: a value against the words that it is cited to.
//!
//! Nothing here knows where a text comes from, or what a record is.

mod cursor;
mod figures;
mod names;
mod support;
mod times;

pub use figures::{PrintedFigure, figures};
pub use names::{KnownWords, names};
pub use support::{
    CitedWords, Missing, ReadSentence, RecordedFigure, RecordedTime, SlotEnd, Support, Why, supports_figure,
    supports_name, supports_time,
};
pub use times::{Portion, PrintedDate, PrintedTime, Stretch, Years, times};
