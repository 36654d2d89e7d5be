//! `citations/unreadable`: a copy of a source, or the lock, that cannot be read. Reading them finds it.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/unreadable",
        level: Level::Error,
        summary: "a copy of a source, or a lock, that cannot be read",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
