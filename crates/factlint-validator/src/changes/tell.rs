//! All changes, in the words of the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};
use factlint_model::source::FileId;

use super::leaves::{self, Leaf};
use super::trees::Trees;
use super::{
    Changes, Citing, Comparison, Facts, File, GoneId, GoneTold, How, Moved, RecordChange, Side, Untold, ValueChange,
    differing,
};
use crate::cite::CITATION;
use crate::engine::Host;

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
    let (before, now) = trees;
    let mut teller = Teller {
        comparison: &comparison,
        before,
        now,
        broken: (comparison.before.files.broken(), comparison.now.files.broken()),
        followed: BTreeMap::new(),
        changes: Changes::default(),
    };
    teller.records();
    teller.removed();
    teller.gone();
    teller.moved();
    teller.files();
    teller.changes
}

struct Teller<'a> {
    comparison: &'a Comparison<'a>,
    before: Trees<'a>,
    now: Trees<'a>,
    /// The files of each side of which not all could be read: what is missing there may be in them.
    broken: (BTreeSet<&'a str>, BTreeSet<&'a str>),
    /// For files of now how many references name by another id what they named.
    followed: BTreeMap<FileId, usize>,
    changes: Changes,
}

impl Teller<'_> {
    /// What changed in the records of now, and what came.
    fn records(&mut self) {
        let comparison = self.comparison;
        let dataset = comparison.now.dataset;
        let mut citations = citation_changes(comparison, &mut self.followed);
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
                        let record = self.now.told(record, true, &|_| true);
                        self.changes.changed.push(RecordChange { record, values, citing });
                    }
                }
                None if is_outermost(dataset, record, |owner| comparison.matching.before(owner).is_some()) => {
                    let came = |record| comparison.matching.before(record).is_none();
                    if !self.broken.0.contains(comparison.now.file(record)) {
                        let record = self.now.told(record, true, &came);
                        self.changes.added.push(record);
                    }
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
        let mut followed = 0;
        let change = |field: &String| {
            let (was, is) = (was.get(field).unwrap_or(&none), is.get(field).unwrap_or(&none));
            value_change(comparison, field, (was, is), &mut followed)
        };
        let changes = fields.into_iter().filter_map(change).collect();
        *self.followed.entry(file(comparison.now, now)).or_default() += followed;
        changes
    }

    fn removed(&mut self) {
        let comparison = self.comparison;
        let dataset = comparison.before.dataset;
        for record in comparison.removed().filter(|&record| comparison.before.kind(record) != CITATION) {
            let is_outermost = is_outermost(dataset, record, |owner| comparison.matching.now(owner).is_some());
            if is_outermost && !self.broken.1.contains(comparison.before.file(record)) {
                let told = self.before.told(record, false, &|record| comparison.matching.now(record).is_none());
                self.changes.removed.push(told);
            }
        }
    }

    fn gone(&mut self) {
        let comparison = self.comparison;
        for GoneId { record, scheme, id, others, now, names, held_by } in comparison.gone_ids() {
            if now.is_none() && self.broken.1.contains(comparison.before.file(record)) {
                continue;
            }
            let record = self.before.told(record, false, &|record| comparison.matching.now(record).is_none());
            let holders: BTreeSet<RecordId> =
                held_by.iter().map(|&row| comparison.now.dataset.row(row).record).collect();
            let mut told = |record| self.now.told(record, true, &|_| true);
            let (now, names) = (now.map(&mut told), names.map(&mut told));
            let held_by = holders.into_iter().map(told).collect();
            self.changes.gone.push(GoneTold { record, scheme, id, others, now, names, held_by });
        }
    }

    /// The records that stand in another file; those that cite are not counted.
    fn moved(&mut self) {
        let Comparison { before, now, ref matching, .. } = *self.comparison;
        let mut moved: BTreeMap<(FileId, FileId), usize> = BTreeMap::new();
        for (was, is) in matching.pairs().filter(|&(was, is)| before.file(was) != now.file(is)) {
            if now.kind(is) != CITATION {
                *moved.entry((before.dataset.record(was).file, now.dataset.record(is).file)).or_default() += 1;
            }
        }
        let told = |((from, to), records)| Moved { from: self.before.name(from), to: self.now.name(to), records };
        self.changes.moved = moved.into_iter().map(told).collect();
    }

    /// Counts the files that differ, and finds those of which nothing is told.
    fn files(&mut self) {
        let before = &self.comparison.before.files.list;
        let known: HashMap<&str, &File> = before.iter().map(|file| (file.inside.as_str(), file)).collect();
        let now: BTreeSet<&str> = self.comparison.now.files.list.iter().map(|file| file.inside.as_str()).collect();
        let went = before.iter().filter(|file| !now.contains(file.inside.as_str())).count();
        let Changes { changed, added, removed, gone, moved, .. } = &self.changes;
        let ids = gone.iter().flat_map(|gone| gone.now.iter().chain([&gone.record]));
        let told = changed.iter().map(|change| &change.record).chain(added).chain(removed).chain(ids);
        let moved = moved.iter().flat_map(|moved| [moved.from.as_str(), &moved.to]);
        let told: BTreeSet<&str> = told.map(|record| record.file.as_str()).chain(moved).collect();
        let mut untold = Vec::new();
        let mut differ = 0;
        let first = self.comparison.now.files.first;
        for (number, file) in (first..).zip(&self.comparison.now.files.list) {
            let before = known.get(file.inside.as_str());
            if before.is_some_and(|before| before.digest == file.digest) {
                continue;
            }
            differ += 1;
            let number = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            let name = self.now.name(number);
            if before.is_some_and(|before| before.whole && file.whole) && !told.contains(name.as_str()) {
                let references = self.followed.get(&number).copied().unwrap_or_default();
                untold.push(Untold { file: name, references });
            }
        }
        self.changes.files = differ + went;
        self.changes.untold = untold;
    }
}

