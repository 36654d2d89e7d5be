//! Running one case and comparing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use factlint_model::diagnostic::{Diagnostic, Level, OptionValue, Options, Safety};
use factlint_model::load::Format;
use factlint_model::time::civil::Civil;
use factlint_validator::baseline::BaselineSettings;
use factlint_validator::cite::{CiteSettings, CopySettings};
use factlint_validator::engine::{
    Aside, DatasetSettings, Earlier, FileSet, Host, Report, SchemaName, Selection, Settings, check, check_since, fix,
};
use factlint_validator::rules;
use factlint_validator::suppress::{Suppression, Suppressions};
use serde::Deserialize;
use toml::Spanned;

use crate::host::Memory;
use crate::parse::{BASELINE, Case, DataFile, Expected, without_marks};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    select: Vec<String>,
    ignore: Vec<String>,
    rules: BTreeMap<String, RuleConfig>,
    suppress: Vec<Spanned<SuppressConfig>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuppressConfig {
    rules: Vec<Spanned<String>>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    records: Vec<String>,
    reason: String,
    owner: Option<String>,
    expires: Option<String>,
}

#[derive(Deserialize)]
struct RuleConfig {
    level: Option<Level>,
    #[serde(flatten)]
    options: BTreeMap<String, OptionConfig>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OptionConfig {
    Number(u32),
    Texts(Vec<String>),
}

/// Runs a case of the rule; what differs from what it expects is the error.
pub fn case(case: &Case, rule: &str) -> Result<(), String> {
    let settings = Settings {
        datasets: vec![dataset(case)],
        selection: selection(case.config.as_deref(), rule)?,
        cite: cite(case),
        suppressions: suppressions(case.config.as_deref())?,
        baseline: case.baseline.as_ref().map(|_| BaselineSettings { path: BASELINE.into(), accept: false }),
        ..Settings::default()
    };
    let files = case.files.iter().map(|file| (PathBuf::from(&file.name), file.text.clone()));
    let schemas = case.schemas.iter().map(|(name, text)| (PathBuf::from(name), text.clone()));
    let texts = case.texts.iter().map(|text| (text_path(text), text.text.clone()));
    let lock = case.lock.iter().map(|text| (PathBuf::from(LOCK), text.clone()));
    let config = case.config.iter().map(|text| (PathBuf::from(CONFIG), text.clone()));
    let baseline = case.baseline.iter().map(|text| (PathBuf::from(BASELINE), text.clone()));
    let files = files.chain(schemas).chain(texts).chain(lock).chain(config).chain(baseline).collect();
    let host = Memory { files };
    let report = match case.earlier.is_empty() {
        true => check(&settings, &host),
        false => check_since(&settings, &host, &earlier(case, &settings, &host)?),
    };
    let report = report.map_err(|error| error.to_string())?;
    let mut wrong = compare(case, &report);
    if case.earlier.is_empty() && !found_alike(case, &settings, &host, &report)? {
        wrong.push_str("\nbeside an earlier state of the same files the findings differ");
    }
    let after = if case.fixed.is_empty() { BTreeMap::new() } else { fixed(&settings, &host)? };
    for (name, expected) in &case.fixed {
        let same = || host.files.get(Path::new(name)).map_or("", String::as_str);
        let fixed = without_marks(after.get(name).map_or_else(same, String::as_str));
        if fixed != *expected {
            let _ = write!(wrong, "\nafter the fixes {name} is\n{fixed}\nand not\n{expected}");
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The state of the data before.
fn earlier(case: &Case, settings: &Settings, now: &Memory) -> Result<Earlier, String> {
    let mut host = Memory { files: now.files.clone() };
    host.files.extend(case.earlier.iter().map(|file| (PathBuf::from(&file.name), file.text.clone())));
    Earlier::read("earlier".to_owned(), settings, &host).map_err(|error| error.to_string())
}

/// Whether the same is found where what was made of the files in an earlier state counts. It has not the first of them, so
/// that the others have other numbers there.
fn found_alike(case: &Case, settings: &Settings, host: &Memory, report: &Report) -> Result<bool, String> {
    let mut before = Memory { files: host.files.clone() };
    if let Some(first) = case.files.first() {
        before.files.remove(Path::new(&first.name));
    }
    let earlier = Earlier::read("earlier".to_owned(), settings, &before).map_err(|error| error.to_string())?;
    let beside = check_since(settings, host, &earlier).map_err(|error| error.to_string())?;
    let known = beside.set_aside.iter().filter(|aside| aside.by == Aside::Base).map(|aside| &aside.finding);
    let beside = beside.diagnostics.iter().chain(known).filter(|finding| !finding.rule.starts_with("changes/"));
    Ok(sorted(beside.collect()) == sorted(report.diagnostics.iter().collect()))
}

fn sorted(mut findings: Vec<&Diagnostic>) -> Vec<&Diagnostic> {
    let place = |it: &Diagnostic| (it.primary.span.file, it.primary.span.start, it.primary.span.end);
    findings.sort_by(|a, b| (place(a), &a.rule, &a.message).cmp(&(place(b), &b.rule, &b.message)));
    findings
}

/// The configuration of a case.
const CONFIG: &str = "factlint.toml";
/// The lock of a case.
const LOCK: &str = "factlint.lock";

fn cite(case: &Case) -> CiteSettings {
    let copy = |text: &DataFile| CopySettings { source: text.name.clone(), path: text_path(text), markup: None };
    CiteSettings {
        copies: case.texts.iter().map(copy).collect(),
        lock: case.lock.as_ref().map(|_| LOCK.into()),
        ..CiteSettings::default()
    }
}

fn text_path(text: &DataFile) -> PathBuf {
    format!("texts/{}.{}", text.name, text.format.as_deref().unwrap_or("txt")).into()
}

fn suppressions(config: Option<&str>) -> Result<Suppressions, String> {
    let read: Config = toml::from_str(config.unwrap_or_default()).map_err(|error| error.to_string())?;
    let of = |it: Spanned<SuppressConfig>| {
        let at = it.span();
        let SuppressConfig { rules, files, records, reason, owner, expires } = it.into_inner();
        let rules = rules.into_iter().map(|rule| (rule.get_ref().clone(), rule.span())).collect();
        let expires = expires.as_deref().and_then(Civil::read);
        Suppression { rules, files, records, reason, owner, expires, at }
    };
    Ok(Suppressions { file: CONFIG.into(), all: read.suppress.into_iter().map(of).collect() })
}

fn selection(config: Option<&str>, rule: &str) -> Result<Selection, String> {
    let read: Config = toml::from_str(config.unwrap_or_default()).map_err(|error| error.to_string())?;
    let (mut levels, mut options) = (BTreeMap::new(), Options::default());
    for (name, config) in read.rules {
        for (option, value) in config.options {
            let known = rules::find(&name).and_then(|rule| rule.meta.options.iter().find(|one| one.name == option));
            let (Some(known), Some(rule)) = (known, rules::find(&name)) else {
                return Err(format!("no option {name} {option}"));
            };
            options.set(
                &rule.meta,
                known,
                match value {
                    OptionConfig::Number(number) => OptionValue::Number(number),
                    OptionConfig::Texts(texts) => OptionValue::Texts(texts),
                },
            );
        }
        levels.extend(config.level.map(|level| (name, level)));
    }
    let mut select = read.select;
    if config.is_none() && rules::find(rule).is_some_and(|rule| rule.meta.suspicious) {
        select.push(rule.to_owned());
    }
    Ok(Selection { select, ignore: read.ignore, levels, options, ..Selection::default() })
}

fn dataset(case: &Case) -> DatasetSettings {
    let main = case.schemas.keys().find(|name| name.starts_with("schema."));
    let schemas: Vec<SchemaName> = main.map(|name| SchemaName::File(name.into())).into_iter().collect();
    let set = |file: &DataFile| FileSet {
        include: vec![file.name.clone()],
        format: file.format.as_deref().and_then(Format::of_word),
        schemas: schemas.clone(),
        ..FileSet::default()
    };
    // `format=none` is a file that no set names.
    let gone = case.earlier.iter().filter(|file| case.files.iter().all(|now| now.name != file.name));
    let covered = case.files.iter().chain(gone).filter(|file| file.format.as_deref() != Some("none"));
    DatasetSettings { files: covered.map(set).collect(), ..DatasetSettings::default() }
}

fn compare(case: &Case, report: &Report) -> String {
    let mut wrong = String::new();
    let mut left: Vec<&Expected> = case.expected.iter().collect();
    for finding in &report.diagnostics {
        match left.iter().position(|expected| fits(expected, finding, report)) {
            Some(at) => {
                left.remove(at);
            }
            None => {
                let _ = write!(wrong, "\nnot expected: {}", shown(finding, report));
            }
        }
    }
    for expected in left {
        let Expected { file, line, level, rule, message, .. } = expected;
        let _ = write!(wrong, "\nnot found: {file}:{line}: {level}[{rule}] {message}");
    }
    wrong
}

fn fits(expected: &Expected, finding: &Diagnostic, report: &Report) -> bool {
    let span = finding.primary.span;
    let Some(source) = report.sources.get(span.file) else { return false };
    let place = source.position(span.start);
    source.name() == expected.file
        && place.line == expected.line
        && expected.column.is_none_or(|column| column == place.column)
        && finding.level.as_str() == expected.level
        && finding.rule == expected.rule
        && finding.message.contains(&expected.message)
}

fn shown(finding: &Diagnostic, report: &Report) -> String {
    let span = finding.primary.span;
    let Some(source) = report.sources.get(span.file) else { return format!("{finding:?}") };
    let place = source.position(span.start);
    let Diagnostic { rule, level, message, .. } = finding;
    format!("{}:{}:{}: {}[{rule}] {message}", source.name(), place.line, place.column, level.as_str())
}

/// The files after all fixes, as `check --fix --unsafe` applies them.
fn fixed(settings: &Settings, host: &Memory) -> Result<BTreeMap<String, String>, String> {
    let mut check = |host: &dyn Host| check(settings, host);
    let fixed = fix(host, Safety::Unsafe, &mut |_| None, &mut check).map_err(|error| error.to_string())?;
    Ok(fixed.files.into_iter().map(|file| (file.name, file.after)).collect())
}
