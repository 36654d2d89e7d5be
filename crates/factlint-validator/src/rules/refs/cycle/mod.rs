//! `refs/cycle`: a relation declared `acyclic` that leads back to where it started.

mod search;

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, SlotId};

use self::search::{Edge, cycles};
use super::rows::{finding, references, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/cycle",
        level: Level::Error,
        summary: "a cycle in a relation that must not have one: the whole cycle",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

/// How many records of a cycle the message names; the labels show all.
const NAMED: usize = 6;

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    for (slot, edges) in relations(dataset) {
        for cycle in cycles(dataset.records.len(), edges) {
            found.push(report(dataset, slot, &cycle));
        }
    }
}

/// The steps of each relation that must not have a cycle. A relation is a slot, whatever the kinds in it.
fn relations(dataset: &Dataset) -> BTreeMap<SlotId, Vec<Edge>> {
    let mut relations = BTreeMap::<SlotId, Vec<Edge>>::new();
    for (row, _) in references(dataset).filter(|(_, reference)| reference.acyclic) {
        let edges = relations.entry(dataset.use_of(row).slot).or_default();
        for from in dataset.subjects(row) {
            edges.extend(dataset.targets(row).map(|to| Edge { from, to, row }));
        }
    }
    relations
}

fn report(dataset: &Dataset, slot: SlotId, cycle: &[Edge]) -> Diagnostic {
    // Every cycle has a step; `search` makes no empty one.
    let first = cycle[0];
    let slot = dataset.vocabulary.slot_name(slot);
    let step = |edge: &Edge| format!("{} → {}", dataset.describe(edge.from), dataset.describe(edge.to));
    let message =
        || format!("`{slot}` leads from {} back to itself: {}", dataset.describe(first.from), path(dataset, cycle));
    let mut diagnostic = finding(dataset, RULE.meta.name, RULE.meta.level, first.row, message).at(step(&first));
    for edge in &cycle[1..] {
        diagnostic = diagnostic.label(dataset.span(edge.row), step(edge));
        diagnostic = with_participant(dataset, diagnostic, edge.from);
    }
    diagnostic
        .note(format!("the schema says that `{slot}` never leads back to its own record (`acyclic`)"))
        .help("one of these steps is wrong: change or remove it")
}

/// The records of a cycle in their order, the first one again at the end.
fn path(dataset: &Dataset, cycle: &[Edge]) -> String {
    let name = |edge: &Edge| dataset.id_of(edge.from).map_or_else(|| dataset.describe(edge.from), str::to_owned);
    let mut names: Vec<String> = cycle.iter().take(NAMED).map(name).collect();
    if cycle.len() > NAMED {
        names.push(format!("… ({} more)", cycle.len() - NAMED));
    }
    names.extend(cycle.first().map(name));
    names.join(" → ")
}
