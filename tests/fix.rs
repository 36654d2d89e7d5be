//! `factlint check --fix`, killed at random moments: every file is the old one or the new one, never anything else.

#![allow(clippy::unwrap_used, reason = "a test says so where it cannot go on")]

#[path = "support/dataset.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a run over each of the two folders is killed.
const KILLS: u64 = 50;

/// A file that the fix changes, from the folder in which it runs.
struct File {
    path: PathBuf,
    old: Vec<u8>,
    new: Vec<u8>,
}

fn lay_out(dir: &Path, files: &[File]) {
    files.iter().for_each(|file| fs::write(dir.join(&file.path), &file.old).unwrap());
}

fn fix(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.args(["check", "--fix", "--unsafe"]).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How many files are new; each is wholly so or not at all.
fn fixed(dir: &Path, files: &[File]) -> usize {
    let is_new = |file: &&File| {
        let found = fs::read(dir.join(&file.path)).unwrap();
        let is_new = found == file.new;
        assert!(is_new || found == file.old, "{}: {}", file.path.display(), String::from_utf8_lossy(&found));
        is_new
    };
    files.iter().filter(is_new).count()
}

/// Kills the run at so many moments, most of them near its end, where what is written is written.
fn kill(dir: &Path, files: &[File]) {
    lay_out(dir, files);
    let started = Instant::now();
    assert!(fix(dir).status().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(fixed(dir, files), files.len());
    let mut seed = 7_u64;
    for _ in 0..KILLS {
        lay_out(dir, files);
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut run = fix(dir).spawn().unwrap();
        let part = u32::try_from((seed >> 33) % 700).unwrap() + 400;
        std::thread::sleep(Duration::min(whole * part / 1000, Duration::from_secs(2)));
        run.kill().unwrap();
        run.wait().unwrap();
        fixed(dir, files);
    }
    // What a killed run leaves behind is in nobody's way.
    lay_out(dir, files);
    assert!(fix(dir).status().unwrap().success());
    assert_eq!(fixed(dir, files), files.len());
}

#[test]
fn a_run_over_many_files_that_is_killed_leaves_whole_files() {
    let dir = tempfile::tempdir().unwrap();
    let config = "[[dataset.files]]\ninclude = [\"*.yaml\"]\nschema = \"schema.json\"\n";
    fs::write(dir.path().join("factlint.toml"), config).unwrap();
    let schema = r#"{ "additionalProperties": { "properties": { "zip": { "type": "string" } } } }"#;
    fs::write(dir.path().join("schema.json"), schema).unwrap();
    let text = |file: usize, zip: &str| -> Vec<u8> {
        let record = |record: usize| format!("r{file}-{record}: {{ zip: {zip} }} # as printed\n");
        (0..20).map(record).collect::<String>().into_bytes()
    };
    let file = |number: usize| File {
        path: format!("f{number}.yaml").into(),
        old: text(number, "0123"),
        new: text(number, "\"0123\""),
    };
    kill(dir.path(), &(0..40).map(file).collect::<Vec<_>>());
}

#[test]
fn a_run_over_the_broken_dataset_that_is_killed_leaves_whole_files() {
    let dir = support::copy();
    support::make_broken(dir.path());
    let read = |folder: &Path, path: &Path| fs::read(folder.join(path)).unwrap();
    let file = |path: PathBuf| File { old: read(dir.path(), &path), new: read(&support::top(), &path), path };
    let files: Vec<File> = support::files().into_iter().map(file).filter(|file| file.old != file.new).collect();
    assert!(files.len() > 5);
    kill(dir.path(), &files);
}
