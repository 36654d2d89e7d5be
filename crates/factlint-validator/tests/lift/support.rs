//! Compiles schemas, lifts and links data, and prints the tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use factlint_model::diagnostic::{Diagnostic, Options};
use factlint_model::facts::{Dataset, RecordId, Tables};
use factlint_model::load::{Format, load};
use factlint_model::source::{FileId, Sources};
use factlint_model::tree::Tree;
use factlint_validator::engine::SchemaName;
use factlint_validator::lift::lift;
use factlint_validator::link::Linker;
use factlint_validator::plan::Plan;
use factlint_validator::schema::Library;

use crate::host::Memory;

/// What compiling, lifting and linking gives.
pub struct Outcome {
    pub dataset: Dataset,
    /// Mistakes in the schemas: `file:line:column message (at)`.
    pub mistakes: String,
    pub unchecked: Vec<&'static str>,
    pub sources: Sources,
}

/// A set of files: the names of its schemas, and the files `(path, text)`.
pub type Set<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// Lifts files `(path, text)` by schemas `(name, text)` that hold for all of them.
pub fn run(schemas: &[(&str, &str)], files: &[(&str, &str)]) -> Outcome {
    let names: Vec<&str> = schemas.iter().map(|(name, _)| *name).collect();
    run_sets(schemas, &[(&names, files)])
}

/// Lifts several sets of files as one dataset.
pub fn run_sets(schemas: &[(&str, &str)], sets: &[Set<'_>]) -> Outcome {
    let files = schemas.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect();
    let memory = Memory { files };
    let mut sources = Sources::default();
    let mut library = Library::new();
    let mut load_schema = |name: &&str| {
        let name = SchemaName::File(PathBuf::from(name));
        library.load(&memory, &mut sources, &name, &[]).unwrap()
    };
    let ids: Vec<Vec<_>> = sets.iter().map(|(names, _)| names.iter().map(&mut load_schema).collect()).collect();
    let (plan, found) = Plan::compile(&library, &ids, &Options::default());
    let mistakes = library.diagnostics.iter().chain(&found).map(|one| line(one, &sources)).collect();
    let mut linker = Linker::new(plan.vocabulary.clone());
    for (set, (_, files)) in sets.iter().enumerate() {
        for (path, text) in *files {
            let format = Format::of_name(path).unwrap_or(Format::FrontMatter);
            let file = FileId(u32::try_from(sources.len()).unwrap());
            let loaded = load(file, path, text.as_bytes().to_vec(), format);
            assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
            sources.add(loaded.tree.source().clone());
            let mut lifted = lift(&plan, set, &loaded.tree, path);
            lifted.let_go(loaded.tree.source().text());
            linker.add(lifted);
        }
    }
    let unchecked = plan.unchecked().to_vec();
    Outcome { dataset: linker.finish(), mistakes, unchecked, sources }
}

/// A mistake in a line: where, what, at the place, and the help.
fn line(one: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(one.primary.span.file).unwrap();
    let at = source.position(one.primary.span.start);
    let help = one.help.as_ref().map(|help| format!(" [{help}]")).unwrap_or_default();
    format!("{}:{}:{} {} ({}){help}\n", source.name(), at.line, at.column, one.message, one.primary.text)
}

/// The tables of one file `data.yaml` by one schema without mistakes.
pub fn tables(schema: &str, data: &str) -> String {
    let outcome = run(&[("schema.yaml", schema)], &[("data.yaml", data)]);
    assert_eq!(outcome.mistakes, "");
    outcome.tables()
}

/// The tables of a tree by one schema.
pub fn lift_tree(schema: &str, tree: &Tree) -> Tables {
    let memory = Memory { files: BTreeMap::from([(PathBuf::from("s"), schema.to_owned())]) };
    let mut library = Library::new();
    let name = SchemaName::File(PathBuf::from("s"));
    let id = library.load(&memory, &mut Sources::default(), &name, &[]).unwrap();
    lift(&Plan::compile(&library, &[vec![id]], &Options::default()).0, 0, tree, "data.yaml")
}

/// The mistakes in one schema.
pub fn mistakes(schema: &str) -> String {
    run(&[("s", schema)], &[]).mistakes
}

impl Outcome {
    /// A record a line, and a line for each of its values: `slot "text" line:column`, `->` what it reaches.
    pub fn tables(&self) -> String {
        let mut out = String::new();
        for id in self.dataset.record_ids() {
            self.record(id, &mut out);
        }
        out
    }

    fn record(&self, id: RecordId, out: &mut String) {
        let dataset = &self.dataset;
        let record = dataset.record(id);
        let owner = record.owner.map(|owner| format!(" of #{}", owner.0)).unwrap_or_default();
        let head = self.sources.text(dataset.head(id));
        let constraints = dataset.constraints_of(id).len();
        let constraints = if constraints > 0 { format!(", constraints: {constraints}") } else { String::new() };
        let kind = dataset.vocabulary.kind_name(record.kind);
        let siblings = record.siblings;
        writeln!(out, "#{} {kind}{owner} at `{head}`, group {siblings}{constraints}", id.0).unwrap();
        for row in dataset.rows_of(id) {
            let meaning = dataset.use_of(row);
            let word = format!("{:?}", meaning.meaning);
            let word = word.split(['(', ' ']).next().unwrap().to_lowercase();
            let slot = dataset.vocabulary.slot_name(meaning.slot);
            let text = dataset.text(row);
            let span = dataset.span(row);
            let at = self.sources.get(span.file).unwrap().position(span.start);
            let under = self.sources.text(span);
            let under = if under == text { String::new() } else { format!(" from `{under}`") };
            let reached: Vec<String> = dataset.targets(row).map(|target| format!(" -> #{}", target.0)).collect();
            writeln!(out, "  {word} {slot}: {text:?}{under} {}:{}{}", at.line, at.column, reached.concat()).unwrap();
        }
    }
}
