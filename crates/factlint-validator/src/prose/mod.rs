//! English prose: the dates, figures and names that it prints, and whether a recorded value is what some words print.
//!
//! - [`times`], [`figures`]: each with its place in the text.
//!
//! Nothing here knows where a text comes from, or what a record is.

mod cursor;
mod figures;
mod times;

pub use figures::{PrintedFigure, figures};
pub use times::{Portion, PrintedDate, PrintedTime, Stretch, Years, times};
