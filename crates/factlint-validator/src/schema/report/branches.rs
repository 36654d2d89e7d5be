//! `anyOf` and `oneOf`: the branch that was most likely meant, and why that one.

use std::cmp::Reverse;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::tree::NodeRef;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::place::Place;
use super::{Reporter, VIOLATION, finding, note, shape, words};

/// How many of a branch's errors are labelled in one finding.
const LABELLED: usize = 6;

/// How well a value fits a branch that it does not fit; the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// It is of another type altogether.
    wrong_type: bool,
    /// A key that tells branches apart has another value.
    other_discriminator: usize,
    /// Errors at the value itself, not below it.
    here: usize,
    /// How far the first error lies below the value.
    depth: Reverse<usize>,
    /// Errors in all.
    errors: usize,
}

/// A branch, by its number.
struct Branch<'e> {
    number: usize,
    errors: &'e [ValidationError<'static>],
    misfit: Misfit,
}

impl<'r> Reporter<'r> {
    /// A value that fits no branch: what is wrong with the closest one.
    pub(super) fn no_branch(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'r>,
        context: &[Vec<ValidationError<'static>>],
        found: &mut Vec<Diagnostic>,
    ) {
        let path = error.instance_path().as_str();
        if let Some(plain) = all_types(path, place, context).or_else(|| all_values(path, place, context)) {
            found.push(plain);
            return;
        }
        let mut branches: Vec<Branch<'_>> = context
            .iter()
            .enumerate()
            .map(|(number, errors)| Branch { number, errors, misfit: misfit(path, errors) })
            .collect();
        branches.sort_by_key(|branch| branch.misfit);
        let (Some(best), second) = (branches.first(), branches.get(1)) else { return };
        let names = self.branch_names(error, context.len());
        let why = why(place, best, second, context);
        let closest = names.get(best.number).cloned().unwrap_or_default();
        let mut inner = self.findings(best.errors);
        let decided = second.is_none_or(|second| {
            let kind = |misfit: &Misfit| (misfit.wrong_type, misfit.other_discriminator);
            kind(&best.misfit) != kind(&second.misfit)
        });
        if !decided && context.len() <= LABELLED && context.iter().all(|errors| errors.len() == 1) {
            found.push(self.each_branch(place, &names, context));
            return;
        }
        if decided || inner.len() == 1 {
            // The alternatives of a schema that nobody can look into, such as a meta-schema, explain nothing.
            if self.schema.is_some() {
                let of = alternatives(context.len());
                note(&mut inner, &format!("of {of} in the schema, {closest} is the closest: {why}"));
            }
            found.append(&mut inner);
            return;
        }
        let message = format!("{} fits none of the schema's {}", place.name, alternatives(context.len()));
        let mut whole = finding(VIOLATION, place.span(), message)
            .at(format!("closest: {closest}"))
            .note(format!("{closest} is the closest: {why}"));
        for problem in inner.iter().take(LABELLED) {
            whole.notes.push(problem.message.clone());
            if problem.primary.span != whole.primary.span {
                whole = whole.label(problem.primary.span, problem.primary.text.clone());
            }
        }
        let others: Vec<String> = names
            .iter()
            .enumerate()
            .filter(|(number, _)| *number != best.number)
            .map(|(_, name)| name.clone())
            .collect();
        found.push(whole.note(format!("it may also be {}", words::either(&others))));
    }

    /// Where each branch fails for one reason, all the reasons.
    fn each_branch(
        &self,
        place: &Place<'r>,
        names: &[String],
        context: &[Vec<ValidationError<'static>>],
    ) -> Diagnostic {
        let message = format!("{} fits none of the schema's {}", place.name, alternatives(context.len()));
        let mut whole = finding(VIOLATION, place.span(), message).at("fits none");
        for (name, errors) in names.iter().zip(context) {
            for problem in self.findings(errors) {
                whole.notes.push(format!("{name}: {}", problem.message));
                if problem.primary.span != whole.primary.span {
                    whole = whole.label(problem.primary.span, problem.primary.text);
                }
            }
        }
        whole
    }

    /// A value that fits more than one branch of a `oneOf`.
    pub(super) fn many_branches(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'r>,
        context: &[Vec<ValidationError<'static>>],
    ) -> Diagnostic {
        let names = self.branch_names(error, context.len()).into_iter().zip(context);
        let fits: Vec<String> = names.filter(|(_, errors)| errors.is_empty()).map(|(name, _)| name).collect();
        let all = if fits.len() == context.len() && fits.len() == 2 { "both " } else { "" };
        let message = format!("{} fits {all}{}, but must fit exactly one", place.name, words::together(&fits));
        finding(VIOLATION, place.span(), message)
            .at("fits more than one")
            .note(format!("the schema gives {} with `oneOf`", alternatives(context.len())))
    }

    /// The names of all branches, each its own.
    fn branch_names(&self, error: &ValidationError<'_>, count: usize) -> Vec<String> {
        let names: Vec<String> = (0..count).map(|number| self.branch_name(error, number)).collect();
        let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
        let own = |(number, name): (usize, &String)| match is_shared(name) {
            true => format!("{name} (alternative {})", number + 1),
            false => name.clone(),
        };
        names.iter().enumerate().map(own).collect()
    }

    /// A branch's name: its title, the schema that it refers to, or its number.
    fn branch_name(&self, error: &ValidationError<'_>, number: usize) -> String {
        let ordinal = format!("alternative {}", number + 1);
        let Some(branch) = self.keyword(error).and_then(|keyword| keyword.node.items().nth(number)) else {
            return ordinal;
        };
        let of_type = |kind: &str| json_type(kind).map(words::type_name).map(|kind| format!("the one for {kind}"));
        match title(branch) {
            Some(title) => format!("`{title}`"),
            None => branch.get("type").and_then(|kind| of_type(kind.text())).unwrap_or(ordinal),
        }
    }
}

/// The name that a schema goes by: its title, or the last part of its reference.
pub(super) fn title(schema: NodeRef<'_>) -> Option<String> {
    if let Some(title) = schema.get("title").and_then(NodeRef::as_str) {
        return Some(words::cut(title));
    }
    let reference = schema.get("$ref").and_then(NodeRef::as_str)?;
    let last = reference.trim_end_matches(['#', '/']).rsplit(['/', '#']).find(|part| !part.is_empty())?;
    Some(words::cut(last))
}

fn json_type(word: &str) -> Option<JsonType> {
    word.parse().ok()
}

fn alternatives(count: usize) -> String {
    match count {
        2 => "two alternatives".to_owned(),
        3 => "three alternatives".to_owned(),
        _ => format!("{count} alternatives"),
    }
}

fn misfit(path: &str, errors: &[ValidationError<'_>]) -> Misfit {
    let depth = |error: &ValidationError<'_>| error.instance_path().as_str()[path.len()..].matches('/').count();
    let here = errors.iter().filter(|error| depth(error) == 0);
    let tells_apart = |error: &&ValidationError<'_>| {
        depth(error) == 1 && matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. })
    };
    Misfit {
        wrong_type: here.clone().any(|error| matches!(error.kind(), Kind::Type { .. } | Kind::FalseSchema)),
        other_discriminator: errors.iter().filter(tells_apart).count(),
        here: here.map(weight).sum(),
        depth: Reverse(errors.iter().map(depth).min().unwrap_or(0)),
        errors: errors.len(),
    }
}

/// How many mistakes an error at a value stands for.
fn weight(error: &ValidationError<'_>) -> usize {
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => unexpected.len(),
        _ => 1,
    }
}

