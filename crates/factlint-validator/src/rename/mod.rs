//! Who bears an id, and everywhere that it is written: what a renaming has to change.

use std::collections::BTreeSet;

use factlint_model::facts::{Dataset, Id, IdPlace, Meaning, RecordId, RowId};
use factlint_model::near::nearest;
use factlint_model::source::{FileId, Span};

use crate::cite::{Citations, Key, SOURCE};

/// So many ids that have the old one in them are kept.
const LONGER: usize = 10;

/// What is to be renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// The id as it is.
    pub old: String,
    /// The id as it is to be.
    pub new: String,
    /// The kind of the record that bears it, where it must be told.
    pub kind: Option<String>,
    /// The id of a record around it, or the path of its file, where it must be told.
    pub within: Option<String>,
}

/// An id, the records that bear it (several only where the schema says that they share it), and the places to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The record in words: its kind and id.
    pub record: String,
    /// Its kind.
    pub kind: String,
    /// The record around it that has an id, else its file: what tells it from others with this id.
    pub within: String,
    /// Where the ids stand.
    pub ids: Vec<Span>,
    /// Where references to it stand.
    pub references: Vec<Span>,
    /// Where the new id stands already, in the same scheme and place.
    pub taken: Option<Span>,
}

/// What was found for a renaming.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bearers {
    /// Those that fit.
    pub found: Vec<Bearer>,
    /// Those that have the id too, but are of another kind or elsewhere.
    pub others: Vec<Bearer>,
    /// The id nearest to the old one, where nothing has that.
    pub near: Option<String>,
    /// Ids that have the old one in them, where nothing is near: the first few.
    pub longer: Vec<String>,
    /// What the lock calls each citation, and the id of its source, in the order of the records.
    pub citations: Vec<(Key, String)>,
}

impl Bearer {
    /// Whether it is a source, to which citations lead and of which there may be a copy.
    #[must_use]
    pub fn is_source(&self) -> bool {
        self.kind == SOURCE
    }
}

impl Bearers {
    /// Whether the old id alone, of one kind or of any, says who is meant.
    #[must_use]
    pub fn is_clear(&self, kind: Option<&str>) -> bool {
        let all = self.found.iter().chain(&self.others);
        all.filter(|bearer| kind.is_none_or(|kind| bearer.kind == kind)).count() == 1
    }

    /// Everywhere that the id is written, and where the new one is.
    pub fn places(&self) -> impl Iterator<Item = &Span> {
        self.found.iter().flat_map(|bearer| bearer.ids.iter().chain(&bearer.references).chain(&bearer.taken))
    }
}

/// Adds those who bear the id in a dataset.
pub(crate) fn find(
    (dataset, citations): (&Dataset, &Citations),
    rename: &Rename,
    path_of_file: &dyn Fn(FileId) -> String,
    bearers: &mut Bearers,
) {
    bearers.citations.extend(citations.all().iter().map(|citation| {
        let source = citations.source(citation).map_or(String::new(), |source| source.id.clone());
        (Key::of(dataset, citation.record, path_of_file), source)
    }));
    let path_of = &|record: RecordId| path_of_file(dataset.record(record).file);
    let before = bearers.found.len() + bearers.others.len();
    for group in dataset.id_groups().filter(|group| group.first().is_some_and(|id| dataset.text(id.row) == rename.old))
    {
        let shared = group.iter().all(|id| is_shared(dataset, id));
        let each: Vec<&[Id]> = if shared { vec![group] } else { group.iter().map(std::slice::from_ref).collect() };
        for ids in each {
            let bearer = bearer(dataset, rename, ids, path_of);
            if fits(dataset, rename, ids, path_of) { &mut bearers.found } else { &mut bearers.others }.extend(bearer);
        }
    }
    if bearers.found.len() + bearers.others.len() == before {
        let all = || dataset.id_groups().filter_map(|group| group.first()).map(|id| dataset.text(id.row));
        bearers.near = nearest(&rename.old, all()).map(str::to_owned).or(bearers.near.take());
        let old = rename.old.to_lowercase();
        let longer = all().filter(|id| id.to_lowercase().contains(&old)).map(str::to_owned);
        bearers.longer.extend(longer.take(LONGER.saturating_sub(bearers.longer.len())));
    }
}

fn is_shared(dataset: &Dataset, id: &Id) -> bool {
    matches!(&dataset.use_of(id.row).meaning, Meaning::Id(meaning) if meaning.shared)
}

/// Whether one of the records is of the kind, and in the record or file, that is asked for.
fn fits(dataset: &Dataset, rename: &Rename, ids: &[Id], path_of: &dyn Fn(RecordId) -> String) -> bool {
    let is_of_kind = |id: &Id| {
        let kind = dataset.vocabulary.kind_name(dataset.kind(id.record));
        rename.kind.as_deref().is_none_or(|wanted| wanted == kind)
    };
    let is_within = |id: &Id| {
        let Some(wanted) = rename.within.as_deref() else { return true };
        let mut around = dataset.around(id.record).skip(1);
        path_of(id.record) == wanted || around.any(|owner| dataset.id_of(owner) == Some(wanted))
    };
    ids.iter().any(|id| is_of_kind(id) && is_within(id))
}

fn bearer(dataset: &Dataset, rename: &Rename, ids: &[Id], path_of: &dyn Fn(RecordId) -> String) -> Option<Bearer> {
    let first = ids.first()?;
    let owner = dataset.around(first.record).skip(1).find(|&owner| dataset.id_of(owner).is_some());
    let known: BTreeSet<RowId> = ids.iter().map(|id| id.row).collect();
    let referrers = ids.iter().flat_map(|id| dataset.referrers(id.record));
    let referrers: BTreeSet<RowId> = referrers.filter(|&row| is_by(dataset, row, &known)).collect();
    let mut bearer = Bearer {
        record: dataset.describe(first.record),
        kind: dataset.vocabulary.kind_name(dataset.kind(first.record)).to_owned(),
        within: owner.map_or_else(|| path_of(first.record), |owner| dataset.describe(owner)),
        ids: Vec::new(),
        references: Vec::new(),
        taken: taken(dataset, &rename.new, first),
    };
    for &row in known.iter().chain(&referrers) {
        let places = if known.contains(&row) { &mut bearer.ids } else { &mut bearer.references };
        // One value may have several meanings.
        let span = dataset.span(row);
        if !places.contains(&span) {
            places.push(span);
        }
    }
    Some(bearer)
}

/// Whether a reference reaches its record by one of these ids, and not by another of the record's.
fn is_by(dataset: &Dataset, row: RowId, ids: &BTreeSet<RowId>) -> bool {
    let Meaning::Ref(reference) = &dataset.use_of(row).meaning else { return false };
    let record = dataset.row(row).record;
    dataset.reached(record, reference, dataset.text(row)).iter().any(|id| ids.contains(&id.row))
}

/// Where the new id is taken: in the same scheme, where both would be seen.
fn taken(dataset: &Dataset, new: &str, id: &Id) -> Option<Span> {
    let named = dataset.ids_named(id.scheme, new).iter();
    let mut clashing = named.filter(|known| match (known.place, id.place) {
        (IdPlace::Dataset, _) | (_, IdPlace::Dataset) => true,
        (one, other) => one == other,
    });
    clashing.next().map(|known| dataset.span(known.row))
}
