//! `hygiene/stale-baseline`: a finding that the baseline accepts and that is gone. The engine finds it.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/stale-baseline",
        level: Level::Warning,
        summary: "a finding that the baseline accepts and that is gone",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
