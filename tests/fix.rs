//! `factlint check --fix`, killed at random moments: every file is the old one or the new one, never anything else.

#![allow(clippy::unwrap_used, reason = "a test says so where it cannot go on")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 40;
const KILLS: u64 = 100;

const CONFIG: &str = "[[dataset.files]]\ninclude = [\"*.yaml\"]\nschema = \"schema.json\"\n";
const SCHEMA: &str = r#"{ "additionalProperties": { "properties": { "zip": { "type": "string" } } } }"#;

/// A file of records that the fix changes, with comments that it does not.
fn text(file: usize, zip: &str) -> String {
    (0..20).map(|record| format!("r{file}-{record}: {{ zip: {zip} }} # as printed\n")).collect()
}

fn name(file: usize) -> String {
    format!("f{file}.yaml")
}

fn lay_out(dir: &Path) {
    fs::write(dir.join("factlint.toml"), CONFIG).unwrap();
    fs::write(dir.join("schema.json"), SCHEMA).unwrap();
    (0..FILES).for_each(|file| fs::write(dir.join(name(file)), text(file, "0123")).unwrap());
}

fn fix(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.args(["check", "--fix"]).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How many files are fixed; each is wholly so or not at all.
fn fixed(dir: &Path) -> usize {
    let is_fixed = |file: &usize| {
        let found = fs::read_to_string(dir.join(name(*file))).unwrap();
        let is_fixed = found == text(*file, "\"0123\"");
        assert!(is_fixed || found == text(*file, "0123"), "{}: {found}", name(*file));
        is_fixed
    };
    (0..FILES).filter(is_fixed).count()
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    let dir = tempfile::tempdir().unwrap();
    lay_out(dir.path());
    let started = Instant::now();
    assert!(fix(dir.path()).status().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(fixed(dir.path()), FILES);
    let mut seed = 7_u64;
    for _ in 0..KILLS {
        lay_out(dir.path());
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut run = fix(dir.path()).spawn().unwrap();
        // What is written is written near the end: most of the moments lie there.
        let part = u32::try_from((seed >> 33) % 700).unwrap() + 400;
        std::thread::sleep(Duration::min(whole * part / 1000, Duration::from_millis(400)));
        run.kill().unwrap();
        run.wait().unwrap();
        fixed(dir.path());
    }
    // What a killed run leaves behind is in nobody's way.
    lay_out(dir.path());
    assert!(fix(dir.path()).status().unwrap().success());
    assert_eq!(fixed(dir.path()), FILES);
}
