//! `refs/unresolved`: a reference to nothing.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, Id, KindId, Meaning, RefUse, RowId};

use super::nearest::{Near, Nearest};
use super::rows::{any_of, dangling, finding, is_written_whole};
use super::wrong_kind::wrong_bearer;
use crate::cite::SOURCE;
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "refs/unresolved",
        level: Level::Error,
        summary: "a reference to nothing, with the nearest id",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[],
    },
    check: Check::Dataset(check),
};

/// How many near ids the help names.
const NAMED: usize = 3;

fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    unresolved(dataset, &RULE.meta, |row| !names_source(dataset, row), found);
}

/// Whether a reference is to what something is cited to, in the slot `source`; `citations/unknown-source` tells of these.
pub(crate) fn names_source(dataset: &Dataset, row: RowId) -> bool {
    let declared = dataset.use_of(row);
    let is_source = |kind: &KindId| dataset.vocabulary.kind_name(*kind) == SOURCE;
    let to_source = matches!(&declared.meaning, Meaning::Ref(reference) if reference.to.iter().all(is_source));
    to_source && dataset.vocabulary.slot_name(declared.slot) == SOURCE
}

/// Reports the references to nothing among those that count.
pub(crate) fn unresolved(
    dataset: &Dataset,
    rule: &RuleMeta,
    counts: impl Fn(RowId) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let mut nearest = Nearest::new();
    for (row, reference) in dangling(dataset).filter(|&(row, _)| counts(row)) {
        if wrong_bearer(dataset, row, reference).is_some() {
            continue;
        }
        let mut bearers = dataset.ids_anywhere(dataset.text(row));
        let out_of_reach = bearers.find(|id| reference.to.contains(&dataset.kind(id.record)));
        found.push(report(dataset, rule, (row, reference), out_of_reach, nearest.to(dataset, row)));
    }
}

fn report(
    dataset: &Dataset,
    rule: &RuleMeta,
    (row, reference): (RowId, &RefUse),
    out_of_reach: Option<Id>,
    near: Option<Near<'_>>,
) -> Diagnostic {
    let text = dataset.text(row);
    let kinds = any_of(dataset, &reference.to);
    let scheme = reference.by.as_ref().map(|by| format!("`{by}` ")).unwrap_or_default();
    let message = || format!("no {kinds} has the {scheme}id `{text}`");
    let mut found = finding(dataset, rule.name, rule.level, row, message).at("refers to nothing");
    found = found.note(looked_in(&kinds, near.as_ref()));
    if let Some(id) = out_of_reach {
        let who = dataset.describe(id.record);
        found = found.label(dataset.span(id.row), format!("{who} bears it, but out of reach from here"));
    }
    match near.unwrap_or_default().ids.as_slice() {
        [] => found.help(format!("correct the id, or add the {kinds}")),
        [only] => {
            let found = found.help(format!("the nearest id is `{only}`"));
            if !is_written_whole(dataset, row) {
                return found;
            }
            let intent = Intent::SetScalar { span: dataset.span(row), text: (*only).to_owned(), quote: false };
            found.fix(format!("refer to `{only}`"), Safety::Unsafe, vec![intent])
        }
        several => {
            let several: Vec<String> = several.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
            found.help(format!("near ids are {}", several.join(", ")))
        }
    }
}

fn looked_in(kinds: &str, near: Option<&Near<'_>>) -> String {
    let reachable = match near.map(|near| near.among) {
        None => "",
        Some(0) => "; none can be reached from here",
        Some(1) => "; one id can be reached from here",
        Some(many) => &format!("; {many} ids can be reached from here"),
    };
    format!("it was looked for among the records of the kind {kinds}{reachable}")
}
