//! `schema/syntax`: text that is no YAML, JSON or NDJSON; found while loading.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/syntax",
        level: Level::Error,
        summary: "text that is no YAML, JSON or NDJSON",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
