//! What the engine fills in at each finding: its record, its path and its fingerprint.

use std::collections::BTreeMap;

use factlint_model::diagnostic::{Diagnostic, RecordName};
use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};
use factlint_model::source::{FileId, Sources, Span};
use factlint_model::tree::path::{self, PathStep};
use factlint_model::tree::{NodeRef, Tree};

use super::files::Numbered;
use crate::baseline::Place;

/// Rules that find two records to be alike, in which either may be the later one: it is the same finding after a shuffle.
const EITHER_WAY: [&str; 3] = ["refs/duplicate-id", "refs/not-unique", "refs/likely-duplicate"];

/// Finds the places of findings in the facts and in their files' trees, which are made again: trees don't outlive their
/// file's stage. Findings are best asked for file by file, since one tree is kept.
pub(super) struct Locator<'a> {
    facts: &'a Dataset,
    data: Numbered<'a>,
    sources: &'a Sources,
    /// Makes the tree of a data file.
    read: &'a dyn Fn(FileId) -> Option<Tree>,
    tree: Option<(FileId, Option<Tree>)>,
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
        Self { facts, data, sources, read, tree: None, records }
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
        let mut place = String::new();
        if let Some(tree) = self.tree(span.file) {
            finding.document = tree.document_at(span);
            let steps = tree.steps_to(span);
            for step in steps.iter().skip(1) {
                path::push(&mut finding.path, &step.token());
            }
            let within = named.map(|id| facts.record(id).span);
            place = stable_path(&steps, within, |item| name_of_item(facts, record, item));
        }
        let file = named.is_none().then(|| {
            let document = finding.document.map_or(String::new(), |document| format!("#{document}"));
            format!("{}{document}", self.file_of(span.file))
        });
        finding.participants.sort();
        finding.fingerprint = match record.filter(|_| named.is_some() && EITHER_WAY.contains(&&*finding.rule)) {
            Some(record) => {
                let own = facts.id_of(record).map_or_else(|| facts.describe(record), str::to_owned);
                let mut both: Vec<String> = finding.participants.iter().cloned().chain([own]).collect();
                both.sort();
                fingerprint(&finding.rule, "", &place, &both)
            }
            None => {
                let owner = named.map_or_else(|| file.clone().unwrap_or_default(), |id| facts.describe(id));
                fingerprint(&finding.rule, &owner, &place, &finding.participants)
            }
        };
        let record = named.map(|id| facts.name_of(id)).and_then(|name| Some(format!("{}/{}", name.kind, name.id?)));
        Place { record, file, path: place }
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

    fn tree(&mut self, file: FileId) -> Option<&Tree> {
        if self.tree.as_ref().is_none_or(|(kept, _)| *kept != file) {
            // The one before goes first.
            self.tree = None;
            self.tree = Some((file, (self.read)(file)));
        }
        self.tree.as_ref()?.1.as_ref()
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

/// The path from the record that spans `within` (else from the root) to a place, list items by what names them.
fn stable_path(
    steps: &[PathStep<'_>],
    within: Option<(u32, u32)>,
    name: impl Fn(NodeRef<'_>) -> Option<String>,
) -> String {
    let is_record = |step: &PathStep<'_>| {
        let span = step.value.span();
        within.is_some_and(|(start, end)| (span.start, span.end) == (u64::from(start), u64::from(end)))
    };
    let first = steps.iter().rposition(is_record).unwrap_or(0);
    let mut path = String::new();
    for step in steps.iter().skip(first + 1) {
        let named = if step.key.is_none() { name(step.value) } else { None };
        path.push('/');
        path.push_str(&named.unwrap_or_else(|| step.token()));
    }
    path
}

/// What names an item of a list: the id of the record that it is, or the reference that stands there.
fn name_of_item(facts: &Dataset, around: Option<RecordId>, item: NodeRef<'_>) -> Option<String> {
    let is_item = |span: (u32, u32)| (u64::from(span.0), u64::from(span.1)) == (item.span().start, item.span().end);
    let names = |row: RowId| matches!(facts.use_of(row).meaning, Meaning::Id(_) | Meaning::Ref(_));
    std::iter::successors(around, |&id| facts.record(id).owner).find_map(|id| {
        if is_item(facts.record(id).span) {
            return facts.id_of(id).map(str::to_owned);
        }
        let row = facts.rows_of(id).find(|&row| names(row) && is_item(facts.row(row).span));
        row.map(|row| facts.text(row).to_owned())
    })
}

/// The last part of a path.
pub(super) fn own_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// 128 bits of BLAKE3 over rule, record, path and participants, as hexadecimal digits. Values are not in it.
pub(super) fn fingerprint(rule: &str, owner: &str, place: &str, participants: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [rule, owner, place].into_iter().chain(participants.iter().map(String::as_str)) {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}
