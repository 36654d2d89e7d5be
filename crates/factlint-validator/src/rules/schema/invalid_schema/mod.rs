//! `schema/invalid-schema`: a schema, or an annotation in it, that is itself wrong; found while schemas are loaded and compiled.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/invalid-schema",
        level: Level::Error,
        summary: "a schema, or an annotation in it, that is itself wrong",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
