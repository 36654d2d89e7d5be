//! `schema/duplicate-key`: a key given twice in one mapping; found while loading.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/duplicate-key",
        level: Level::Error,
        summary: "a key given twice in one mapping",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
