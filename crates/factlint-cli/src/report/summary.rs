//! What a run found and read, in words.

use factlint_model::figure::thousands;
use factlint_validator::cite::CitationCounts;
use factlint_validator::engine::{Counts, FixCounts, Report};

use super::Tally;
use super::text::counted;

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
pub fn citations(counts: CitationCounts) -> Option<String> {
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
