//! `schema/violation`: a value that the schema does not allow, for a reason that has no rule of its own; found by the schema stage.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/violation",
        level: Level::Error,
        summary: "a value that the schema does not allow, for a reason that has no rule of its own",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
