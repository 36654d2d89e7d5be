//! `schema/ambiguous-scalar`: a scalar without quotes that another YAML reader takes for something else.

mod readings;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};

use super::scalars::{Suspects, plain};
use crate::rules::{Check, FileView, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/ambiguous-scalar",
        level: Level::Warning,
        summary: "a scalar without quotes that another YAML reader takes for something else",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::File(check),
};

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    // JSON has one reading for everything, and the cells of a table are texts.
    if !file.tree.format().is_yaml() {
        return;
    }
    let suspects = Suspects::of(file, |node| readings::differ(node).is_some());
    if !suspects.any(false) {
        return;
    }
    plain(file, &mut |scalar| {
        let node = scalar.node;
        if !suspects.has(node.own_span(), false) || scalar.is_known_key(file) {
            return;
        }
        let Some((here, there)) = readings::differ(node) else { return };
        let text = node.text();
        let what = if scalar.is_key { "the key " } else { "" };
        let message = format!("{what}`{text}` is {here} here, and {there} to other YAML readers");
        let mut diagnostic = Diagnostic::new(RULE.meta.name, RULE.meta.level, node.own_span(), message)
            .at("no quotes")
            .help(format!("put it in quotes if the text is meant: \"{text}\""));
        diagnostic.fixes.extend(scalar.quote(file));
        found.push(diagnostic);
    });
}
