//! The keys under which a record's slots are filled: data lists slots by them, where it says which are inferred.

use std::collections::BTreeSet;

use factlint_model::facts::SlotId;

use super::graph::{Builder, SubId};

/// The slots in which data lists slots.
const LISTS: [&str; 2] = ["inferred", "supports"];

impl Builder<'_> {
    /// Notes with the kinds which keys fill which slots, where a schema has slots listed.
    pub fn note_keys(&mut self) {
        let vocabulary = &self.parser.vocabulary;
        if LISTS.iter().all(|slot| vocabulary.find_slot(slot).is_none()) {
            return;
        }
        let mut all = Vec::new();
        for id in (0..).take(self.subs.len()) {
            if let Some(kind) = self.kind_of(id) {
                all.extend(self.keys_of(id).into_iter().map(|pair| (kind, pair)));
            }
        }
        for (kind, pair) in all {
            if let Some(kind) = self.parser.vocabulary.kinds.get_mut(kind).filter(|kind| !kind.keys.contains(&pair)) {
                kind.keys.push(pair);
            }
        }
    }

    /// The number of the kind of record that starts at a subschema.
    fn kind_of(&self, id: SubId) -> Option<usize> {
        let annotation = self.subs[id as usize].annotation?;
        Some(self.annotations.get(annotation as usize)?.record.as_ref()?.kind.index())
    }

    /// The keys below a subschema, each with a slot that its value or its items fill.
    fn keys_of(&self, record: SubId) -> BTreeSet<(String, SlotId)> {
        let here = self.holding_at(record, false);
        let named = here.iter().flat_map(|&id| &self.subs[id as usize].properties);
        let mut pairs = BTreeSet::new();
        for (key, below) in named {
            let values = below.map(|below| self.holding_at(below, true)).unwrap_or_default();
            let own = values.into_iter().filter(|&id| self.kind_of(id).is_none());
            let annotations = own.filter_map(|id| self.annotations.get(self.subs[id as usize].annotation? as usize));
            let uses = annotations.flat_map(|annotation| &annotation.readings).map(|reading| reading.use_id);
            pairs.extend(uses.map(|used| (key.to_string(), self.parser.vocabulary.uses[used.index()].slot)));
        }
        pairs
    }

    /// A subschema and all that hold where it does in some case; with those of the items of a list, if wanted.
    fn holding_at(&self, start: SubId, items: bool) -> BTreeSet<SubId> {
        let mut all = BTreeSet::new();
        let mut rest = vec![start];
        while let Some(id) = rest.pop().filter(|&id| (id as usize) < self.subs.len()) {
            if all.insert(id) {
                let sub = &self.subs[id as usize];
                rest.extend(sub.in_place());
                rest.extend(sub.items.filter(|_| items));
            }
        }
        all
    }
}
