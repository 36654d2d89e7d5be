//! Branches: which of them hold, and what they share.

use super::support::tables;

fn same(schema: &str, data: &str, wanted: &str) {
    assert_eq!(tables(schema, data), wanted.trim_start_matches('\n'), "{data}");
}

#[test]
fn a_type_decides() {
    let schema = "\
x-fact: { record: fact }
properties:
  cite:
    oneOf:
      - { type: string, pattern: '^[a-z]', x-fact: { record: citation, field: words } }
      - type: object
        x-fact: { record: citation }
        properties: { words: { x-fact: { field: words } }, page: { x-fact: { field: page } } }
      - { type: array, items: { type: string, x-fact: { field: cites } } }
";
    same(
        schema,
        "cite: some words\n",
        r#"
#0 fact at `cite: some words`, group 0
#1 citation of #0 at `cite`, group 1
  field words: "some words" 1:7
"#,
    );
    // The pattern doesn't hold, but no other branch takes a string.
    same(
        schema,
        "cite: 'Words'\n",
        r#"
#0 fact at `cite: 'Words'`, group 0
#1 citation of #0 at `cite`, group 1
  field words: "Words" from `'Words'` 1:7
"#,
    );
    same(
        schema,
        "cite: { page: 5 }\n",
        r#"
#0 fact at `cite: { page: 5 }`, group 0
#1 citation of #0 at `cite`, group 1
  field page: "5" 1:15
"#,
    );
    same(
        schema,
        "cite: [a, b]\n",
        r#"
#0 fact at `cite: [a, b]`, group 0
  field cites: "a" 1:8
  field cites: "b" 1:11
"#,
    );
}

const CHOICE: &str = "\
x-fact: { record: fact }
properties:
  id: { x-fact: { id: true } }
oneOf:
  - required: [date]
    properties: { type: { const: event }, date: { x-fact: { time: at } }, note: { x-fact: { field: note } } }
  - required: [from]
    properties: { type: { const: period }, date: { x-fact: { time: start } }, note: { x-fact: { field: note } } }
";

#[test]
fn a_discriminator_decides() {
    same(
        CHOICE,
        "{ id: a, type: event, date: 1956, note: x }",
        r#"
#0 fact at `{ id: a, type: event, date: 1956, note: x }`, group 0
  id id: "a" 1:7
  time at: "1956" 1:29
  field note: "x" 1:41
"#,
    );
    // Invalid, since `from` is missing, and still a period.
    same(
        CHOICE,
        "{ id: a, type: period, date: 1956 }",
        r#"
#0 fact at `{ id: a, type: period, date: 1956 }`, group 0
  id id: "a" 1:7
  time start: "1956" 1:30
"#,
    );
}

#[test]
fn else_validation_decides() {
    same(
        CHOICE,
        "{ id: a, from: 1, date: 1956, type: period }",
        r#"
#0 fact at `{ id: a, from: 1, date: 1956, type: period }`, group 0
  id id: "a" 1:7
  time start: "1956" 1:25
"#,
    );
    same(
        CHOICE,
        "{ date: 1956 }",
        r#"
#0 fact at `{ date: 1956 }`, group 0
  time at: "1956" 1:9
"#,
    );
}

#[test]
fn where_no_branch_holds_what_all_share_is_lifted() {
    same(
        CHOICE,
        "{ id: a, type: other, date: 1956, note: x }",
        r#"
#0 fact at `{ id: a, type: other, date: 1956, note: x }`, group 0
  id id: "a" 1:7
  field note: "x" 1:41
"#,
    );
}

#[test]
fn conditions_and_dependent_schemas() {
    let schema = "\
x-fact: { record: fact }
if: { properties: { state: { const: done } }, required: [state] }
then: { x-fact: { chain: [start, end] }, properties: { end: { x-fact: { time: end } } } }
else: { properties: { end: { x-fact: { field: plan } } } }
properties: { start: { x-fact: { time: start } } }
dependentSchemas: { sum: { properties: { of: { x-fact: { field: of } } } } }
";
    same(
        schema,
        "{ state: done, start: 1, end: 2, of: x }",
        r#"
#0 fact at `{ state: done, start: 1, end: 2, of: x }`, group 0, constraints: 1
  time start: "1" 1:23
  time end: "2" 1:31
"#,
    );
    same(
        schema,
        "{ end: 2, of: x, sum: 1 }",
        r#"
#0 fact at `{ end: 2, of: x, sum: 1 }`, group 0
  field plan: "2" 1:8
  field of: "x" 1:15
"#,
    );
}

#[test]
fn a_schema_may_contain_itself() {
    let schema = "\
$ref: '#/$defs/part'
$defs:
  part:
    x-fact: { record: part }
    anyOf: [{ $ref: '#/$defs/named' }, { type: 'null' }]
    properties: { parts: { items: { $ref: '#/$defs/part' } }, whole: { allOf: [{ $ref: '#' }] } }
  named:
    $ref: '#/$defs/named2'
  named2:
    allOf: [{ properties: { name: { x-fact: { name: label } } } }]
";
    same(
        schema,
        "{ name: a, parts: [{ name: b, parts: [{ name: c }] }, { whole: { name: d } }] }",
        r#"
#0 part at `{ name: a, parts: [{ name: b, parts: [{ name: c }] }, { whole: { name: d } }] }`, group 0
  name label: "a" 1:9
#1 part of #0 at `{ name: b, parts: [{ name: c }] }`, group 1
  name label: "b" 1:28
#2 part of #1 at `{ name: c }`, group 2
  name label: "c" 1:47
#3 part of #0 at `{ whole: { name: d } }`, group 1
#4 part of #3 at `whole`, group 3
  name label: "d" 1:72
"#,
    );
}
