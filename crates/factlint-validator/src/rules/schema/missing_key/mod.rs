//! `schema/missing-key`: a key that the schema asks for and that is not there; found by the schema stage.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/missing-key",
        level: Level::Error,
        summary: "a key that the schema asks for and that is not there",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
