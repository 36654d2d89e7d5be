//! The schemas of a run: the files that are named, and transitively those that they refer to. Nothing is fetched.

mod address;
mod check;
mod circles;
mod resolve;
mod types;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::load::{self, Format};
use factlint_model::source::{FileId, Sources, Span};
use factlint_model::tree::{NodeId, NodeRef, Tree};
use jsonschema::Draft;
use serde_json::Value;

use super::INVALID_SCHEMA;
use super::builtin::{self, BuiltIn};
use super::outline::Outline;
use super::pattern;
use super::validator::Validator;
use super::value::to_value;
use crate::engine::{Host, RunError, SchemaName, unreadable};

pub use walk::{Nested, nested};

/// The number of a schema document in its [`Library`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub(super) u32);

/// A schema document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its file; `None` for a built-in one.
    pub path: Option<PathBuf>,
    /// Its address unless it names itself otherwise.
    pub address: String,
    /// The tree, for places.
    pub tree: Tree,
    /// The draft that it is written in.
    pub draft: Draft,
    /// Whether all of it was read.
    pub complete: bool,
}

/// The schemas of a run.
#[derive(Debug, Default)]
pub struct Library {
    /// What is wrong in the schemas, each at its place: findings of `schema/invalid-schema`.
    pub diagnostics: Vec<Diagnostic>,
    documents: Vec<Arc<Document>>,
    /// The documents for the validator; references to nothing are taken out.
    values: Vec<Value>,
    by_address: BTreeMap<String, SchemaId>,
    /// The addresses under which documents are referred to.
    mounts: BTreeSet<(String, SchemaId)>,
    /// The schemas that have an address of their own.
    resources: BTreeMap<String, (SchemaId, NodeId)>,
    /// The schemas that have an anchor, by address and name.
    anchors: BTreeMap<(String, String), (SchemaId, NodeId)>,
    /// The schemas that were looked through, by address and place.
    scanned: BTreeSet<(String, SchemaId, NodeId)>,
    /// Where references lead, by the place of their value.
    targets: Arc<HashMap<(SchemaId, NodeId), (SchemaId, NodeId)>>,
    /// How many documents have been held against their meta-schema.
    checked: usize,
    /// Those that break the rules of their draft.
    unusable: BTreeSet<SchemaId>,
    /// Whether a part of some schema is missing: a file that was not wholly read, a reference to nothing.
    pub(crate) has_gaps: bool,
    /// The schemas named to the library, compiled; those that could not be are missing.
    validators: HashMap<SchemaId, Validator>,
}

impl Library {
    /// A library without schemas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads the schema of this name, looked for in these folders one after the other, and all that it refers to.
    ///
    /// # Errors
    /// [`RunError::MissingSchema`] where the named schema itself cannot be read. What is wrong inside is a diagnostic.
    pub fn load(
        &mut self,
        host: &dyn Host,
        sources: &mut Sources,
        name: &SchemaName,
        roots: &[&Path],
    ) -> Result<SchemaId, RunError> {
        let id = match name {
            SchemaName::BuiltIn(name) => {
                let known = builtin::find(name).ok_or_else(|| RunError::MissingSchema {
                    name: name.clone(),
                    path: name.clone(),
                    why: format!(
                        "no schema of this name is built in; {} is",
                        builtin::names().collect::<Vec<_>>().join(", ")
                    ),
                })?;
                self.built_in(sources, known)
            }
            SchemaName::File(path) => self.named_file(host, sources, path, roots)?,
        };
        let address = self.document(id).address.clone();
        self.connect(host, sources, id, &address);
        self.break_circles();
        self.prepare(id);
        Ok(id)
    }

    /// The tree of a schema file.
    #[must_use]
    pub fn tree(&self, id: SchemaId) -> &Tree {
        &self.document(id).tree
    }

