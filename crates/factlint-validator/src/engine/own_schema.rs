//! The schema that a file names itself: `$schema`, or the line that YAML editors read.

use std::path::Path;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::load::{Format, load};
use factlint_model::source::{FileId, Span};
use factlint_model::tree::Tree;
use jsonschema::Draft;

use super::{Host, SchemaName};
use crate::schema::INVALID_SCHEMA;

const NAME: &str = "name the schema's file, seen from this file's folder";
const CORRECT: &str = "correct the name, which begins at this file's folder, or name a schema with `--schema FILE`";
const SAVE: &str = "save a copy of it, and name the copy here or with `--schema FILE`";
const BUILT_IN: &str = "correct the name, or name a file";

/// What a file says of its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnSchema {
    /// The schema; `Err` says why it is none that can be read.
    pub name: Result<SchemaName, String>,
    /// What mends it, where it cannot be read.
    help: &'static str,
    /// The place in the file that names it.
    place: Span,
}

impl OwnSchema {
    /// What a file says of its schema. A table has no place for that, and a file that calls itself a JSON Schema has none.
    pub fn of_file(path: &Path, format: Format, host: &dyn Host) -> Option<Self> {
        if format.is_table() {
            return None;
        }
        let bytes = host.read_data(path).ok()?;
        let loaded = load(FileId(u32::MAX), &path.to_string_lossy(), bytes, format);
        Self::of_tree(&loaded.tree, path)
    }

    /// What a file's tree says of its schema.
    pub fn of_tree(tree: &Tree, path: &Path) -> Option<Self> {
        in_comment(tree, path).or_else(|| in_key(tree, path))
    }

    /// The finding at the place that names the schema, for `why` it cannot be read.
    pub fn unreadable(&self, file: FileId, why: &str) -> Diagnostic {
        Diagnostic::new(INVALID_SCHEMA, Level::Error, Span { file, ..self.place }, why)
            .at("names the schema of this file")
            .note("nothing in this file is checked against a schema; the other files are checked")
            .help(self.help)
    }
}

fn in_comment(tree: &Tree, path: &Path) -> Option<OwnSchema> {
    tree.comments().find_map(|span| {
        let comment = tree.source().slice(span.range());
        let told = comment.trim_start_matches('#').trim_start().strip_prefix("yaml-language-server:")?;
        let name = told.trim_start().strip_prefix("$schema=")?;
        let start = span.start + (comment.len() - name.len()) as u64;
        let name = name.split_whitespace().next()?;
        Some(own(name, path, Span { start, end: start + name.len() as u64, ..span }))
    })
}

fn in_key(tree: &Tree, path: &Path) -> Option<OwnSchema> {
    let value = tree.documents().next()?.get("$schema")?;
    match value.as_str() {
        Some(name) if Draft::from_schema_uri(name) != Draft::Unknown => None,
        Some(name) => Some(own(name, path, value.span())),
        None => {
            let why = "`$schema` must be the name of a schema, and this is no text".to_owned();
            Some(OwnSchema { name: Err(why), help: NAME, place: value.span() })
        }
    }
}

/// What is told by this name in a file.
fn own(name: &str, file: &Path, place: Span) -> OwnSchema {
    if name.starts_with("factlint:") {
        return OwnSchema { name: Ok(SchemaName::BuiltIn(name.to_owned())), help: BUILT_IN, place };
    }
    let local = name.strip_prefix("file://").unwrap_or(name);
    match local.split('#').next().unwrap_or_default() {
        "" => OwnSchema { name: Err(format!("`{name}` names no file")), help: NAME, place },
        path if path.contains("://") => {
            let why = format!("the schema {name} lies on the web, from which nothing is fetched");
            OwnSchema { name: Err(why), help: SAVE, place }
        }
        path => {
            let path = file.parent().unwrap_or(Path::new("")).join(path);
            OwnSchema { name: Ok(SchemaName::File(path)), help: CORRECT, place }
        }
    }
}
