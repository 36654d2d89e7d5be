//! The tables of all files, end to end, with one numbering.

use std::collections::HashMap;

use factlint_model::facts::{
    ConstraintId, Dataset, Meaning, Record, RecordId, RefUse, Row, SlotId, Tables, Use, UseId, Vocabulary, Way,
};
use factlint_model::source::Span;

/// Makes one dataset of the tables of its files. They are added in the order of the files, so that those of one that
/// was added are gone when the next ones are made.
pub struct Linker {
    dataset: Dataset,
    /// How many slots, meanings and sets of constraints the plan has.
    own: (usize, usize, usize),
    /// Meanings made while lifting, by where they are declared and their slot.
    uses: HashMap<(Span, SlotId), Vec<UseId>>,
    sets: HashMap<Vec<ConstraintId>, u32>,
    groups: usize,
}

/// What the numbers of one file become.
struct Renumber {
    slots: Vec<SlotId>,
    uses: Vec<UseId>,
    sets: Vec<u32>,
    record: u32,
    group: u32,
    text: u32,
}

impl Linker {
    /// A dataset without files. `vocabulary` is the plan's.
    #[must_use]
    pub fn new(vocabulary: Vocabulary) -> Self {
        let own = (vocabulary.slots.len(), vocabulary.uses.len(), vocabulary.constraint_sets.len());
        let sets = vocabulary.constraint_sets.iter().cloned().zip(0..).collect();
        let mut dataset = Dataset::default();
        dataset.vocabulary = vocabulary;
        Self { dataset, own, uses: HashMap::new(), sets, groups: 0 }
    }

    /// Makes room for `times` as much as these tables of several files have. Lists that grow bit by bit would leave
    /// holes in the memory, which together are as large as they are.
    pub fn expect<'t>(&mut self, tables: impl Iterator<Item = &'t Tables>, times: usize) {
        let (mut records, mut rows, mut strings) = (0, 0, 0);
        for tables in tables {
            records += tables.records.len();
            rows += tables.rows.len();
            strings += tables.strings.len();
        }
        self.dataset.records.reserve(records.saturating_mul(times));
        self.dataset.rows.reserve(rows.saturating_mul(times));
        self.dataset.strings.reserve(strings.saturating_mul(times));
    }

    /// Adds the tables of the next file.
    pub fn add(&mut self, tables: Tables) {
        let slots = tables.extra_slots.iter().map(|name| self.dataset.vocabulary.slot(name)).collect();
        let sets = tables.extra_sets.into_iter().map(|set| self.set(set)).collect();
        let mut renumber = Renumber {
            slots,
            uses: Vec::new(),
            sets,
            record: number(self.dataset.records.len()),
            group: number(self.groups),
            text: number(self.dataset.strings.len()),
        };
        for extra in tables.extra_uses {
            let id = self.extra_use(extra, &renumber);
            renumber.uses.push(id);
        }
        let own = self.own;
        append(&mut self.dataset.records, tables.records.into_iter().map(|record| renumber.record(record, own.2)));
        append(&mut self.dataset.rows, tables.rows.into_iter().map(|row| renumber.row(row, own.1)));
        let ways = number(self.dataset.way_texts.len());
        append(&mut self.dataset.ways, tables.ways.into_iter().map(|way| renumber.way(way, ways)));
        self.dataset.way_texts.push_str(&tables.way_texts);
        if self.dataset.strings.capacity() == 0 {
            self.dataset.strings = tables.strings;
        } else {
            self.dataset.strings.push_str(&tables.strings);
        }
        self.groups += tables.sibling_groups as usize;
        self.dataset.incomplete |= tables.incomplete;
    }

    fn set(&mut self, set: Vec<ConstraintId>) -> u32 {
        let sets = &mut self.dataset.vocabulary.constraint_sets;
        *self.sets.entry(set).or_insert_with_key(|set| {
            sets.push(set.clone());
            number(sets.len() - 1)
        })
    }

    /// The number of a meaning made while lifting; alike ones of several files are one.
    fn extra_use(&mut self, mut extra: Use, renumber: &Renumber) -> UseId {
        extra.slot = renumber.slot(extra.slot, self.own.0);
        if let Meaning::Ref(RefUse { inverse: Some(inverse), .. }) = &mut extra.meaning {
            *inverse = renumber.slot(*inverse, self.own.0);
        }
        let uses = &mut self.dataset.vocabulary.uses;
        let alike = self.uses.entry((extra.declared, extra.slot)).or_default();
        if let Some(&known) = alike.iter().find(|id| uses.get(id.index()) == Some(&extra)) {
            return known;
        }
        let id = UseId(number(uses.len()));
        uses.push(extra);
        alike.push(id);
        id
    }

    /// The dataset: references resolved, times and figures read.
    #[must_use]
    pub fn finish(self) -> Dataset {
        let mut dataset = self.dataset;
        dataset.group_siblings(self.groups);
        group_rows(&mut dataset);
        super::link(&mut dataset);
        dataset
    }
}

impl Renumber {
    fn record(&self, record: Record, own_sets: usize) -> Record {
        Record {
            owner: record.owner.map(|owner| RecordId(owner.0 + self.record)),
            siblings: record.siblings + self.group,
            constraints: beyond(&self.sets, record.constraints, own_sets).unwrap_or(record.constraints),
            ..record
        }
    }

    fn way(&self, way: Way, texts: u32) -> Way {
        Way { record: RecordId(way.record.0 + self.record), text: (way.text.0.saturating_add(texts), way.text.1) }
    }

    fn row(&self, row: Row, own_uses: usize) -> Row {
        Row {
            record: RecordId(row.record.0 + self.record),
            use_id: beyond(&self.uses, row.use_id.0, own_uses).unwrap_or(row.use_id),
            text: (row.text.0.saturating_add(self.text), row.text.1),
            ..row
        }
    }

    fn slot(&self, slot: SlotId, own_slots: usize) -> SlotId {
        beyond(&self.slots, slot.0, own_slots).unwrap_or(slot)
    }
}

/// Appends to a list; where no room was made, the first file's own memory is taken over.
fn append<T>(list: &mut Vec<T>, more: impl Iterator<Item = T>) {
    if list.capacity() == 0 {
        *list = more.collect();
    } else {
        list.extend(more);
    }
}

/// What a number beyond the plan's own becomes.
fn beyond<T: Copy>(new: &[T], at: u32, own: usize) -> Option<T> {
    new.get((at as usize).checked_sub(own)?).copied()
}

/// Brings the rows of each record together; within a record they keep their order.
fn group_rows(dataset: &mut Dataset) {
    let mut first = vec![0_u32; dataset.records.len() + 1];
    for row in &dataset.rows {
        first[row.record.index() + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    if !dataset.rows.is_sorted_by_key(|row| row.record) {
        dataset.rows.sort_by_key(|row| row.record);
    }
    dataset.first_row = first;
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
