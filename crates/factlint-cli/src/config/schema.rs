//! The JSON Schema of `factlint.toml`, made of the table of keys and of the rules.

use factlint_model::diagnostic::{OptionKind, RuleOption};
use factlint_validator::rules::{self, GROUPS};
use serde_json::{Map, Value, json};

use super::keys::{self, Form, Key};

/// The names of the schemas' own checks.
const OWN_CHECK: &str = "^check/";

/// What a rule without options takes, as the schema calls it.
const LEVEL: &str = "level-of-rule";

/// The tables of rules, as the schema calls them.
const BY_RULE: &str = "by-rule";

/// The schema, as it is printed.
pub fn text() -> String {
    // A tree of strings and numbers can always be printed.
    serde_json::to_string_pretty(&schema()).unwrap_or_default() + "\n"
}

fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "factlint.toml",
        "description": "What `factlint check` checks, and which rules run.",
    });
    let mut defs = Map::from_iter([
        ("strings".to_owned(), json!({ "type": ["string", "array"], "items": { "type": "string" } })),
        ("rule".to_owned(), rule()),
        ("rules".to_owned(), one_or_many(&reference("rule"))),
        (LEVEL.to_owned(), table(&[keys::LEVEL]).into()),
        (BY_RULE.to_owned(), by_rule()),
    ]);
    define(keys::FILE.keys, &mut defs);
    if let Some(entries) = schema.as_object_mut() {
        entries.extend(table(keys::FILE.keys));
        entries.insert("$defs".to_owned(), defs.into());
    }
    schema
}

/// Adds what these keys refer to.
fn define(keys: &[Key], defs: &mut Map<String, Value>) {
    for key in keys {
        match key.form {
            Form::Tables(shape) | Form::ById(shape) => {
                defs.insert(shape.name().replace(' ', "-"), table(shape.keys).into());
                define(shape.keys, defs);
            }
            Form::Word(words) => _ = defs.insert(words.noun.to_owned(), json!({ "enum": (words.all)() })),
            _ => {}
        }
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name.replace(' ', "-")) })
}

/// A table of these keys and no others.
fn table(keys: &[Key]) -> Map<String, Value> {
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut table = Map::new();
    table.insert("type".to_owned(), "object".into());
    if !required.is_empty() {
        table.insert("required".to_owned(), required.into());
    }
    table.insert("additionalProperties".to_owned(), false.into());
    table.insert("properties".to_owned(), properties.into());
    table
}

fn property(key: &Key) -> Value {
    let mut property = Map::new();
    property.insert("description".to_owned(), key.doc.into());
    let value = match key.form {
        Form::Texts | Form::Rules if key.required => {
            json!({ "allOf": [value(key.form), { "not": { "type": "array", "maxItems": 0 } }] })
        }
        form => value(form),
    };
    match value {
        Value::Object(value) => property.extend(value),
        other => debug_assert!(false, "{other}"),
    }
    property.into()
}

fn value(form: Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Texts => reference("strings"),
        Form::Word(words) => reference(words.noun),
        Form::Rules => reference("rules"),
        Form::ByRule => reference(BY_RULE),
        Form::Tables(shape) => one_or_many(&reference(shape.name())),
        Form::ById(shape) => json!({ "type": "object", "additionalProperties": reference(shape.name()) }),
        Form::Option(option) => of_option(&option),
    }
}

fn of_option(option: &RuleOption) -> Value {
    match option.kind {
        OptionKind::Number { least, most, default } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
        }
        OptionKind::Texts => {
            let text = json!({ "type": "string", "pattern": "\\S" });
            let mut value = one_or_many(&text);
            value["default"] = json!([]);
            value
        }
    }
}

fn one_or_many(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

/// The tables of rules, families and groups.
fn by_rule() -> Value {
    let of = |name: &str, doc: &str| {
        let mut of = match &*keys::of_rule(name) {
            [_] => reference(LEVEL),
            keys => table(keys).into(),
        };
        of["description"] = doc.into();
        (name.to_owned(), of)
    };
    let properties: Map<String, Value> = names().iter().map(|(name, doc)| of(name, doc)).collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "patternProperties": { OWN_CHECK: reference(LEVEL) },
    })
}

/// The names of rules, families and groups, each told, so that an editor can offer them.
fn rule() -> Value {
    let mut names: Vec<Value> =
        names().iter().map(|(name, doc)| json!({ "const": name, "description": doc })).collect();
    names.push(json!({
        "type": "string",
        "pattern": OWN_CHECK,
        "description": "A check that a schema of the dataset names.",
    }));
    json!({ "anyOf": names })
}

/// The names, each with a line on it: the rules, then their families and groups.
fn names() -> Vec<(&'static str, String)> {
    let mut names: Vec<(&str, String)> =
        rules::all().map(|rule| (rule.meta.name, rule.meta.summary.to_owned())).collect();
    for family in rules::FAMILIES.iter().filter_map(|family| Some(family.first()?.meta.family())) {
        if !names.iter().any(|(name, _)| *name == family) {
            names.push((family, format!("The rules of the family `{family}`.")));
        }
    }
    names.extend(GROUPS.iter().map(|(name, doc)| (*name, (*doc).to_owned())));
    names
}
