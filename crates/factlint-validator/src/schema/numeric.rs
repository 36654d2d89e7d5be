//! The keywords that compare numbers, decided by digits and not by floats.

use jsonschema::json::{JsonNumber, Node};
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

use super::decimal::Decimal;
use super::instance::{ArenaJson, Instance};

/// The keywords that this module decides.
pub(super) const KEYWORDS: [&str; 5] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/// What a number must be.
struct Limit {
    holds: fn(&Decimal, &Decimal) -> bool,
    limit: Decimal,
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
    let holds: fn(&Decimal, &Decimal) -> bool = match keyword {
        "minimum" if exclusive("exclusiveMinimum") => |number, limit| number > limit,
        "maximum" if exclusive("exclusiveMaximum") => |number, limit| number < limit,
        "minimum" => |number, limit| number >= limit,
        "maximum" => |number, limit| number <= limit,
        "exclusiveMinimum" => |number, limit| number > limit,
        "exclusiveMaximum" => |number, limit| number < limit,
        _ => Decimal::is_multiple_of,
    };
    Ok(Box::new(Limit { holds, limit: Decimal::of(&limit.to_string()) }))
}

impl<'i> Keyword<'i, ArenaJson> for Limit {
    fn validate(&self, instance: Instance<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) { Ok(()) } else { Err(ValidationError::custom("")) }
    }

    fn is_valid(&self, instance: Instance<'i>) -> bool {
        instance.as_number().is_none_or(|number| (self.holds)(&Decimal::of(&number.as_str()), &self.limit))
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
