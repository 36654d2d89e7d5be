//! Data compared with another revision of it: a change of forty files told in one comment, hostile data in it, and what
//! the formats say of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

#[path = "support/corpus.rs"]
mod corpus;

/// The most characters that a comment on GitHub may have.
const COMMENT: usize = 65_536;

fn git(dir: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]);
    let output = command.args(args).current_dir(dir).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(dir: &Path) {
    git(dir, &["init", "-q", "-b", "main", "."]);
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", "before"]);
}

fn factlint(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.args(args).args(["--color", "never"]).current_dir(dir).output().unwrap()
}

fn printed(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Whether a JSON text is what `schema/diff.schema.json` documents.
fn demand_documented(text: &str) -> Value {
    let schema: Value = serde_json::from_str(include_str!("../schema/diff.schema.json")).unwrap();
    let told: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&told).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    told
}

/// The products of a copy of the data.
struct Products(PathBuf);

impl Products {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name).with_extension("yml")
    }

    fn edit(&self, name: &str, change: impl FnOnce(Vec<String>) -> Vec<String>) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        let lines = change(text.lines().map(str::to_owned).collect());
        fs::write(self.path(name), lines.join("\n") + "\n").unwrap();
    }

    /// Sets the value of a key, where it stands for the time `nth`, from 0.
    fn set(&self, name: &str, key: &str, nth: usize, value: &str) {
        self.edit(name, |mut lines| {
            let at = places(&lines, key)[nth];
            let indent = lines[at].find(key).unwrap();
            lines[at] = format!("{}{key}: {value}", &lines[at][..indent]);
            lines
        });
    }
}

fn places(lines: &[String], key: &str) -> Vec<usize> {
    let has = |line: &String| line.trim_start_matches([' ', '-']).starts_with(&format!("{key}: "));
    lines.iter().enumerate().filter(|(_, line)| has(line)).map(|(at, _)| at).collect()
}

const APART: [&str; 11] =
    ["ubuntu", "debian", "fedora", "python", "nodejs", "php", "alpine-linux", "perl", "lua", "memcached", "nginx"];

/// What a month brings: 28 products with a new latest release, and twelve that a person changed, some of them wrongly.
fn change(products: &Products) {
    let mut names: Vec<String> = fs::read_dir(&products.0)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let of_a_bot = |name: &&String| {
        let lines = fs::read_to_string(products.path(name)).unwrap();
        let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        let first = |key: &str| places(&lines, key).first().copied();
        let releases = lines.iter().position(|line| line == "releases:");
        let both = first("latest").zip(first("latestReleaseDate")).zip(releases);
        !APART.contains(&name.as_str()) && both.is_some_and(|((a, b), releases)| releases < a && b == a + 1)
    };
    for (day, name) in (1..).zip(names.iter().filter(of_a_bot).take(28)) {
        products.set(name, "latest", 0, &format!("\"99.{day}\""));
        products.set(name, "latestReleaseDate", 0, &format!("2026-11-{day:02}"));
    }
    products.set("ubuntu", "eol", 1, "2025-07-01");
    products.set("fedora", "releaseDate", 0, "2026-04-18");
    products.set("nodejs", "latest", 0, "\"99.29\"");
    products.set("nodejs", "latestReleaseDate", 0, "2025-11-05");
    products.set("lua", "category", 0, "framework");
    products.set("nginx", "permalink", 0, "/nginx-server");
    products.set("perl", "releaseCycle", 0, "\"99\"");
    products.edit("php", |mut lines| {
        lines.insert(1, "# Looked through.".to_owned());
        lines
    });
    products.edit("debian", |mut lines| {
        let at = lines.iter().position(|line| line == "releases:").unwrap() + 1;
        let new = ["  - releaseCycle: \"14\"", "    releaseDate: 2026-11-20", "    eol: 2029-11-20", ""];
        lines.splice(at..at, new.map(str::to_owned));
        lines
    });
    products.edit("python", |mut lines| {
        let last = *places(&lines, "releaseCycle").last().unwrap();
        lines.truncate(last);
        lines
    });
    products.edit("alpine-linux", |lines| lines.iter().map(|line| line.replace("    eol: 2", "    eol: 3")).collect());
    fs::rename(products.path("memcached"), products.path("memcache")).unwrap();
}

