//! Where a file cannot be written to its end, all files are what they were, nothing else stays, and the run says which it is and why.

#![allow(clippy::unwrap_used, reason = "a test says so where it cannot go on")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const CONFIG: &str = "[[dataset.files]]\ninclude = [\"*.yaml\"]\nschema = \"schema.json\"\n";
const SCHEMA: &str = r#"{ "additionalProperties": { "properties": { "zip": { "type": "string" } } } }"#;

/// Lets files grow to some KiB, in the middle of which the writing of a larger one ends.
const LIMIT: &str = "trap '' XFSZ; ulimit -f 8";

/// A folder with a small file and one that no limit or disk here has room for.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    lay_out(dir.path());
    dir
}

fn lay_out(dir: &Path) {
    let records = |count: usize| (0..count).map(|record| format!("r{record}: {{ zip: 0123 }}\n")).collect::<String>();
    for (name, text) in [
        ("factlint.toml", CONFIG),
        ("schema.json", SCHEMA),
        ("a.yaml", &records(2)),
        ("b.yaml", &records(1000).replace("r", "s")),
        ("c.yaml", &records(2).replace("r", "t")),
    ] {
        fs::write(dir.join(name), text).unwrap();
    }
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Runs the program behind these commands for the shell; its exit status and what it says.
fn run(dir: &Path, before: &str, arguments: &str) -> (Option<i32>, String) {
    let script = format!("{before}; \"$FACTLINT\" {arguments}");
    let mut command = Command::new("sh");
    let output =
        command.args(["-c", &script]).env("FACTLINT", env!("CARGO_BIN_EXE_factlint")).current_dir(dir).output();
    let output = output.unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// What cannot be written leaves all as it was.
fn is_refused(dir: &Path, (before, why): (&str, &str), arguments: &str, name: &str) {
    let old = files(dir);
    let (status, said) = run(dir, before, arguments);
    assert_eq!(status, Some(2), "{arguments}: {said}");
    assert!(said.contains(&format!("cannot write `{name}`: {why}")), "{arguments}: {said}");
    assert!(files(dir) == old, "{arguments}: {:?}", files(dir).keys());
}

const TOO_LARGE: (&str, &str) = (LIMIT, "it would be larger than a file may be");

#[test]
fn a_fix_that_ends_in_the_middle_changes_no_file() {
    let dir = folder();
    is_refused(dir.path(), TOO_LARGE, "check --fix --unsafe", "b.yaml");
    // Without the limit all of it can be written.
    assert_eq!(run(dir.path(), "true", "check --fix --unsafe").0, Some(0));
    assert!(files(dir.path())["b.yaml"].len() > 16 << 10);
}

#[test]
fn a_report_that_ends_in_the_middle_leaves_the_old_one() {
    let dir = folder();
    for format in ["json", "ndjson", "sarif", "gitlab", "terminal", "markdown"] {
        let arguments = format!("check --all --format {format}=report");
        is_refused(dir.path(), TOO_LARGE, &arguments, "report");
        fs::write(dir.path().join("report"), "old").unwrap();
        is_refused(dir.path(), TOO_LARGE, &arguments, "report");
        fs::remove_file(dir.path().join("report")).unwrap();
    }
}

#[test]
fn a_baseline_that_ends_in_the_middle_leaves_the_old_one() {
    let dir = folder();
    is_refused(dir.path(), TOO_LARGE, "baseline", "factlint-baseline.toml");
    fs::write(dir.path().join("factlint-baseline.toml"), "version = 2\n").unwrap();
    is_refused(dir.path(), TOO_LARGE, "baseline", "factlint-baseline.toml");
}

#[test]
fn a_device_that_is_full_is_told() {
    let dir = folder();
    let full = ("true", "the disk is full");
    is_refused(dir.path(), full, "check --format json=/dev/full", "/dev/full");
    let (status, said) = run(dir.path(), "true", "check --format json > /dev/full");
    assert_eq!((status, said.contains("cannot write to standard output: the disk is full")), (Some(2), true), "{said}");
}

/// A disk of its own needs a namespace of its own, which not every machine grants.
#[test]
fn a_disk_that_is_full_changes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script]).env("FACTLINT", env!("CARGO_BIN_EXE_factlint"));
        command.current_dir(dir.path()).output()
    };
    let mount = "mkdir -p disk && mount -t tmpfs -o size=128k none disk";
    if !unshare(mount).is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: a_disk_that_is_full_changes_no_file (no disk can be mounted here)");
        return;
    }
    lay_out(dir.path());
    let copy = "cp *.* disk && cd disk && cp -r . ../old && head -c 200000 /dev/zero > fill; rm -f fill.part";
    let same = "rm fill && diff -r . ../old && rm -r ../old";
    for (arguments, name) in [
        ("check --fix --unsafe", "a.yaml"),
        ("check --format sarif=report", "report"),
        ("baseline", "factlint-baseline.toml"),
    ] {
        let script =
            format!("{mount} && {copy}; \"$FACTLINT\" {arguments} >&2; echo \"status $?\"; {same} && echo same");
        let output = unshare(&script).unwrap();
        let (told, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(told, "status 2\nsame\n", "{arguments}: {said}");
        assert!(said.contains(&format!("cannot write `{name}`: the disk is full")), "{arguments}: {said}");
    }
}
