//! What of a run's findings an earlier state of the data has too.

use std::collections::BTreeMap;

use factlint_model::diagnostic::Diagnostic;
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
        let (report, facts) = facts(settings, host)?;
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

/// Where a finding is, whatever stands before it in its list: rule, record and file.
type Place = (String, Option<(String, Option<String>)>, String);

impl Known {
    fn of(finding: Diagnostic, sources: &Sources) -> Self {
        let place = place(&finding, sources);
        Self { fingerprint: finding.fingerprint, message: finding.message, place }
    }
}

fn place(finding: &Diagnostic, sources: &Sources) -> Place {
    let file = sources.get(finding.primary.span.file).map_or("", |source| source.name());
    // A record keeps its name where its file moves.
    let file = if finding.record.as_ref().is_some_and(|record| record.id.is_some()) { "" } else { file };
    let record = finding.record.as_ref().map(|record| (record.kind.clone(), record.id.clone()));
    (finding.rule.to_string(), record, file.to_owned())
}

/// Sets aside the findings that the earlier state has too: as many of a fingerprint as it has, of the same message first.
/// Where an item of a list without ids came or went, those behind it have other places and so other fingerprints: what is
/// left is known by its rule, record and message.
pub(super) fn set_aside(report: &mut Report, earlier: &Earlier) {
    let all = || earlier.findings.iter().enumerate();
    let by_print = |known: &Known| known.fingerprint.clone();
    let both = |known: &Known| (known.fingerprint.clone(), known.message.clone());
    let moved = |known: &Known| (known.place.clone(), known.message.clone());
    let mut left = vec![true; earlier.findings.len()];
    let mut new: Vec<bool> = vec![true; report.diagnostics.len()];
    let sources = &report.sources;
    let findings = &report.diagnostics;
    take(&mut left, &mut new, all().map(|(at, it)| (at, both(it))), |at| {
        findings.get(at).map(|it| (it.fingerprint.clone(), it.message.clone()))
    });
    take(&mut left, &mut new, all().map(|(at, it)| (at, by_print(it))), |at| {
        findings.get(at).map(|it| it.fingerprint.clone())
    });
    take(&mut left, &mut new, all().map(|(at, it)| (at, moved(it))), |at| {
        findings.get(at).map(|it| (place(it, sources), it.message.clone()))
    });
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

/// Takes from both lists what has the same key, as often as both have it.
fn take<K: Ord>(
    left: &mut [bool],
    new: &mut [bool],
    known: impl Iterator<Item = (usize, K)>,
    key: impl Fn(usize) -> Option<K>,
) {
    let mut free: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, key) in known.filter(|(at, _)| left.get(*at) == Some(&true)).collect::<Vec<_>>().into_iter().rev() {
        free.entry(key).or_default().push(at);
    }
    for (at, new) in new.iter_mut().enumerate().filter(|(_, new)| **new) {
        let same = key(at).and_then(|key| free.get_mut(&key)?.pop());
        if let Some(left) = same.and_then(|same| left.get_mut(same)) {
            (*left, *new) = (false, false);
        }
    }
}
