//! The files of a folder that hold data.

use std::path::Path;

use factlint_model::load::{Format, Loaded, load};
use factlint_model::source::{FileId, name_of};
use factlint_model::tree::{Kind, NodeRef, Tree};

use super::{FOLDER, LeftOut};
use crate::engine::{Host, RunError, unreadable};

/// How many bytes are read; what comes after is named and left out.
const MOST_BYTES: usize = 256 << 20;

/// A file that could be read.
#[derive(Debug)]
pub(super) struct DataFile {
    /// Its path from the root, with `/`.
    pub inside: String,
    pub format: Format,
    pub tree: Tree,
}

/// What lies in a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub files: Vec<DataFile>,
    /// The paths of the JSON Schemas among the files.
    pub schemas: Vec<String>,
    pub left_out: Vec<LeftOut>,
}

/// Reads the data files below a folder.
pub(super) fn read(root: &Path, host: &dyn Host) -> Result<Folder, RunError> {
    let stops = |error: std::io::Error| RunError::Unreadable { path: host.display(root), why: unreadable(&error) };
    let (mut folder, mut bytes_read) = (Folder::default(), 0);
    for path in host.files(root).map_err(stops)? {
        let inside = name_of(&path);
        let ours = inside.starts_with(&format!("{FOLDER}/")) || inside.contains("node_modules/");
        if ours || (Format::of_name(&inside).is_none() && !Format::is_page(&inside)) {
            continue;
        }
        let id = FileId(folder.files.len() as u32);
        let opened = if bytes_read > MOST_BYTES {
            Err("not looked at: more than 256 MiB were read before it".to_owned())
        } else if path.to_str().is_none() {
            Err("its name is not UTF-8, so that no configuration can name it".to_owned())
        } else {
            host.read(&root.join(&path)).map_err(|error| unreadable(&error)).and_then(|bytes| {
                bytes_read += bytes.len();
                open(id, &inside, bytes)
            })
        };
        match opened {
            Ok(Opened::Data(file)) => folder.files.push(*file),
            Ok(Opened::Schema) => folder.schemas.push(inside),
            Ok(Opened::Text) => {}
            Err(why) => folder.left_out.push(LeftOut { path: inside, why }),
        }
    }
    Ok(folder)
}

/// What a file is.
enum Opened {
    Data(Box<DataFile>),
    Schema,
    /// A page without data.
    Text,
}

/// Loads a file; an error says why it is left out.
fn open(id: FileId, inside: &str, bytes: Vec<u8>) -> Result<Opened, String> {
    let fenced = bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n");
    let Some(format) = Format::of_name(inside) else {
        return if fenced { clean(load(id, inside, bytes, Format::FrontMatter), inside) } else { Ok(Opened::Text) };
    };
    // Front matter may go by another ending; as YAML, what follows it is a broken document or a bare text.
    let again = (fenced && format == Format::Yaml).then(|| bytes.clone());
    let loaded = load(id, inside, bytes, format);
    let odd = !loaded.complete || loaded.tree.documents().skip(1).any(|document| document.kind() != Kind::Mapping);
    if let (true, Some(bytes)) = (odd, again)
        && let Ok(file) = clean(load(id, inside, bytes, Format::FrontMatter), inside)
    {
        return Ok(file);
    }
    clean(loaded, inside)
}

fn clean(loaded: Loaded, inside: &str) -> Result<Opened, String> {
    if !loaded.complete {
        let first = loaded.diagnostics.first();
        return Err(first.map_or_else(|| "it is broken".to_owned(), |found| found.message.clone()));
    }
    if loaded.tree.documents().next().is_some_and(is_schema) {
        return Ok(Opened::Schema);
    }
    if loaded.tree.documents().all(|document| document.kind() == Kind::Null) {
        return Err("it is empty".to_owned());
    }
    let (format, tree) = (loaded.tree.format(), loaded.tree);
    Ok(Opened::Data(Box::new(DataFile { inside: inside.to_owned(), format, tree })))
}

/// Words of which a subschema has at least one.
const SCHEMA_WORDS: &[&str] =
    &["type", "$ref", "enum", "const", "properties", "items", "anyOf", "oneOf", "allOf", "x-fact"];

/// Whether a document calls itself a JSON Schema, says what its fields mean, or has properties that are schemas.
fn is_schema(root: NodeRef<'_>) -> bool {
    let called = root.get("$schema").is_some_and(|schema| schema.text().contains("json-schema.org"));
    let mut properties = root.get("properties").into_iter().flat_map(NodeRef::entries).peekable();
    let described = properties.peek().is_some()
        && properties.all(|(_, schema)| SCHEMA_WORDS.iter().any(|word| schema.get(word).is_some()));
    let means = |node: NodeRef<'_>| node.get("x-fact").is_some();
    let below = ["items", "additionalProperties"].into_iter().filter_map(|key| root.get(key));
    called || described || means(root) || below.into_iter().any(means)
}
