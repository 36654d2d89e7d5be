//! One dataset from its files to its findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Level, Options, RecordName};
use factlint_model::facts::{Dataset, Meaning, Tables};
use factlint_model::load::{self, load};
use factlint_model::source::{FileId, Source, Span};
use factlint_model::tree::Kind;
use rayon::prelude::*;

use super::aside::{Asides, Said};
use super::files::{DataFile, Files, collect};
use super::host::Stage;
use super::locate::Locator;
use super::select::{Scope, Scopes};
use super::texts::{self, Text, Texts, shown};
use super::{DatasetSettings, Host, Outline, Report, RunError, SchemaName, Selection, Settings, edits, unreadable};
use crate::changes::{Comparison, Facts, File, Files as KeptFiles, Side, covered as covered_of};
use crate::cite::lock::Lock;
use crate::cite::{Citations, SentenceReader};
use crate::coverage::{self, SourceCoverage, SourceTally};
use crate::lift::lift;
use crate::link::Linker;
use crate::plan::Plan;
use crate::rename;
use crate::rules::changes::coverage_shrank::NAME as COVERAGE_SHRANK;
use crate::rules::{self, Check, FileView};
use crate::schema::{Library, SchemaId, Validator};
use crate::suppress::{self, Comments, Undecided};

/// How many files each thread reads before their tables are joined: enough that none waits long for the others.
const BATCH: usize = 16;

/// What a run is for, beside its findings.
pub(super) enum Aim<'a> {
    /// Nothing.
    Findings,
    /// The facts of each dataset are kept.
    Facts(Vec<Facts>),
    /// Each dataset is compared with these facts of it; what goes by another id is noted, with the ids before and now.
    Comparison(&'a [Facts], Vec<(RecordName, RecordName)>),
}

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
    let found = match (collect(dataset, &Scopes::new(selection)?, host), &mut *aim) {
        (Err(RunError::NoData { .. }), Aim::Facts(_)) => Files::default(),
        (collected, _) => collected?,
    };
    report.outlines.push(Outline::of(dataset, &found, selection.overrides.len(), host));
    let Files { checked, uncovered, .. } = found;
    let (mut covered, bare): (Vec<DataFile>, Vec<DataFile>) = checked.into_iter().partition(DataFile::has_schema);
    if let (true, Some(file), false) = (covered.is_empty(), bare.first(), matches!(aim, Aim::Facts(_))) {
        return Err(RunError::NoSchema { path: host.display(&file.path) });
    }
    host.begins(Stage::Schemas);
    let mut schemas = Schemas::load(dataset, &mut covered, &selection.options, host, report)?;
    report.own_checks.extend(schemas.plan.checks.iter().map(|name| format!("check/{name}")));
    report.schema_gaps |= schemas.gaps;
    let first = report.sources.len();
    let mut findings = std::mem::take(&mut schemas.diagnostics);
    findings.extend(wrong);
    host.begins(Stage::Files(covered.len()));
    let Read { texts, linker, comments } = read_files(&covered, &schemas, selection, host, report, &mut findings)?;
    let Schemas { names, gaps, incomplete, unchecked, validators, plan, .. } = schemas;
    drop((validators, plan));
    host.begins(Stage::Link);
    let mut facts = linked(linker, incomplete, &mut report.notices);
    let path_of = |file: FileId| {
        let at = (file.0 as usize).checked_sub(first);
        at.and_then(|at| covered.get(at)).map_or(String::new(), |file| file.inside.clone())
    };
    let files = if matches!(aim, Aim::Findings) { KeptFiles::default() } else { kept_files(&covered, first, &texts) };
    host.begins(Stage::Citations);
    let mut citations =
        Citations::read(&facts, &settings.cite, lock, &path_of, host, &mut report.sources, &mut findings);
    host.begins(Stage::Rules);
    let mut reader = SentenceReader::new(&facts, &citations, settings.counts_printed());
    compare((&facts, &citations), &mut reader, &covered, selection, &mut findings);
    let printed = reader.counted();
    if let Some(earlier) = earlier_of(aim, number) {
        let now = Side { dataset: &facts, citations: &citations, files: &files };
        let comparison = Comparison::new(earlier, now);
        changes(&comparison, selection, &mut findings);
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
    let undecided = Undecided {
        incomplete: facts.incomplete || gaps || incomplete,
        citations: citations.counts().unchecked > 0 || !lock.complete(),
    };
    let cited = citations.cited().map(str::to_owned).collect();
    let copies = citations.copies();
    if settings.cite.coverage {
        let sources = coverage::of_sources(&facts, citations);
        report.notices.extend(sources.iter().filter_map(unread_sentences));
        coverage::add(&mut report.coverage, sources);
        citations = Citations::default();
    }
    let kept_coverage = match aim {
        Aim::Facts(_) if selection.runs(COVERAGE_SHRANK) => {
            let ids = citations.sources().iter().map(|source| source.id.clone());
            covered_of(ids, coverage::mentions(&facts, &citations))
        }
        _ => Vec::new(),
    };
    match aim {
        Aim::Facts(_) => citations.forget_texts(),
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
    let scopes = FileScopes { first, files: &covered, beside: beside_scopes, others: Scope::default() };
    findings.retain(|finding| selection.runs_in(scopes.of(finding), &finding.rule));
    if !matches!(aim, Aim::Facts(_)) {
        facts.forget_readings();
    }
    findings.sort_by_key(|finding| finding.primary.span.file);
    let tree = |file: FileId| {
        let data = covered.get((file.0 as usize).checked_sub(first)?)?;
        Some(load::again(file, &texts.again(file, &report.sources, &covered, host)?, data.format))
    };
    let mut locator = Locator::new(&facts, (&covered, first), &report.sources, &tree);
    let said = Said { comments, undecided };
    asides.of_dataset(&mut findings, said, &|finding| scopes.of(finding), &mut locator, &mut report.set_aside);
    if settings.edits {
        edits::fill(&mut findings, &tree);
    }
    report.mendable.extend(edits::mendable(&findings, report.bearers.places(), &covered, first));
    report.counts.files += covered.len();
    report.counts.records += facts.records.len();
    report.counts.facts += facts.rows.len();
    if settings.cite.is_check() {
        report.notices.extend(not_yet_checked(&unchecked));
    }
    let incomplete = facts.incomplete;
    match aim {
        Aim::Facts(all) => all.push(Facts { dataset: facts, citations, files, covered: kept_coverage }),
        Aim::Findings | Aim::Comparison(..) => drop(facts),
    }
    let aside = report.set_aside.iter().map(|aside| &aside.finding);
    let wanted = shown(findings.iter().chain(aside));
    let changed = texts.read_again(&mut report.sources, &covered, wanted, host);
    report.notices.extend(changed.iter().map(|name| changed_meanwhile(name)));
    let changed = texts::changed(copies, &report.sources, &findings, host);
    report.notices.extend(changed.iter().map(|name| copy_changed_meanwhile(name)));
    keep_shown(report, &findings);
    report.diagnostics.append(&mut findings);
    Ok(Done { incomplete, cited, printed })
}

/// Which overrides hold for the files that findings point into.
struct FileScopes<'f> {
    /// The number of the first data file.
    first: usize,
    files: &'f [DataFile],
    /// Those of files beside the data that no schema covers.
    beside: BTreeMap<FileId, Scope>,
    others: Scope,
}

