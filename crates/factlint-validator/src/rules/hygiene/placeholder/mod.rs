//! `hygiene/placeholder`: a value that only holds a place.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::tree::NodeRef;

use super::scalars::strings;
use crate::rules::{Check, FileView, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/placeholder",
        level: Level::Warning,
        summary: "TODO, TBD, ???, an empty string: a value that only holds a place",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
    },
    check: Check::File(check),
};

/// Words that only hold a place: as the whole value, or as its first word with a colon behind it.
const WORDS: &[&str] = &["TODO", "FIXME", "TBD", "TBA", "XXX"];

/// Texts that hold a place as the whole value, in any case.
const WHOLE: &[&str] = &["tbd", "tba", "n/a", "to be determined", "to be announced", "to be done"];

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    strings(file.tree, &mut |value| {
        let text = value.text().trim();
        // A table can leave nothing out: its empty cells are how it says that nothing is known.
        if value.text().is_empty() && file.tree.format().is_table() {
            return;
        }
        if is_none(file, value) {
            return;
        }
        let message = if text.is_empty() {
            "an empty string stands where a value would".to_owned()
        } else if is_placeholder(text) {
            format!("`{text}` is a placeholder, not a value")
        } else {
            return;
        };
        let diagnostic = Diagnostic::new(RULE.meta.name, RULE.meta.level, value.span(), message)
            .at("says nothing")
            .help("give the value, or leave it out: what is absent is plainly not known");
        found.push(diagnostic);
    });
}

/// Whether the schema says of this text that it stands for no value.
fn is_none(file: &FileView<'_>, value: NodeRef<'_>) -> bool {
    let range = value.span().range();
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    file.tables.none.binary_search(&(at(range.start), at(range.end))).is_ok()
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    WHOLE.contains(&lower.as_str())
        || text.chars().all(|letter| letter == '?')
        || matches!(text, "..." | "…")
        || WORDS.iter().any(|word| is_word(text, word))
}

/// `TODO`, `TODO: ask the archive`. `XXX` alone may be a Roman thirty, so it needs its colon or a fourth X.
fn is_word(text: &str, word: &str) -> bool {
    match text.strip_prefix(word) {
        Some("") => word != "XXX",
        Some(rest) => rest.starts_with(':') || (word == "XXX" && rest.chars().all(|letter| letter == 'X')),
        None => false,
    }
}
