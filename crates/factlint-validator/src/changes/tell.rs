//! All changes, in the words of the data.

use std::collections::{BTreeSet, HashMap};

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};
use factlint_model::load;
use factlint_model::source::FileId;
use factlint_model::tree::Tree;

use super::leaves::{self, Leaf};
use super::{
    Changes, Citing, Comparison, Facts, File, GoneId, GoneTold, How, RecordChange, RecordTold, Side, ValueChange,
    differing,
};
use crate::cite::CITATION;
use crate::engine::{Host, digest};

/// Where the files of both states are read.
#[derive(Clone, Copy)]
pub struct Hosts<'h> {
    /// Those of the earlier state.
    pub before: &'h dyn Host,
    /// Those of the later one.
    pub now: &'h dyn Host,
}

/// Tells all changes from one state to another. Files that changed are read again.
#[must_use]
pub fn tell(before: &Facts, now: &Facts, hosts: Hosts<'_>) -> Changes {
    let comparison = Comparison::new(before, now.side());
    let trees = (Trees::new(comparison.before, hosts.before), Trees::new(comparison.now, hosts.now));
    let mut teller = Teller { comparison: &comparison, before: trees.0, now: trees.1, changes: Changes::default() };
    teller.records();
    teller.removed();
    teller.gone();
    teller.files();
    teller.changes
}

/// The files of one side, of which one tree is kept.
struct Trees<'a> {
    side: Side<'a>,
    host: &'a dyn Host,
    kept: Option<(FileId, Option<Tree>)>,
}

impl<'a> Trees<'a> {
    fn new(side: Side<'a>, host: &'a dyn Host) -> Self {
        Self { side, host, kept: None }
    }

    /// The tree of a file; none where it is no longer what was checked.
    fn get(&mut self, id: FileId) -> Option<&Tree> {
        if self.kept.as_ref().is_none_or(|(kept, _)| *kept != id) {
            self.kept = None;
            self.kept = Some((id, self.read(id)));
        }
        self.kept.as_ref()?.1.as_ref()
    }

    fn read(&self, id: FileId) -> Option<Tree> {
        let file = self.side.files.get(id)?;
        let bytes = self.host.read_data(&file.path).ok()?;
        let tree = load::load(id, &self.host.display(&file.path), bytes, file.format).tree;
        (digest(tree.source()) == file.digest).then_some(tree)
    }

    fn name(&self, id: FileId) -> String {
        self.side.files.get(id).map_or(String::new(), |file| self.host.display(&file.path))
    }

    fn told(&mut self, record: RecordId, with_line: bool) -> RecordTold {
        let (side, file) = (self.side, self.side.dataset.record(record).file);
        let head = side.dataset.head(record);
        let line = if with_line { self.get(file).map(|tree| tree.source().position(head.start).line) } else { None };
        RecordTold {
            kind: side.kind(record).to_owned(),
            id: side.dataset.id_of(record).map(str::to_owned),
            name: called(side.dataset, record).unwrap_or_else(|| side.file(record).to_owned()),
            file: self.name(file),
            line,
            inside: inside(side.dataset, record),
        }
    }
}

struct Teller<'a> {
    comparison: &'a Comparison<'a>,
    before: Trees<'a>,
    now: Trees<'a>,
    changes: Changes,
}

