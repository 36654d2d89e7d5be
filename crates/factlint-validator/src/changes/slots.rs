//! Which slots of a record changed, and whether what they are cited to did.

use std::collections::BTreeMap;

use factlint_model::facts::{Meaning, RecordId, RowId, SlotId};
use serde::Serialize;

use super::content::part;
use super::{Comparison, Side, differing};
use crate::cite::{Citation, Cited};

/// The values of a slot that differ.
#[derive(Debug)]
pub struct SlotChange {
    /// Those that went, before.
    pub before: Vec<RowId>,
    /// Those that came, now.
    pub now: Vec<RowId>,
}

/// What became of the citations of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Citing {
    /// It has none and had none.
    Nowhere,
    /// They are what they were.
    Unchanged,
    /// They changed, came or went.
    Changed,
}

impl Comparison<'_> {
    /// The slots whose values differ, of a record before and now; ids are left out.
    #[must_use]
    pub fn slots(&self, before: RecordId, now: RecordId) -> Vec<SlotChange> {
        let was = values(self.before, before);
        let mut is = values(self.now, now);
        let mut changes = Vec::new();
        let mut compare = |was: &[RowId], is: &[RowId]| {
            let (before, now) = differing(was, is, |a, b| self.says_same(a, b));
            if !before.is_empty() || !now.is_empty() {
                changes.push(SlotChange { before, now });
            }
        };
        for (slot, rows) in &was {
            compare(rows, &is.remove(slot).unwrap_or_default());
        }
        for rows in is.values() {
            compare(&[], rows);
        }
        changes
    }

    /// What became of the citations that a slot of a record stands on.
    #[must_use]
    pub fn citing(&self, before: RecordId, now: RecordId, slot: SlotId) -> Citing {
        let name = self.now.dataset.vocabulary.slot_name(slot);
        let was = self.before.dataset.vocabulary.find_slot(name);
        let was = was.map(|slot| self.before.citations.of_slot(self.before.dataset, before, slot));
        let was = cited(self.before, was.unwrap_or_default(), &|record| self.matching.now(record));
        let is = cited(self.now, self.now.citations.of_slot(self.now.dataset, now, slot), &Some);
        match (was.is_empty() && is.is_empty(), was == is) {
            (true, _) => Citing::Nowhere,
            (false, true) => Citing::Unchanged,
            (false, false) => Citing::Changed,
        }
    }
}

/// The values of a record by slot and part.
fn values(side: Side<'_>, record: RecordId) -> BTreeMap<(&str, &'static str), Vec<RowId>> {
    let mut values: BTreeMap<(&str, &'static str), Vec<RowId>> = BTreeMap::new();
    for row in side.dataset.rows_of(record) {
        let known = side.dataset.use_of(row);
        if !matches!(known.meaning, Meaning::Id(_)) {
            let slot = side.dataset.vocabulary.slot_name(known.slot);
            values.entry((slot, part(&known.meaning))).or_default().push(row);
        }
    }
    values
}

/// What citations say, sorted; what they refer to is told by `now`, the record of now that a record is.
fn cited(side: Side<'_>, citations: Vec<&Citation>, now: &dyn Fn(RecordId) -> Option<RecordId>) -> Vec<String> {
    let mut texts: Vec<String> = citations.into_iter().map(|citation| says(side, citation, now)).collect();
    texts.sort_unstable();
    texts
}

fn says(side: Side<'_>, citation: &Citation, now: &dyn Fn(RecordId) -> Option<RecordId>) -> String {
    let named = |record: RecordId| now(record).map(|record| format!("\0{}", record.0));
    let source = match citation.source {
        Cited::Source(_) => side
            .citations
            .source(citation)
            .map_or(String::new(), |source| source.record.and_then(named).unwrap_or_else(|| source.id.clone())),
        Cited::Unknown(row) => side.dataset.text(row).to_owned(),
        Cited::Nothing => String::new(),
    };
    let value = |row| {
        let targets: Option<String> = side.dataset.targets(row).map(named).collect();
        let text = targets.filter(|targets| !targets.is_empty());
        let slot = side.dataset.vocabulary.slot_name(side.dataset.use_of(row).slot);
        format!("{slot}\0{}", text.as_deref().unwrap_or_else(|| side.dataset.text(row)))
    };
    let mut values: Vec<String> = side.dataset.rows_of(citation.record).map(value).collect();
    values.sort_unstable();
    format!("{source}\0{}", values.join("\0"))
}
