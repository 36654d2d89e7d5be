//! What of a run's findings an earlier state of the data has too.

use std::collections::{BTreeMap, HashMap, HashSet};

use factlint_model::diagnostic::{Diagnostic, RecordName};
use factlint_model::source::Sources;

use super::report::{Aside, Compared, SetAside};
use super::{Host, Report, RunError, Settings, facts};
use crate::changes::Facts;

/// An earlier state of the data: its facts and its findings.
#[derive(Debug)]
pub struct Earlier {
    /// What it is called.
    pub revision: String,
    pub(super) facts: Vec<Facts>,
    findings: Vec<Known>,
}

impl Earlier {
    /// Checks the data of an earlier state, which the host reads; a dataset may be without files there.
    ///
    /// # Errors
    /// As [`super::check`].
    pub fn read(revision: String, settings: &Settings, host: &dyn Host) -> Result<Self, RunError> {
        let (report, facts) = facts(settings, host, &[])?;
        let Report { diagnostics, sources, .. } = report;
        let findings = diagnostics.into_iter().map(|finding| Known::of(finding, &sources)).collect();
        Ok(Self { revision, facts, findings })
    }
}

/// What is kept of an earlier finding.
#[derive(Debug)]
struct Known {
    fingerprint: String,
    message: String,
    place: Place,
}

/// The kind and id of a record.
type Name = (String, Option<String>);

/// Where a finding is, whatever stands before it in its list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    rule: String,
    record: Option<Name>,
    /// Its file, where the record has no id: one with an id keeps it where its file moves.
    file: String,
}

impl Known {
    fn of(finding: Diagnostic, sources: &Sources) -> Self {
        let place = Place::of(&finding, sources);
        Self { fingerprint: finding.fingerprint, message: finding.message, place }
    }

    /// Place and message as they are told now: of a record that goes by another id, whatever the message.
    fn now(&self, renamed: &HashMap<Name, Name>) -> (Place, &str) {
        match self.place.record.as_ref().and_then(|record| renamed.get(record)) {
            Some(now) => (Place { record: Some(now.clone()), ..self.place.clone() }, ""),
            None => (self.place.clone(), &self.message),
        }
    }
}

impl Place {
    fn of(finding: &Diagnostic, sources: &Sources) -> Self {
        let record = finding.record.as_ref().map(pair);
        let has_id = record.as_ref().is_some_and(|(_, id)| id.is_some());
        let file = sources.get(finding.primary.span.file).filter(|_| !has_id);
        let file = file.map_or("", |source| source.name()).to_owned();
        Self { rule: finding.rule.to_string(), record, file }
    }
}

fn pair(name: &RecordName) -> Name {
    (name.kind.clone(), name.id.clone())
}

/// Sets aside the findings that the earlier state has too: as many of a fingerprint as it has, of the same message first.
/// Where an item of a list without an id says something else now, what is found in it has another fingerprint: what is
/// left is known by its rule, record and message; of a record that goes by another id by its rule.
pub(super) fn set_aside(report: &mut Report, earlier: &Earlier, renamed: &[(RecordName, RecordName)]) {
    let mut left = vec![true; earlier.findings.len()];
    let mut new = vec![true; report.diagnostics.len()];
    let (known, found, sources) = (&earlier.findings, &report.diagnostics, &report.sources);
    take(
        (&mut left, known.iter().map(|it| (&it.fingerprint, &it.message))),
        (&mut new, found.iter().map(|it| (&it.fingerprint, &it.message))),
    );
    take((&mut left, known.iter().map(|it| &*it.fingerprint)), (&mut new, found.iter().map(|it| &*it.fingerprint)));
    let of_now: HashSet<Name> = renamed.iter().map(|(_, now)| pair(now)).collect();
    let renamed: HashMap<Name, Name> = renamed.iter().map(|(before, now)| (pair(before), pair(now))).collect();
    let place = |it| {
        let (place, message) = (Place::of(it, sources), it.message.as_str());
        let has_other_id = place.record.as_ref().is_some_and(|record| of_now.contains(record));
        (place, if has_other_id { "" } else { message })
    };
    take((&mut left, known.iter().map(|it| it.now(&renamed))), (&mut new, found.iter().map(place)));
    let mut new = new.into_iter();
    for finding in std::mem::take(&mut report.diagnostics) {
        match new.next() {
            Some(false) => report.set_aside.push(SetAside { finding, by: Aside::Base }),
            _ => report.diagnostics.push(finding),
        }
    }
    let mended = left.into_iter().filter(|&left| left).count();
    report.compared = Some(Compared { revision: earlier.revision.clone(), mended });
}

/// Takes from two lists what has the same key, as often as both have it; what was taken before is left out.
fn take<K: Ord>(
    (left, known): (&mut [bool], impl Iterator<Item = K>),
    (new, found): (&mut [bool], impl Iterator<Item = K>),
) {
    let mut free: BTreeMap<K, Vec<&mut bool>> = BTreeMap::new();
    for (left, key) in left.iter_mut().zip(known).filter(|(left, _)| **left) {
        free.entry(key).or_default().push(left);
    }
    for (new, key) in new.iter_mut().zip(found).filter(|(new, _)| **new) {
        if let Some(left) = free.get_mut(&key).and_then(Vec::pop) {
            (*left, *new) = (false, false);
        }
    }
}
