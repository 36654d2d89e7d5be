//! Times as bounds: EDTF (ISO 8601-2) and other written forms, and the interval of instants that each allows.
//!
//! - [`read`]: the text of a time, in the format that its schema names, to a [`Reading`] or a [`TimeError`].
//! - [`Moment`]: what is known of one instant, and what can be said for certain of two.
//! - [`Duration`]: ISO 8601 durations, added as the calendar counts.
//! - [`civil`]: days and their numbers. [`words`]: times as a message prints them.

pub mod civil;
mod corrections;
mod duration;
mod edtf;
mod moment;
mod pattern;
mod read;
#[cfg(test)]
mod tests;
pub mod words;

pub use duration::Duration;
pub use moment::Moment;
pub use pattern::is_pattern;
pub use read::{Reading, TimeError, TimeErrorKind, possible, read};
