//! `hygiene/unused-suppression`: a suppression that nothing is found for. The engine, which knows all that is found, finds it.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/unused-suppression",
        level: Level::Warning,
        summary: "a suppression that nothing is found for",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
