//! What a terminal sees of a long run: `script` gives the program one, and a pipe without a writer makes the run long.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Longer than nothing is shown.
const LONG: Duration = Duration::from_millis(2500);

/// Takes the cursor to the start of its line, which becomes empty.
const CLEAR: &str = "\r\x1b[K";

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What a terminal shows of a check that waits for its data, with these arguments and variables.
fn shown(args: &str, variables: &[(&str, &str)]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("data.yaml");
    fs::write(dir.path().join("schema.json"), "{}").unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = thread::spawn(move || {
        thread::sleep(LONG);
        fs::write(&pipe, "a: TBD\n").unwrap();
    });
    let shown = in_terminal(dir.path(), args, variables);
    writer.join().unwrap();
    shown
}

fn in_terminal(dir: &Path, args: &str, variables: &[(&str, &str)]) -> String {
    let check = format!("{} check --schema schema.json data.yaml {args}", env!("CARGO_BIN_EXE_factlint"));
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &check, "/dev/null"]).current_dir(dir).stdin(Stdio::null());
    script.env_remove("CI").env_remove("GITHUB_ACTIONS").env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
    script.envs(variables.iter().copied());
    String::from_utf8(script.output().unwrap().stdout).unwrap()
}

#[test]
fn a_long_run_tells_how_far_it_is_and_clears_that() {
    if !has("script") {
        println!("skipped: there is no `script`");
        return;
    }
    let finding = "data.yaml:1:4: warning[hygiene/placeholder] `TBD` is a placeholder, not a value\r\n";
    let concise = "--format concise";
    let watched = shown(concise, &[]);
    let painted = format!("{CLEAR}checking files: 0 of 1");
    assert!(watched.starts_with(&painted), "{watched:?}");
    assert!(watched.ends_with(&format!("{painted}{CLEAR}{finding}")), "{watched:?}");
    let unwatched = [
        (concise, ("CI", "true")),
        (concise, ("TERM", "dumb")),
        ("--format concise -q", ("CI", "")),
        ("--format concise 2>/dev/null", ("CI", "")),
    ];
    thread::scope(|scope| {
        for (args, variable) in unwatched {
            scope.spawn(move || assert_eq!(shown(args, &[variable]), finding, "{args} {variable:?}"));
        }
    });
}

#[test]
fn colour_is_as_the_environment_wants_it() {
    if !has("script") {
        println!("skipped: there is no `script`");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("schema.json"), "{}").unwrap();
    fs::write(dir.path().join("data.yaml"), "a: TBD\n").unwrap();
    let is_coloured = |variables: &[(&str, &str)]| in_terminal(dir.path(), "", variables).contains("\x1b[");
    assert!(is_coloured(&[]));
    assert!(!is_coloured(&[("NO_COLOR", "1")]));
    assert!(!is_coloured(&[("TERM", "dumb")]));
    assert!(is_coloured(&[("TERM", "dumb"), ("CLICOLOR_FORCE", "1")]));
    let piped = |variable: (&str, &str)| {
        let args = ["check", "--schema", "schema.json", "data.yaml"];
        let mut check = Command::new(env!("CARGO_BIN_EXE_factlint"));
        check.args(args).current_dir(dir.path()).env_remove("NO_COLOR").env(variable.0, variable.1);
        check.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!piped(("TERM", "xterm")));
    assert!(piped(("CLICOLOR_FORCE", "1")));
}
