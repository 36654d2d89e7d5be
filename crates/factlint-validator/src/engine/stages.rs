//! One dataset from its files to its findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::facts::{Dataset, Meaning};
use factlint_model::load;
use factlint_model::source::{FileId, Source, Span};

use super::across::{Aim, FileScopes, Running, changes, compare, earlier_of, kept_files};
use super::aside::{Asides, Said};
use super::files::{DataFile, Files, Numbered, collect};
use super::host::Stage;
use super::locate::Locator;
use super::reading::{Read, read_files};
use super::schemas::Schemas;
use super::select::{Scope, Scopes};
use super::texts::{self, shown};
use super::{DatasetSettings, Host, Outline, Report, RunError, Settings, edits};
use crate::changes::{Comparison, Facts, Files as KeptFiles, Side, covered as covered_of};
use crate::cite::lock::Lock;
use crate::cite::{Citations, SentenceReader};
use crate::coverage::{self, SourceCoverage, SourceTally};
use crate::link::Linker;
use crate::rename;
use crate::rules::changes::coverage_shrank::NAME as COVERAGE_SHRANK;
use crate::suppress::Undecided;

/// What the run is to know of a dataset that was checked.
#[derive(Default)]
pub(super) struct Done {
    /// Whether something of it was not read.
    pub incomplete: bool,
    /// The ids of the sources that it cites.
    pub cited: Vec<String>,
    /// What their copies print, as far as it is counted.
    pub printed: Vec<SourceTally>,
}

/// Checks one dataset and adds what it found to the report, after what is wrong with the lock.
pub(super) fn run(
    (number, dataset): (usize, &DatasetSettings),
    settings: &Settings,
    (lock, wrong): (&Lock, Vec<Diagnostic>),
    asides: &mut Asides<'_>,
    host: &dyn Host,
    aim: &mut Aim<'_>,
    report: &mut Report,
) -> Result<Done, RunError> {
    let selection = &settings.selection;
    host.begins(Stage::Find);
    let keeps_facts = matches!(aim, Aim::Facts { .. });
    let found = match collect(dataset, &Scopes::new(selection)?, host) {
        Err(RunError::NoData { .. }) if keeps_facts => Files::default(),
        collected => collected?,
    };
    report.outlines.push(Outline::of(dataset, &found, selection.overrides.len(), host));
    let Files { checked, uncovered, .. } = found;
    let (mut covered, bare): (Vec<DataFile>, Vec<DataFile>) = checked.into_iter().partition(DataFile::has_schema);
    if let (true, Some(file), false) = (covered.is_empty(), bare.first(), keeps_facts) {
        return Err(RunError::NoSchema { path: host.display(&file.path) });
    }
    host.begins(Stage::Schemas);
    let mut schemas = Schemas::load(dataset, &mut covered, &selection.options_anywhere(), host, report)?;
    report.own_checks.extend(schemas.plan.checks.iter().map(|name| format!("check/{name}")));
    report.schema_gaps |= schemas.gaps;
    let first = report.sources.len();
    let mut findings = std::mem::take(&mut schemas.diagnostics);
    findings.extend(wrong);
    host.begins(Stage::Files(covered.len()));
    let reuse = aim.reuse(number);
    let Read { texts, linker, comments, checked } =
        read_files(&covered, &schemas, selection, reuse, host, report, &mut findings)?;
    let Schemas { names, gaps, incomplete, unchecked, validators, plan, .. } = schemas;
    drop((validators, plan));
    host.begins(Stage::Link);
    let mut facts = linked(linker, incomplete, &mut report.notices);
    let data = Numbered { first, list: &covered };
    let path_of = |file: FileId| data.get(file).map_or(String::new(), |file| file.inside.clone());
    let files = if matches!(aim, Aim::Findings) { KeptFiles::default() } else { kept_files(data, &texts) };
    host.begins(Stage::Citations);
    let mut citations =
        Citations::read(&facts, &settings.cite, lock, &path_of, host, &mut report.sources, &mut findings);
    host.begins(Stage::Rules);
    let mut reader = SentenceReader::new(&facts, &citations, settings.counts_printed());
    let running = Running::of(selection, data);
    compare((&facts, &citations), &mut reader, &running, &mut findings);
    let printed = reader.counted();
    if let Some(earlier) = earlier_of(aim, number) {
        let now = Side { dataset: &facts, citations: &citations, files: &files };
        let comparison = Comparison::new(earlier, now);
        changes(&comparison, &running, &mut findings);
        if let Aim::Comparison(_, renamed) = aim {
            renamed.extend(comparison.renamed());
        }
    }
    if let Some(wanted) = &settings.rename {
        rename::find((&facts, &citations), wanted, &path_of, &mut report.bearers);
    }
    if settings.cite.pin.is_some() {
        report.pins.add(&facts, &citations, lock, &path_of);
    }
    report.counts.citations += citations.counts();
    let incomplete = facts.incomplete || gaps || incomplete;
    let undecided = Undecided { incomplete, citations: citations.counts().unchecked > 0 || !lock.complete() };
    let cited = citations.cited().map(str::to_owned).collect();
    let copies = citations.copies();
    if settings.cite.coverage {
        let sources = coverage::of_sources(&facts, citations);
        report.notices.extend(sources.iter().filter_map(unread_sentences));
        coverage::add(&mut report.coverage, sources);
        citations = Citations::default();
    }
    let kept_coverage = match aim {
        Aim::Facts { .. } if running.has(COVERAGE_SHRANK) => {
            let ids = citations.sources().iter().map(|source| source.id.clone());
            covered_of(ids, coverage::mentions(&facts, &citations))
        }
        _ => Vec::new(),
    };
    match aim {
        Aim::Facts { .. } => citations.forget_texts(),
        Aim::Findings | Aim::Comparison(..) => citations = Citations::default(),
    }
    host.begins(Stage::Findings);
    let beside = bare.into_iter().map(|file| (file.path, file.scope)).chain(uncovered);
    let outputs: Vec<String> = settings.outputs.iter().map(|path| host.display(path)).collect();
    let mut beside_scopes = BTreeMap::new();
    for (name, scope) in beside.map(|(path, scope)| (host.display(&path), scope)) {
        if !names.contains(&name) && !outputs.contains(&name) {
            let file = report.sources.add(Arc::new(Source::new(name, "")));
            findings.push(unchecked_file(file));
            beside_scopes.insert(file, scope);
        }
    }
    report.schemas.extend(names);
    let scopes = FileScopes { data, beside: beside_scopes, others: Scope::default() };
    findings.retain(|finding| selection.runs_in(scopes.of(finding), &finding.rule));
    if !keeps_facts {
        facts.forget_readings();
    }
    findings.sort_by_key(|finding| finding.primary.span.file);
    let tree = |file: FileId| {
        let format = data.get(file)?.format;
        Some(load::again(file, &texts.again(file, &report.sources, data, host)?, format))
    };
    let mut locator = Locator::new(&facts, data, &report.sources, &tree);
    let said = Said { comments, undecided };
    asides.of_dataset(&mut findings, said, &|finding| scopes.of(finding), &mut locator, &mut report.set_aside);
    if settings.edits {
        edits::fill(&mut findings, &tree);
    }
    report.mendable.extend(edits::mendable(&findings, report.bearers.places(), data));
    report.counts.files += covered.len();
    report.counts.records += facts.records.len();
    report.counts.facts += facts.rows.len();
    if settings.cite.is_check() {
        report.notices.extend(not_yet_checked(&unchecked));
    }
    match aim {
        Aim::Facts { of: all, .. } => {
            all.push(Facts { dataset: facts, citations, files, covered: kept_coverage, checked });
        }
        Aim::Findings | Aim::Comparison(..) => drop(facts),
    }
    let aside = report.set_aside.iter().map(|aside| &aside.finding);
    // Nothing is shown of a state whose facts are kept.
    let wanted = if keeps_facts { BTreeSet::new() } else { shown(findings.iter().chain(aside)) };
    let changed = texts.read_again(&mut report.sources, data, wanted, host);
    report.notices.extend(changed.iter().map(|name| changed_meanwhile(name)));
    let changed = texts::changed(copies, &report.sources, &findings, host);
    report.notices.extend(changed.iter().map(|name| copy_changed_meanwhile(name)));
    keep_shown(report, &findings);
    report.diagnostics.append(&mut findings);
    Ok(Done { incomplete, cited, printed })
}

