//! Two values that cannot stand together, and how many such pairs become few findings.
//!
//! One wrong value often breaks many constraints. So pairs that share a value, which is too early in all of them or too
//! late in all, are one finding. It stands at the value that takes part in most.

use std::collections::{BTreeMap, HashSet};

use factlint_model::diagnostic::{Diagnostic, Label, Level, RuleMeta};
use factlint_model::facts::{Dataset, RecordId};
use factlint_model::source::Span;

use super::span::Side;

/// One of two values that cannot stand together.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its record.
    pub record: RecordId,
    /// Its place.
    pub place: Span,
    /// Which half of the value is meant, where it is an interval.
    pub side: Side,
    /// Whether it is too early beside the other, and not too late.
    pub early: bool,
    /// What is said of it there.
    pub text: String,
}

/// Two values that cannot stand together.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The values; a finding about these two alone stands at the first.
    pub parties: [Party; 2],
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is said that they must: a place in the data, if there is one.
    pub statement: Option<Label>,
    /// Why it cannot be.
    pub why: String,
    /// What would mend it.
    pub help: &'static str,
    /// The level that the schema wants.
    pub level: Option<Level>,
    /// The message that the schema wants.
    pub told: Option<String>,
    /// Where the schema wants the finding to stand.
    pub at: Option<Span>,
}

/// How many of the pairs of one finding are told in full.
const MOST: usize = 10;

/// The findings that conflicts make, in the order of the first conflict of each.
pub fn report(meta: &RuleMeta, dataset: &Dataset, mut conflicts: Vec<Conflict>, out: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    conflicts.retain(|conflict| {
        let [one, other] = &conflict.parties;
        let places = (one.place.min(other.place), one.place.max(other.place));
        dataset.comparable(one.record, other.record) && seen.insert(places)
    });
    let mut free = vec![true; conflicts.len()];
    let mut findings: Vec<(usize, Diagnostic)> = Vec::new();
    for (key, numbers) in most_shared_first(&conflicts) {
        let mine: Vec<usize> = numbers.into_iter().filter(|&at| free[at]).collect();
        if mine.len() < 2 {
            continue;
        }
        mine.iter().for_each(|&at| free[at] = false);
        let group: Vec<&Conflict> = mine.iter().map(|&at| &conflicts[at]).collect();
        findings.push((mine[0], of_many(meta, dataset, key.place, &group)));
    }
    for (at, conflict) in conflicts.iter().enumerate().filter(|&(at, _)| free[at]) {
        findings.push((at, of_one(meta, dataset, conflict)));
    }
    findings.sort_by_key(|&(at, _)| at);
    out.extend(findings.into_iter().map(|(_, finding)| finding));
}

/// What conflicts of one finding share: a change of the value at this place, earlier or later, can mend all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shared<'a> {
    place: Span,
    side: Side,
    early: bool,
    level: Option<Level>,
    told: Option<&'a str>,
}

/// What several conflicts share, with the numbers of these; what most share comes first.
fn most_shared_first(conflicts: &[Conflict]) -> Vec<(Shared<'_>, Vec<usize>)> {
    let mut shared: BTreeMap<Shared<'_>, Vec<usize>> = BTreeMap::new();
    for (at, Conflict { parties, level, told, .. }) in conflicts.iter().enumerate() {
        for &Party { place, side, early, .. } in parties {
            let key = Shared { place, side, early, level: *level, told: told.as_deref() };
            shared.entry(key).or_default().push(at);
        }
    }
    let mut shared: Vec<_> = shared.into_iter().filter(|(_, numbers)| numbers.len() > 1).collect();
    shared.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
    shared
}

fn of_one(meta: &RuleMeta, dataset: &Dataset, conflict: &Conflict) -> Diagnostic {
    let [first, second] = &conflict.parties;
    let place = conflict.at.unwrap_or(first.place);
    let message = conflict.told.as_ref().unwrap_or(&conflict.message);
    let level = conflict.level.unwrap_or(meta.level);
    let mut finding = Diagnostic::new(meta.name, level, place, message).note(&conflict.why).help(conflict.help);
    let mut labels: Vec<Label> = [first, second].iter().map(|party| Label::new(party.place, &party.text)).collect();
    labels.extend(conflict.statement.clone());
    settle(&mut finding, labels);
    if conflict.told.is_some() {
        finding = finding.note(&conflict.message);
    }
    name(finding, dataset, first.record, [second.record])
}

fn of_many(meta: &RuleMeta, dataset: &Dataset, place: Span, group: &[&Conflict]) -> Diagnostic {
    let parties = |conflict: &&Conflict| -> [Party; 2] {
        let [first, second] = conflict.parties.clone();
        if first.place == place { [first, second] } else { [second, first] }
    };
    let pairs: Vec<[Party; 2]> = group.iter().map(parties).collect();
    let first = group[0];
    let level = first.level.unwrap_or(meta.level);
    let more = group.len() - 1;
    let conflicts = if more == 1 { "conflict" } else { "conflicts" };
    let message = || format!("{}; and {more} more {conflicts} with this value", first.message);
    let message = first.told.clone().unwrap_or_else(message);
    let mut finding = Diagnostic::new(meta.name, level, place, message).note(&first.why);
    let mut labels = vec![Label::new(place, &pairs[0][0].text)];
    labels.extend(pairs.iter().take(MOST).map(|[_, other]| Label::new(other.place, &other.text)));
    labels.extend(group.iter().take(MOST).filter_map(|conflict| conflict.statement.clone()));
    settle(&mut finding, labels);
    for conflict in group.iter().take(MOST) {
        finding = finding.note(&conflict.message);
    }
    if group.len() > MOST {
        finding = finding.note(format!("{} more are not shown", group.len() - MOST));
    }
    finding = finding.help("look at this value first: a change of it alone can mend all of them");
    name(finding, dataset, pairs[0][0].record, pairs.iter().map(|[_, other]| other.record))
}

/// Gives a finding its labels: the one at its own place is the primary's, and each place is labelled once.
fn settle(finding: &mut Diagnostic, labels: Vec<Label>) {
    for label in labels {
        if label.span == finding.primary.span {
            if finding.primary.text.is_empty() {
                finding.primary.text = label.text;
            }
        } else if finding.labels.iter().all(|other| other.span != label.span) {
            finding.labels.push(label);
        }
    }
}

fn name(
    mut finding: Diagnostic,
    dataset: &Dataset,
    record: RecordId,
    others: impl IntoIterator<Item = RecordId>,
) -> Diagnostic {
    finding.record = Some(dataset.name_of(record));
    let mut ids: Vec<String> = others
        .into_iter()
        .filter(|&other| other != record)
        .map(|other| dataset.id_of(other).map_or_else(|| dataset.describe(other), str::to_owned))
        .collect();
    ids.sort();
    ids.dedup();
    finding.participants = ids;
    finding
}
