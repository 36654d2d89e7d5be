//! Ids and references that are built from several values.

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};

/// The text that a template gives for a value of a record; `None` where something in it isn't filled. `scheme` is the
/// one in which the owner's id is looked for.
pub(super) fn fill(
    dataset: &Dataset,
    record: RecordId,
    scheme: Option<&str>,
    template: &str,
    value: &str,
) -> Option<String> {
    let mut text = String::with_capacity(template.len() + value.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(match name {
            "value" => value,
            "owner" => owner_id(dataset, record, scheme)?,
            _ => slot_text(dataset, record, name)?,
        });
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// The id of the nearest record around that has one in the scheme; else the owner's id.
fn owner_id<'a>(dataset: &'a Dataset, record: RecordId, scheme: Option<&str>) -> Option<&'a str> {
    let in_scheme = |&row: &RowId| match &dataset.use_of(row).meaning {
        Meaning::Id(id) => id.scheme.as_deref() == scheme && scheme.is_some(),
        _ => false,
    };
    let text = |record| dataset.rows_of(record).find(in_scheme).map(|row| dataset.text(row));
    let found = dataset.around(record).skip(1).find_map(text);
    found.or_else(|| dataset.id_of(dataset.record(record).owner?)).filter(|text| !text.is_empty())
}

fn slot_text<'a>(dataset: &'a Dataset, record: RecordId, name: &str) -> Option<&'a str> {
    let slot = dataset.vocabulary.find_slot(name)?;
    dataset.values(record, slot).map(|row| dataset.text(row)).find(|text| !text.is_empty())
}
