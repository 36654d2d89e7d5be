//! The slots that are filled by one plain property of their record, and by nothing else: a fix can write these.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::facts::{KindId, SlotId};
use factlint_model::tree::Kind;

use super::graph::{Builder, Sub, SubId};
use super::parse::{Origin, Reading};
use super::types::Types;

/// A property of a kind's records; `None` for whatever else fills a slot.
type Filler<'s> = Option<(KindId, &'s str)>;

impl Builder<'_> {
    /// Notes with the kinds which property to write for a slot.
    pub fn note_plain_properties(&mut self, roots: &[Vec<SubId>]) {
        let mut fillers: BTreeMap<SlotId, BTreeSet<Filler<'_>>> = BTreeMap::new();
        let all = self.subs.iter().flat_map(|sub| self.below_with_fillers(sub));
        for (id, filler) in roots.iter().flatten().map(|&id| (id, None)).chain(all) {
            for (slot, plain) in self.filled(id) {
                fillers.entry(slot).or_default().insert(filler.filter(|_| plain));
            }
        }
        let mut plain: Vec<(KindId, SlotId, String)> = Vec::new();
        for (slot, fillers) in fillers {
            if let [Some((kind, key))] = Vec::from_iter(fillers)[..] {
                plain.push((kind, slot, key.to_owned()));
            }
        }
        for (kind, slot, key) in plain {
            self.parser.vocabulary.kinds[kind.index()].plain.push((slot, key));
        }
    }

    /// The subschemas reached from one, each with the property that it is of.
    fn below_with_fillers<'s>(&self, sub: &'s Sub) -> Vec<(SubId, Filler<'s>)> {
        let annotation = sub.annotation.and_then(|number| self.annotations.get(number as usize));
        let is_mapping = sub.types == Some(Types::of_kind(Kind::Mapping));
        let kind = annotation.and_then(|one| one.record.as_ref()).filter(|_| is_mapping).map(|start| start.kind);
        let named = sub.properties.iter();
        let named = named.filter_map(|(key, below)| Some(((*below)?, kind.map(|kind| (kind, &**key)))));
        let keys = sub.pattern_subs.iter().chain(&sub.prefix).copied().chain([sub.others, sub.items]).flatten();
        named.chain(keys.chain(sub.in_place()).map(|id| (id, None))).collect()
    }

    /// The slots that a subschema's own annotation fills, and whether any text of its value does.
    fn filled(&self, id: SubId) -> Vec<(SlotId, bool)> {
        let sub = &self.subs[id as usize];
        let Some(annotation) = sub.annotation.and_then(|number| self.annotations.get(number as usize)) else {
            return Vec::new();
        };
        let any_text = sub.types == Some(Types::of_kind(Kind::String))
            && sub.constants.is_none()
            && sub.in_place().next().is_none();
        let slot = |reading: &Reading| self.parser.vocabulary.uses[reading.use_id.index()].slot;
        annotation.readings.iter().map(|reading| (slot(reading), any_text && is_plain(reading))).collect()
    }
}

/// Whether the value itself is what fills the slot.
fn is_plain(reading: &Reading) -> bool {
    let Reading { origin, matches, several, keyed, built, .. } = reading;
    *origin == Origin::Value && matches.is_none() && several.is_none() && !keyed && !built
}
