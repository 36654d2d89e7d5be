//! The file stage: each file read, validated, lifted and checked for itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Options};
use factlint_model::facts::Tables;
use factlint_model::load::load;
use factlint_model::source::FileId;
use factlint_model::tree::Kind;
use rayon::prelude::*;

use super::files::DataFile;
use super::schemas::{Schemas, numbers};
use super::select::Scope;
use super::texts::{Text, Texts, digest};
use super::unchanged::CheckedFiles;
use super::{Host, Report, RunError, Selection, unreadable};
use crate::lift::lift;
use crate::link::Linker;
use crate::rules::{self, Check, FileView};
use crate::schema::Validator;
use crate::suppress::{self, Comments};

/// How many files each thread reads before their tables are joined: enough that none waits long for the others.
const BATCH: usize = 16;

/// What the file stage gives of all files together.
pub(super) struct Read {
    pub texts: Texts,
    pub linker: Linker,
    pub comments: Vec<Comments>,
    /// What was made of each file, if that is to be kept.
    pub checked: CheckedFiles,
}

/// What the file stage has of another state of the data, and whether it is to keep the like.
pub(super) struct Reuse<'q> {
    pub earlier: Option<&'q CheckedFiles>,
    pub keep: bool,
}

/// The file stage: the files' texts become sources, their tables are joined, and what is found is added.
pub(super) fn read_files(
    files: &[DataFile],
    schemas: &Schemas,
    selection: &Selection,
    reuse: Reuse<'_>,
    host: &dyn Host,
    report: &mut Report,
    findings: &mut Vec<Diagnostic>,
) -> Result<Read, RunError> {
    let earlier = reuse.earlier.filter(|earlier| earlier.are_checked_by(selection, schemas));
    let mut kept = CheckedFiles::new(selection, schemas);
    let running = running_by_scope(files, selection);
    let mut texts = Texts::default();
    let mut comments = Vec::new();
    let mut linker = Linker::new(schemas.plan.vocabulary.clone());
    let first = report.sources.len();
    for batch in files.chunks(BATCH * rayon::current_num_threads()) {
        let next = report.sources.len();
        let read: Vec<Checked> = batch
            .par_iter()
            .enumerate()
            .map(|(at, file)| {
                let id = FileId(number(next + at));
                let checked = check_file(file, id, schemas, &running[&file.scope], earlier, host);
                host.file_done();
                checked
            })
            .collect::<Result<_, _>>()?;
        if next == first && files.len() > 1 {
            linker.expect(read.iter().map(|file| &file.found.tables), files.len().div_ceil(batch.len()));
        }
        for (data, file) in batch.iter().zip(read) {
            // Comments note what they set aside, so they are read each time.
            if reuse.keep && file.comments.is_none() {
                kept.add(data, FileId(number(report.sources.len())), file.text.digest, file.found.clone());
            }
            texts.add(&mut report.sources, file.text, !file.found.tables.incomplete);
            findings.extend(file.found.diagnostics);
            report.notices.extend(file.found.notice);
            comments.extend(file.comments);
            linker.add(file.found.tables);
        }
    }
    Ok(Read { texts, linker, comments, checked: kept })
}

/// What the file stage gives.
struct Checked {
    text: Text,
    found: Found,
    comments: Option<Comments>,
}

/// What is made of a file.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub tables: Tables,
    pub diagnostics: Vec<Diagnostic>,
    pub notice: Option<String>,
}

/// The check of a rule that runs on one file.
type FileCheck = fn(&FileView<'_>, &mut Vec<Diagnostic>);

/// What runs on one file.
struct Running {
    checks: Vec<FileCheck>,
    options: Options,
    /// Whether files are validated.
    by_schemas: bool,
}

/// What runs on each file, by the overrides that hold for it.
fn running_by_scope<'f>(files: &'f [DataFile], selection: &Selection) -> BTreeMap<&'f Scope, Running> {
    let mut running = BTreeMap::new();
    for scope in files.iter().map(|file| &file.scope) {
        running.entry(scope).or_insert_with(|| {
            let run = rules::all().filter(|rule| selection.runs_in(scope, rule.meta.name));
            let of_files = run.filter_map(|rule| if let Check::File(check) = rule.check { Some(check) } else { None });
            let options = selection.options_in(scope);
            Running { checks: of_files.collect(), options, by_schemas: !selection.no_rules }
        });
    }
    running
}

fn check_file(
    file: &DataFile,
    id: FileId,
    schemas: &Schemas,
    running: &Running,
    earlier: Option<&CheckedFiles>,
    host: &dyn Host,
) -> Result<Checked, RunError> {
    let name = host.display(&file.path);
    let stops = |error: std::io::Error| RunError::Unreadable { path: name.clone(), why: unreadable(&error) };
    let bytes = host.read_data(&file.path).map_err(stops)?;
    let text = Text { name: name.clone(), digest: digest(&bytes) };
    if let Some(found) = earlier.and_then(|earlier| earlier.take(file, id, text.digest)) {
        return Ok(Checked { text, found, comments: None });
    }
    let loaded = load(id, &name, bytes, file.format);
    let mut diagnostics = loaded.diagnostics;
    let is_text = loaded.tree.documents().next().is_some_and(|document| document.kind() == Kind::String);
    let notice = (file.format_guessed && (!loaded.complete || is_text)).then(|| guessed_format(&name));
    let set = numbers(&schemas.ids, &file.schemas);
    let validators: Vec<Validator> = set.iter().filter_map(|schema| schemas.validators.get(schema)?.clone()).collect();
    if loaded.documents_whole && running.by_schemas {
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
    let view = FileView {
        tree: &loaded.tree,
        tables: &tables,
        vocabulary,
        validators: &validators,
        options: &running.options,
    };
    for check in &running.checks {
        check(&view, &mut diagnostics);
    }
    let own = (!schemas.gaps).then_some(&schemas.plan.checks);
    let comments = suppress::read(&loaded.tree, own, &mut diagnostics);
    let source = Arc::clone(loaded.tree.source());
    drop(loaded.tree);
    tables.let_go(source.text());
    Ok(Checked { text, found: Found { tables, diagnostics, notice }, comments })
}

fn guessed_format(name: &str) -> String {
    format!("`{name}` was read as YAML, since its name tells no format: `--input-format` does, such as csv or ndjson")
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