impl FileScopes<'_> {
    fn of(&self, finding: &Diagnostic) -> &Scope {
        let file = finding.primary.span.file;
        let data = (file.0 as usize).checked_sub(self.first).and_then(|at| self.files.get(at));
        data.map(|data| &data.scope).or_else(|| self.beside.get(&file)).unwrap_or(&self.others)
    }
}

/// The rules that speak of all files, as far as they run for one.
fn compare(
    (facts, citations): (&Dataset, &Citations),
    sentences: &mut SentenceReader<'_>,
    files: &[DataFile],
    selection: &Selection,
    findings: &mut Vec<Diagnostic>,
) {
    let scopes: BTreeSet<&Scope> = files.iter().map(|file| &file.scope).collect();
    let runs = |rule: &str| selection.runs(rule) || scopes.iter().any(|scope| selection.runs_in(scope, rule));
    for rule in rules::all().filter(|rule| runs(rule.meta.name)) {
        match rule.check {
            Check::Dataset(check) => check(facts, findings),
            Check::Citations(check) => check(facts, citations, findings),
            Check::Sentences(check) => check(sentences, findings),
            Check::Configured(check) => check(facts, citations, &selection.options, findings),
            Check::Stage | Check::File(_) | Check::Changes(_) => {}
        }
    }
}

