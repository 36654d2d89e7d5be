//! What stands beside the data and goes by ids: the lock, and the baseline.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use factlint_model::diagnostic::Diagnostic;

use super::super::fix::with_mark_of;
use super::super::{Aside, FixedFile, Host, Report};
use crate::baseline::{Baseline, STALE};
use crate::cite::Key;
use crate::cite::lock::Lock;

/// The lock with the citations called as they are after the renaming, if that changes it; else what is wrong with it.
pub(super) fn renamed_lock(
    host: &dyn Host,
    path: &Path,
    before: &[(Key, String)],
    after: &[(Key, String)],
) -> Result<Option<FixedFile>, (Vec<Diagnostic>, Box<Report>)> {
    let (mut report, mut wrong) = (Report::default(), Vec::new());
    let lock = Lock::read(path, host, &mut report.sources, &mut wrong);
    if lock.is_broken() {
        return Err((wrong, Box::new(report)));
    }
    let new: HashMap<&(Key, String), &(Key, String)> = before.iter().zip(after).filter(|(a, b)| a != b).collect();
    let mut changes = false;
    let lines = lock.lines().map(|mut line| {
        let named = (line.key, line.source);
        let renamed = new.get(&named).copied();
        changes |= renamed.is_some();
        (line.key, line.source) = renamed.cloned().unwrap_or(named);
        line
    });
    let after = lock.with_lines(lines.collect());
    let before = lock.text().to_owned();
    Ok(changes.then(|| FixedFile { path: path.to_owned(), name: host.display(path), before, after }))
}

/// The findings that the baseline accepts, by their fingerprints before the renaming and after it.
pub(super) struct Accepted {
    /// Each with the fingerprint that the finding has now, if it could be told.
    findings: Vec<(String, Option<String>)>,
}

impl Accepted {
    /// Finds again after the renaming what was accepted before. It does not reorder anything, so that the findings of one rule
    /// in one file are the same, one by one, if there are as many.
    pub fn of(before: &Report, after: &Report) -> Self {
        let now = by_place(after);
        let findings = by_place(before).into_iter().flat_map(|(place, found)| {
            let now = now.get(&place).map_or(&[][..], Vec::as_slice);
            let same = found.len() == now.len();
            let again = move |(at, (finding, by)): (usize, Told<'_>)| {
                let is_it = |(other, _): &&Told<'_>| other.fingerprint == finding.fingerprint;
                let now = if same { now.get(at) } else { now.iter().find(is_it) };
                let now = now.map(|(now, _)| now.fingerprint.clone());
                (by == Some(&Aside::Baseline)).then(|| (finding.fingerprint.clone(), now))
            };
            found.into_iter().enumerate().filter_map(again).collect::<Vec<_>>()
        });
        Self { findings: findings.collect() }
    }

    /// Takes from a report without a baseline what is accepted.
    pub fn set_aside(&self, report: &mut Report) {
        let mut left: HashMap<&str, usize> = HashMap::new();
        for now in self.findings.iter().filter_map(|(_, now)| now.as_deref()) {
            *left.entry(now).or_default() += 1;
        }
        report.diagnostics.retain(|finding| match left.get_mut(&*finding.fingerprint) {
            Some(left @ 1..) => {
                *left -= 1;
                false
            }
            _ => true,
        });
    }

    /// The baseline with the fingerprints of now, and with the record under its new name, if that changes it.
    pub fn renamed_baseline(&self, host: &dyn Host, path: &Path, names: [&str; 2]) -> Option<FixedFile> {
        let changed = self.findings.iter().filter_map(|(was, now)| Some((was.as_str(), now.as_deref()?)));
        let changed: BTreeMap<&str, &str> = changed.filter(|(was, now)| was != now).collect();
        if changed.is_empty() {
            return None;
        }
        let after = Baseline::read(path, host).ok()?.renamed(&changed, names);
        let before = host.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let after = with_mark_of(&before, &after);
        Some(FixedFile { path: path.to_owned(), name: host.display(path), before, after })
    }

    /// What is said of findings that could not be found again.
    pub fn lost(&self) -> Option<String> {
        let lost = self.findings.iter().filter(|(_, now)| now.is_none()).count();
        let told =
            || format!("{lost} of the baseline could not be told under the new id: `factlint baseline` writes it anew");
        (lost > 0).then(told)
    }
}

/// A finding, and what sets it aside.
type Told<'r> = (&'r Diagnostic, Option<&'r Aside>);

/// All findings of a report, by rule and file, in the order of their places, each with what sets it aside.
fn by_place(report: &Report) -> BTreeMap<(&str, &str), Vec<Told<'_>>> {
    let mut all: BTreeMap<(&str, &str), Vec<Told<'_>>> = BTreeMap::new();
    let found = report.diagnostics.iter().map(|finding| (finding, None));
    let aside = report.set_aside.iter().map(|aside| (&aside.finding, Some(&aside.by)));
    for (finding, by) in found.chain(aside).filter(|(finding, _)| finding.rule != STALE) {
        let file = report.sources.get(finding.primary.span.file).map_or("", |source| source.name());
        all.entry((&finding.rule, file)).or_default().push((finding, by));
    }
    for found in all.values_mut() {
        let starts = |finding: &Diagnostic| {
            let labels = finding.labels.iter().map(|label| (label.span.file, label.span.start));
            [(finding.primary.span.file, finding.primary.span.start)].into_iter().chain(labels).collect::<Vec<_>>()
        };
        found.sort_by_cached_key(|(finding, _)| starts(finding));
    }
    all
}