/// The dataset of all files, and what is said once where records may be missing in it.
fn linked(linker: Linker, schemas_incomplete: bool, notices: &mut Vec<String>) -> Dataset {
    let mut facts = linker.finish();
    notices.extend(facts.incomplete.then(incomplete));
    if schemas_incomplete && facts.vocabulary.uses.iter().any(|known| matches!(known.meaning, Meaning::Ref(_))) {
        facts.incomplete = true;
        notices.push(incomplete_schema());
    }
    facts
}

fn unchecked_file(file: FileId) -> Diagnostic {
    let rule = "hygiene/unchecked-file";
    let message = "no schema covers this data file, so nothing in it was checked";
    Diagnostic::new(rule, Level::Warning, Span::new(file, 0, 0), message)
        .help("name it under `include` in factlint.toml with its schema, or under `exclude` if it holds no facts")
}

fn not_yet_checked(words: &[&str]) -> Option<String> {
    let list = words.join("`, `");
    (!words.is_empty())
        .then(|| format!("not checked yet: `{list}`: the schema says so, but no rule of this version reads it"))
}

fn incomplete() -> String {
    "a file could not be read as a whole: references that may lead there were not checked".to_owned()
}

fn incomplete_schema() -> String {
    "a schema has a mistake that may hide records: references that name none were not checked".to_owned()
}

fn changed_meanwhile(name: &str) -> String {
    format!("`{name}` changed while it was checked: its findings are those of the earlier text, without their places")
}

fn copy_changed_meanwhile(name: &str) -> String {
    format!("`{name}` changed while it was checked: its findings are those of the earlier text")
}

fn unread_sentences(source: &SourceCoverage) -> Option<String> {
    let id = &source.id;
    match source.unread() {
        0 => None,
        1 => Some(format!("a sentence of `{id}` is longer than 64 KiB, and what it prints was not read")),
        some => Some(format!("{some} sentences of `{id}` are longer than 64 KiB, and what they print was not read")),
    }
}

/// Lets go of the texts that no finding points into.
fn keep_shown(report: &mut Report, now: &[Diagnostic]) {
    let aside = report.set_aside.iter().map(|aside| &aside.finding);
    let mut shown = shown(report.diagnostics.iter().chain(now).chain(aside));
    shown.extend(report.coverage.iter().map(|source| source.file));
    report.sources.keep_texts(|file| shown.contains(&file));
}