    /// The root of a schema; `None` where the file holds none.
    #[must_use]
    pub fn root(&self, id: SchemaId) -> Option<NodeRef<'_>> {
        self.tree(id).documents().next()
    }

    /// The draft that a schema is written in.
    #[must_use]
    pub fn draft(&self, id: SchemaId) -> Draft {
        self.document(id).draft
    }

    /// The schema that a reference leads to. `reference` is the node of the value of `$ref`, `$dynamicRef` or
    /// `$recursiveRef` in the tree of `from`; a dynamic one leads where it would without a dynamic scope. `None` for a
    /// reference to nothing (already told) or into one of JSON Schema's own meta-schemas.
    #[must_use]
    pub fn resolve(&self, from: SchemaId, reference: NodeRef<'_>) -> Option<(SchemaId, NodeRef<'_>)> {
        let &(id, node) = self.targets.get(&(from, reference.target().id()))?;
        Some((id, self.tree(id).node(node)?))
    }

    /// All schemas, in the order in which they were loaded.
    pub fn ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..u32::try_from(self.documents.len()).unwrap_or(u32::MAX)).map(SchemaId)
    }

    /// The addresses under which documents are referred to.
    pub(super) fn mounts(&self) -> impl Iterator<Item = (&str, SchemaId)> {
        self.mounts.iter().map(|(address, id)| (address.as_str(), *id))
    }

    pub(crate) fn document(&self, id: SchemaId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// A document for the validator.
    pub(super) fn value(&self, id: SchemaId) -> &Value {
        &self.values[id.0 as usize]
    }

    /// The compiled form of a schema that was loaded by its name; `None` where it could not be, which is told.
    pub(super) fn validator(&self, id: SchemaId) -> Option<&Validator> {
        self.validators.get(&id)
    }

    /// The documents and references as they are by now, to keep beside a validator.
    pub(super) fn outline(&self) -> Outline {
        Outline::new(self.documents.clone(), self.targets.clone())
    }

    /// Notes a mistake in a schema.
    pub(super) fn mistake(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(INVALID_SCHEMA, Level::Error, span, message));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    fn named_file(
        &mut self,
        host: &dyn Host,
        sources: &mut Sources,
        path: &Path,
        roots: &[&Path],
    ) -> Result<SchemaId, RunError> {
        let name = path.display().to_string();
        if name.contains("://") {
            let why = "it lies on the web, from which nothing is fetched".to_owned();
            return Err(RunError::MissingSchema { path: name.clone(), name, why });
        }
        let mut first_failure = None;
        let candidates = if path.is_absolute() || roots.is_empty() {
            vec![path.to_owned()]
        } else {
            roots.iter().map(|root| root.join(path)).collect()
        };
        for candidate in candidates {
            let candidate = address::normal(&candidate);
            match self.file(host, sources, &candidate) {
                Ok(id) => return Ok(id),
                Err(error) => {
                    first_failure.get_or_insert((candidate, error));
                }
            }
        }
        let (path, why) = first_failure
            .map_or_else(|| (name.clone(), String::new()), |(path, error)| (host.display(&path), unreadable(&error)));
        Err(RunError::MissingSchema { name, path, why })
    }

    /// The document in this file, read if it has not been.
    fn file(&mut self, host: &dyn Host, sources: &mut Sources, path: &Path) -> io::Result<SchemaId> {
        let address = address::of_path(path);
        if let Some(&id) = self.by_address.get(&address) {
            return Ok(id);
        }
        let bytes = host.read(path)?;
        let name = host.display(path);
        let format = Format::of_name(&name).unwrap_or(Format::Yaml);
        Ok(self.add(sources, &name, bytes, format, address, Some(path.to_owned())))
    }

    fn built_in(&mut self, sources: &mut Sources, known: BuiltIn) -> SchemaId {
        let address = builtin::address(known.file);
        if let Some(&id) = self.by_address.get(&address) {
            return id;
        }
        let format = Format::of_name(known.file).unwrap_or(Format::Yaml);
        let name = format!("factlint:{}", known.file);
        self.add(sources, &name, known.text.as_bytes().to_vec(), format, address, None)
    }

    fn add(
        &mut self,
        sources: &mut Sources,
        name: &str,
        bytes: Vec<u8>,
        format: Format,
        address: String,
        path: Option<PathBuf>,
    ) -> SchemaId {
        // The number is taken before the text is read, and the text put in its place after.
        let file = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let loaded = load::load(file, name, bytes, format);
        sources.add(loaded.tree.source().clone());
        let mistakes = loaded.diagnostics.into_iter().map(|mut diagnostic| {
            diagnostic.rule = INVALID_SCHEMA.into();
            diagnostic.level = Level::Error;
            diagnostic
        });
        let first = self.diagnostics.len();
        self.diagnostics.extend(mistakes);
        if let (false, Some(mistake)) = (loaded.complete, self.diagnostics.get_mut(first)) {
            mistake.notes.push("nothing is checked against this schema until it can be read".to_owned());
        }
        let root = loaded.tree.documents().next();
        let mut value = root.map_or(Value::Bool(true), to_value);
        pattern::mend(&mut value);
        let id = SchemaId(u32::try_from(self.documents.len()).unwrap_or(u32::MAX));
        let second = loaded.tree.documents().nth(1).map(NodeRef::span);
        let (draft, unknown) = root.map_or((Draft::default(), None), draft_of);
        self.by_address.insert(address.clone(), id);
        let complete = loaded.complete && root.is_some();
        self.has_gaps |= !complete;
        let empty = loaded.complete && root.is_none();
        self.documents.push(Arc::new(Document { path, address, tree: loaded.tree, draft, complete }));
        self.values.push(value);
        if empty {
            self.mistake(Span::new(file, 0, 0), "the file holds no schema, so nothing is checked against it");
        }
        if let Some(span) = second {
            let mistake =
                self.mistake(Span { end: span.start, ..span }, "a second document begins here, which is not read");
            mistake.help = Some("one file holds one schema: keep the other in a file of its own".to_owned());
        }
        if let Some((span, word)) = unknown {
            let finding = self.mistake(span, format!("`{word}` is no draft of JSON Schema that is known here"));
            finding.primary.text = "read as draft 2020-12".into();
            finding.level = Level::Warning;
            self.take_out(id, "/$schema");
        }
        id
    }
}

/// The draft of a schema, and where it names one that isn't known.
fn draft_of(root: NodeRef<'_>) -> (Draft, Option<(Span, String)>) {
    match root.get("$schema").and_then(|value| Some((value, value.as_str()?))) {
        None => (Draft::default(), None),
        Some((value, word)) => match Draft::from_schema_uri(word) {
            Draft::Unknown => (Draft::default(), Some((value.span(), word.to_owned()))),
            draft => (draft, None),
        },
    }
}
