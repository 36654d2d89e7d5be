//! The schema for editors and the reader take and refuse the same configurations.

use factlint_model::source::FileId;
use serde_json::{Map, Value, json};

use super::super::keys::{self, Form, Key, Shape};
use super::super::{read::read, schema};

/// A configuration around a table.
type Wrap<'w> = &'w dyn Fn(Value) -> Value;

/// Values that some keys take and others do not.
fn probes() -> Vec<Value> {
    vec![
        json!("some text"),
        json!(""),
        json!("error"),
        json!("front-matter"),
        json!("html"),
        json!("time"),
        json!("suspicious"),
        json!("time/overlap"),
        json!("check/own"),
        json!("time/no-such-rule"),
        json!(0),
        json!(1),
        json!(1000),
        json!(1001),
        json!(-1),
        json!(9_999_999_999_u64),
        json!(1.5),
        json!(true),
        json!([]),
        json!(["time", "check"]),
        json!(["some text", ""]),
        json!(["time", 1]),
        json!([["time"]]),
        json!({}),
        json!([{}]),
        json!([{}, 1]),
        json!({ "include": "*.yaml" }),
        json!({ "files": { "include": [] } }),
        json!({ "time/overlap": { "level": "info" } }),
        json!({ "log": { "text": "log.txt" } }),
        json!({ "log": "log.txt" }),
    ]
}

/// All configurations to try: each key of each table with each value, without each key, and with one that is unknown.
fn configurations() -> Vec<Value> {
    let mut all = Vec::new();
    of_table(keys::FILE.keys, &Map::new(), &|table| table, &mut all);
    all
}

fn of_table(keys: &[Key], base: &Map<String, Value>, wrap: Wrap<'_>, all: &mut Vec<Value>) {
    let with = |name: &str, value: Value| {
        let mut table = base.clone();
        table.insert(name.to_owned(), value);
        wrap(table.into())
    };
    all.push(with("no-such-key", json!(1)));
    for name in base.keys() {
        let rest = base.iter().filter(|(other, _)| *other != name);
        all.push(wrap(rest.map(|(name, value)| (name.clone(), value.clone())).collect()));
    }
    for key in keys {
        all.extend(probes().into_iter().map(|probe| with(key.name, probe)));
        match key.form {
            Form::Tables(shape) => {
                of_table(shape.keys, &least(shape), &|table| with(key.name, table), all);
                of_table(shape.keys, &least(shape), &|table| with(key.name, json!([table, table])), all);
            }
            Form::ById(shape) => {
                of_table(shape.keys, &least(shape), &|table| with(key.name, json!({ "the id": table })), all);
            }
            Form::ByRule => {
                for name in [
                    "time/overlap",
                    "citations/quote-too-long",
                    "hygiene/markup",
                    "time",
                    "suspicious",
                    "check/x",
                    "x/y",
                ] {
                    let keys = keys::of_rule(name);
                    of_table(&keys, &Map::new(), &|table| with(key.name, json!({ name: table })), all);
                }
            }
            Form::Text | Form::Texts | Form::Word(_) | Form::Rules | Form::Option(_) => {}
        }
    }
}

/// The least that a table must have.
fn least(shape: &Shape) -> Map<String, Value> {
    let value = |key: &Key| match key.form {
        Form::Tables(shape) => least(shape).into(),
        _ => json!("some.txt"),
    };
    shape.keys.iter().filter(|key| key.required).map(|key| (key.name.to_owned(), value(key))).collect()
}

/// The configuration as TOML, its tables inline.
fn toml(value: &Value) -> String {
    let entries = |entries: &Map<String, Value>| -> Vec<String> {
        entries.iter().map(|(name, value)| format!("{name:?} = {}", toml(value))).collect()
    };
    match value {
        Value::Object(table) => format!("{{ {} }}", entries(table).join(", ")),
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

#[test]
fn the_schema_and_the_reader_agree() {
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema::text()).unwrap()).unwrap();
    let (mut taken, mut refused, mut differ) = (0, 0, Vec::new());
    for configuration in configurations() {
        let entries = configuration.as_object().unwrap();
        let text: String = entries.iter().map(|(name, value)| format!("{name:?} = {}\n", toml(value))).collect();
        let by_reader = read(FileId(0), &text);
        let by_schema = validator.is_valid(&configuration);
        match by_reader.is_ok() {
            true => taken += 1,
            false => refused += 1,
        }
        if by_reader.is_ok() != by_schema {
            differ.push(format!("{text}the schema: {by_schema}, the reader: {:?}", by_reader.err()));
        }
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n\n"));
    assert!(taken > 300 && refused > 1000, "{taken} taken, {refused} refused");
}

#[test]
fn every_key_and_option_is_told() {
    fn told(keys: &[Key]) {
        for key in keys {
            assert!(key.doc.len() > 15 && !key.doc.contains('\n'), "{}", key.name);
            match key.form {
                Form::Tables(shape) | Form::ById(shape) => told(shape.keys),
                _ => {}
            }
        }
    }
    told(keys::FILE.keys);
}