impl Teller<'_> {
    /// What changed in the records of now, and what came.
    fn records(&mut self) {
        let comparison = self.comparison;
        let dataset = comparison.now.dataset;
        let mut citations = citation_changes(comparison);
        for record in dataset.record_ids().filter(|&record| comparison.now.kind(record) != CITATION) {
            let cited = citations.remove(&record).unwrap_or_default();
            match comparison.matching.before(record) {
                Some(before) => {
                    let mut values = if comparison.stands_in_same_file(before, record) {
                        Vec::new()
                    } else {
                        self.values(before, record)
                    };
                    if !values.is_empty() || !cited.is_empty() {
                        let citing = citing(comparison, before, record, &cited);
                        values.extend(cited);
                        let record = self.now.told(record, true);
                        self.changes.changed.push(RecordChange { record, values, citing });
                    }
                }
                None if is_outermost(dataset, record, |owner| comparison.matching.before(owner).is_some()) => {
                    let record = self.now.told(record, true);
                    self.changes.added.push(record);
                }
                None => {}
            }
        }
    }

    fn values(&mut self, before: RecordId, now: RecordId) -> Vec<ValueChange> {
        let comparison = self.comparison;
        let file = |side: Side<'_>, record| side.dataset.record(record).file;
        let (was, is) = (file(comparison.before, before), file(comparison.now, now));
        let (Some(was), Some(is)) = (self.before.get(was), self.now.get(is)) else { return Vec::new() };
        let was = leaves::of_record(comparison.before.dataset, before, was);
        let is = leaves::of_record(comparison.now.dataset, now, is);
        let fields: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let none = Vec::new();
        let change = |field: &String| {
            let (was, is) = (was.get(field).unwrap_or(&none), is.get(field).unwrap_or(&none));
            value_change(comparison, field, was, is)
        };
        fields.into_iter().filter_map(change).collect()
    }

    fn removed(&mut self) {
        let comparison = self.comparison;
        let dataset = comparison.before.dataset;
        for record in comparison.removed().filter(|&record| comparison.before.kind(record) != CITATION) {
            if is_outermost(dataset, record, |owner| comparison.matching.now(owner).is_some()) {
                let told = self.before.told(record, false);
                self.changes.removed.push(told);
            }
        }
    }

    fn gone(&mut self) {
        for GoneId { record, scheme, id, others, now, names, held_by } in self.comparison.gone_ids() {
            let record = self.before.told(record, false);
            let holders: BTreeSet<RecordId> =
                held_by.iter().map(|&row| self.comparison.now.dataset.row(row).record).collect();
            let mut told = |record| self.now.told(record, true);
            let (now, names) = (now.map(&mut told), names.map(&mut told));
            let held_by = holders.into_iter().map(told).collect();
            self.changes.gone.push(GoneTold { record, scheme, id, others, now, names, held_by });
        }
    }

    /// Counts the files that differ, and finds those of which nothing is told.
    fn files(&mut self) {
        let before = &self.comparison.before.files.list;
        let known: HashMap<&str, &File> = before.iter().map(|file| (file.inside.as_str(), file)).collect();
        let now: BTreeSet<&str> = self.comparison.now.files.list.iter().map(|file| file.inside.as_str()).collect();
        let went = before.iter().filter(|file| !now.contains(file.inside.as_str())).count();
        let Changes { changed, added, removed, gone, .. } = &self.changes;
        let ids = gone.iter().flat_map(|gone| gone.now.iter().chain([&gone.record]));
        let told = changed.iter().map(|change| &change.record).chain(added).chain(removed).chain(ids);
        let told: BTreeSet<&str> = told.map(|record| record.file.as_str()).collect();
        let mut untold = Vec::new();
        let mut differ = 0;
        for file in &self.comparison.now.files.list {
            let before = known.get(file.inside.as_str());
            if before.is_some_and(|before| before.digest == file.digest) {
                continue;
            }
            differ += 1;
            let name = self.now.host.display(&file.path);
            if before.is_some() && !told.contains(name.as_str()) {
                untold.push(name);
            }
        }
        self.changes.files = differ + went;
        self.changes.untold = untold;
    }
}

/// The change of one field, if it has one.
fn value_change(comparison: &Comparison<'_>, field: &str, was: &[Leaf<'_>], is: &[Leaf<'_>]) -> Option<ValueChange> {
    let (was, is): (Vec<&Leaf<'_>>, Vec<&Leaf<'_>>) = (was.iter().collect(), is.iter().collect());
    let same = |a: &Leaf<'_>, b: &Leaf<'_>| {
        let refers_to_same = || Some(comparison.says_same(a.row?, b.row?) && is_reference(comparison, b.row?));
        a.text == b.text || refers_to_same() == Some(true)
    };
    let (before, now) = differing(&was, &is, same);
    let how = match (before.as_slice(), now.as_slice()) {
        ([], []) => return None,
        ([], _) => How::Added,
        (_, []) => How::Removed,
        (&[one], &[other]) => one.row.zip(other.row).map_or(How::Changed, |(one, other)| comparison.how(one, other)),
        _ => How::Changed,
    };
    let texts = |leaves: Vec<&Leaf<'_>>| leaves.iter().map(|leaf| leaf.text.to_owned()).collect();
    Some(ValueChange { field: field.to_owned(), before: texts(before), now: texts(now), how, citation: false })
}

fn is_reference(comparison: &Comparison<'_>, row: RowId) -> bool {
    matches!(comparison.now.dataset.use_of(row).meaning, Meaning::Ref(_))
}

/// Whether what times, figures and names of a record stand on changed with them.
fn citing(comparison: &Comparison<'_>, before: RecordId, now: RecordId, cited: &[ValueChange]) -> Citing {
    let slots = comparison.slots(before, now);
    let changed = slots.iter().filter(|slot| !slot.before.is_empty()).filter_map(|slot| slot.now.first());
    let uses = changed.map(|&row| comparison.now.dataset.use_of(row));
    let uses = uses.filter(|known| matches!(known.meaning, Meaning::Time(_) | Meaning::Figure(_) | Meaning::Name(_)));
    let told = uses.map(|known| comparison.citing(before, now, known.slot));
    // One value whose citation is what it was weighs more than others.
    let told: BTreeSet<Citing> = told.collect();
    match () {
        () if told.contains(&Citing::Unchanged) => Citing::Unchanged,
        () if told.contains(&Citing::Changed) || !cited.is_empty() => Citing::Changed,
        () => Citing::Nowhere,
    }
}