/// Why a branch is the closest.
fn why(
    place: &Place<'_>,
    best: &Branch<'_>,
    second: Option<&Branch<'_>>,
    context: &[Vec<ValidationError<'static>>],
) -> String {
    let Some(second) = second.map(|second| second.misfit) else {
        return "it is the only one".to_owned();
    };
    if second.wrong_type && !best.misfit.wrong_type {
        return format!("the value is {}", words::of_kind(place.value));
    }
    if second.other_discriminator > best.misfit.other_discriminator {
        if let Some(key) = discriminator(place, context) {
            return format!("its {key} agrees");
        }
        return "its fixed values agree".to_owned();
    }
    if best.misfit.here < second.here || best.misfit.errors < second.errors {
        return "least is wrong with it".to_owned();
    }
    if best.misfit.depth < second.depth {
        return "it gets furthest".to_owned();
    }
    "it comes first of those that are equally far".to_owned()
}

/// A key whose fixed value fails in another branch, with the value that it has.
fn discriminator(place: &Place<'_>, context: &[Vec<ValidationError<'static>>]) -> Option<String> {
    context.iter().flatten().find_map(|error| {
        let path = error.instance_path();
        let key = path.segments().last()?.to_string();
        let value = place.value.get(&key)?;
        let fixed = matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. });
        fixed.then(|| format!("`{key}: {}`", value.text()))
    })
}

/// Where every branch asks for another type, one finding with all the types.
fn all_types(path: &str, place: &Place<'_>, context: &[Vec<ValidationError<'static>>]) -> Option<Diagnostic> {
    let mut types: Vec<JsonType> = Vec::new();
    for errors in context {
        let [error] = errors.as_slice() else { return None };
        let Kind::Type { kind } = error.kind() else { return None };
        if error.instance_path().as_str() != path {
            return None;
        }
        for wanted in shape::wanted(kind) {
            if !types.contains(&wanted) {
                types.push(wanted);
            }
        }
    }
    Some(shape::wrong_type(place, &types))
}

/// Where every branch asks for other values, one finding with all of them.
fn all_values(path: &str, place: &Place<'_>, context: &[Vec<ValidationError<'static>>]) -> Option<Diagnostic> {
    let mut allowed: Vec<Value> = Vec::new();
    for errors in context {
        let [error] = errors.as_slice() else { return None };
        if error.instance_path().as_str() != path {
            return None;
        }
        match error.kind() {
            Kind::Constant { expected_value } => allowed.push((**expected_value).clone()),
            Kind::Enum { options } => allowed.extend(options.as_array().into_iter().flatten().cloned()),
            _ => return None,
        }
    }
    Some(shape::not_in(place, &allowed))
}
