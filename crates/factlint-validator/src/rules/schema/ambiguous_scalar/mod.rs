//! `schema/ambiguous-scalar`: a scalar without quotes that another YAML reader takes for something else.

mod readings;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};

use super::scalars::{AsPrinted, plain};
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
    },
    check: Check::File(check),
};

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    // JSON has one reading for everything, and the cells of a table are texts.
    if !file.tree.format().is_yaml() {
        return;
    }
    let printed = AsPrinted::of(file);
    plain(file, &mut |scalar| {
        let node = scalar.node;
        let Some((here, there)) = readings::differ(node) else { return };
        if printed.holds(node.own_span()) || scalar.is_known_key(file) {
            return;
        }
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
