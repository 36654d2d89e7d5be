//! `hygiene/suppression-without-reason`: a suppression in a comment that does not say why. Reading the comments finds it.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/suppression-without-reason",
        level: Level::Error,
        summary: "a suppression in a comment that does not say why",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
