//! The `figures/` rules: numbers as printed, and the relations that the schema declares between them.
//!
//! A figure is the interval of numbers that round to what is printed, so a relation fails only where no numbers in the
//! intervals keep it; there is no tolerance. Rules share `term` (what an operand can be), `share` (every declared
//! share, judged once), `whole` (what whole numbers divided by a count can give), `wording` (numbers printed as the data prints them) and `finding` (what a constraint says
//! of its findings).

mod finding;
mod impossible_count;
mod mean_of_n;
mod part_exceeds_whole;
mod percent_of_n;
mod printed_mismatch;
mod relation_mismatch;
mod reversed_range;
mod share;
mod share_mismatch;
mod share_needs_truncation;
mod sum_mismatch;
mod term;
mod whole;
mod wording;

use super::{Check, Rule};

/// The rules of the family.
pub static RULES: &[Rule] = &[
    Rule { meta: share_mismatch::META, check: Check::Dataset(share_mismatch::check) },
    Rule { meta: share_needs_truncation::META, check: Check::Dataset(share_needs_truncation::check) },
    Rule { meta: sum_mismatch::META, check: Check::Dataset(sum_mismatch::check) },
    Rule { meta: relation_mismatch::META, check: Check::Dataset(relation_mismatch::check) },
    Rule { meta: mean_of_n::META, check: Check::Dataset(mean_of_n::check) },
    Rule { meta: percent_of_n::META, check: Check::Dataset(percent_of_n::check) },
    Rule { meta: part_exceeds_whole::META, check: Check::Dataset(part_exceeds_whole::check) },
    Rule { meta: printed_mismatch::META, check: Check::Dataset(printed_mismatch::check) },
    Rule { meta: impossible_count::META, check: Check::Dataset(impossible_count::check) },
    Rule { meta: reversed_range::META, check: Check::Dataset(reversed_range::check) },
];
