//! Which record of one state is which of the other.
//!
//! A record is known by its kind and id; where the id holds within another record, in what that one is now; without an id
//! by where it lies, and among several there by what they hold. One that went and one that came with the same content are
//! the same under another id.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use factlint_model::facts::{Dataset, Meaning, RecordId, Scope};

use super::Side;
use super::content::Contents;

/// More pairs than these of one list are not weighed against each other.
const MOST_WEIGHED: usize = 10_000;

/// The records of two states that are the same.
#[derive(Debug, Default)]
pub struct Matching {
    /// For each earlier record what it is now.
    now: Vec<Option<RecordId>>,
    /// For each record of now what it was.
    before: Vec<Option<RecordId>>,
    /// What went under one id and came under another: before and now.
    pub renamed: Vec<(RecordId, RecordId)>,
}

impl Matching {
    /// What an earlier record is now.
    #[must_use]
    pub fn now(&self, before: RecordId) -> Option<RecordId> {
        self.now.get(before.index()).copied().flatten()
    }

    /// What a record was before.
    #[must_use]
    pub fn before(&self, now: RecordId) -> Option<RecordId> {
        self.before.get(now.index()).copied().flatten()
    }

    /// All pairs, in the order of the records of now.
    pub fn pairs(&self) -> impl Iterator<Item = (RecordId, RecordId)> {
        let number = |at: usize| RecordId(u32::try_from(at).unwrap_or(u32::MAX));
        self.before.iter().enumerate().filter_map(move |(at, before)| Some(((*before)?, number(at))))
    }

    fn set(&mut self, before: RecordId, now: RecordId) {
        self.now[before.index()] = Some(now);
        self.before[now.index()] = Some(before);
    }
}

/// What a record is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Known<'a> {
    /// What is around it, as a record of now.
    owner: Option<RecordId>,
    /// Its file, where nothing else says where it is.
    file: &'a str,
    kind: &'a str,
    id: Option<&'a str>,
}

/// Records that are known by the same: before and now.
type Alike = (Vec<RecordId>, Vec<RecordId>);

struct Matcher<'a> {
    before: Side<'a>,
    now: Side<'a>,
    contents: (&'a Contents, &'a Contents),
    matching: Matching,
}

/// Matches the records of files that have the same text and name: what stands at one place in both is the same.
pub(super) fn in_same_files(before: Side<'_>, now: Side<'_>) -> Matching {
    let empty = |side: Side<'_>| vec![None; side.dataset.records.len()];
    let mut matching = Matching { now: empty(before), before: empty(now), renamed: Vec::new() };
    let earlier = records_of_files(before);
    for (key, records) in records_of_files(now) {
        match earlier.get(&key) {
            Some(same) if same.len() == records.len() => same.clone().zip(records).for_each(|(was, is)| {
                let id = |at: usize| RecordId(u32::try_from(at).unwrap_or(u32::MAX));
                matching.set(id(was), id(is));
            }),
            _ => {}
        }
    }
    matching
}

/// The records of each file, which stand together, by its path and what tells its text.
fn records_of_files(side: Side<'_>) -> HashMap<(&str, u64), Range<usize>> {
    let mut files = HashMap::new();
    let mut start = 0;
    for group in side.dataset.records.chunk_by(|a, b| a.file == b.file) {
        let range = start..start + group.len();
        start = range.end;
        if let Some(file) = group.first().and_then(|record| side.files.get(record.file)) {
            files.insert((file.inside.as_str(), file.digest), range);
        }
    }
    files
}

