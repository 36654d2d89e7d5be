//! `time/impossible-order`.

pub(super) mod chain;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use crate::rules::time::conflict::report;
use crate::rules::time::order::{self, Family};
use crate::rules::time::span::Spans;

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/impossible-order",
    level: Level::Error,
    summary: "a stated order in time that no reading of the dates allows",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

pub(super) fn check(dataset: &Dataset, out: &mut Vec<Diagnostic>) {
    let spans = Spans::of(dataset);
    let mut conflicts = chain::conflicts(dataset, &spans);
    conflicts.extend(order::conflicts(dataset, &spans, Family::Order));
    report(&META, dataset, conflicts, out);
}
