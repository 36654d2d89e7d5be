//! References to the records that they reach.

use factlint_model::facts::{Dataset, Meaning, RecordId, RefUse, RowId};

use super::{add_text, template};

/// Resolves all references. What reaches nothing has no targets.
pub(super) fn resolve(dataset: &mut Dataset) {
    let references = super::count(dataset, |meaning| matches!(meaning, Meaning::Ref(_)));
    let mut targets = Vec::with_capacity(references);
    let mut texts = Vec::new();
    for record in dataset.record_ids() {
        for row in dataset.rows_of(record) {
            if let Meaning::Ref(reference) = &dataset.use_of(row).meaning
                && reference.part.is_none()
            {
                let (reached, text) = reach(dataset, record, row, reference);
                targets.extend(reached.into_iter().map(|target| (row, target)));
                texts.extend(text.map(|text| (row, text)));
            }
        }
    }
    for (row, text) in texts {
        dataset.rows[row.index()].text = add_text(&mut dataset.strings, &text);
    }
    dataset.set_targets(targets);
}

/// What a reference reaches, and its text where it is built: the first that reaches something, else the first.
fn reach(dataset: &Dataset, record: RecordId, row: RowId, reference: &RefUse) -> (Vec<RecordId>, Option<String>) {
    let value = dataset.text(row);
    if reference.templates.is_empty() {
        return (look_up(dataset, record, reference, value), None);
    }
    let scheme = reference.by.as_deref().or_else(|| {
        let kind = reference.to.first()?;
        Some(dataset.vocabulary.kind_name(*kind))
    });
    let built = |pattern: &String| template::fill(dataset, record, scheme, pattern, value);
    let texts: Vec<String> = reference.templates.iter().filter_map(built).collect();
    for text in &texts {
        let reached = look_up(dataset, record, reference, text);
        if !reached.is_empty() {
            return (reached, Some(text.clone()));
        }
    }
    (Vec::new(), Some(texts.into_iter().next().unwrap_or_default()))
}

fn look_up(dataset: &Dataset, record: RecordId, reference: &RefUse, text: &str) -> Vec<RecordId> {
    let mut records: Vec<RecordId> = dataset.reached(record, reference, text).into_iter().map(|id| id.record).collect();
    records.sort_unstable();
    records.dedup();
    records
}