/// The change of one field, if it has one. References that name by another id what they named are none, and are counted.
fn value_change(
    comparison: &Comparison<'_>,
    field: &str,
    (was, is): (&[Leaf<'_>], &[Leaf<'_>]),
    followed: &mut usize,
) -> Option<ValueChange> {
    let (was, is): (Vec<&Leaf<'_>>, Vec<&Leaf<'_>>) = (was.iter().collect(), is.iter().collect());
    let (was, is) = differing(&was, &is, |a, b| a.text == b.text);
    let refers_to_same = |a: &Leaf<'_>, b: &Leaf<'_>| {
        let same = || Some(comparison.says_same(a.row?, b.row?) && is_reference(comparison, b.row?));
        same() == Some(true)
    };
    let (before, now) = differing(&was, &is, refers_to_same);
    *followed += is.len() - now.len();
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

/// The citations that changed, came or went, by the record that they cite for; in those that did not, references that name
/// by another id what they named are counted for their files.
fn citation_changes(
    comparison: &Comparison<'_>,
    followed: &mut BTreeMap<FileId, usize>,
) -> HashMap<RecordId, Vec<ValueChange>> {
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
        let was = comparison.matching.before(record);
        let is_same = was.is_some_and(|was| comparison.slots(was, record).is_empty());
        if let Some(was) = was.filter(|_| is_same) {
            let rows = |dataset: &Dataset, record| dataset.rows_of(record).collect::<Vec<RowId>>();
            let same = |a, b| before.dataset.text(a) == now.dataset.text(b);
            let (renamed, _) = differing(&rows(before.dataset, was), &rows(now.dataset, record), same);
            *followed.entry(now.dataset.record(record).file).or_default() += renamed.len();
        } else if comparison.matching.before(owner).is_some() {
            add(owner, field(now.dataset, record), was.map(|was| words(before, was)), Some(words(now, record)));
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

/// Whether a record lies in none, or in one of which this holds.
fn is_outermost(dataset: &Dataset, record: RecordId, stays: impl Fn(RecordId) -> bool) -> bool {
    dataset.record(record).owner.is_none_or(stays)
}
