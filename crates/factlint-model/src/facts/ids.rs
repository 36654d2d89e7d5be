//! The ids of a linked dataset: who bears which text, in which scheme, and where it is unique.

use super::vocabulary::{KindId, Meaning, RefUse, Scope};
use super::{Dataset, RecordId, RowId};
use crate::source::FileId;

/// Where one id is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdPlace {
    /// In the whole dataset.
    Dataset,
    /// In this file.
    File(FileId),
    /// In this record.
    Record(RecordId),
}

/// One id that a record bears. Its text, built by its template if it has one, is that of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    /// Its scheme's number in [`Dataset::schemes`].
    pub scheme: u32,
    /// Where it is unique.
    pub place: IdPlace,
    /// The record that bears it.
    pub record: RecordId,
    /// The value.
    pub row: RowId,
}

impl Dataset {
    /// The number of a scheme's name, if any id is in it.
    #[must_use]
    pub fn find_scheme(&self, name: &str) -> Option<u32> {
        let at = self.schemes.binary_search_by(|scheme| scheme.as_str().cmp(name)).ok()?;
        u32::try_from(at).ok()
    }

    /// All ids of a scheme, sorted by text, place and row.
    #[must_use]
    pub fn ids_in(&self, scheme: u32) -> &[Id] {
        let start = self.ids.partition_point(|id| id.scheme < scheme);
        let end = self.ids.partition_point(|id| id.scheme <= scheme);
        &self.ids[start..end]
    }

    /// The ids of a scheme with this text, in all places where the scheme is unique.
    #[must_use]
    pub fn ids_named(&self, scheme: u32, text: &str) -> &[Id] {
        let ids = self.ids_in(scheme);
        let start = ids.partition_point(|id| self.text(id.row) < text);
        let alike = ids[start..].iter().take_while(|id| self.text(id.row) == text).count();
        &ids[start..start + alike]
    }

    /// The ids with this text in whatever scheme and place: to tell that a reference reaches the wrong kind.
    pub fn ids_anywhere<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Id> + 'a {
        (0..self.schemes.len()).flat_map(move |scheme| {
            let scheme = u32::try_from(scheme).unwrap_or(u32::MAX);
            self.ids_named(scheme, text).iter().copied()
        })
    }

    /// The ids, grouped by those that have scheme, text and place in common. A group of more than one record is a
    /// duplicate, unless all its ids say that they are shared.
    pub fn id_groups(&self) -> impl Iterator<Item = &[Id]> {
        self.ids.chunk_by(|a, b| a.scheme == b.scheme && a.place == b.place && self.text(a.row) == self.text(b.row))
    }

    /// The ids that a reference could name: of the kinds, in the schemes and in the places where it looks. For the
    /// nearest id to one that is not there.
    #[must_use]
    pub fn candidates(&self, row: RowId) -> Vec<Id> {
        let Meaning::Ref(reference) = &self.use_of(row).meaning else { return Vec::new() };
        let record = self.row(row).record;
        let schemes = self.schemes_of(reference);
        let ids = schemes.iter().flat_map(|&scheme| self.ids_in(scheme));
        ids.filter(|id| self.admits(reference, id) && self.is_visible(record, id.place)).copied().collect()
    }

    /// The ids of this text that a reference in this record reaches, the innermost place first: where one place has
    /// any, places further out are not looked into.
    #[must_use]
    pub fn reached(&self, record: RecordId, reference: &RefUse, text: &str) -> Vec<Id> {
        let schemes = self.schemes_of(reference);
        let named = schemes.iter().flat_map(|&scheme| self.ids_named(scheme, text));
        let named: Vec<Id> = named.filter(|id| self.admits(reference, id)).copied().collect();
        if named.is_empty() {
            return named;
        }
        for place in self.places_around(record, reference.within.as_ref()) {
            let found: Vec<Id> = named.iter().filter(|id| id.place == place).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The schemes in which a reference looks: the one it names, else that of each kind.
    fn schemes_of(&self, reference: &RefUse) -> Vec<u32> {
        let mut schemes: Vec<u32> = match &reference.by {
            Some(by) => self.find_scheme(by).into_iter().collect(),
            None => {
                let names = reference.to.iter().map(|&kind| self.vocabulary.kind_name(kind));
                names.filter_map(|name| self.find_scheme(name)).collect()
            }
        };
        schemes.sort_unstable();
        schemes.dedup();
        schemes
    }

    /// Whether an id in the right scheme belongs to a kind that the reference may reach: with its kind's own scheme, the
    /// kind must be that one.
    fn admits(&self, reference: &RefUse, id: &Id) -> bool {
        let kind = self.kind(id.record);
        let own = || self.schemes.get(id.scheme as usize).is_some_and(|name| name == self.vocabulary.kind_name(kind));
        reference.to.contains(&kind) && (reference.by.is_some() || own())
    }

    /// Whether a place is around a record.
    fn is_visible(&self, record: RecordId, place: IdPlace) -> bool {
        match place {
            IdPlace::Dataset => true,
            IdPlace::File(file) => self.record(record).file == file,
            IdPlace::Record(around) => self.around(record).any(|owner| owner == around),
        }
    }

    /// The places in which a reference from this record looks, from within outwards.
    fn places_around(&self, record: RecordId, within: Option<&Scope>) -> Vec<IdPlace> {
        let file = IdPlace::File(self.record(record).file);
        let records = |kind: Option<KindId>| {
            let around = self.around(record);
            around.filter(move |&id| kind == Some(self.kind(id)) || kind.is_none()).map(IdPlace::Record)
        };
        match within {
            None => records(None).chain([file, IdPlace::Dataset]).collect(),
            Some(Scope::Record(kind)) => records(Some(*kind)).collect(),
            Some(Scope::File) => vec![file],
            Some(Scope::Dataset) => vec![IdPlace::Dataset],
        }
    }

    /// The record itself, its owner, the owner's owner, and so on.
    pub fn around(&self, record: RecordId) -> impl Iterator<Item = RecordId> + '_ {
        std::iter::successors(Some(record), |&id| self.record(id).owner)
    }
}
