//! `schema/unknown-key`: a key that the schema does not know, with the nearest one it knows; found by the schema stage.

use factlint_model::diagnostic::{Level, RuleMeta, Safety};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/unknown-key",
        level: Level::Error,
        summary: "a key that the schema does not know, with the nearest one it knows",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
