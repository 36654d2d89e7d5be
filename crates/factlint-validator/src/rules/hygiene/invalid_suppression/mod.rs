//! `hygiene/invalid-suppression`: a comment for factlint that names no rule, or one that is not there, or is not read at all. Reading the comments finds it.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/invalid-suppression",
        level: Level::Error,
        summary: "a comment for factlint that names no rule, or one that is not there",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
