//! The `time/` rules: dates that are none, and dates that cannot stand together.
//!
//! What they share: [`span`] says when a record starts and ends, [`order`] finds the stated orders that no reading
//! keeps, [`conflict`] makes few findings of many pairs, [`reading`] reads the dates of one file.

pub mod conflict;
pub mod order;
pub mod reading;
pub mod span;

mod impossible_day;
mod impossible_order;
mod invalid_date;
mod out_of_sequence;
mod outside_enclosing;
mod outside_lifespan;
mod overlap;
mod reversed_interval;

use factlint_model::facts::Dataset;

use super::{Check, Rule};
use conflict::Conflict;
use order::Family;
use span::Spans;

/// The rules of the family.
pub static RULES: &[Rule] = &[
    Rule { meta: invalid_date::META, check: Check::File(invalid_date::check) },
    Rule { meta: impossible_day::META, check: Check::File(impossible_day::check) },
    Rule { meta: reversed_interval::META, check: Check::Dataset(reversed_interval::check) },
    Rule { meta: impossible_order::META, check: Check::Dataset(impossible_order::check) },
    Rule { meta: out_of_sequence::META, check: Check::Dataset(out_of_sequence::check) },
    Rule { meta: overlap::META, check: Check::Dataset(overlap::check) },
    Rule { meta: outside_enclosing::META, check: Check::Dataset(outside_enclosing::check) },
    Rule { meta: outside_lifespan::META, check: Check::Dataset(outside_lifespan::check) },
];

/// The stated orders that no reading keeps of what some hold and what others hold.
pub(super) fn disputed(dataset: &Dataset) -> Vec<Conflict> {
    let spans = Spans::of(dataset);
    let families = [Family::Order, Family::Enclosing, Family::Lifespan];
    let mut conflicts: Vec<Conflict> =
        families.into_iter().flat_map(|family| order::conflicts(dataset, &spans, family)).collect();
    conflicts.extend(impossible_order::chain::conflicts(dataset, &spans));
    conflicts.retain(|conflict| !dataset.comparable(conflict.parties[0].record, conflict.parties[1].record));
    conflicts
}