/// Finds the other records that are the same.
pub(super) fn matched<'a>(
    before: Side<'a>,
    now: Side<'a>,
    contents: (&'a Contents, &'a Contents),
    matching: Matching,
) -> Matching {
    let mut matcher = Matcher { before, now, contents, matching };
    let left = |record: Option<RecordId>| record.is_none();
    let wide = (
        wide_ids(before.dataset, |record| left(matcher.matching.now(record))),
        wide_ids(now.dataset, |record| left(matcher.matching.before(record))),
    );
    matcher.level(
        |record| {
            wide.0[record.index()].map(|id| Known { owner: None, file: "", kind: before.kind(record), id: Some(id) })
        },
        |record| wide.1[record.index()].map(|id| Known { owner: None, file: "", kind: now.kind(record), id: Some(id) }),
    );
    matcher.by_what_lies_in_them();
    let depths = (depths(before.dataset), depths(now.dataset));
    let deepest = depths.0.iter().chain(&depths.1).copied().max().unwrap_or_default();
    for depth in 0..=deepest {
        let below = matcher.matching.now.clone();
        let in_owner = |side: Side<'a>, record: RecordId, owner: Option<RecordId>| {
            let file = if owner.is_none() { side.file(record) } else { "" };
            Known { owner, file, kind: side.kind(record), id: side.dataset.id_of(record) }
        };
        matcher.level(
            |record| {
                let here = depths.0[record.index()] == depth && wide.0[record.index()].is_none();
                let owner = before.dataset.record(record).owner;
                let owner_now = owner.and_then(|owner| below[owner.index()]);
                (here && owner.is_some() == owner_now.is_some()).then(|| in_owner(before, record, owner_now))
            },
            |record| {
                let here = depths.1[record.index()] == depth && wide.1[record.index()].is_none();
                here.then(|| in_owner(now, record, now.dataset.record(record).owner))
            },
        );
        if depth == 0 {
            matcher.moved();
        }
    }
    matcher.matching.renamed.sort_by_key(|&(_, now)| now);
    matcher.matching
}

impl<'a> Matcher<'a> {
    /// Matches the records that are known by the same, then those left by what they hold.
    fn level(&mut self, before: impl Fn(RecordId) -> Option<Known<'a>>, now: impl Fn(RecordId) -> Option<Known<'a>>) {
        let mut alike: BTreeMap<Known<'a>, Alike> = BTreeMap::new();
        for record in self.before.dataset.record_ids().filter(|&record| self.matching.now(record).is_none()) {
            if let Some(known) = before(record) {
                alike.entry(known).or_default().0.push(record);
            }
        }
        for record in self.now.dataset.record_ids().filter(|&record| self.matching.before(record).is_none()) {
            if let Some(known) = now(record) {
                alike.entry(known).or_default().1.push(record);
            }
        }
        for (before, now) in alike.values() {
            self.pair(before, now);
        }
        self.renamed(&alike);
    }

    /// Pairs records that are known by the same: those of the same content, then those that have most in common, then by
    /// their order.
    fn pair(&mut self, before: &[RecordId], now: &[RecordId]) {
        let mut by_content: HashMap<u64, Vec<RecordId>> = HashMap::new();
        if before.len() > 1 || now.len() > 1 {
            for &record in now.iter().rev() {
                by_content.entry(self.contents.1.whole(record)).or_default().push(record);
            }
        }
        for &record in before {
            if let Some(same) = by_content.get_mut(&self.contents.0.whole(record)).and_then(Vec::pop) {
                self.matching.set(record, same);
            }
        }
        let mut before: Vec<RecordId> = before.iter().copied().filter(|&it| self.matching.now(it).is_none()).collect();
        let mut now: Vec<RecordId> = now.iter().copied().filter(|&it| self.matching.before(it).is_none()).collect();
        if before.len() * now.len() > 1 && before.len() * now.len() <= MOST_WEIGHED {
            self.pair_by_values(&before, &now);
            before.retain(|&it| self.matching.now(it).is_none());
            now.retain(|&it| self.matching.before(it).is_none());
        }
        for (&before, &now) in before.iter().zip(&now) {
            self.matching.set(before, now);
        }
    }

