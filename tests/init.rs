//! `factlint init` on datasets that others wrote, found through `FACTLINT_SHARED`: the proposed schemas accept the data, and
//! all that a check finds by their meanings was told as an exception.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[path = "support/corpus.rs"]
mod corpus;

#[test]
fn proposed_schemas_accept_the_data() {
    for name in ["congress-legislators", "endoflife-date", "owid-snapshots", "periodo", "us-courts"] {
        match corpus::unpacked(name) {
            Some(data) => accepts(name, &data),
            None => println!("skipped: {name} (FACTLINT_SHARED is not set)"),
        }
    }
}

fn accepts(name: &str, data: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").arg("-R").arg(data.join("data")).arg(dir.path()).status().unwrap();
    assert!(copied.success());
    let printed = run(dir.path(), &["init", "--write"]);
    run(dir.path(), &["check", "--format", "json=report.json"]);
    let report: Value = serde_json::from_slice(&fs::read(dir.path().join("report.json")).unwrap()).unwrap();
    let mut by_meaning = 0;
    for finding in report["diagnostics"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        // What a reader makes of a scalar, and what is odd in itself, is not the schema's doing.
        let of_the_data =
            rule.starts_with("hygiene/") || ["schema/ambiguous-scalar", "schema/lossy-number"].contains(&rule);
        assert!(of_the_data || !rule.starts_with("schema/"), "{name}: {finding}");
        by_meaning += usize::from(!of_the_data);
    }
    assert!(by_meaning <= exceptions(&printed), "{name}: {by_meaning} findings by meanings\n{printed}");
}

/// How many places the lines `but not A, B, C and N more` count.
fn exceptions(printed: &str) -> usize {
    let counts = printed.lines().filter_map(|line| line.trim_start().strip_prefix("but not ")).map(|places| {
        let (named, more) = places.rsplit_once(" and ").unwrap_or((places, "0 more"));
        named.split(", ").count() + more.trim_end_matches(" more").parse::<usize>().unwrap_or(0)
    });
    counts.sum()
}

fn run(dir: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint")).args(args).current_dir(dir).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
