//! The figures of each slot, its parts taken together.

use std::collections::BTreeMap;
use std::sync::Arc;

use factlint_model::facts::{Dataset, FigurePart, FigureUse, FigureValue, Meaning, RecordId, RowId, SlotId};
use factlint_model::figure::assemble;

/// The units that were met.
type Units = BTreeMap<String, Arc<String>>;

/// Reads the figures of all records.
pub(super) fn read(dataset: &mut Dataset) {
    let counts = |meaning: &Meaning| matches!(meaning, Meaning::Figure(_));
    let mut units = Units::new();
    let others = super::spoken_of(dataset, counts);
    let (figures, first) = super::by_record(dataset, counts, |record, into| {
        figures_of(dataset, record, super::rows_on(dataset, record, &others), &mut units, into);
    });
    dataset.figures = figures;
    dataset.first_figure = first;
}

/// The values that one record gives for one slot, and what the schema tells of it.
struct Slot<'d> {
    slot: SlotId,
    by: RecordId,
    encoded: Vec<RowId>,
    printed: Vec<RowId>,
    unit: Option<&'d str>,
    count: bool,
    exact: bool,
    approximate: bool,
}

fn figures_of(
    dataset: &Dataset,
    record: RecordId,
    rows: impl Iterator<Item = RowId>,
    units: &mut Units,
    into: &mut Vec<FigureValue>,
) {
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for row in rows {
        let declared = dataset.use_of(row);
        if let Meaning::Figure(figure) = &declared.meaning {
            let (slot, by) = (declared.slot, dataset.row(row).record);
            let at = slots.iter().position(|known| (known.slot, known.by) == (slot, by)).unwrap_or_else(|| {
                slots.push(Slot::new(slot, by));
                slots.len() - 1
            });
            slots[at].add(row, figure, dataset.text(row));
        }
    }
    for slot in &slots {
        slot.values(dataset, record, units, into);
    }
}

impl<'d> Slot<'d> {
    fn new(slot: SlotId, by: RecordId) -> Self {
        let (encoded, printed) = (Vec::new(), Vec::new());
        Self { slot, by, encoded, printed, unit: None, count: false, exact: false, approximate: false }
    }

    fn add(&mut self, row: RowId, declared: &'d FigureUse, text: &'d str) {
        self.count |= declared.count;
        self.exact |= declared.exact;
        self.approximate |= declared.approximate;
        self.unit = self.unit.or(declared.unit.as_deref());
        match declared.part {
            FigurePart::Value => self.encoded.push(row),
            FigurePart::Printed => self.printed.push(row),
            FigurePart::Unit => self.unit = Some(text),
            FigurePart::Approximate => self.approximate |= !matches!(text, "false" | "False" | "FALSE" | "no"),
            FigurePart::Quantity => {}
        }
    }

    /// Encoded and printed values that are equally many belong together one by one; else the printed ones count, and
    /// the encoded ones where nothing is printed.
    fn values(&self, dataset: &Dataset, record: RecordId, units: &mut Units, into: &mut Vec<FigureValue>) {
        let paired = self.encoded.len() == self.printed.len();
        let rows = if self.printed.is_empty() { &self.encoded } else { &self.printed };
        for (at, &row) in rows.iter().enumerate() {
            let encoded = self.encoded.get(at).copied().filter(|_| paired);
            let text = Some(dataset.text(row));
            let read = match encoded {
                Some(encoded) => assemble(Some(dataset.text(encoded)), text, self.unit, self.count, self.exact),
                None if self.printed.is_empty() => assemble(text, None, self.unit, self.count, self.exact),
                None => assemble(None, text, self.unit, self.count, self.exact),
            };
            let Some(read) = read else { continue };
            let read = if self.approximate { read.approximate() } else { read };
            into.push(FigureValue {
                record,
                row,
                beside: encoded.unwrap_or(row),
                interval: read.interval,
                percent: read.percent,
                unit: read.unit.map(|unit| shared(units, unit)),
                range: read.range,
                count: read.count,
            });
        }
    }
}

fn shared(units: &mut Units, unit: String) -> Arc<String> {
    if let Some(known) = units.get(&unit) {
        return Arc::clone(known);
    }
    let new = Arc::new(unit.clone());
    units.insert(unit, Arc::clone(&new));
    new
}
