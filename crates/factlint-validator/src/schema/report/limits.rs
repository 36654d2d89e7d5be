//! The keywords that are neither about types, nor enumerations, nor keys: sizes, numbers, patterns, formats, items.

use factlint_model::diagnostic::Diagnostic;
use factlint_model::source::Span;
use factlint_model::tree::{Kind as NodeKind, NodeRef};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;

use super::place::Place;
use super::{Reporter, VIOLATION, finding, words};
use crate::schema::instance::first_twins;

/// The finding for an error that has no rule of its own.
pub(super) fn violation(reporter: &Reporter<'_>, error: &ValidationError<'_>, place: &Place<'_>) -> Diagnostic {
    let says = |text: String| finding(VIOLATION, place.span(), format!("{} {text}", place.name));
    let entries = place.value.entries().count();
    let items = place.value.items().count();
    match error.kind() {
        Kind::MinProperties { limit } => too_few(place, words::count(entries, "entry"), *limit),
        Kind::MaxProperties { limit } => {
            let surplus = place.value.entries().nth(usize::try_from(*limit).unwrap_or(usize::MAX));
            too_many(place, words::count(entries, "entry"), *limit, surplus.map(|(key, _)| key.own_span()))
        }
        Kind::MinItems { limit } => too_few(place, words::count(items, "item"), *limit),
        Kind::MaxItems { limit } => {
            let surplus = place.value.items().nth(usize::try_from(*limit).unwrap_or(usize::MAX));
            too_many(place, words::count(items, "item"), *limit, surplus.map(NodeRef::own_span))
        }
        Kind::AdditionalItems { limit } => surplus_items(place, *limit),
        Kind::UnevaluatedItems { .. } if reporter.keyword(error).is_some_and(|at| at.node.as_bool().is_none()) => {
            misfit(place, "`unevaluatedItems`")
        }
        Kind::UnevaluatedItems { unexpected } => surplus_items(place, items.saturating_sub(unexpected.len())),
        Kind::UniqueItems => not_unique(place),
        Kind::Contains => contains(reporter, error, place),
        Kind::Not { .. } => {
            let why = reporter.keyword(error).and_then(|at| super::branches::title(at.node));
            let what = why.map_or_else(String::new, |title| format!(": {title}"));
            says(format!("is {}, which the schema rules out{what}", words::shown(place.value))).at("ruled out by `not`")
        }
        Kind::FalseSchema if is_item(error, place) => surplus_item(place),
        Kind::FalseSchema => {
            let span = place.key.filter(|_| place.alias.is_none()).map_or_else(|| place.span(), NodeRef::own_span);
            finding(VIOLATION, span, format!("the schema allows nothing at {}", place.name)).at("may not be given")
        }
        _ => {
            says(format!("is {}, {}", words::shown(place.value), of_scalar(error, place.value.text()))).at(label(error))
        }
    }
}

/// A value that does not fit a schema for all that the rest of the schema does not look at.
pub(super) fn misfit(place: &Place<'_>, keyword: &str) -> Diagnostic {
    let message = format!("{} is {}, which does not fit {keyword}", place.name, words::shown(place.value));
    finding(VIOLATION, place.span(), message).at("does not fit")
}

/// Why a key's form is wrong, after "the key".
pub(super) fn of_name(error: &ValidationError<'_>) -> String {
    let name = error.instance().as_str().unwrap_or_default();
    match error.kind() {
        Kind::Enum { options } => {
            let allowed: Vec<String> = options.as_array().into_iter().flatten().map(words::literal).collect();
            format!("is none of those allowed here: {}", words::some(&allowed, 12))
        }
        Kind::Constant { expected_value } => format!("must be {}", words::literal(expected_value)),
        Kind::FalseSchema => "is not allowed: no key is".to_owned(),
        Kind::Not { .. } => "is one that the schema rules out".to_owned(),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } | Kind::OneOfMultipleValid { .. } => {
            "fits none of the forms that the schema gives for keys".to_owned()
        }
        _ => of_scalar(error, name).replacen("which ", "", 1),
    }
}

/// What is wrong with a scalar, after its value.
fn of_scalar(error: &ValidationError<'_>, text: &str) -> String {
    let length = text.chars().count();
    let character = |limit: u64| words::count(usize::try_from(limit).unwrap_or(usize::MAX), "character");
    match error.kind() {
        Kind::MinLength { limit } if length == 0 => {
            format!("which is empty; at least {} must be there", character(*limit))
        }
        Kind::MinLength { limit } => {
            format!("which has {}; at least {limit} {} wanted", words::count(length, "character"), words::verb(*limit))
        }
        Kind::MaxLength { limit } => {
            format!("which has {}; at most {limit} {} allowed", words::count(length, "character"), words::verb(*limit))
        }
        Kind::Pattern { pattern } => format!("which does not match the pattern `{}`", words::cut(pattern)),
        Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
            "whose match with the schema's pattern takes too long to decide".to_owned()
        }
        Kind::Format { format } => format!("which is no {}", format_name(format)),
        Kind::ContentEncoding { content_encoding } => format!("which is not encoded as {content_encoding}"),
        Kind::FromUtf8 { .. } => "which does not decode to text".to_owned(),
        Kind::ContentMediaType { content_media_type } => format!("which holds no {content_media_type}"),
        Kind::Custom { message, .. } => message.clone(),
        other => format!("which does not fit the schema's `{}`", other.keyword()),
    }
}