    fn pair_by_values(&mut self, before: &[RecordId], now: &[RecordId]) {
        let values = |side: Side<'a>, contents: &Contents, record| {
            let mut values: Vec<u64> =
                side.dataset.rows_of(record).map(|row| contents.value(side.dataset, row)).collect();
            values.sort_unstable();
            values
        };
        let of_now: Vec<Vec<u64>> = now.iter().map(|&it| values(self.now, self.contents.1, it)).collect();
        for &record in before {
            let own = values(self.before, self.contents.0, record);
            let in_common = |other: &Vec<u64>| own.iter().filter(|value| other.binary_search(value).is_ok()).count();
            let left = now.iter().zip(&of_now).filter(|&(&it, _)| self.matching.before(it).is_none());
            let weighed = left.map(|(&it, other)| (in_common(other), it)).filter(|&(count, _)| count > 0);
            // Of several that have as much in common, the first.
            if let Some((_, nearest)) = weighed.max_by_key(|&(count, it)| (count, std::cmp::Reverse(it))) {
                self.matching.set(record, nearest);
            }
        }
    }

    /// Pairs what went under one id and came under another.
    fn renamed(&mut self, alike: &BTreeMap<Known<'a>, Alike>) {
        let mut left: BTreeMap<(Option<RecordId>, &str, u64), Alike> = BTreeMap::new();
        for (known, (before, now)) in alike.iter().filter(|(known, _)| known.id.is_some()) {
            let key = |content: Option<u64>| content.map(|content| (known.owner, known.kind, content));
            for &record in before.iter().filter(|&&it| self.matching.now(it).is_none()) {
                if let Some(key) = key(self.contents.0.without_ids(record)) {
                    left.entry(key).or_default().0.push(record);
                }
            }
            for &record in now.iter().filter(|&&it| self.matching.before(it).is_none()) {
                if let Some(key) = key(self.contents.1.without_ids(record)) {
                    left.entry(key).or_default().1.push(record);
                }
            }
        }
        for (before, now) in left.values() {
            if let ([before], [now]) = (before.as_slice(), now.as_slice()) {
                self.matching.set(*before, *now);
                self.matching.renamed.push((*before, *now));
            }
        }
    }

    /// A record that lies in no other and has no id is what the records in it now lie in, wherever that is.
    fn by_what_lies_in_them(&mut self) {
        for (before, now) in self.matching.pairs().collect::<Vec<_>>() {
            let owners = (self.before.dataset.record(before).owner, self.now.dataset.record(now).owner);
            let (Some(before), Some(now)) = owners else { continue };
            let outermost = |dataset: &Dataset, it| dataset.record(it).owner.is_none() && dataset.id_of(it).is_none();
            let is_free = self.matching.now(before).is_none() && self.matching.before(now).is_none();
            let same_kind = self.before.kind(before) == self.now.kind(now);
            if is_free && same_kind && outermost(self.before.dataset, before) && outermost(self.now.dataset, now) {
                self.matching.set(before, now);
            }
        }
    }

    /// Pairs records that lie in no other and whose file has another name now, by what they hold.
    fn moved(&mut self) {
        let mut left: BTreeMap<(&str, u64), Alike> = BTreeMap::new();
        for record in self.before.dataset.record_ids() {
            if self.before.dataset.record(record).owner.is_none() && self.matching.now(record).is_none() {
                let key = (self.before.kind(record), self.contents.0.whole(record));
                left.entry(key).or_default().0.push(record);
            }
        }
        for record in self.now.dataset.record_ids() {
            if self.now.dataset.record(record).owner.is_none() && self.matching.before(record).is_none() {
                let key = (self.now.kind(record), self.contents.1.whole(record));
                left.entry(key).or_default().1.push(record);
            }
        }
        for (before, now) in left.values() {
            for (&before, &now) in before.iter().zip(now) {
                self.matching.set(before, now);
            }
        }
    }
}

/// For each record that is wanted the id by which the whole dataset knows it, if it has one.
fn wide_ids(dataset: &Dataset, is_wanted: impl Fn(RecordId) -> bool) -> Vec<Option<&str>> {
    let wide = |record| {
        if !is_wanted(record) {
            return None;
        }
        let is_wide = |row: &_| match &dataset.use_of(*row).meaning {
            Meaning::Id(id) => id.within == Scope::Dataset && !id.shared,
            _ => false,
        };
        let mut rows = dataset.rows_of(record).filter(is_wide).map(|row| dataset.text(row));
        // The same as the record is called by, so that the two don't part.
        let own = dataset.id_of(record)?;
        rows.find(|text| *text == own)
    };
    dataset.record_ids().map(wide).collect()
}

/// How many records are around each.
fn depths(dataset: &Dataset) -> Vec<u32> {
    let mut depths: Vec<u32> = Vec::with_capacity(dataset.records.len());
    for record in &dataset.records {
        let around = record.owner.and_then(|owner| depths.get(owner.index()).copied());
        depths.push(around.map_or(0, |depth| depth + 1));
    }
    depths
}
