//! Ids that no longer name what they named.

use std::collections::{BTreeMap, HashMap};

use factlint_model::facts::{Id, IdPlace, Meaning, RecordId, RowId};

use super::Comparison;

/// An id that went, or names something else now.
#[derive(Debug)]
pub struct GoneId {
    /// The record that it named, before.
    pub record: RecordId,
    /// The scheme that it is in.
    pub scheme: String,
    /// The id.
    pub id: String,
    /// Other ids of the record, where it went with all of them.
    pub others: Vec<String>,
    /// What the record is now, if it is still there.
    pub now: Option<RecordId>,
    /// What the id names now, if it names something else.
    pub names: Option<RecordId>,
    /// The values of now that still hold it and lead nowhere.
    pub held_by: Vec<RowId>,
}

/// The ids that went, in the order of the earlier records.
pub(super) fn gone(comparison: &Comparison<'_>) -> Vec<GoneId> {
    let before = comparison.before.dataset;
    let reused = reused(comparison);
    let mut gone: BTreeMap<RecordId, Vec<GoneId>> = BTreeMap::new();
    // In files that are as they were, nothing went.
    let may_be_gone =
        |id: &&Id| comparison.matching.now(id.record).is_none_or(|now| !comparison.stands_in_same_file(id.record, now));
    for id in before.ids.iter().filter(may_be_gone) {
        let text = before.text(id.row);
        let scheme = before.schemes.get(id.scheme as usize).map_or("", String::as_str);
        let record_now = comparison.matching.now(id.record);
        let names = match named_now(comparison, id, scheme, text) {
            None => continue,
            Some(Named::Nothing) => None,
            Some(Named::Same(same)) => match reused.get(&id.record).filter(|_| before.id_of(id.record) == Some(text)) {
                Some(_) => Some(same),
                None => continue,
            },
            Some(Named::Other(other)) => Some(other),
        };
        let moved_to = reused.get(&id.record).copied().filter(|_| names.is_some() && names == record_now);
        gone.entry(id.record).or_default().push(GoneId {
            record: id.record,
            scheme: scheme.to_owned(),
            id: text.to_owned(),
            others: Vec::new(),
            now: moved_to.or(record_now),
            names,
            held_by: Vec::new(),
        });
    }
    if !gone.is_empty() {
        let dangling = dangling(comparison);
        gone.values_mut().flatten().for_each(|gone| gone.held_by = held_by(comparison, gone, &dangling));
    }
    gone.into_iter().flat_map(|(record, ids)| of_record(comparison, record, ids)).collect()
}

/// The references that lead nowhere and would have led to what an id named.
fn held_by(comparison: &Comparison<'_>, gone: &GoneId, dangling: &HashMap<&str, Vec<RowId>>) -> Vec<RowId> {
    let now = comparison.now.dataset;
    let kind = comparison.before.kind(gone.record);
    let holds = |&row: &RowId| match &now.use_of(row).meaning {
        Meaning::Ref(reference) => match &reference.by {
            Some(by) => *by == gone.scheme,
            None => reference.to.iter().any(|&to| now.vocabulary.kind_name(to) == kind) && gone.scheme == kind,
        },
        _ => false,
    };
    dangling.get(gone.id.as_str()).into_iter().flatten().copied().filter(holds).collect()
}

/// Of a record that went with all its ids, one entry tells of all.
fn of_record(comparison: &Comparison<'_>, record: RecordId, mut ids: Vec<GoneId>) -> Vec<GoneId> {
    let own = comparison.before.dataset.id_of(record);
    ids.sort_by_key(|gone| Some(gone.id.as_str()) != own);
    ids.dedup_by(|a, b| a.id == b.id && a.scheme == b.scheme);
    let went = comparison.matching.now(record).is_none();
    match ids.split_first_mut() {
        Some((first, rest)) if went && first.names.is_none() => {
            first.others = rest.iter().filter(|gone| gone.names.is_none()).map(|gone| gone.id.clone()).collect();
            for other in rest.iter_mut() {
                first.held_by.append(&mut other.held_by);
            }
            let mut at = 0;
            ids.retain(|gone| {
                at += 1;
                at == 1 || gone.names.is_some()
            });
        }
        _ => {}
    }
    ids
}

enum Named {
    Nothing,
    Same(RecordId),
    Other(RecordId),
}

/// What an earlier id names now; `None` where what it was unique in is itself gone, which tells all.
fn named_now(comparison: &Comparison<'_>, id: &Id, scheme: &str, text: &str) -> Option<Named> {
    let now = comparison.now.dataset;
    let place = match id.place {
        IdPlace::Dataset => Some(IdPlace::Dataset),
        IdPlace::Record(around) => Some(IdPlace::Record(comparison.matching.now(around)?)),
        IdPlace::File(_) => None,
    };
    let found = now.find_scheme(scheme).map_or(&[][..], |scheme| now.ids_named(scheme, text));
    let mut found = found.iter().filter(|other| match place {
        Some(place) => other.place == place,
        // A file may have moved with all its records.
        None => true,
    });
    let was = comparison.matching.now(id.record);
    if let Some(same) = found.clone().find(|other| Some(other.record) == was) {
        return Some(Named::Same(same.record));
    }
    Some(found.next().map_or(Named::Nothing, |other| Named::Other(other.record)))
}

/// The earlier records whose id stayed while what they held went to a new record, which is given.
fn reused(comparison: &Comparison<'_>) -> HashMap<RecordId, RecordId> {
    let mut came: HashMap<(&str, u64), Vec<RecordId>> = HashMap::new();
    for record in comparison.added() {
        if let Some(content) = comparison.contents.1.without_ids(record) {
            came.entry((comparison.now.kind(record), content)).or_default().push(record);
        }
    }
    let mut reused = HashMap::new();
    for (before, now) in comparison.matching.pairs().filter(|_| !came.is_empty()) {
        let content = comparison.contents.0.without_ids(before);
        if content.is_none() || content == comparison.contents.1.without_ids(now) {
            continue;
        }
        let key = content.map(|content| (comparison.before.kind(before), content));
        if let Some([it]) = key.and_then(|key| came.get(&key)).map(Vec::as_slice) {
            reused.insert(before, *it);
        }
    }
    reused
}

/// The references of now that lead nowhere, by what they name.
fn dangling<'a>(comparison: &Comparison<'a>) -> HashMap<&'a str, Vec<RowId>> {
    let now = comparison.now.dataset;
    let mut dangling: HashMap<&str, Vec<RowId>> = HashMap::new();
    for row in now.record_ids().flat_map(|record| now.rows_of(record)) {
        if matches!(now.use_of(row).meaning, Meaning::Ref(_)) && now.targets(row).next().is_none() {
            dangling.entry(now.text(row)).or_default().push(row);
        }
    }
    dangling
}
