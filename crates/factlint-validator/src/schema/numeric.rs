//! The keywords that compare numbers, decided by digits and not by floats.

use jsonschema::json::{JsonNumber, Node};
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

use super::decimal::Decimal;
use super::instance::{ArenaJson, Instance};

/// The keywords that this module decides.
pub(super) const KEYWORDS: [&str; 5] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/// Whether a number is right beside its limit.
type Holds = fn(&Decimal, &Decimal) -> bool;

/// The same for small whole numbers.
type HoldsSmall = fn(i64, i64) -> bool;

/// What a number must be.
struct Limit {
    holds: Holds,
    limit: Decimal,
    /// The same for small whole numbers, which most are.
    small: Option<(HoldsSmall, i64)>,
    /// What is said of a number that is not right: a schema that is named by its `$id` cannot be found again by its path.
    wrong: String,
}

/// Draft 4's `exclusiveMinimum: true`, which says something of `minimum` and nothing by itself.
struct Modifier;

/// Compiles one of [`KEYWORDS`].
pub(super) fn compile<'a>(
    schema: &'a Map<String, Value>,
    value: &'a Value,
    keyword: &str,
) -> Result<Box<dyn for<'i> Keyword<'i, ArenaJson>>, ValidationError<'a>> {
    let Value::Number(limit) = value else {
        return Ok(Box::new(Modifier));
    };
    let exclusive = |word: &str| schema.get(word).and_then(Value::as_bool).unwrap_or_default();
    let (holds, small) = comparison(keyword, exclusive("exclusiveMinimum"), exclusive("exclusiveMaximum"));
    let small = limit.as_i64().filter(|limit| *limit > 0 || keyword != "multipleOf").map(|limit| (small, limit));
    let wrong = wrong(keyword, exclusive("exclusiveMinimum"), exclusive("exclusiveMaximum"), &limit.to_string());
    Ok(Box::new(Limit { holds, limit: Decimal::of(&limit.to_string()), small, wrong }))
}

fn wrong(keyword: &str, above: bool, below: bool, limit: &str) -> String {
    match keyword {
        "minimum" if !above => format!("which is below {limit}, the least that is allowed"),
        "maximum" if !below => format!("which is above {limit}, the most that is allowed"),
        "minimum" | "exclusiveMinimum" => format!("which is not above {limit}"),
        "maximum" | "exclusiveMaximum" => format!("which is not below {limit}"),
        _ => format!("which is no multiple of {limit}"),
    }
}

fn comparison(keyword: &str, above: bool, below: bool) -> (Holds, HoldsSmall) {
    match keyword {
        "minimum" if !above => (|number, limit| number >= limit, |number, limit| number >= limit),
        "maximum" if !below => (|number, limit| number <= limit, |number, limit| number <= limit),
        "minimum" | "exclusiveMinimum" => (|number, limit| number > limit, |number, limit| number > limit),
        "maximum" | "exclusiveMaximum" => (|number, limit| number < limit, |number, limit| number < limit),
        _ => (Decimal::is_multiple_of, |number, of| number.checked_rem(of) == Some(0)),
    }
}

impl<'i> Keyword<'i, ArenaJson> for Limit {
    fn validate(&self, instance: Instance<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) { Ok(()) } else { Err(ValidationError::custom(self.wrong.clone())) }
    }

    fn is_valid(&self, instance: Instance<'i>) -> bool {
        let Some(number) = instance.as_number() else { return true };
        match (self.small, number.as_i64()) {
            (Some((holds, limit)), Some(number)) => holds(number, limit),
            _ => (self.holds)(&Decimal::of(&number.as_str()), &self.limit),
        }
    }
}

impl<'i> Keyword<'i, ArenaJson> for Modifier {
    fn validate(&self, _instance: Instance<'i>) -> Result<(), ValidationError<'i>> {
        Ok(())
    }

    fn is_valid(&self, _instance: Instance<'i>) -> bool {
        true
    }
}
