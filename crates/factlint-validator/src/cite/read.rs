//! The citations among the records, and what each cites.

use std::collections::{BTreeMap, HashMap};

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId, SlotId};

use super::answer::{Answer, Reason};
use super::copies::SourceCopy;
use super::{CITATION, Citation, Citations, Cited, SOURCE};

/// The slots that are read, as far as the schemas have them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slots {
    words: Option<SlotId>,
    quote: Option<SlotId>,
    section: Option<SlotId>,
    paragraph: Option<SlotId>,
    prefix: Option<SlotId>,
    suffix: Option<SlotId>,
    supports: Option<SlotId>,
    source: Option<SlotId>,
}

impl Slots {
    fn of(dataset: &Dataset) -> Self {
        let slot = |name: &str| dataset.vocabulary.find_slot(name);
        Self {
            words: slot("words"),
            quote: slot("quote"),
            section: slot("section"),
            paragraph: slot("paragraph"),
            prefix: slot("prefix"),
            suffix: slot("suffix"),
            supports: slot("supports"),
            source: slot(SOURCE),
        }
    }

    /// Whether a row is a quotation, which may run over the end of a sentence.
    pub(super) fn is_quote(&self, dataset: &Dataset, row: RowId) -> bool {
        Some(dataset.use_of(row).slot) == self.quote
    }
}

/// All citations, none of them looked up yet.
pub(super) fn read(dataset: &Dataset) -> Citations {
    let mut citations = Citations::default();
    let Some(kind) = dataset.vocabulary.find_kind(CITATION) else { return citations };
    citations.slots = Slots::of(dataset);
    let slots = citations.slots;
    let mut sources = SourceNumbers { inline: inline(dataset), numbers: BTreeMap::new(), list: Vec::new() };
    let records = || dataset.record_ids().filter(|&record| dataset.kind(record) == kind);
    citations.all.reserve_exact(records().count());
    for record in records() {
        let value = |slot: Option<SlotId>| slot.and_then(|slot| dataset.values(record, slot).next());
        let values = |slot: Option<SlotId>| slot.into_iter().flat_map(|slot| dataset.values(record, slot));
        let owner = dataset.record(record).owner.unwrap_or(record);
        let called = |row| dataset.vocabulary.slots_called(dataset.kind(owner), dataset.text(row));
        citations.all.push(Citation {
            record,
            owner: dataset.record(record).owner,
            for_all: values(slots.supports).next().is_none(),
            supports: values(slots.supports).flat_map(called).collect(),
            source: sources.of(dataset, record, slots.source),
            words: values(slots.words).chain(values(slots.quote)).collect(),
            section: value(slots.section),
            paragraph: value(slots.paragraph),
            prefix: value(slots.prefix),
            suffix: value(slots.suffix),
            answer: Answer::Unchecked(Reason::NoCopy),
        });
    }
    citations.by_owner = (0..u32::try_from(citations.all.len()).unwrap_or(u32::MAX)).collect();
    let all = &citations.all;
    citations.by_owner.sort_by_key(|&number| all[number as usize].owner);
    citations.sources = sources.list;
    citations
}

/// The sources that lie in a citation, by the citation.
fn inline(dataset: &Dataset) -> HashMap<RecordId, RecordId> {
    let kinds = |name: &str| dataset.vocabulary.find_kind(name);
    let (Some(source), Some(citation)) = (kinds(SOURCE), kinds(CITATION)) else { return HashMap::new() };
    let of = |record: RecordId| {
        let owner = dataset.record(record).owner.filter(|&owner| dataset.kind(owner) == citation)?;
        Some((owner, record))
    };
    dataset.record_ids().filter(|&record| dataset.kind(record) == source).filter_map(of).collect()
}

/// The sources met so far.
struct SourceNumbers {
    inline: HashMap<RecordId, RecordId>,
    numbers: BTreeMap<String, u32>,
    list: Vec<SourceCopy>,
}

impl SourceNumbers {
    /// What a citation cites: the source in it, the one it names, or the one that the nearest record around it names.
    fn of(&mut self, dataset: &Dataset, record: RecordId, slot: Option<SlotId>) -> Cited {
        if let Some(&source) = self.inline.get(&record) {
            let id = dataset.id_of(source).unwrap_or_default().to_owned();
            return self.number(id, Some(source));
        }
        let named = slot.and_then(|slot| dataset.around(record).find_map(|around| dataset.values(around, slot).next()));
        let Some(row) = named else { return Cited::Nothing };
        let Some(source) = dataset.targets(row).next() else {
            let unknown = matches!(&dataset.use_of(row).meaning, Meaning::Ref(reference) if !reference.outside);
            return if unknown { Cited::Unknown(row) } else { self.number(dataset.text(row).to_owned(), None) };
        };
        let id = dataset.id_of(source).unwrap_or_else(|| dataset.text(row)).to_owned();
        self.number(id, Some(source))
    }

    /// The number of a source. Those without an id are each for itself.
    fn number(&mut self, id: String, record: Option<RecordId>) -> Cited {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = if id.is_empty() { next } else { *self.numbers.entry(id.clone()).or_insert(next) };
        if number == next {
            self.list.push(SourceCopy::new(id, record));
        }
        Cited::Source(number)
    }
}