fn label(error: &ValidationError<'_>) -> &'static str {
    match error.kind() {
        Kind::MinLength { .. } => "too short",
        Kind::MaxLength { .. } => "too long",
        Kind::Pattern { .. } => "does not match",
        Kind::Format { .. } => "not of this format",
        Kind::Custom { keyword, .. } => match keyword.as_str() {
            "minimum" | "exclusiveMinimum" => "too small",
            "maximum" | "exclusiveMaximum" => "too large",
            _ => "not a multiple",
        },
        _ => "does not fit",
    }
}

fn too_few(place: &Place<'_>, has: String, limit: u64) -> Diagnostic {
    let has = if has.starts_with("0 ") { "is empty".to_owned() } else { format!("has {has}") };
    let message = format!("{} {has}; at least {limit} {} wanted", place.name, words::verb(limit));
    finding(VIOLATION, place.span(), message).at("too few")
}

fn too_many(place: &Place<'_>, has: String, limit: u64, surplus: Option<Span>) -> Diagnostic {
    let message = match limit {
        0 => format!("{} has {has}, and must be empty", place.name),
        _ => format!("{} has {has}; at most {limit} {} allowed", place.name, words::verb(limit)),
    };
    let found = finding(VIOLATION, place.span(), message).at("too many");
    match surplus {
        Some(surplus) => found.label(surplus, "one too many"),
        None => found,
    }
}

/// Items beyond those that the schema describes.
fn surplus_items(place: &Place<'_>, known: usize) -> Diagnostic {
    let span = place.value.items().nth(known).map_or_else(|| place.span(), NodeRef::own_span);
    let message = match known {
        0 => format!("{} may have no item", place.name),
        _ => format!("{} may have {}, and this is one more", place.name, words::count(known, "item")),
    };
    finding(VIOLATION, span, message).at("not described by the schema")
}

/// Whether a `false` that fails stands for the items beyond those described.
fn is_item(error: &ValidationError<'_>, place: &Place<'_>) -> bool {
    let path = error.evaluation_path().as_str();
    place.key.is_none() && ["/items", "/additionalItems", "/unevaluatedItems"].iter().any(|word| path.ends_with(word))
}

fn surplus_item(place: &Place<'_>) -> Diagnostic {
    finding(VIOLATION, place.span(), format!("{} is more than the schema describes", place.name))
        .at("no item may stand here")
}

fn not_unique(place: &Place<'_>) -> Diagnostic {
    let Some((first, second)) = first_twins(place.value) else {
        return finding(VIOLATION, place.span(), format!("{} has equal items", place.name));
    };
    let position = |item: NodeRef<'_>| place.value.items().position(|other| other == item).map_or(0, |at| at + 1);
    let message = format!(
        "{} has {} twice, and its items must differ",
        place.name,
        if second.is_scalar() { words::shown(second) } else { format!("the same item ({})", position(first)) }
    );
    finding(VIOLATION, second.own_span(), message)
        .at(format!("item {} is the same again", position(second)))
        .label(first.own_span(), "first here")
}

fn contains(reporter: &Reporter<'_>, error: &ValidationError<'_>, place: &Place<'_>) -> Diagnostic {
    let holder = reporter.holder(error);
    let limit = |word| holder.and_then(|at| at.node.get(word)).map(|limit| limit.text().to_owned());
    let title = holder.and_then(|at| at.node.get("contains")).and_then(super::branches::title);
    let what = title.map_or_else(|| "what `contains` describes".to_owned(), |title| format!("`{title}`"));
    let message = match (limit("minContains"), limit("maxContains")) {
        _ if place.value.kind() == NodeKind::Sequence && place.value.items().next().is_none() => {
            format!("{} is empty; an item that is {what} is wanted", place.name)
        }
        (None, None) => format!("{} has no item that is {what}", place.name),
        (Some(least), None) => format!("{} must have at least {least} items that are {what}", place.name),
        (None, Some(most)) => format!("{} must have from 1 to {most} items that are {what}", place.name),
        (Some(least), Some(most)) => {
            format!("{} must have from {least} to {most} items that are {what}", place.name)
        }
    };
    finding(VIOLATION, place.span(), message).at(match limit("maxContains") {
        Some(_) => "not as many as asked for",
        None => "too few such items",
    })
}

/// A format's name as a noun.
fn format_name(format: &str) -> String {
    match format {
        "date" => "date such as 1956-02-25",
        "date-time" => "date with time such as 1956-02-25T10:00:00Z",
        "time" => "time such as 10:00:00Z",
        "duration" => "duration such as P1Y",
        "email" | "idn-email" => "e-mail address",
        "hostname" | "idn-hostname" => "host name",
        "ipv4" => "IPv4 address",
        "ipv6" => "IPv6 address",
        "uri" | "iri" => "absolute URI",
        "uri-reference" | "iri-reference" => "URI",
        "uri-template" => "URI template",
        "json-pointer" => "JSON Pointer",
        "relative-json-pointer" => "relative JSON Pointer",
        "regex" => "regular expression",
        "uuid" => "UUID",
        other => other,
    }
    .to_owned()
}
