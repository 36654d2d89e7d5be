//! The ids of all records, built and sorted.

use std::collections::BTreeSet;

use factlint_model::facts::{Dataset, Id, IdPlace, IdUse, Meaning, RecordId, RowId, Scope};

use super::{add_text, template};

/// Builds the ids that have a template, and sorts all ids.
pub(super) fn index(dataset: &mut Dataset) {
    build(dataset);
    let (mut schemes, mut count) = (BTreeSet::new(), 0);
    each(dataset, |record, _, id| {
        count += 1;
        schemes.insert(scheme_of(dataset, record, id));
    });
    dataset.schemes = schemes.into_iter().map(str::to_owned).collect();
    let mut ids = Vec::with_capacity(count);
    each(dataset, |record, row, id| {
        if let Some(scheme) = dataset.find_scheme(scheme_of(dataset, record, id)) {
            ids.push(Id { scheme, place: place(dataset, record, &id.within), record, row });
        }
    });
    let strings = &dataset;
    ids.sort_unstable_by(|a, b| {
        let key = |id: &Id| (id.scheme, strings.text(id.row));
        key(a).cmp(&key(b)).then((a.place, a.row).cmp(&(b.place, b.row)))
    });
    dataset.ids = ids;
}

/// Calls a function for each id that is filled.
fn each<'a>(dataset: &'a Dataset, mut act: impl FnMut(RecordId, RowId, &'a IdUse)) {
    for record in dataset.record_ids() {
        for row in dataset.rows_of(record) {
            if let Meaning::Id(id) = &dataset.use_of(row).meaning
                && dataset.row(row).text.1 > 0
            {
                act(record, row, id);
            }
        }
    }
}

/// Puts the built text into the rows of ids with a template; owners come before what they own.
fn build(dataset: &mut Dataset) {
    let built = |id: &IdUse| id.template.is_some();
    if !dataset.vocabulary.uses.iter().any(|one| matches!(&one.meaning, Meaning::Id(id) if built(id))) {
        return;
    }
    for record in dataset.record_ids() {
        for row in dataset.rows_of(record) {
            let Meaning::Id(id) = &dataset.use_of(row).meaning else { continue };
            let Some(pattern) = &id.template else { continue };
            let scheme = scheme_of(dataset, record, id);
            let text = template::fill(dataset, record, Some(scheme), pattern, dataset.text(row)).unwrap_or_default();
            dataset.rows[row.index()].text = add_text(&mut dataset.strings, &text);
        }
    }
}

fn scheme_of<'a>(dataset: &'a Dataset, record: RecordId, id: &'a IdUse) -> &'a str {
    id.scheme.as_deref().unwrap_or_else(|| dataset.vocabulary.kind_name(dataset.kind(record)))
}

/// Where an id is unique: of a kind that isn't around the record, in its file.
fn place(dataset: &Dataset, record: RecordId, within: &Scope) -> IdPlace {
    let file = IdPlace::File(dataset.record(record).file);
    match within {
        Scope::Dataset => IdPlace::Dataset,
        Scope::File => file,
        Scope::Record(kind) => {
            let around = dataset.around(record).skip(1).find(|&owner| dataset.kind(owner) == *kind);
            around.map_or(file, IdPlace::Record)
        }
    }
}
