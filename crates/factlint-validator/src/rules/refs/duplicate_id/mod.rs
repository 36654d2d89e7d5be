//! `refs/duplicate-id`: one id, two records.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, Id, IdPlace, Meaning};

use super::rows::{finding, with_participant};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/duplicate-id",
        level: Level::Error,
        summary: "one id, two records: both places",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    for group in dataset.id_groups().filter(|group| group.len() > 1) {
        if group.iter().all(|id| is_shared(dataset, id)) {
            continue;
        }
        // Sorted by row, so the ids of one record stand together; a record may well bear one id twice.
        let mut last = group[0].record;
        for id in &group[1..] {
            if id.record != last {
                found.push(report(dataset, &group[0], id));
                last = id.record;
            }
        }
    }
}

fn is_shared(dataset: &Dataset, id: &Id) -> bool {
    matches!(&dataset.use_of(id.row).meaning, Meaning::Id(meaning) if meaning.shared)
}

fn report(dataset: &Dataset, first: &Id, again: &Id) -> Diagnostic {
    let text = dataset.text(again.row);
    let (one, other) = (dataset.vocabulary.kind_name(dataset.kind(again.record)), dataset.kind(first.record));
    let other = dataset.vocabulary.kind_name(other);
    let message = || match one == other {
        true => format!("the id `{text}` belongs to two records of the kind {one}"),
        false => format!("the id `{text}` belongs to a record of the kind {one} and to one of the kind {other}"),
    };
    let scheme = dataset.schemes.get(again.scheme as usize).map_or("", String::as_str);
    let place = match again.place {
        IdPlace::Dataset => "in the dataset".to_owned(),
        IdPlace::File(_) => "in its file".to_owned(),
        IdPlace::Record(around) => format!("in {}", dataset.describe(around)),
    };
    let found = finding(dataset, RULE.meta.name, RULE.meta.level, again.row, message)
        .at("again here")
        .label(dataset.span(first.row), "first here")
        .note(format!(
            "an id of the scheme {scheme} names one record {place}, so that a reference to it means one thing"
        ))
        .help("give one of the two another id; if both are the same fact, make one record of them");
    with_participant(dataset, found, first.record)
}
