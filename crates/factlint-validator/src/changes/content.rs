//! What records hold, as numbers: equal for equal contents, whatever the order of values and of records in a list.

use factlint_model::facts::{Dataset, FigurePart, Meaning, RecordId, RowId, TimePart};

use crate::engine::digest;

/// The contents of all records of a dataset.
pub(super) struct Contents {
    /// For each record its values and all in it, without its own ids.
    without_ids: Vec<u64>,
    /// The same with its ids.
    whole: Vec<u64>,
    /// How many values that are no ids it has, with all in it.
    weight: Vec<u32>,
    /// For each meaning its slot and part.
    uses: Vec<u64>,
}

impl Contents {
    /// Those of the records of which `is_wanted` says so; a record's are those of all in it.
    pub fn of(dataset: &Dataset, is_wanted: impl Fn(RecordId) -> bool) -> Self {
        let count = dataset.records.len();
        let uses = dataset.vocabulary.uses.iter().map(|known| {
            digest(&(dataset.vocabulary.slot_name(known.slot), part(&known.meaning), known.about.as_deref()))
        });
        let mut contents =
            Self { without_ids: vec![0; count], whole: vec![0; count], weight: vec![0; count], uses: uses.collect() };
        // A record stands before those that lie in it.
        for at in (0..count).rev() {
            let record = RecordId(u32::try_from(at).unwrap_or(u32::MAX));
            if is_wanted(record) {
                contents.add(dataset, record, at);
            }
        }
        contents
    }

    fn add(&mut self, dataset: &Dataset, record: RecordId, at: usize) {
        let mut ids = 0_u64;
        for row in dataset.rows_of(record) {
            let value = self.value(dataset, row);
            if matches!(dataset.use_of(row).meaning, Meaning::Id(_)) {
                ids = ids.wrapping_add(value);
            } else {
                self.without_ids[at] = self.without_ids[at].wrapping_add(value);
                self.weight[at] = self.weight[at].saturating_add(1);
            }
        }
        self.whole[at] = self.without_ids[at].wrapping_add(ids);
        let Some(owner) = dataset.record(record).owner.map(RecordId::index).filter(|owner| *owner < at) else { return };
        let inside = digest(&(dataset.vocabulary.kind_name(dataset.kind(record)), self.whole[at]));
        self.without_ids[owner] = self.without_ids[owner].wrapping_add(inside);
        self.weight[owner] = self.weight[owner].saturating_add(self.weight[at]);
    }

    /// A value: its slot and its text.
    pub fn value(&self, dataset: &Dataset, row: RowId) -> u64 {
        let known = self.uses.get(dataset.row(row).use_id.index());
        digest(&(known.copied().unwrap_or_default(), dataset.text(row)))
    }

    /// A record with all in it.
    pub fn whole(&self, record: RecordId) -> u64 {
        self.whole.get(record.index()).copied().unwrap_or_default()
    }

    /// A record with all in it but its own ids; `None` where that is too little to know it by.
    pub fn without_ids(&self, record: RecordId) -> Option<u64> {
        let enough = self.weight.get(record.index()).is_some_and(|&weight| weight >= 2);
        self.without_ids.get(record.index()).copied().filter(|_| enough)
    }
}

/// Which part of a slot a value is.
pub(super) fn part(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Time(time) => match time.part {
            TimePart::Whole => "",
            TimePart::Earliest => "earliest",
            TimePart::Latest => "latest",
            TimePart::Calendar => "calendar",
            TimePart::Printed => "printed",
        },
        Meaning::Figure(figure) => match figure.part {
            FigurePart::Value => "",
            FigurePart::Printed => "printed",
            FigurePart::Unit => "unit",
            FigurePart::Approximate => "approximate",
            FigurePart::Quantity => "quantity",
        },
        _ => "",
    }
}
