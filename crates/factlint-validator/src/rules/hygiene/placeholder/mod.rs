//! `hygiene/placeholder`: a value that only holds a place.

use factlint_model::diagnostic::{Diagnostic, Level, OptionKind, Options, RuleMeta, RuleOption};
use factlint_model::tree::NodeRef;

use super::scalars::strings;
use crate::placeholder::Placeholders;
use crate::rules::{Check, FileView, Rule};

/// More texts that hold a place.
const TEXTS: RuleOption = RuleOption {
    name: "texts",
    summary: "more texts that hold a place as the whole value, in any case",
    kind: OptionKind::Texts,
};

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
        options: &[TEXTS],
    },
    check: Check::File(check),
};

/// The texts that hold a place, with those that the option adds.
pub(crate) fn placeholders(options: &Options) -> Placeholders {
    Placeholders::with(options.texts(&RULE.meta, &TEXTS))
}

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    let placeholders = placeholders(file.options);
    strings(file.tree, &mut |value| {
        let text = value.text().trim();
        // A table can leave nothing out: its empty cells are how it says that nothing is known.
        if value.text().is_empty() && file.tree.format().is_table() {
            return;
        }
        if is_none(file, value) {
            return;
        }
        if !placeholders.has(text) {
            return;
        }
        let message = match text {
            "" => "an empty string stands where a value would".to_owned(),
            _ => format!("`{text}` is a placeholder, not a value"),
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
