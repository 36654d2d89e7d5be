//! Which files a dataset has, and the schemas of each.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use factlint_model::load::Format;
use factlint_model::source::{FileId, name_of};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::own_schema::OwnSchema;
use super::select::{Scope, Scopes};
use super::{DatasetSettings, FileSet, Host, RunError, SchemaName, Walked, unreadable};

/// One file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataFile {
    /// Where it is read.
    pub path: PathBuf,
    /// Its path from the dataset's root, with `/`.
    pub inside: String,
    pub format: Format,
    /// Whether nothing told that it is YAML.
    pub format_guessed: bool,
    /// Its schemas, in the order in which sets name them.
    pub schemas: Vec<SchemaName>,
    /// Where no set names one: the schema that the file names itself.
    pub own: Option<OwnSchema>,
    /// The overrides that hold for it.
    pub scope: Scope,
}

impl DataFile {
    /// Whether a set or the file itself names a schema.
    pub fn has_schema(&self) -> bool {
        !self.schemas.is_empty() || self.own.is_some()
    }
}

/// The data files of a dataset, by the numbers of their texts.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'f> {
    /// The number of the first.
    pub first: usize,
    /// All of them.
    pub list: &'f [DataFile],
}

impl<'f> Numbered<'f> {
    /// The file of this number, if it is one of data.
    pub fn get(self, id: FileId) -> Option<&'f DataFile> {
        self.list.get((id.0 as usize).checked_sub(self.first)?)
    }
}

/// The files of a dataset in the order of their paths, and those that lie beside them without a schema.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub checked: Vec<DataFile>,
    pub uncovered: Vec<(PathBuf, Scope)>,
    /// How many files each set has.
    pub sets: Vec<usize>,
}

/// Finds the files, of which there must be some.
pub(super) fn collect(dataset: &DatasetSettings, scopes: &Scopes, host: &dyn Host) -> Result<Files, RunError> {
    let files = find(dataset, scopes, host)?;
    if files.checked.is_empty() {
        return Err(RunError::NoData { what: what_was_sought(dataset, host) });
    }
    Ok(files)
}

/// Finds the files. One that several sets include has the schemas of all of them.
pub(super) fn find(dataset: &DatasetSettings, scopes: &Scopes, host: &dyn Host) -> Result<Files, RunError> {
    let mut found: BTreeMap<String, DataFile> = BTreeMap::new();
    let listed =
        if dataset.files.iter().any(|set| !set.include.is_empty()) { list(dataset, host)? } else { Vec::new() };
    let mut left_out = BTreeSet::new();
    let mut sets = Vec::new();
    for set in &dataset.files {
        let mut count = 0;
        let (include, exclude) = (globs(&set.include)?, globs(&set.exclude)?);
        for (inside, path) in &listed {
            if exclude.is_match(inside) {
                left_out.insert(inside.clone());
            } else if include.is_match(inside) {
                count += usize::from(add(&mut found, set, inside, path, host));
            }
        }
        for path in &set.named {
            count += usize::from(add(&mut found, set, &inside(&dataset.root, path), path, host));
        }
        sets.push(count);
    }
    let mut checked: Vec<DataFile> = found.into_values().collect();
    for file in &mut checked {
        file.scope = scopes.of(&file.inside);
        if file.schemas.is_empty() {
            file.own = OwnSchema::of_file(&file.path, file.format, host);
        }
    }
    let uncovered = uncovered(&listed, &checked, &left_out, host);
    let uncovered = uncovered.into_iter().map(|(inside, path)| (path.clone(), scopes.of(inside))).collect();
    Ok(Files { checked, uncovered, sets })
}

fn list(dataset: &DatasetSettings, host: &dyn Host) -> Result<Vec<(String, PathBuf)>, RunError> {
    let root = &dataset.root;
    let stops = |path: &Path, error| RunError::Unreadable { path: host.display(path), why: unreadable(&error) };
    let Walked { files, closed } = host.walk(root).map_err(|error| stops(root, error))?;
    for (folder, error) in closed {
        for set in &dataset.files {
            if may_hold(set, &name_of(&folder))? {
                return Err(stops(&root.join(&folder), error));
            }
        }
    }
    Ok(files.iter().map(|file| (name_of(file), root.join(file))).collect())
}

/// Whether a set may have files in a folder that cannot be looked into.
fn may_hold(set: &FileSet, folder: &str) -> Result<bool, RunError> {
    let exclude = globs(&set.exclude)?;
    let whole = exclude.is_match(folder) || exclude.is_match(format!("{folder}/*"));
    Ok(!whole && set.include.iter().any(|pattern| leads_into(pattern, folder)))
}