#[test]
fn a_change_of_forty_files_is_told_in_one_comment() {
    let Some(corpus) = corpus::unpacked("endoflife-date") else {
        println!("skipped: endoflife-date (FACTLINT_SHARED is not set)");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").arg("-r").arg(corpus.join(".")).arg(dir.path()).status().unwrap();
    assert!(copied.success());
    commit(dir.path());
    change(&Products(dir.path().join("data/products")));
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/overlays/endoflife-date/factlint.toml");
    let config = ["--config", config.to_str().unwrap(), "--root", "."];
    let diff = |format: &str| {
        let args = ["diff", "HEAD", "--format", format];
        printed(&factlint(dir.path(), &[args.as_slice(), &config].concat()))
    };
    let comment = diff("markdown");
    if let Some(path) = std::env::var_os("FACTLINT_COMMENT") {
        fs::write(path, &comment).unwrap();
    }
    assert!(comment.chars().count() <= COMMENT, "{}", comment.chars().count());
    assert!(!comment.contains("do not fit"), "{comment}");
    // A reader gets to what matters before what 28 products have in common.
    let (first, rest) =
        comment.split_once("`latest` changed, `latestReleaseDate` later: 28 records in 28 files").unwrap();
    for told in [
        "65 records changed, 1 came, 1 went; 40 files differ",
        "**Memcached** (product `memcached`) is `memcache` now",
        "**nginx** (product, page `/nginx`) went",
        "(release, cycle `2.6`) went",
        "is `99` now",
        "(release): `eol` `2026-07-01` → `2025-07-01`",
        "`releaseDate` `2026-04-28` → `2026-04-18`",
        "`latestReleaseDate` `2026-08-05` → `2025-11-05`",
        "**Lua** (product): `category` `lang` → `framework`",
    ] {
        assert!(first.contains(told), "{told}\n{comment}");
    }
    for told in [
        "and 25 more",
        "release: `eol` later: 32 records in 1 file",
        "**Debian 14** (release)",
        "data/products/php.yml",
    ] {
        assert!(rest.contains(told), "{told}\n{comment}");
    }
    assert!(first.lines().count() < 25, "{first}");
    let told = demand_documented(&diff("json"));
    assert_eq!((&told["files"], told["untold"].as_array().unwrap().len()), (&40.into(), 1));
    let check = ["check", "--base", "HEAD", "--format", "concise"];
    let found = printed(&factlint(dir.path(), &[check.as_slice(), &config].concat()));
    let of = |rule: &str| found.lines().filter(|line| line.contains(rule)).count();
    assert_eq!((of("changes/id-removed"), of("time/impossible-order")), (4, 2), "{found}");
}

const HOSTILE: &str = "\"\\e[31m\\r\\n::error::x <script>alert(1)</script> **b** [x](https://example.org) @someone #1 ``` | \\u202e -->\"";

#[test]
fn hostile_data_is_told_and_not_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(dir.path().join(name), text).unwrap();
    write(
        "factlint.toml",
        "[[dataset.files]]\ninclude = [\"*.yaml\"]\nexclude = [\"schema.yaml\"]\nschema = \"schema.yaml\"\n".into(),
    );
    write(
        "schema.yaml",
        "items:\n  x-fact: { record: thing }\n  properties:\n    id: { x-fact: { id: true } }\n    name: { x-fact: { name: label } }\n".into(),
    );
    write("a.yaml", format!("- {{ id: a, name: {HOSTILE}, note: one }}\n- {{ id: {HOSTILE} }}\n"));
    commit(dir.path());
    write("a.yaml", format!("- {{ id: a, name: {HOSTILE}, note: {HOSTILE} }}\n- {{ id: b, {HOSTILE}: 1 }}\n"));
    for format in ["terminal", "markdown", "json"] {
        let text = printed(&factlint(dir.path(), &["diff", "HEAD", "--format", format]));
        assert!(text.contains("script"), "{text}");
        assert!(!text.contains(['\u{1b}', '\r']), "{text}");
        match format {
            "json" => _ = demand_documented(&text),
            _ => assert!(!text.contains('\u{202e}') && !text.lines().any(|line| line.starts_with("::")), "{text}"),
        }
    }
}

#[test]
fn a_change_too_large_for_a_comment_says_what_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(dir.path().join(name), text).unwrap();
    write("factlint.toml", "[[dataset.files]]\ninclude = [\"*.json\"]\nschema = \"schema.yaml\"\n".into());
    write("schema.yaml", "additionalProperties: { x-fact: { record: thing, key: { id: true } } }\n".into());
    let data = |value: &str| {
        let records = (0..3000).map(|at| format!("  \"thing-{at}\": {{ \"field-{}\": \"{value}\" }}", at % 1000));
        format!("{{\n{}\n}}\n", records.collect::<Vec<_>>().join(",\n"))
    };
    write("a.json", data("one"));
    commit(dir.path());
    write("a.json", data("two"));
    let text = printed(&factlint(dir.path(), &["diff", "HEAD", "--format", "markdown"]));
    assert!(text.chars().count() <= COMMENT, "{}", text.chars().count());
    assert!(text.contains("more sorts of change do not fit here"), "{}", &text[text.len() - 200..]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_repository_may_have_a_name_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;

    let dir = tempfile::tempdir().unwrap();
    let repository = dir.path().join(std::ffi::OsStr::from_bytes(b"r\xe9po"));
    fs::create_dir(&repository).unwrap();
    fs::write(repository.join("factlint.toml"), "[[dataset.files]]\ninclude = \"a.yaml\"\nschema = \"s.json\"\n")
        .unwrap();
    fs::write(repository.join("s.json"), "{ \"required\": [\"b\"] }").unwrap();
    fs::write(repository.join("a.yaml"), "a: 1\n").unwrap();
    commit(&repository);
    let told = printed(&factlint(&repository, &["check", "--base", "HEAD"]));
    assert!(told.contains("Your change adds 0; 1 was there before"), "{told}");
}