/// The citations that changed, came or went, by the record that they cite for.
fn citation_changes(comparison: &Comparison<'_>) -> HashMap<RecordId, Vec<ValueChange>> {
    let (before, now) = (comparison.before, comparison.now);
    let mut changes: HashMap<RecordId, Vec<ValueChange>> = HashMap::new();
    let mut add = |owner: RecordId, field: String, before: Option<String>, now: Option<String>| {
        let how = match (&before, &now) {
            (None, _) => How::Added,
            (_, None) => How::Removed,
            _ => How::Changed,
        };
        let (before, now) = (before.into_iter().collect(), now.into_iter().collect());
        changes.entry(owner).or_default().push(ValueChange { field, before, now, how, citation: true });
    };
    for record in now.dataset.record_ids().filter(|&record| now.kind(record) == CITATION) {
        let Some(owner) = now.dataset.record(record).owner else { continue };
        let was = comparison.matching.before(record).map(|was| words(before, was));
        let is = words(now, record);
        if comparison.matching.before(owner).is_some() && was.as_ref() != Some(&is) {
            add(owner, field(now.dataset, record), was, Some(is));
        }
    }
    for record in comparison.removed().filter(|&record| before.kind(record) == CITATION) {
        let owner = before.dataset.record(record).owner.and_then(|owner| comparison.matching.now(owner));
        if let Some(owner) = owner {
            add(owner, field(before.dataset, record), Some(words(before, record)), None);
        }
    }
    changes
}

/// What a citation says.
fn words(side: Side<'_>, citation: RecordId) -> String {
    let texts: Vec<&str> = side.dataset.rows_of(citation).map(|row| side.dataset.text(row)).collect();
    texts.join(", ")
}

/// The keys that lead to a citation from the record around it.
fn field(dataset: &Dataset, citation: RecordId) -> String {
    let way = dataset.way(citation).unwrap_or_default();
    let is_key = |token: &&str| !token.is_empty() && !token.bytes().all(|byte| byte.is_ascii_digit());
    let keys: Vec<&str> = way.split('/').filter(is_key).collect();
    if keys.is_empty() { CITATION.to_owned() } else { keys.join(".") }
}

/// What a record is called: its label, if its id is its own in the dataset or it has none; else its id, behind what it
/// lies in is called.
fn called(dataset: &Dataset, record: RecordId) -> Option<String> {
    let label = dataset.rows_of(record).find(|&row| {
        let known = dataset.use_of(row);
        matches!(known.meaning, Meaning::Name(_)) && known.about.is_none() && is_label(dataset, row)
    });
    let label = label.map(|row| dataset.text(row));
    let id = dataset.id_of(record);
    let around = dataset.record(record).owner.and_then(|owner| called(dataset, owner));
    let is_wide = dataset.rows_of(record).any(|row| {
        let is_own = Some(dataset.text(row)) == id;
        matches!(&dataset.use_of(row).meaning, Meaning::Id(it) if is_own && it.within == Default::default())
    });
    match (label, id, around) {
        (Some(label), Some(_), _) if is_wide => Some(label.to_owned()),
        (_, Some(id), _) if is_wide => Some(id.to_owned()),
        (_, Some(name), Some(around)) | (Some(name), None, Some(around)) => Some(format!("{around} {name}")),
        (None, None, Some(around)) => Some(around),
        (label, id, None) => id.or(label).map(str::to_owned),
    }
}

fn is_label(dataset: &Dataset, row: RowId) -> bool {
    dataset.vocabulary.slot_name(dataset.use_of(row).slot) == "label"
}

/// Whether a record lies in none, or in one of which this holds.
fn is_outermost(dataset: &Dataset, record: RecordId, stays: impl Fn(RecordId) -> bool) -> bool {
    dataset.record(record).owner.is_none_or(stays)
}

/// How many records lie in a record, citations left out.
fn inside(dataset: &Dataset, record: RecordId) -> usize {
    let citation = dataset.vocabulary.find_kind(CITATION);
    let below = dataset.records.iter().skip(record.index() + 1);
    let below = below.take_while(|other| other.owner.is_some_and(|owner| owner >= record));
    below.filter(|other| Some(other.kind) != citation).count()
}
