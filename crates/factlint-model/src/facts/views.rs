//! Attributed views: what a record states is held by those whom a slot of its kind reaches.

use super::{Dataset, RecordId, RowId};

/// Whose word counts in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The facts that nobody in particular holds.
    Facts,
    /// These facts and what this record (a person, a school) holds.
    Of(RecordId),
}

impl Dataset {
    /// Whether any kind of record is a view.
    #[must_use]
    pub fn has_views(&self) -> bool {
        self.vocabulary.kinds.iter().any(|kind| kind.view.is_some())
    }

    /// Those who hold what a record states, sorted, where it or what is around it is a view; else `None`.
    #[must_use]
    pub fn holders(&self, record: RecordId) -> Option<Vec<RecordId>> {
        if !self.has_views() {
            return None;
        }
        self.around(record).find_map(|record| {
            let view = self.vocabulary.kinds.get(self.kind(record).index())?.view?;
            let mut holders: Vec<RecordId> = self.values(record, view).flat_map(|row| self.targets(row)).collect();
            holders.sort_unstable();
            holders.dedup();
            Some(holders)
        })
    }

    /// Whether what a record states counts in a view: it is a fact, or held there.
    #[must_use]
    pub fn counts_in(&self, record: RecordId, view: View) -> bool {
        match (self.holders(record), view) {
            (None, _) => true,
            (Some(_), View::Facts) => false,
            (Some(holders), View::Of(holder)) => holders.contains(&holder),
        }
    }

    /// The views in which what some records state is compared: one for each of their holders; of facts alone, that of
    /// the facts.
    pub fn views_of(&self, records: impl IntoIterator<Item = RecordId>) -> Vec<View> {
        if !self.has_views() {
            return vec![View::Facts];
        }
        let holders = records.into_iter().filter_map(|record| self.holders(record)).flatten();
        let mut views: Vec<View> = holders.map(View::Of).collect();
        views.sort_unstable();
        views.dedup();
        if views.is_empty() { vec![View::Facts] } else { views }
    }

    /// Whether what two records state may be compared: unless both are held, and nobody holds both.
    #[must_use]
    pub fn comparable(&self, one: RecordId, other: RecordId) -> bool {
        match (self.holders(one), self.holders(other)) {
            (Some(some), Some(others)) => some.iter().any(|holder| others.contains(holder)),
            _ => true,
        }
    }

    /// The records that a row speaks of: its own, unless `about` names its owner or what a ref reaches.
    #[must_use]
    pub fn subjects(&self, row: RowId) -> Vec<RecordId> {
        let record = self.row(row).record;
        match self.use_of(row).about.as_deref() {
            None => vec![record],
            Some("owner") => self.record(record).owner.into_iter().collect(),
            Some(slot) => {
                let slot = self.vocabulary.find_slot(slot);
                slot.into_iter().flat_map(|slot| self.values(record, slot)).flat_map(|row| self.targets(row)).collect()
            }
        }
    }
}