/// What a dataset is compared with.
fn earlier_of<'a>(aim: &Aim<'a>, number: usize) -> Option<&'a Facts> {
    match aim {
        Aim::Comparison(earlier, _) => earlier.get(number),
        Aim::Findings | Aim::Facts(_) => None,
    }
}

/// What the rules find that ask what changed.
fn changes(comparison: &Comparison<'_>, selection: &Selection, findings: &mut Vec<Diagnostic>) {
    for rule in rules::all().filter(|rule| selection.runs(rule.meta.name)) {
        if let Check::Changes(check) = rule.check {
            check(comparison, findings);
        }
    }
}

/// What the file stage gives of all files together.
struct Read {
    texts: Texts,
    linker: Linker,
    comments: Vec<Comments>,
}

/// The data files, for a comparison.
fn kept_files(files: &[DataFile], first: usize, texts: &Texts) -> KeptFiles {
    let kept = |(file, digest): (&DataFile, u64)| File {
        path: file.path.clone(),
        inside: file.inside.clone(),
        format: file.format,
        digest,
    };
    KeptFiles { first, list: files.iter().zip(texts.digests()).map(kept).collect() }
}

/// The file stage: the files' texts become sources, their tables are joined, and what is found is added.
fn read_files(
    files: &[DataFile],
    schemas: &Schemas,
    selection: &Selection,
    host: &dyn Host,
    report: &mut Report,
    findings: &mut Vec<Diagnostic>,
) -> Result<Read, RunError> {
    let checks = checks_by_scope(files, selection);
    let mut texts = Texts::new(&report.sources);
    let mut comments = Vec::new();
    let mut linker = Linker::new(schemas.plan.vocabulary.clone());
    let first = report.sources.len();
    for batch in files.chunks(BATCH * rayon::current_num_threads()) {
        let next = report.sources.len();
        let read: Vec<Checked> = batch
            .par_iter()
            .enumerate()
            .map(|(at, file)| {
                let checks = checks.get(&file.scope).map_or(&[][..], Vec::as_slice);
                let checked = check_file(file, FileId(number(next + at)), schemas, (checks, &selection.options), host);
                host.file_done();
                checked
            })
            .collect::<Result<_, _>>()?;
        if next == first && files.len() > 1 {
            linker.expect(read.iter().map(|file| &file.tables), files.len().div_ceil(batch.len()));
        }
        for file in read {
            texts.add(&mut report.sources, file.text);
            findings.extend(file.diagnostics);
            report.notices.extend(file.notice);
            comments.extend(file.comments);
            linker.add(file.tables);
        }
    }
    Ok(Read { texts, linker, comments })
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

/// The schemas of a dataset, compiled.
struct Schemas {
    plan: Plan,
    /// For each combination of schemas that some file has, its number among the plan's sets.
    sets: BTreeMap<Vec<SchemaId>, usize>,
    validators: BTreeMap<SchemaId, Option<Validator>>,
    /// For each file's schema names, their numbers.
    ids: Vec<(SchemaName, SchemaId)>,
    /// The names of their files, which are no data.
    names: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    /// Whether a part of one is missing.
    gaps: bool,
    /// Whether something in them does not count, so that ids may be missing.
    incomplete: bool,
    unchecked: Vec<&'static str>,
}

impl Schemas {
    fn load(
        dataset: &DatasetSettings,
        files: &mut Vec<DataFile>,
        options: &Options,
        host: &dyn Host,
        report: &mut Report,
    ) -> Result<Self, RunError> {
        let mut library = Library::new();
        let mut ids: Vec<(SchemaName, SchemaId)> = Vec::new();
        let roots: [&Path; 2] = [&dataset.schema_root, &dataset.root];
        for name in files.iter().flat_map(|file| &file.schemas) {
            if !ids.iter().any(|(known, _)| known == name) {
                ids.push((name.clone(), library.load(host, &mut report.sources, name, &roots)?));
            }
        }
        for file in files.iter_mut() {
            let Some(own) = &mut file.own else { continue };
            let Ok(name) = own.name.clone() else { continue };
            if !ids.iter().any(|(known, _)| *known == name) {
                match library.load(host, &mut report.sources, &name, &roots) {
                    Ok(id) => ids.push((name.clone(), id)),
                    Err(error) => {
                        own.name = Err(error.to_string());
                        continue;
                    }
                }
            }
            file.schemas.push(name);
        }
        let names: Vec<String> = library.ids().map(|id| library.tree(id).source().name().to_owned()).collect();
        // A schema that names another is no data for that.
        files.retain(|file| !file.schemas.is_empty() || !names.contains(&host.display(&file.path)));
        let mut sets = BTreeMap::new();
        let mut order = Vec::new();
        for file in files.iter() {
            let set = numbers(&ids, &file.schemas);
            sets.entry(set.clone()).or_insert_with(|| {
                order.push(set);
                order.len() - 1
            });
        }
        let (plan, mut diagnostics) = Plan::compile(&library, &order, options);
        let validators = ids.iter().map(|&(_, id)| (id, Validator::compile(&library, id))).collect();
        let unchecked = plan.unchecked().to_vec();
        let gaps = library.has_gaps || files.iter().any(|file| file.own.as_ref().is_some_and(|own| own.name.is_err()));
        let incomplete = library.has_gaps || plan.may_hide;
        diagnostics.append(&mut library.diagnostics);
        Ok(Self { plan, sets, validators, ids, names, diagnostics, gaps, incomplete, unchecked })
    }
}

fn numbers(ids: &[(SchemaName, SchemaId)], names: &[SchemaName]) -> Vec<SchemaId> {
    names.iter().filter_map(|name| ids.iter().find(|(known, _)| known == name)).map(|&(_, id)| id).collect()
}

/// What the file stage gives.
struct Checked {
    text: Text,
    tables: Tables,
    diagnostics: Vec<Diagnostic>,
    notice: Option<String>,
    comments: Option<Comments>,
}

/// The check of a rule that runs on one file.
type FileCheck = fn(&FileView<'_>, &mut Vec<Diagnostic>);

/// The checks of one file that run where the same overrides hold.
fn checks_by_scope<'f>(files: &'f [DataFile], selection: &Selection) -> BTreeMap<&'f Scope, Vec<FileCheck>> {
    let mut checks = BTreeMap::new();
    for scope in files.iter().map(|file| &file.scope) {
        checks.entry(scope).or_insert_with(|| {
            let run = rules::all().filter(|rule| selection.runs_in(scope, rule.meta.name));
            let of_files = run.filter_map(|rule| if let Check::File(check) = rule.check { Some(check) } else { None });
            of_files.collect()
        });
    }
    checks
}

