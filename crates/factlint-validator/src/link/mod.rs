//! The tables of all files become one dataset: renumbered, references resolved, times and figures read.

mod figures;
mod ids;
mod join;
mod references;
mod template;
mod times;

use std::collections::BTreeMap;

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};

pub use join::Linker;

/// Reads what tables that were joined say of each other.
fn link(dataset: &mut Dataset) {
    ids::index(dataset);
    references::resolve(dataset);
    times::read(dataset);
    figures::read(dataset);
}

/// Appends a text to the dataset's strings and tells where it stands.
fn add_text(strings: &mut String, text: &str) -> (u32, u32) {
    let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let start = at(strings.len());
    strings.push_str(text);
    (start, at(text.len()))
}

/// How many values have a meaning that counts.
fn count(dataset: &Dataset, counts: impl Fn(&Meaning) -> bool) -> usize {
    let counted: Vec<bool> = dataset.vocabulary.uses.iter().map(|one| counts(&one.meaning)).collect();
    dataset.rows.iter().filter(|row| counted.get(row.use_id.index()) == Some(&true)).count()
}

/// The values of a meaning that counts, by the record that they speak of, where `about` says that it isn't their own.
fn spoken_of(dataset: &Dataset, counts: impl Fn(&Meaning) -> bool) -> BTreeMap<RecordId, Vec<RowId>> {
    let counted = |row: RowId| dataset.use_of(row).about.is_some() && counts(&dataset.use_of(row).meaning);
    let mut found: BTreeMap<RecordId, Vec<RowId>> = BTreeMap::new();
    if !dataset.vocabulary.uses.iter().any(|one| one.about.is_some() && counts(&one.meaning)) {
        return found;
    }
    for row in dataset.record_ids().flat_map(|record| dataset.rows_of(record)).filter(|&row| counted(row)) {
        for record in dataset.subjects(row) {
            found.entry(record).or_default().push(row);
        }
    }
    found
}

/// The values of a record that speak of it: its own without `about`, then those of others.
fn rows_on<'a>(
    dataset: &'a Dataset,
    record: RecordId,
    others: &'a BTreeMap<RecordId, Vec<RowId>>,
) -> impl Iterator<Item = RowId> + 'a {
    let own = dataset.rows_of(record).filter(|&row| dataset.use_of(row).about.is_none());
    own.chain(others.get(&record).into_iter().flatten().copied())
}

/// Calls a function for each record, and notes where what it adds begins. There is at most one for each value of a
/// meaning that counts, so that room is made once.
fn by_record<T>(
    dataset: &Dataset,
    counts: impl Fn(&Meaning) -> bool,
    mut read: impl FnMut(RecordId, &mut Vec<T>),
) -> (Vec<T>, Vec<u32>) {
    let mut found = Vec::with_capacity(count(dataset, counts));
    let mut first = Vec::with_capacity(dataset.records.len() + 1);
    for record in dataset.record_ids() {
        first.push(u32::try_from(found.len()).unwrap_or(u32::MAX));
        read(record, &mut found);
    }
    first.push(u32::try_from(found.len()).unwrap_or(u32::MAX));
    found.shrink_to_fit();
    (found, first)
}
