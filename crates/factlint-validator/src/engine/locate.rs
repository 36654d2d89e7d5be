//! What the engine fills in at each finding: its record, its path and its fingerprint.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, RecordName};
use factlint_model::facts::{Dataset, Meaning, RecordId, Scope};
use factlint_model::source::{FileId, Sources, Span};
use factlint_model::tree::path::{self, PathStep};
use factlint_model::tree::{NodeRef, Tree};

use super::files::Numbered;
use super::items::ItemNames;
use crate::baseline::Place;

/// Rules that find two records to be alike, in which either may be the later one: it is the same finding after a shuffle.
const EITHER_WAY: [&str; 3] = ["refs/duplicate-id", "refs/not-unique", "refs/likely-duplicate"];

/// A file whose findings are completed.
struct Open {
    file: FileId,
    tree: Option<Tree>,
    items: ItemNames,
}

/// Finds the places of findings in the facts and in their files' trees, which are made again: trees don't outlive their
/// file's stage. Findings are best asked for file by file, since one tree is kept.
pub(super) struct Locator<'a> {
    facts: &'a Dataset,
    data: Numbered<'a>,
    sources: &'a Sources,
    /// Makes the tree of a data file.
    read: &'a dyn Fn(FileId) -> Option<Tree>,
    open: Option<Open>,
    /// Where each file's records start in the dataset, which has them file by file.
    records: BTreeMap<FileId, std::ops::Range<u32>>,
}

impl<'a> Locator<'a> {
    /// A locator for these data files, whose trees `read` makes.
    pub fn new(
        facts: &'a Dataset,
        data: Numbered<'a>,
        sources: &'a Sources,
        read: &'a dyn Fn(FileId) -> Option<Tree>,
    ) -> Self {
        let mut records: BTreeMap<FileId, std::ops::Range<u32>> = BTreeMap::new();
        for id in facts.record_ids() {
            let range = records.entry(facts.record(id).file).or_insert(id.0..id.0);
            range.end = id.0 + 1;
        }
        Self { facts, data, sources, read, open: None, records }
    }

    /// Fills in record, path and fingerprint; gives back what the fingerprint is made of.
    pub fn complete(&mut self, finding: &mut Diagnostic) -> Place {
        let span = finding.primary.span;
        let record = self.record_at(span);
        if finding.record.is_none() {
            finding.record = record.map(|record| self.facts.name_of(record));
        }
        let facts = self.facts;
        let named = std::iter::successors(record, |&id| facts.record(id).owner).find(|&id| facts.id_of(id).is_some());
        let place = self.find(finding, record, named);
        let (file, records) = self.known_by(named, span.file);
        let owners: Vec<&str> = file.iter().chain(&records).map(String::as_str).collect();
        finding.participants.sort();
        finding.fingerprint = match record.filter(|_| named.is_some() && EITHER_WAY.contains(&&*finding.rule)) {
            Some(record) => {
                let own = facts.id_of(record).map_or_else(|| facts.describe(record), str::to_owned);
                let mut both: Vec<String> = finding.participants.iter().cloned().chain([own]).collect();
                both.sort();
                let around = owners.split_last().map_or(&[][..], |(_, around)| around);
                fingerprint(&finding.rule, around, &place, &both)
            }
            None => fingerprint(&finding.rule, &owners, &place, &finding.participants),
        };
        Place { record: (!records.is_empty()).then(|| records.join(" ")), file, path: place }
    }

    /// Fills in document and path; gives back the way to the place that does not change with what else a list holds: from the record
    /// with an id around it, else from the root.
    fn find(&mut self, finding: &mut Diagnostic, record: Option<RecordId>, named: Option<RecordId>) -> String {
        let facts = self.facts;
        let span = finding.primary.span;
        let mut place = String::new();
        let Open { tree: Some(tree), items, .. } = self.opened(span.file) else { return place };
        finding.document = tree.document_at(span);
        let steps = tree.steps_to(span);
        for step in steps.iter().skip(1) {
            path::push(&mut finding.path, &step.token());
        }
        let within = named.map(|id| facts.record(id).span);
        // Where a file has several documents, each is an item of it.
        for step in after_record(&steps, within, finding.document.is_some()) {
            let item = step.value;
            let token = match step.key {
                Some(key) => key.text(),
                None => id_of_item(facts, record, item).unwrap_or_else(|| items.of(item)),
            };
            path::push(&mut place, token);
        }
        place
    }