fn check_file(
    file: &DataFile,
    id: FileId,
    schemas: &Schemas,
    (checks, options): (&[FileCheck], &Options),
    host: &dyn Host,
) -> Result<Checked, RunError> {
    let name = host.display(&file.path);
    let stops = |error: std::io::Error| RunError::Unreadable { path: name.clone(), why: unreadable(&error) };
    let bytes = host.read_data(&file.path).map_err(stops)?;
    let loaded = load(id, &name, bytes, file.format);
    let mut diagnostics = loaded.diagnostics;
    let is_text = loaded.tree.documents().next().is_some_and(|document| document.kind() == Kind::String);
    let notice = (file.format_guessed && (!loaded.complete || is_text)).then(|| guessed_format(&name));
    let set = numbers(&schemas.ids, &file.schemas);
    let validators: Vec<Validator> = set.iter().filter_map(|schema| schemas.validators.get(schema)?.clone()).collect();
    if loaded.documents_whole {
        for validator in &validators {
            validator.validate(&loaded.tree, &mut diagnostics);
        }
    }
    let plan_set = schemas.sets.get(&set).copied().unwrap_or_default();
    let mut tables = lift(&schemas.plan, plan_set, &loaded.tree, &file.inside);
    tables.incomplete |= !loaded.complete;
    if let Some((own, Err(why))) = file.own.as_ref().map(|own| (own, &own.name)) {
        diagnostics.push(own.unreadable(id, why));
        tables.incomplete = true;
    }
    let vocabulary = &schemas.plan.vocabulary;
    let view = FileView { tree: &loaded.tree, tables: &tables, vocabulary, validators: &validators, options };
    for check in checks {
        check(&view, &mut diagnostics);
    }
    let own = (!schemas.gaps).then_some(&schemas.plan.checks);
    let comments = suppress::read(&loaded.tree, own, &mut diagnostics);
    let source = Arc::clone(loaded.tree.source());
    drop(loaded.tree);
    tables.let_go(source.text());
    let text = Text::of(&source);
    Ok(Checked { text, tables, diagnostics, notice, comments })
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

fn guessed_format(name: &str) -> String {
    format!("`{name}` was read as YAML, since its name tells no format: `--input-format` does, such as csv or ndjson")
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

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
