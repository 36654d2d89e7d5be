//! Reading `cases.md`.

use std::collections::BTreeMap;

use factlint_validator::cite::lock::VERSION;
use factlint_validator::rules;
use factlint_validator::texts::{Fingerprint, SEGMENTATION, fold};
use regex::Regex;

/// The baseline of a case.
pub const BASELINE: &str = "factlint-baseline.toml";

/// One case: its files and what is expected of them.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub title: String,
    /// Schema files by name; the one that the data is checked against is `schema.yaml` or `schema.json`.
    pub schemas: BTreeMap<String, String>,
    pub files: Vec<DataFile>,
    /// What some of the files were in an earlier state that the run is compared with; the others were as they are.
    pub earlier: Vec<DataFile>,
    /// The copies of sources, by the sources' ids.
    pub texts: Vec<DataFile>,
    pub lock: Option<String>,
    pub baseline: Option<String>,
    /// The files' texts after the fixes.
    pub fixed: BTreeMap<String, String>,
    /// The configuration; without one a suspicious rule is switched on for its own cases.
    pub config: Option<String>,
    pub expected: Vec<Expected>,
}

#[derive(Clone, Debug)]
pub struct DataFile {
    pub name: String,
    pub format: Option<String>,
    pub text: String,
}

/// A finding that must be there: on a line of a file, and at a column if told.
#[derive(Clone, Debug)]
pub struct Expected {
    pub file: String,
    pub line: u32,
    pub column: Option<u32>,
    pub level: String,
    pub rule: String,
    pub message: String,
}

impl Case {
    pub fn expects(&self, rule: &str) -> bool {
        let of = |name: &str| rules::find(name).map(|rule| rule.meta.name);
        self.expected.iter().any(|expected| of(&expected.rule) == Some(rule))
    }
}

struct Block {
    info: Vec<String>,
    text: String,
}

/// The cases of a page, in its order.
pub fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut schemas = BTreeMap::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), schemas: schemas.clone(), ..Case::default() });
        } else if let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) {
            let text: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            let block = Block { info: info.split_whitespace().map(str::to_owned).collect(), text };
            add(&block, &mut schemas, cases.last_mut());
        }
    }
    cases
}

fn add(block: &Block, schemas: &mut BTreeMap<String, String>, case: Option<&mut Case>) {
    let words: Vec<&str> = block.info.iter().map(String::as_str).collect();
    if let [kind, "schema", name @ ..] = words.as_slice() {
        add_schema(kind, name.first().copied(), &block.text, schemas);
        if let Some(case) = case {
            case.schemas.clone_from(schemas);
        }
        return;
    }
    let Some(case) = case else { return };
    match words.as_slice() {
        ["findings"] => case.expected.extend(block.text.lines().filter_map(finding)),
        ["toml", "config"] => case.config = Some(block.text.clone()),
        ["toml", "baseline"] => {
            case.expected.extend(marks(BASELINE, &block.text));
            case.baseline = Some(block.text.clone());
        }
        ["lock"] => case.lock = Some(lock(&block.text)),
        ["lock", "whole"] => case.lock = Some(unescape(&block.text)),
        ["text", name, rest @ ..] => {
            let format = rest.iter().find_map(|word| word.strip_prefix("format=")).map(str::to_owned);
            case.texts.push(DataFile { name: (*name).to_owned(), format, text: unescape(&block.text) });
        }
        [_, name, "earlier"] => {
            case.earlier.push(DataFile { name: (*name).to_owned(), format: None, text: unescape(&block.text) });
        }
        [_, name, "fixed"] => {
            case.fixed.insert((*name).to_owned(), without_marks(&block.text));
        }
        [kind, name, rest @ ..] => {
            if *kind != "json" {
                case.expected.extend(marks(name, &block.text));
            }
            let format = rest.iter().find_map(|word| word.strip_prefix("format=")).map(str::to_owned);
            case.files.push(DataFile { name: (*name).to_owned(), format, text: unescape(&block.text) });
        }
        _ => {}
    }
}

/// An unnamed schema replaces the main one and lets go of the siblings of the one before.
fn add_schema(kind: &str, name: Option<&str>, text: &str, schemas: &mut BTreeMap<String, String>) {
    match name {
        Some(name) => {
            schemas.insert(name.to_owned(), text.to_owned());
        }
        None => {
            schemas.clear();
            schemas.insert(if kind == "json" { "schema.json" } else { "schema.yaml" }.to_owned(), text.to_owned());
        }
    }
}

/// A lock of these lines; a fingerprint may be given as `=` and the sentence that has it.
fn lock(lines: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some((before, sentence)) => format!("{before} {}\n", Fingerprint::of(&fold(sentence))),
        None => format!("{line}\n"),
    };
    let lines: String = lines.lines().map(line).collect();
    format!("version {VERSION}\nsegmentation {SEGMENTATION}\n{lines}")
}

/// Characters that a page should not hold are written `\u{2028}` in data.
fn unescape(text: &str) -> String {
    let code = pattern(r"\\u\{([0-9a-fA-F]+)\}");
    let character = |found: &regex::Captures<'_>| {
        u32::from_str_radix(&found[1], 16).ok().and_then(char::from_u32).map_or(found[0].to_owned(), String::from)
    };
    code.replace_all(text, character).into_owned()
}

fn marks(file: &str, text: &str) -> Vec<Expected> {
    let mark = pattern(r"(?:#|;) (error|warning|info)\[([a-z/A-Z0-9-]+)\]([^;]*)");
    let lines = text.lines().zip(1..);
    lines
        .flat_map(|(line, number)| {
            mark.captures_iter(line)
                .map(move |found| Expected {
                    file: file.to_owned(),
                    line: number,
                    column: None,
                    level: found[1].to_owned(),
                    rule: found[2].to_owned(),
                    message: found[3].trim().to_owned(),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// `people.yaml:3:5: error[time/overlap] part of the message`
fn finding(line: &str) -> Option<Expected> {
    let found = pattern(r"^([^:]+):(\d+):(\d+): (error|warning|info)\[([^\]]+)\] ?(.*)$");
    let found = found.captures(line.trim())?;
    Some(Expected {
        file: found[1].to_owned(),
        line: found[2].parse().ok()?,
        column: found[3].parse().ok(),
        level: found[4].to_owned(),
        rule: found[5].to_owned(),
        message: found[6].trim().to_owned(),
    })
}

/// The text without its marks, so that texts before and after a fix can be compared.
pub fn without_marks(text: &str) -> String {
    pattern(r"(?m)[ \t]*# (error|warning|info)\[.*$").replace_all(text, "").into_owned()
}

#[expect(clippy::expect_used, reason = "the patterns are this file's own")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of ours")
}