    /// What a place in this record and file is known by: the record, after those in which alone its id is unique, and the file where
    /// that is not enough.
    fn known_by(&self, record: Option<RecordId>, file: FileId) -> (Option<String>, Vec<String>) {
        let facts = self.facts;
        let mut records: Vec<RecordId> = std::iter::successors(record, |&id| unique_in(facts, id)).collect();
        records.reverse();
        let is_enough = records.first().is_some_and(|&id| scope_of(facts, id) == Some(&Scope::Dataset));
        let names = records.into_iter().map(|id| name(facts, id)).collect();
        ((!is_enough).then(|| self.file_of(file).to_owned()), names)
    }

    /// The records around a place, the innermost first.
    pub fn records_around(&self, span: Span) -> impl Iterator<Item = RecordName> {
        let around = std::iter::successors(self.record_at(span), |&id| self.facts.record(id).owner);
        around.map(|id| self.facts.name_of(id))
    }

    /// How a file is called, wherever the user stands: a data file by its path from the root, others by their own name.
    fn file_of(&self, file: FileId) -> &str {
        let name = || self.sources.get(file).map_or("", |source| source.name());
        self.inside(file).unwrap_or_else(|| own_name(name()))
    }

    /// The path of a data file from the root.
    pub fn inside(&self, file: FileId) -> Option<&str> {
        Some(&self.data.get(file)?.inside)
    }

    fn opened(&mut self, file: FileId) -> &mut Open {
        // The one before goes first.
        let kept = self.open.take().filter(|open| open.file == file);
        let open = || Open { file, tree: (self.read)(file), items: ItemNames::default() };
        self.open.insert(kept.unwrap_or_else(open))
    }

    /// The innermost record around a place, keys included.
    fn record_at(&self, span: Span) -> Option<RecordId> {
        let range = self.records.get(&span.file)?;
        let starts = |id: u32| {
            let record = self.facts.record(RecordId(id));
            record.span.0.min(record.head.0)
        };
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if u64::from(starts(middle)) <= span.start { low = middle + 1 } else { high = middle }
        }
        let last = RecordId(low.checked_sub(1).filter(|&id| id >= range.start)?);
        std::iter::successors(Some(last), |&id| self.facts.record(id).owner).find(|&id| {
            let record = self.facts.record(id);
            span.end <= u64::from(record.span.1.max(record.head.1))
        })
    }
}

/// The steps from the record that spans `within` (else from the document) to a place; `documents` says whether the step to the
/// document is one of them.
fn after_record<'s, 't>(steps: &'s [PathStep<'t>], within: Option<(u32, u32)>, documents: bool) -> &'s [PathStep<'t>] {
    let record = within.and_then(|within| steps.iter().rposition(|step| is_at(step.value, within)));
    let first = record.map_or(usize::from(!documents), |record| record + 1);
    steps.get(first..).unwrap_or_default()
}

/// The id of the record that a list's item is, if it is one and has one.
fn id_of_item<'f>(facts: &'f Dataset, around: Option<RecordId>, item: NodeRef<'_>) -> Option<&'f str> {
    let mut records = std::iter::successors(around, |&id| facts.record(id).owner);
    facts.id_of(records.find(|&id| is_at(item, facts.record(id).span))?)
}

fn is_at(value: NodeRef<'_>, (start, end): (u32, u32)) -> bool {
    let span = value.span();
    (span.start, span.end) == (u64::from(start), u64::from(end))
}

/// The last part of a path.
pub(super) fn own_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A record as `kind/id`.
fn name(facts: &Dataset, record: RecordId) -> String {
    let RecordName { kind, id } = facts.name_of(record);
    format!("{kind}/{}", id.unwrap_or_default())
}

/// The record in which alone the id of a record is unique, if there is one.
fn unique_in(facts: &Dataset, record: RecordId) -> Option<RecordId> {
    match scope_of(facts, record)? {
        Scope::Record(kind) => facts.around(record).skip(1).find(|&around| facts.kind(around) == *kind),
        Scope::File | Scope::Dataset => None,
    }
}

/// Where the id of a record is unique.
fn scope_of(facts: &Dataset, record: RecordId) -> Option<&Scope> {
    match &facts.use_of(facts.id_row(record)?).meaning {
        Meaning::Id(id) => Some(&id.within),
        _ => None,
    }
}

/// 128 bits of BLAKE3 over rule, record, path and participants, as hexadecimal digits.
pub(super) fn fingerprint(rule: &str, owners: &[&str], place: &str, participants: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    let participants = participants.iter().map(String::as_str);
    for part in [rule].into_iter().chain(owners.iter().copied()).chain([place]).chain(participants) {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}
