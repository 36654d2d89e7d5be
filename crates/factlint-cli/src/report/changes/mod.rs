//! Reports of `factlint diff`: what changed, in bytes.

mod json;
mod markdown;
mod outline;
mod terminal;

use factlint_validator::changes::Changes;

pub use json::write as json;
pub use markdown::write as markdown;
pub use terminal::write as terminal;

/// Changes, and what is said of them.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The changes.
    pub changes: &'a Changes,
    /// What the earlier state is called.
    pub from: &'a str,
    /// What the later one is called.
    pub to: &'a str,
    /// What was not read as it was.
    pub notices: &'a [String],
    /// Whether all changes of a sort are wanted, not three of them.
    pub all: bool,
}
