//! What changes in a file, as a unified diff.

use similar::TextDiff;

/// The lines that change between two texts of a file, with so many lines around them.
pub fn unified(before: &str, after: &str, name: &str, around: usize) -> String {
    TextDiff::from_lines(before, after).unified_diff().context_radius(around).header(name, name).to_string()
}
