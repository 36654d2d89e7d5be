//! `time/outside-enclosing`.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use crate::rules::time::conflict::report;
use crate::rules::time::order::{Family, conflicts};
use crate::rules::time::span::Spans;

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/outside-enclosing",
    level: Level::Error,
    summary: "something that lies outside the event or period which it is said to be within",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

pub(super) fn check(dataset: &Dataset, out: &mut Vec<Diagnostic>) {
    let spans = Spans::of(dataset);
    report(&META, dataset, conflicts(dataset, &spans, Family::Enclosing), out);
}
