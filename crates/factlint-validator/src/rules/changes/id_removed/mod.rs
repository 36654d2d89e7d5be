//! `changes/id-removed`: an id went, or names something else now.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::source::{FileId, Span};

use crate::changes::{Comparison, GoneId};
use crate::rules::{Check, Rule};

/// The most places that are labelled.
const LABELLED: usize = 12;

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "changes/id-removed",
        level: Level::Error,
        summary: "an id that others may hold went, or names something else now; only with `--base`",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Changes(check),
};

fn check(comparison: &Comparison<'_>, found: &mut Vec<Diagnostic>) {
    // What is missing may lie in what could not be read.
    if comparison.now.dataset.incomplete {
        return;
    }
    for gone in comparison.gone_ids() {
        if let Some((span, said)) = place(comparison, &gone) {
            found.push(report(comparison, &gone, span, said));
        }
    }
}

fn report(comparison: &Comparison<'_>, gone: &GoneId, span: Span, said: String) -> Diagnostic {
    let (now, scheme, id) = (comparison.now.dataset, &gone.scheme, &gone.id);
    let message = match (gone.names, gone.now) {
        (Some(_), _) => format!("the id `{id}` ({scheme}) names something else now"),
        (None, Some(record)) => {
            match now.id_of(record).filter(|_| comparison.before.dataset.id_of(gone.record) == Some(id)) {
                Some(other) => format!("the id `{id}` ({scheme}) is gone: what it named is `{other}` now"),
                None => format!("the id `{id}` ({scheme}) is gone, and {} is still there", now.describe(record)),
            }
        }
        (None, None) => format!("the id `{id}` ({scheme}) is gone, with what it named"),
    };
    let mut found = Diagnostic::new(RULE.meta.name, RULE.meta.level, span, message).at(said);
    found.record = Some(comparison.before.dataset.name_of(gone.record));
    found.participants.push(format!("{scheme}/{id}"));
    for &row in gone.held_by.iter().skip(1).take(LABELLED) {
        found = found.label(now.span(row), "and so does this");
    }
    let is_apart = |record: &_| now.head(*record) != span;
    if let Some(record) = gone.names.filter(is_apart) {
        found = found.label(now.head(record), format!("`{id}` names this now"));
    }
    if let Some(record) = gone.now.filter(is_apart) {
        found = found.label(now.head(record), "what it named");
    }
    if !gone.others.is_empty() {
        found = found.note(format!("with it went `{}`", gone.others.join("`, `")));
    }
    let from = comparison.before.file(gone.record);
    found
        .note(format!(
            "it stood in `{from}`; who keeps the id, here or elsewhere, finds nothing or the wrong thing by it"
        ))
        .help("keep the id; if it must go, change what refers to it, and tell those who use the data")
}

/// A place of now: what still refers to the id, else what it names, else what it named, else where it was.
fn place(comparison: &Comparison<'_>, gone: &GoneId) -> Option<(Span, String)> {
    let (before, now) = (comparison.before.dataset, comparison.now.dataset);
    if let Some(&row) = gone.held_by.first() {
        return Some((now.span(row), "still refers to it".to_owned()));
    }
    if let Some(record) = gone.names {
        return Some((now.head(record), "what it names now".to_owned()));
    }
    if let Some(record) = gone.now {
        return Some((now.head(record), "what it named".to_owned()));
    }
    let owners = std::iter::successors(before.record(gone.record).owner, |&owner| before.record(owner).owner);
    let mut owners = owners.filter_map(|owner| comparison.matching.now(owner));
    match owners.next() {
        Some(owner) => Some((now.head(owner), "it was in this".to_owned())),
        None => file(comparison, gone),
    }
}

/// The start of the file that it was in, else of the one that stands in the place of that among the dataset's files.
fn file(comparison: &Comparison<'_>, gone: &GoneId) -> Option<(Span, String)> {
    let files = &comparison.now.files;
    let was = comparison.before.file(gone.record);
    let after = files.list.partition_point(|file| file.inside.as_str() < was);
    let at = after.min(files.list.len().checked_sub(1)?);
    let is_same = files.list.get(at).is_some_and(|file| file.inside == was);
    let said = if is_same { "it was in this file" } else { "its file, which stood beside this one, is gone" };
    let number = FileId(u32::try_from(files.first + at).unwrap_or(u32::MAX));
    Some((Span::new(number, 0, 0), said.to_owned()))
}
