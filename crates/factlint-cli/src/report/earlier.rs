//! Reports of earlier runs, known by how they begin.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// So much of a file is looked at.
const START: u64 = 2048;

/// How reports begin that look like data, white space aside, and what must follow in their first lines.
const BEGINNINGS: [(&str, &str); 6] = [
    (r#"{"version":1,"summary":{"files":"#, ""),
    (r#"{"type":"summary","version":1,"#, ""),
    (r#"{"type":"diagnostic","version":1,"#, ""),
    (r#"{"$schema":"https://docs.oasis-open.org/sarif/"#, r#""name":"factlint""#),
    (r#"[{"description":"#, r#""check_name":"#),
    ("[]", ""),
];

/// Whether a file is a report of an earlier run, and no data.
pub fn is_report(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(START).read_to_end(&mut start));
    let start: String = String::from_utf8_lossy(&start).split_whitespace().collect();
    let begins = |(first, then): &(&str, &str)| start.starts_with(first) && start.contains(then);
    read.is_ok() && BEGINNINGS.iter().any(begins)
}
