//! `schema/wrong-type`: a value of another type than the schema wants; found by the schema stage.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/wrong-type",
        level: Level::Error,
        summary: "a value of another type than the schema wants",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
