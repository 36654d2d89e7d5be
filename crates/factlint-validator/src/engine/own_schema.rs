//! The schema that a file names itself: `$schema`, or the line that YAML editors read.

use std::path::Path;

use factlint_model::load::{Format, load};
use factlint_model::source::FileId;
use factlint_model::tree::Tree;

use super::{Host, SchemaName};

/// The schema that the file names, if it is a local file or a built-in one. Addresses on the web don't count: nothing is
/// fetched.
pub(super) fn of_file(path: &Path, format: Format, host: &dyn Host) -> Option<SchemaName> {
    named(&told(path, format, host)?, path)
}

/// The address on the web that the file names as its schema.
pub(super) fn address(path: &Path, format: Format, host: &dyn Host) -> Option<String> {
    told(path, format, host).filter(|name| name.contains("://") && !name.starts_with("file://"))
}

/// What the file says of its schema; a table has no place for that.
fn told(path: &Path, format: Format, host: &dyn Host) -> Option<String> {
    if format.is_table() {
        return None;
    }
    let bytes = host.read(path).ok()?;
    let loaded = load(FileId(u32::MAX), &path.to_string_lossy(), bytes, format);
    in_comment(&loaded.tree).or_else(|| in_key(&loaded.tree))
}

fn in_comment(tree: &Tree) -> Option<String> {
    tree.comments().find_map(|span| {
        let comment = tree.source().slice(span.range());
        let told = comment.trim_start_matches('#').trim_start().strip_prefix("yaml-language-server:")?;
        let name = told.trim_start().strip_prefix("$schema=")?;
        name.split_whitespace().next().map(str::to_owned)
    })
}

fn in_key(tree: &Tree) -> Option<String> {
    let root = tree.documents().next()?;
    root.get("$schema")?.as_str().map(str::to_owned)
}

fn named(name: &str, file: &Path) -> Option<SchemaName> {
    if name.starts_with("factlint:") {
        return Some(SchemaName::BuiltIn(name.to_owned()));
    }
    let local = name.strip_prefix("file://").unwrap_or(name);
    let local = local.split('#').next().filter(|path| !path.is_empty() && !path.contains("://"))?;
    Some(SchemaName::File(file.parent().unwrap_or(Path::new("")).join(local)))
}
