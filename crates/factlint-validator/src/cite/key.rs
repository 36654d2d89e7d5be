//! What the lock calls a citation: a record, and the way from it to the citation.

use factlint_model::facts::{Dataset, Meaning, RecordId, Scope};
use factlint_model::source::FileId;
use factlint_model::tree::path;

/// The name of a citation in the lock. It stays the same while what is around it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The nearest record around it with an id of the dataset, as `kind/id`; else the file, as `./path`.
    pub record: String,
    /// The way from there: keys, ids of records in lists, else their numbers; a JSON Pointer without its first slash.
    pub field: String,
}

impl Key {
    pub(crate) fn of(dataset: &Dataset, citation: RecordId, path_of: &dyn Fn(FileId) -> String) -> Self {
        let mut ways = Vec::new();
        let mut named = None;
        for record in dataset.around(citation) {
            if record != citation {
                named = dataset_wide_id(dataset, record);
            }
            if named.is_some() {
                break;
            }
            ways.push(way(dataset, record));
        }
        ways.reverse();
        let field: String = ways.concat();
        let file = || format!("./{}", path_of(dataset.record(citation).file));
        Self { record: named.unwrap_or_else(file), field: field.strip_prefix('/').unwrap_or(&field).to_owned() }
    }
}

/// The kind and id of a record, if the id is its own in the whole dataset.
fn dataset_wide_id(dataset: &Dataset, record: RecordId) -> Option<String> {
    let own = |row: &_| match &dataset.use_of(*row).meaning {
        Meaning::Id(id) => id.within == Scope::Dataset && !id.shared,
        _ => false,
    };
    let row = dataset.rows_of(record).find(own)?;
    let (kind, id) = (dataset.vocabulary.kind_name(dataset.kind(record)), dataset.text(row));
    (!id.is_empty()).then(|| format!("{kind}/{id}"))
}

/// The way to a record from the one around it, an item of a list by its id.
fn way(dataset: &Dataset, record: RecordId) -> String {
    let way = dataset.way(record).unwrap_or_default();
    match (way.rsplit_once('/'), dataset.id_of(record)) {
        (Some((before, last)), Some(id)) if last.bytes().all(|byte| byte.is_ascii_digit()) => {
            let mut way = before.to_owned();
            path::push(&mut way, id);
            way
        }
        _ => way.to_owned(),
    }
}
