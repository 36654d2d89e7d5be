//! The validator's errors as findings: at the exact key or value, in plain words, one finding a mistake.

mod branches;
mod keys;
mod limits;
mod place;
mod shape;
mod words;

use std::collections::{BTreeMap, HashMap};

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::source::Span;
use factlint_model::tree::{NodeId, NodeRef};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;

use super::library::SchemaId;
use super::outline::{At, Outline};
use place::{Finder, Place};

pub(super) const VIOLATION: &str = "schema/violation";
pub(super) const UNKNOWN_KEY: &str = "schema/unknown-key";
pub(super) const MISSING_KEY: &str = "schema/missing-key";
pub(super) const WRONG_TYPE: &str = "schema/wrong-type";
pub(super) const NOT_ALLOWED: &str = "schema/not-allowed";

/// Adds the findings for the errors of one document.
pub(super) fn report(
    outline: &Outline,
    root: (SchemaId, NodeId),
    document: NodeRef<'_>,
    errors: &[ValidationError<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let reporter = Reporter { outline, schema: outline.at(root.0, root.1), places: Finder::new(document) };
    let mut found = reporter.findings(errors);
    collapse(&mut found);
    diagnostics.extend(found);
}

/// The paths at which something fails, and how often.
struct Failing<'e>(BTreeMap<&'e str, usize>);

impl<'e> Failing<'e> {
    fn of(errors: &'e [ValidationError<'_>]) -> Self {
        let mut paths = BTreeMap::new();
        for error in errors {
            *paths.entry(error.instance_path().as_str()).or_default() += 1;
        }
        Self(paths)
    }

    /// Whether more than one thing fails at a path and below.
    fn more_than_one(&self, path: &str) -> bool {
        let below = self.0.range(path..).take_while(|(other, _)| other.starts_with(path)).take(2);
        below.map(|(_, count)| count).sum::<usize>() > 1
    }
}

/// What is needed to say what an error means.
struct Reporter<'r> {
    outline: &'r Outline,
    schema: Option<At<'r>>,
    places: Finder<'r>,
}

impl<'r> Reporter<'r> {
    /// The findings for errors that hold together.
    fn findings(&self, errors: &[ValidationError<'_>]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let failing = Failing::of(errors);
        for error in errors {
            let place = self.places.find(error.instance_path());
            let start = found.len();
            self.explain(error, &place, &failing, &mut found);
            if let Some(why) = condition(error.evaluation_path().as_str()) {
                note(&mut found[start..], why);
            }
            for finding in &mut found[start..] {
                label_alias(finding, &place);
            }
        }
        keys::join_renamed(&mut found);
        found
    }

    fn explain(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'r>,
        failing: &Failing<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        match error.kind() {
            Kind::Type { kind } => found.push(shape::wrong_type(place, &shape::wanted(kind))),
            Kind::Enum { options } => found.push(shape::not_in(place, options.as_array().map_or(&[], Vec::as_slice))),
            Kind::Constant { expected_value } => {
                found.push(shape::not_in(place, std::slice::from_ref(&**expected_value)));
            }
            Kind::AdditionalProperties { unexpected } => {
                found.extend(unexpected.iter().filter_map(|key| self.unknown_key(error, place, key)));
            }
            Kind::UnevaluatedProperties { unexpected } => self.unevaluated(error, place, unexpected, failing, found),
            Kind::Required { property } => {
                found.push(self.missing_key(error, place, property.as_str().unwrap_or_default()));
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.no_branch(error, place, context, found);
            }
            Kind::OneOfMultipleValid { context } => found.push(self.many_branches(error, place, context)),
            Kind::PropertyNames { error: inner } => found.push(self.bad_name(place, inner)),
            _ => found.push(limits::violation(self, error, place)),
        }
    }

    /// The place in the schema that a path of an error leads to.
    fn schema_at(&self, path: &str) -> Option<At<'r>> {
        self.outline.walk(self.schema?, path)
    }

    /// The value of the keyword that an error is about.
    fn keyword(&self, error: &ValidationError<'_>) -> Option<At<'r>> {
        self.schema_at(error.evaluation_path().as_str())
    }

    /// The schema that holds the keyword that an error is about.
    fn holder(&self, error: &ValidationError<'_>) -> Option<At<'r>> {
        let path = error.evaluation_path().as_str();
        self.schema_at(path.rsplit_once('/').map_or("", |(holder, _)| holder))
    }
}

/// A finding of this family at a place.
fn finding(rule: &'static str, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(rule, Level::Error, span, message)
}

/// How many notes a finding has at most: alternatives within alternatives would each add theirs.
const MOST_NOTES: usize = 5;

fn note(found: &mut [Diagnostic], text: &str) {
    for finding in found.iter_mut().filter(|finding| finding.notes.len() < MOST_NOTES) {
        if finding.notes.iter().all(|note| note != text) {
            finding.notes.push(text.to_owned());
        }
    }
}

/// Why a schema under `then` or `else` counts; the innermost one says it.
fn condition(path: &str) -> Option<&'static str> {
    let tokens: Vec<&str> = path.split('/').collect();
    let is_keyword = |at: usize| !matches!(tokens[at - 1], "properties" | "patternProperties" | "dependentSchemas");
    (1..tokens.len()).rev().find_map(|at| match tokens[at] {
        "then" if is_keyword(at) => Some("asked for because the schema's `if` holds here"),
        "else" if is_keyword(at) => Some("asked for because the schema's `if` does not hold here"),
        _ => None,
    })
}

/// Under an alias, both places take part: where the value is written, and where it is used.
fn label_alias(finding: &mut Diagnostic, place: &Place<'_>) {
    if let Some(alias) = place.alias
        && finding.primary.span != alias
        && finding.labels.iter().all(|label| label.span != alias)
    {
        finding.labels.push(factlint_model::diagnostic::Label::new(alias, "used here, where it does not fit"));
    }
}

/// Leaves one of findings that say the same of the same place; the labels of the others go to it.
fn collapse(found: &mut Vec<Diagnostic>) {
    let mut seen = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found.drain(..) {
        let key = (finding.rule.clone(), finding.primary.span, finding.message.clone());
        match seen.get(&key).and_then(|&at: &usize| kept.get_mut(at)) {
            Some(first) => {
                let new = finding.labels.into_iter().filter(|label| !first.labels.contains(label)).collect::<Vec<_>>();
                first.labels.extend(new);
            }
            None => {
                seen.insert(key, kept.len());
                kept.push(finding);
            }
        }
    }
    *found = kept;
}