/// Whether files that fit a pattern may lie below a folder.
fn leads_into(pattern: &str, folder: &str) -> bool {
    let fits = |part: &str, name: &str| part.contains(['*', '?', '[', '{', '\\']) || part == name;
    let pattern = pattern.trim_start_matches("./");
    let parts = || pattern.split('/').take_while(|part| !part.contains("**"));
    let deep_enough = pattern.contains("**") || parts().count() > folder.split('/').count();
    deep_enough && parts().zip(folder.split('/')).all(|(part, name)| fits(part, name))
}

/// Adds a file to those of a set; whether it is data.
fn add(found: &mut BTreeMap<String, DataFile>, set: &FileSet, inside: &str, path: &Path, host: &dyn Host) -> bool {
    let told = || Format::of_file(inside, || host.read_data(path).ok());
    let known = set.format.or_else(told);
    let Some(format) = known.or_else(|| default_format(set, inside)) else { return false };
    let entry = found.entry(inside.to_owned()).or_insert_with(|| DataFile {
        path: path.to_owned(),
        inside: inside.to_owned(),
        format,
        format_guessed: known.is_none() && format == Format::Yaml,
        schemas: Vec::new(),
        own: None,
        scope: Scope::default(),
    });
    if set.format.is_some() {
        (entry.format, entry.format_guessed) = (format, false);
    }
    for schema in &set.schemas {
        if !entry.schemas.contains(schema) {
            entry.schemas.push(schema.clone());
        }
    }
    true
}

/// A file that is named one by one is data whatever its name: a page by its front matter, even if that is missing; else
/// YAML, which JSON is as well.
fn default_format(set: &FileSet, inside: &str) -> Option<Format> {
    let format = if Format::is_page(inside) { Format::FrontMatter } else { Format::Yaml };
    (!set.named.is_empty()).then_some(format)
}

/// The patterns as one set.
pub(crate) fn globs(patterns: &[String]) -> Result<GlobSet, RunError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let wrong =
            |error: globset::Error| RunError::Pattern { pattern: pattern.clone(), why: error.kind().to_string() };
        set.add(GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build().map_err(wrong)?);
    }
    let wrong =
        |error: globset::Error| RunError::Pattern { pattern: patterns.join(", "), why: error.kind().to_string() };
    set.build().map_err(wrong)
}

fn what_was_sought(dataset: &DatasetSettings, host: &dyn Host) -> String {
    let patterns: Vec<&str> = dataset.files.iter().flat_map(|set| &set.include).map(String::as_str).collect();
    match patterns.as_slice() {
        [] => "no files and no patterns are named".to_owned(),
        _ => format!("nothing below `{}` fits {}", host.display(&dataset.root), patterns.join(", ")),
    }
}

/// Data files that lie in the same folder as a checked one, but that no set names. Pages are texts first: only those beside a
/// checked page are looked at.
fn uncovered<'l>(
    listed: &'l [(String, PathBuf)],
    checked: &[DataFile],
    left_out: &BTreeSet<String>,
    host: &dyn Host,
) -> Vec<&'l (String, PathBuf)> {
    let names: BTreeSet<&str> = checked.iter().map(|file| file.inside.as_str()).collect();
    let folders: BTreeSet<(&str, bool)> =
        names.iter().map(|inside| (folder(inside), Format::is_page(inside))).collect();
    let is_beside = |inside: &str| {
        folders.contains(&(folder(inside), true))
            || (!Format::is_page(inside) && folders.contains(&(folder(inside), false)))
    };
    let beside = listed.iter().filter(|(inside, path)| {
        !names.contains(inside.as_str())
            && !left_out.contains(inside)
            && is_beside(inside)
            && Format::of_file(inside, || host.read_data(path).ok()).is_some()
            && !calls_itself_schema(path, host)
    });
    beside.collect()
}

/// Whether a file says near its start that it is a JSON Schema.
fn calls_itself_schema(path: &Path, host: &dyn Host) -> bool {
    let Ok(bytes) = host.read_data(path) else { return false };
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    start.split("$schema").skip(1).any(|rest| {
        let value = rest.trim_start_matches(['"', '\'', ':', ' ', '\t']);
        value.starts_with("http://json-schema.org/") || value.starts_with("https://json-schema.org/")
    })
}

fn folder(inside: &str) -> &str {
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn inside(root: &Path, path: &Path) -> String {
    name_of(path.strip_prefix(root).unwrap_or(path))
}
