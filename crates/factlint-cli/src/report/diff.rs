//! What changes in a file, as a unified diff.

use std::borrow::Cow;
use std::fmt::Write;

use factlint_model::source::bytes_of;
use similar::TextDiff;

/// The lines that change between two texts of a file, with so many lines around them.
pub fn unified(before: &str, after: &str, name: &str, around: usize) -> String {
    let name = quoted(name);
    // Of what ends a line elsewhere, `patch` takes the line feed alone for an end.
    let [before, after] = [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    diff.unified_diff().context_radius(around).header(&name, &name).to_string()
}

/// A name as `git` and `patch` read it: in quotation marks where it has what would end its line, or is no text.
fn quoted(name: &str) -> Cow<'_, str> {
    let bytes = bytes_of(name);
    let text = std::str::from_utf8(&bytes);
    if text.is_ok_and(|text| !text.contains(|c: char| c.is_control() || c == '"' || c == '\\')) {
        return Cow::Borrowed(name);
    }
    let mut quoted = String::from("\"");
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            // Writing to a text cannot fail.
            let _ = match c {
                '"' | '\\' => write!(quoted, "\\{c}"),
                '\t' => write!(quoted, "\\t"),
                '\n' => write!(quoted, "\\n"),
                '\r' => write!(quoted, "\\r"),
                c if c.is_ascii_control() => write!(quoted, "\\{:03o}", u32::from(c)),
                c => write!(quoted, "{c}"),
            };
        }
        chunk.invalid().iter().for_each(|byte| _ = write!(quoted, "\\{byte:03o}"));
    }
    Cow::Owned(quoted + "\"")
}

#[cfg(test)]
mod tests {
    use super::{quoted, unified};

    #[test]
    fn a_line_ends_where_patch_ends_it() {
        assert_eq!(
            unified("a\rb\nc\r\nd", "a\rx\nc\r\nd", "f", 1),
            "--- f\n+++ f\n@@ -1,2 +1,2 @@\n-a\rb\n+a\rx\n c\r\n"
        );
        let without = "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert_eq!(unified("a", "b", "f", 1), without);
    }

    #[test]
    fn a_name_is_one_that_patch_finds() {
        assert_eq!(quoted("facts/a b Ж.yaml"), "facts/a b Ж.yaml");
        assert_eq!(quoted("a\n+++ b\t\"c\"\u{1b}"), r#""a\n+++ b\t\"c\"\033""#);
        assert_eq!(quoted("p\\xffЖ"), r#""p\377Ж""#);
        assert!(unified("a\n", "b\n", "x\ny", 3).starts_with("--- \"x\\ny\"\n+++ \"x\\ny\"\n@@"));
    }
}
