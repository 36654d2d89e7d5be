//! `hygiene/unchecked-file`: a data file that no schema covers. The engine, which knows the files, finds it.

use factlint_model::diagnostic::{Level, RuleMeta};

use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/unchecked-file",
        level: Level::Warning,
        summary: "a data file in the dataset's folder that no schema covers",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Stage,
};
