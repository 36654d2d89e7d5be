//! `hygiene/suppression-expired`: a suppression of the configuration whose last day is over. The engine, which has the clock, finds it.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/suppression-expired",
        level: Level::Error,
        summary: "a suppression of the configuration whose last day is over",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
