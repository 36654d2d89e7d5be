//! What a run found and read, in words.

use factlint_model::figure::thousands;
use factlint_validator::cite::CitationCounts;
use factlint_validator::coverage::PrintedCounts;
use factlint_validator::engine::{Counts, FixCounts, Report, SetAside};

use super::text::counted;
use super::{AsideTally, Tally};

/// How many findings there are of each level.
pub fn found(tally: Tally) -> String {
    let Tally { error, warning, info } = tally;
    let parts = [(error, "error"), (warning, "warning"), (info, "remark")];
    let parts: Vec<String> =
        parts.into_iter().filter(|&(count, _)| count > 0).map(|(count, noun)| counted(count, noun)).collect();
    if parts.is_empty() { "Nothing found".to_owned() } else { format!("Found {}", parts.join(", ")) }
}

/// How many findings can be mended by machine, if any can.
pub fn mendable(counts: FixCounts) -> Option<String> {
    let (safe, risky) = (thousands(counts.safe), thousands(counts.risky));
    match counts {
        FixCounts { safe: 0, risky: 0 } => None,
        FixCounts { safe: 0, .. } => Some(format!("`--fix --unsafe` mends {risky} of them (`--diff` shows how)")),
        FixCounts { risky: 0, .. } => Some(format!("`--fix` mends {safe} of them")),
        _ => Some(format!("`--fix` mends {safe} of them, `--fix --unsafe` {risky} more")),
    }
}

/// What was read: `2 files, 7 records, 31 facts`.
pub fn checked(counts: Counts) -> String {
    [counted(counts.files, "file"), counted(counts.records, "record"), counted(counts.facts, "fact")].join(", ")
}

/// What is known of the citations and their sources, a line each.
pub fn sources(counts: Counts) -> impl Iterator<Item = String> {
    citations(counts.citations).into_iter().chain(printed(counts.printed))
}

/// How many dates and figures of the copies no fact records, if any were counted.
fn printed(counts: PrintedCounts) -> Option<String> {
    let PrintedCounts { all, uncovered, uncounted } = counts;
    let of_all = match uncovered {
        0 => format!("{} recorded", thousands(all)),
        _ => format!(
            "{} recorded, {} in no fact (`factlint coverage`)",
            thousands(all - uncovered),
            thousands(uncovered)
        ),
    };
    let rest = if uncounted == 1 { "a long copy".to_owned() } else { format!("{} long copies", thousands(uncounted)) };
    let what = if all == 1 { "date or figure" } else { "dates and figures" };
    match (all, uncounted) {
        (0, 0) => None,
        (0, _) => Some(format!("Of the dates and figures of {rest} nothing was counted (`factlint coverage`)")),
        (_, 0) => Some(format!("Of {} {what} in the sources: {of_all}", thousands(all))),
        _ => Some(format!("Of {} {what} in the sources, {rest} aside: {of_all}", thousands(all))),
    }
}

/// How many findings count for nothing, if any do: `3 findings are suppressed, 364 are in the baseline`.
pub fn set_aside(set_aside: &[SetAside]) -> Option<String> {
    let AsideTally { comments, configuration, baseline } = AsideTally::of(set_aside);
    let parts = [(comments + configuration, "suppressed"), (baseline, "in the baseline")];
    let mut told = parts.into_iter().filter(|&(count, _)| count > 0).map(|(count, how)| {
        let verb = if count == 1 { "is" } else { "are" };
        (count, format!("{verb} {how}"))
    });
    let (first, how) = told.next()?;
    let rest: String = told.map(|(count, how)| format!(", {} {how}", thousands(count))).collect();
    Some(format!("{} {how}{rest}", counted(first, "finding")))
}

/// What a run was compared with, and what that had, if it was.
pub fn compared(report: &Report) -> Option<String> {
    let compared = report.compared.as_ref()?;
    let (new, known) = (thousands(report.diagnostics.len()), thousands(report.known()));
    let mended = match compared.mended {
        0 => String::new(),
        some => format!(" and mends {}", thousands(some)),
    };
    let verb = if report.known() == 1 { "was" } else { "were" };
    Some(format!("Your change adds {new}{mended}; {known} {verb} there before, in {}", compared.revision))
}

/// How many citations were found, if there are any.
fn citations(counts: CitationCounts) -> Option<String> {
    let found = match counts.unpinned {
        0 => format!("{} found", thousands(counts.found)),
        unpinned => format!("{} found ({} not pinned)", thousands(counts.found), thousands(unpinned)),
    };
    let unchecked = match counts.unchecked {
        0 => String::new(),
        some => format!(", {} unchecked (`factlint explain citations/unchecked`)", thousands(some)),
    };
    (counts.all > 0).then(|| format!("Of {}: {found}{unchecked}", counted(counts.all, "citation")))
}
