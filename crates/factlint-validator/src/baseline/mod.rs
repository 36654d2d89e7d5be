//! The baseline: findings that are accepted as they are, so that only new ones count.
//!
//! It is keyed by fingerprints, which values, lines and the order of records are not part of, each with the number of findings
//! that have it. What is gone from the data is told, and goes away by a fix.

mod file;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use factlint_model::diagnostic::{Diagnostic, Fix, Level, Safety};
use factlint_model::source::{FileId, Span};

pub use file::{Baseline, Entry};

use crate::engine::{Aside, Selection, SetAside};
use crate::rules;
use crate::suppress::{Undecided, can_be_set_aside};

/// The rule about what is no longer found.
pub(crate) const STALE: &str = "hygiene/stale-baseline";

/// Where the baseline is, and what is to be done with it.
#[derive(Clone, Debug)]
pub struct BaselineSettings {
    /// The file, which need not be there.
    pub path: PathBuf,
    /// Whether what is found is to be accepted anew, and the file is not to be gone by.
    pub accept: bool,
}

/// A new baseline, and how it differs from the one before.
#[derive(Debug, Default)]
pub struct NewBaseline {
    /// Its text.
    pub text: String,
    /// The text of the one before; empty where there was none.
    pub before: String,
    /// How many findings it accepts.
    pub accepted: usize,
    /// How many of them the one before did not have.
    pub added: usize,
    /// How many that the one before had it lacks.
    pub gone: usize,
}

/// What a finding's fingerprint is made of, as a reader sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The record as `kind/id`.
    pub record: Option<String>,
    /// The file from the dataset's root, where no record has an id.
    pub file: Option<String>,
    /// The way from there.
    pub path: String,
}

impl Baseline {
    /// Sets aside what is accepted, and gives back how much is left of each entry.
    pub(crate) fn apply(&self, findings: &mut Vec<Diagnostic>, set_aside: &mut Vec<SetAside>) -> Vec<u32> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut left: Vec<u32> = self.entries.iter().map(|(entry, _)| entry.count()).collect();
        let by_fingerprint: HashMap<&str, usize> =
            self.entries.iter().enumerate().map(|(at, (entry, _))| (&*entry.fingerprint, at)).collect();
        let mut kept = Vec::with_capacity(findings.len());
        for finding in findings.drain(..) {
            let accepted = by_fingerprint.get(&*finding.fingerprint).filter(|_| can_be_set_aside(&finding.rule));
            match accepted.and_then(|&at| left.get_mut(at)) {
                Some(left @ 1..) => {
                    *left -= 1;
                    set_aside.push(SetAside { finding, by: Aside::Baseline });
                }
                _ => kept.push(finding),
            }
        }
        *findings = kept;
        left
    }

    /// What is no longer found, as far as the run could tell; it is source `file` now, and `left` is what `apply` gave.
    pub(crate) fn stale(
        &self,
        file: FileId,
        left: &[u32],
        selection: &Selection,
        undecided: Undecided,
    ) -> Vec<Diagnostic> {
        let judged = |entry: &Entry| judges(entry, selection, undecided);
        let stale = self.entries.iter().zip(left).filter(|((entry, _), left)| **left > 0 && judged(entry));
        let gone = stale.map(|((entry, place), left)| self.gone(file, entry, place, *left));
        let repeated = self.repeated.iter().map(|place| self.repetition(file, place));
        gone.chain(repeated).collect()
    }

    fn gone(&self, file: FileId, entry: &Entry, place: &Range<usize>, gone: u32) -> Diagnostic {
        let (rule, all) = (&entry.rule, entry.count());
        let what = if entry.place().is_empty() { String::new() } else { format!(" of {}", entry.place()) };
        let message = match (all - gone, gone) {
            (0, 1) => format!("a finding of {rule}{what} that the baseline accepts is gone"),
            (0, _) => format!("{gone} findings of {rule}{what} that the baseline accepts are gone"),
            (_, _) => format!("{gone} of {all} findings of {rule}{what} that the baseline accepts are gone"),
        };
        let note = match rules::find(rule) {
            Some(_) => "while it stands here, the same mistake can come back unseen",
            None => "no rule of this name is known any more",
        };
        let mut finding = Diagnostic::new(STALE, Level::Warning, span(file, place), message).note(note);
        finding.participants = vec![entry.fingerprint.clone()];
        let left = all - gone;
        let fix = match &entry.count {
            Some(count) if left > 0 => {
                Some(Fix::of_text("lower its count", Safety::Safe, span(file, &count.at), left.to_string()))
            }
            _ => self.removal(file, "remove it from the baseline", place),
        };
        finding.fixes.extend(fix);
        finding
    }

    fn repetition(&self, file: FileId, place: &Range<usize>) -> Diagnostic {
        let message = "the baseline has this entry twice; the higher count holds";
        let mut finding = Diagnostic::new(STALE, Level::Warning, span(file, place), message);
        finding.fixes.extend(self.removal(file, "remove the repetition", place));
        finding
    }

    fn removal(&self, file: FileId, order: &str, place: &Range<usize>) -> Option<Fix> {
        let range = self.line_of(place.clone())?;
        Some(Fix::of_text(order, Safety::Safe, span(file, &range), String::new()))
    }
}

