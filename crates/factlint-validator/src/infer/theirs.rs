//! JSON Schemas that lie in the folder: which files they are for, and how many of these keep to them.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use factlint_model::figure::thousands;
use factlint_model::source::Sources;
use factlint_model::tree::{Kind, NodeRef};

use super::files::DataFile;
use super::sets::{Set, stem};
use super::threshold;
use crate::engine::{Host, OwnSchema, SchemaName};
use crate::schema::{Library, Validator};

/// A schema of the folder's own for a set of files.
#[derive(Clone, Debug)]
pub(super) struct Theirs {
    /// Its name, from the folder.
    pub name: String,
    /// How many of the files break it.
    pub broken: usize,
    /// How many files there are.
    pub files: usize,
}

impl Theirs {
    /// Whether ours can be laid over it: what is proposed accepts the data.
    pub fn holds(&self) -> bool {
        self.broken == 0
    }

    /// What the files make of it.
    pub fn evidence(&self) -> String {
        let (all, name) = (thousands(self.files), &self.name);
        match (self.broken, self.files) {
            (0, 1) => format!("laid over {name}, which the file keeps to"),
            (0, _) => format!("laid over {name}, which all {all} files keep to"),
            (_, 1) => format!("not laid over {name}, which the file breaks"),
            (broken, _) => format!("not laid over {name}, which {} of {all} files break", thousands(broken)),
        }
    }
}

/// The folder's own schemas, and for which files they are.
pub(super) struct Found {
    schemas: Vec<(String, Validator)>,
    /// For each file the number of its schema.
    of_files: Vec<Option<usize>>,
}

impl Found {
    /// For each file the schema that it names itself, or the one that knows most of its keys.
    pub fn look((root, host): (&Path, &dyn Host), names: &[String], files: &[DataFile]) -> Self {
        let mut compiled = Compiled { root, host, library: Library::new(), sources: Sources::default() };
        let schema = |name: &String| Some((name.clone(), compiled.compile(&SchemaName::File(root.join(name)))?));
        let mut schemas: Vec<(String, Validator)> = names.iter().filter_map(schema).collect();
        let around = schemas.len();
        let mut of_files = Vec::new();
        for file in files {
            let named = compiled.named(file, &mut schemas);
            of_files.push(named.or_else(|| most_alike(&schemas[..around], file)));
        }
        Self { schemas, of_files }
    }

    /// The number of a file's schema.
    pub fn of_file(&self, file: usize) -> Option<usize> {
        self.of_files.get(file).copied().flatten()
    }

    /// The schema of a set's files, and how many of these keep to it.
    pub fn of_set(&self, set: &Set, files: &[DataFile]) -> Option<Theirs> {
        let (name, validator) = self.schemas.get(set.theirs?)?;
        let breaks = |&&file: &&usize| {
            let mut found = Vec::new();
            validator.validate(&files[file].tree, &mut found);
            !found.is_empty()
        };
        let broken = set.files.iter().filter(breaks).count();
        Some(Theirs { name: name.clone(), broken, files: set.files.len() })
    }
}

struct Compiled<'h> {
    root: &'h Path,
    host: &'h dyn Host,
    library: Library,
    sources: Sources,
}

impl Compiled<'_> {
    /// A schema; none where it has mistakes.
    fn compile(&mut self, name: &SchemaName) -> Option<Validator> {
        let mistakes = self.library.diagnostics.len();
        let id = self.library.load(self.host, &mut self.sources, name, &[]).ok()?;
        let sound = self.library.diagnostics.len() == mistakes;
        Validator::compile(&self.library, id).filter(|_| sound)
    }

    /// The number of the schema that a file names itself; a new one is added.
    fn named(&mut self, file: &DataFile, schemas: &mut Vec<(String, Validator)>) -> Option<usize> {
        let name = OwnSchema::of_tree(&file.tree, &self.root.join(&file.inside))?.name.ok()?;
        let shown = match &name {
            SchemaName::BuiltIn(name) => name.clone(),
            SchemaName::File(path) => inside(path, self.root)?,
        };
        if let Some(known) = schemas.iter().position(|(known, _)| *known == shown) {
            return Some(known);
        }
        schemas.push((shown, self.compile(&name)?));
        Some(schemas.len() - 1)
    }
}

/// A path from the folder, if it lies below.
fn inside(path: &Path, root: &Path) -> Option<String> {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    Some(whole.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))
}

/// The schema that names the most of a file's keys, and enough of them; of several the one that is called like the file.
fn most_alike(schemas: &[(String, Validator)], file: &DataFile) -> Option<usize> {
    let mut mappings = Vec::new();
    if let Some(document) = file.tree.documents().next().filter(|_| !schemas.is_empty()) {
        key_paths(document, &mut Vec::new(), &mut mappings);
    }
    let fit = |(number, (name, validator)): (usize, &(String, Validator))| {
        let (count, all) = named_keys(&mappings, validator);
        let enough = count > 0 && threshold::is_share(count, all, threshold::ALIKE_FILES);
        enough.then_some((count, stem(name) == stem(&file.inside), Reverse(number)))
    };
    let best = schemas.iter().enumerate().filter_map(fit).max();
    best.map(|(_, _, Reverse(number))| number)
}

/// How many keys a schema names, of all keys in the mappings of which it names some. The keys of the others may be data.
fn named_keys(mappings: &[Vec<Vec<&str>>], validator: &Validator) -> (usize, usize) {
    let count = |paths: &Vec<Vec<&str>>| paths.iter().filter(|path| validator.names_key(path)).count();
    let counts = mappings.iter().map(|paths| (count(paths), paths.len())).filter(|(named, _)| *named > 0);
    counts.fold((0, 0), |(named, all), (some, of)| (named + some, all + of))
}

/// The paths of the keys of each mapping down to a few levels; of a list the first item stands for all.
fn key_paths<'t>(value: NodeRef<'t>, above: &mut Vec<&'t str>, mappings: &mut Vec<Vec<Vec<&'t str>>>) {
    if above.len() >= threshold::KEY_DEPTH || mappings.len() >= threshold::KEY_MAPPINGS {
        return;
    }
    let below: Vec<(&str, NodeRef<'t>)> = match value.kind() {
        Kind::Sequence => value.items().take(1).map(|item| ("0", item)).collect(),
        _ => value.entries().take(threshold::LOOKED_AT).map(|(key, below)| (key.text(), below)).collect(),
    };
    if value.kind() == Kind::Mapping {
        mappings.push(below.iter().map(|(key, _)| [above.as_slice(), &[*key]].concat()).collect());
    }
    for (key, value) in below {
        above.push(key);
        key_paths(value, above, mappings);
        above.pop();
    }
}
