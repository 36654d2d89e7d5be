//! The files of a folder that hold data.

use std::path::Path;

use factlint_model::load::{Format, Loaded, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, Tree};

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

/// Reads the data files below a folder.
pub(super) fn read(root: &Path, host: &dyn Host) -> Result<(Vec<DataFile>, Vec<LeftOut>), RunError> {
    let stops = |error: std::io::Error| RunError::Unreadable { path: host.display(root), why: unreadable(&error) };
    let (mut files, mut left_out, mut bytes_read) = (Vec::new(), Vec::new(), 0);
    for path in host.files(root).map_err(stops)? {
        let inside = path.to_string_lossy().replace('\\', "/");
        let ours = inside.starts_with(&format!("{FOLDER}/")) || inside.contains("node_modules/");
        if ours || (Format::of_name(&inside).is_none() && !Format::is_page(&inside)) {
            continue;
        }
        let mut leave = |why: &str| left_out.push(LeftOut { path: inside.clone(), why: why.to_owned() });
        if bytes_read > MOST_BYTES {
            leave("not looked at: more than 256 MiB were read before it");
            continue;
        }
        if path.to_str().is_none() {
            leave("its name is not UTF-8, so that no configuration can name it");
            continue;
        }
        let bytes = match host.read(&root.join(&path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                leave(&unreadable(&error));
                continue;
            }
        };
        bytes_read += bytes.len();
        match open(FileId(files.len() as u32), &inside, bytes) {
            Ok(Some(file)) => files.push(file),
            Ok(None) => {}
            Err(why) => leave(&why),
        }
    }
    Ok((files, left_out))
}

/// Loads a file; `None` is a text without data, an error why it is left out.
fn open(id: FileId, inside: &str, bytes: Vec<u8>) -> Result<Option<DataFile>, String> {
    let fenced = bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n");
    let Some(format) = Format::of_name(inside) else {
        return if fenced { clean(load(id, inside, bytes, Format::FrontMatter), inside).map(Some) } else { Ok(None) };
    };
    // Front matter may go by another ending; as YAML, what follows it is a broken document or a bare text.
    let again = (fenced && format == Format::Yaml).then(|| bytes.clone());
    let loaded = load(id, inside, bytes, format);
    let odd = !loaded.complete || loaded.tree.documents().skip(1).any(|document| document.kind() != Kind::Mapping);
    if let (true, Some(bytes)) = (odd, again)
        && let Ok(file) = clean(load(id, inside, bytes, Format::FrontMatter), inside)
    {
        return Ok(Some(file));
    }
    clean(loaded, inside).map(Some)
}

fn clean(loaded: Loaded, inside: &str) -> Result<DataFile, String> {
    if !loaded.complete {
        return Err(loaded
            .diagnostics
            .first()
            .map_or_else(|| "it is broken".to_owned(), |found| found.message.clone()));
    }
    let is_schema = loaded.tree.documents().next().and_then(|root| root.get("$schema"));
    if is_schema.is_some_and(|schema| schema.text().contains("json-schema.org")) {
        return Err("it is a JSON Schema".to_owned());
    }
    if loaded.tree.documents().all(|document| document.kind() == Kind::Null) {
        return Err("it is empty".to_owned());
    }
    Ok(DataFile { inside: inside.to_owned(), format: loaded.tree.format(), tree: loaded.tree })
}
