//! `schema/not-allowed`: a value that is none of those the schema lists, with the nearest one; found by the schema stage.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/not-allowed",
        level: Level::Error,
        summary: "a value that is none of those the schema lists, with the nearest one",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
