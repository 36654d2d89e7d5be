//! What YAML 1.1, which most readers still follow in part, makes of a scalar without quotes, where YAML 1.2 makes
//! something else of it.

use std::sync::LazyLock;

use factlint_model::tree::{Kind, NodeRef};
use regex::RegexSet;

/// Forms of text, and what each is to readers of YAML 1.1. The first form that a text has counts; a text that has none
/// means the same to both.
const READINGS: [(&str, &str); 13] = [
    (r"^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$", "a boolean"),
    (r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", "a date"),
    (r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}", "a date with time"),
    (r"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$", "a number in base 60"),
    (r"^[-+]?0b[01_]+$", "a binary number"),
    (r"^0o[0-7]+$", "a string"),
    (r"^[-+]?0[0-7_]*[0-7]$", "an octal number"),
    (r"^[-+]?0[0-9]+$", "a string"),
    (r"^[-+]?(?:0x[0-9A-Fa-f]*_[0-9A-Fa-f_]*|[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?)$", "a number"),
    (r"^[-+]?(?:[0-9]+|(?:[0-9]+\.[0-9]*|\.[0-9]+))[eE][0-9]+$", "a string"),
    (r"^[-+]?[0-9]+[eE][-+][0-9]+$", "a string"),
    (r"^[-+]?\.(?:inf|Inf|INF)$", "infinity"),
    (r"^\.(?:nan|NaN|NAN)$", "not a number (NaN)"),
];

/// The forms as one pattern: what each pattern needs beside the text is hundreds of kilobytes for so many.
static FORMS: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(READINGS.map(|(form, _)| form)).ok());

/// What a scalar without quotes is here, and what it is elsewhere, if that differs.
pub(super) fn differ(node: NodeRef<'_>) -> Option<(&'static str, &'static str)> {
    let text = node.text();
    // All of these are short, and most scalars are not: the first letter tells.
    let first = *text.as_bytes().first()?;
    if text.len() > 64 || !(first.is_ascii_digit() || b"+-.yYnNoO".contains(&first)) {
        return None;
    }
    let first = FORMS.as_ref()?.matches(text).iter().next()?;
    let (_, elsewhere) = *READINGS.get(first)?;
    let here = match node.kind() {
        Kind::Number => "a number",
        Kind::String => "a string",
        _ => return None,
    };
    // A number in another base is a number to both, and yet another one.
    let here = if here == "a number" && elsewhere == "an octal number" { "a decimal number" } else { here };
    (here != elsewhere).then_some((here, elsewhere))
}

#[cfg(test)]
mod tests {
    use super::FORMS;

    #[test]
    fn every_form_is_a_pattern() {
        assert!(FORMS.is_some());
    }
}