impl Baseline {
    /// Its text with the findings of these fingerprints under their new ones, and a record under its new name where it is
    /// named there. All else stays as it is.
    pub(crate) fn renamed(&self, fingerprints: &BTreeMap<&str, &str>, [old, new]: [&str; 2]) -> String {
        let whole = self.text();
        let (mut text, mut copied) = (String::with_capacity(whole.len()), 0);
        for (entry, Range { start, end }) in &self.entries {
            let Some(fingerprint) = fingerprints.get(&*entry.fingerprint) else { continue };
            let (Some(between), Some(line)) = (whole.get(copied..*start), whole.get(*start..*end)) else { continue };
            text.push_str(between);
            let line = line.replace(&entry.fingerprint, fingerprint);
            let named = entry.record.as_deref() == Some(old);
            let [old, new] = [old, new].map(file::quoted);
            text.push_str(&if named { line.replacen(&old, &new, 1) } else { line });
            copied = *end;
        }
        text.push_str(whole.get(copied..).unwrap_or_default());
        text
    }
}

fn span(file: FileId, range: &Range<usize>) -> Span {
    Span::new(file, range.start as u64, range.end as u64)
}

/// Whether the run could find what an entry accepts.
fn judges(entry: &Entry, selection: &Selection, undecided: Undecided) -> bool {
    match rules::find(&entry.rule) {
        Some(_) => undecided.judges(&entry.rule, selection),
        None => !undecided.incomplete && selection.runs(&entry.rule),
    }
}

/// A new baseline of all findings that can be accepted. What the run could not find stays as the one before has it.
pub(crate) fn accept(
    findings: &[Diagnostic],
    places: &BTreeMap<String, Place>,
    before: &Baseline,
    selection: &Selection,
    undecided: Undecided,
) -> NewBaseline {
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| can_be_set_aside(&finding.rule)) {
        let new = || Entry::new(finding, places.get(&finding.fingerprint).cloned().unwrap_or_default());
        entries.entry(&finding.fingerprint).or_insert_with(new).more();
    }
    let old: BTreeMap<&str, u32> =
        before.entries.iter().map(|(entry, _)| (&*entry.fingerprint, entry.count())).collect();
    let mut new = NewBaseline { before: before.text().to_owned(), ..NewBaseline::default() };
    for (entry, _) in before.entries.iter().filter(|(entry, _)| !judges(entry, selection, undecided)) {
        let known = entries.entry(&entry.fingerprint).or_insert_with(|| entry.clone());
        if known.count() < entry.count() {
            *known = entry.clone();
        }
    }
    for (fingerprint, entry) in &entries {
        let had = old.get(fingerprint).copied().unwrap_or(0);
        new.accepted += entry.count() as usize;
        new.added += entry.count().saturating_sub(had) as usize;
    }
    let has = |fingerprint: &str| entries.get(fingerprint).map_or(0, Entry::count);
    new.gone = old.iter().map(|(fingerprint, had)| had.saturating_sub(has(fingerprint)) as usize).sum();
    new.text = file::write(entries.into_values().collect());
    new
}
