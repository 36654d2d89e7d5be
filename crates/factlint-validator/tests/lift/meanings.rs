//! Where meanings stand, and what they read.

use super::support::tables;

const PEOPLE: &str = r"
properties:
  people:
    additionalProperties: { $ref: '#/$defs/person' }
$defs:
  person:
    x-fact: { record: person, key: { id: true }, chain: [born, died] }
    properties:
      name: { x-fact: { name: label } }
      born: { x-fact: { time: born } }
      died: { x-fact: { time: died } }
      friends: { x-fact: { ref: { to: person, slot: friend } } }
      children: { additionalProperties: { $ref: '#/$defs/person' } }
";

#[test]
fn records_nest_and_refs_reach() {
    let data = "people:\n  ann:\n    name: Ann\n    born: 1900\n    friends: [bob, '', null]\n    children:\n      \
                bob: { name: 'Bob', died: ~ }\n";
    let wanted = r#"
#0 person at `ann`, group 0, constraints: 1
  id id: "ann" 2:3
  name label: "Ann" 3:11
  time born: "1900" 4:11
  ref friend: "bob" 5:15 -> #1
#1 person of #0 at `bob`, group 1, constraints: 1
  id id: "bob" 7:7
  name label: "Bob" from `'Bob'` 7:20
"#;
    assert_eq!(tables(PEOPLE, data), wanted.trim_start());
}

fn same(schema: &str, data: &str, wanted: &str) {
    assert_eq!(tables(schema, data), wanted.trim_start_matches('\n'), "{data}");
}

#[test]
fn parts_of_a_text_stand_where_they_are() {
    let schema = "\
x-fact: { record: a }
properties:
  first: { x-fact: { field: { slot: first, match: '^(\\w+) ' } } }
  whole: { x-fact: { field: { slot: whole, match: '[0-9]+' } } }
  each: { x-fact: { field: { slot: each, each: '[a-z]+' } } }
  both: { x-fact: { field: { slot: both, match: 'of (.*)$', each: '[0-9]+' } } }
";
    same(
        schema,
        "first: one two\nwhole: \"no 15, 16\"\neach: [a b, c]\nboth: 1 of 2, 3\n",
        r#"
#0 a at `first: one two`, group 0
  field first: "one" 1:8
  field whole: "15" 2:12
  field each: "a" 3:8
  field each: "b" 3:10
  field each: "c" 3:13
  field both: "2" 4:12
  field both: "3" 4:15
"#,
    );
    // Where the text isn't a slice of the file, the whole value is the place; without a match there is no value.
    same(
        schema,
        "first: \"on\\x65 two\"\nwhole: none\nboth: >-\n  1 of\n  2\n",
        r#"
#0 a at `first: "on\x65 two"`, group 0
  field first: "one" from `"on\x65 two"` 1:8
  field both: "2" from `>-
  1 of
  2` 3:7
"#,
    );
}

#[test]
fn a_pattern_may_hold_the_key() {
    let schema = "\
x-fact: { record: a }
additionalProperties:
  x-fact:
    field: [{ slot: below, match: '^{key}/(.{1,9})' }, { slot: alike, each: '{key}[0-9]' }]
";
    // The key stands for itself: `a.b` doesn't match `axb`.
    same(
        schema,
        "a.b: a.b/c\nx: y/c\na.c: axc/d\nd: [d1 e2 d3, d, d/1]\n",
        r#"
#0 a at `a.b: a.b/c`, group 0
  field below: "c" 1:10
  field below: "1" 4:20
  field alike: "d1" 4:5
  field alike: "d3" 4:11
"#,
    );
}

#[test]
fn a_text_holds_several_values_or_none() {
    let schema = "\
x-fact: { record: a }
properties:
  split: { x-fact: { field: { slot: split, split: '|', none: [nobody, '?'] } } }
  inner: { x-fact: { field: { slot: inner, match: 'to (.*)', split: ' and ' } } }
  none: { x-fact: { field: { slot: none, none: o. D. } } }
";
    same(
        schema,
        "split: é Lee | Bo||?| nobody\ninner: to Ann  and Bo\nnone: o. D.\n",
        r#"
#0 a at `split: é Lee | Bo||?| nobody`, group 0
  field split: "é Lee" 1:8
  field split: "Bo" 1:16
  field inner: "Ann" 2:11
  field inner: "Bo" 2:20
"#,
    );
    same(schema, "none: o. D. 1840\n", "\n#0 a at `none: o. D. 1840`, group 0\n  field none: \"o. D. 1840\" 1:7\n");
}

#[test]
fn the_text_is_read_as_printed() {
    let schema = "\
x-fact: { record: a }
additionalProperties: { x-fact: { field: '{key}' } }
";
    same(
        schema,
        "a: 0177\nb: 1.10\nc: 1956-02-25\nd: true\ne: ''\nf: ~\ng:\nh: '0177'\n",
        r#"
#0 a at `a: 0177`, group 0
  field a: "0177" 1:4
  field b: "1.10" 2:4
  field c: "1956-02-25" 3:4
  field d: "true" 4:4
  field h: "0177" from `'0177'` 8:4
"#,
    );
    let others = schema.replace("field: '{key}'", "name: label, time: at, figure: value");
    same(&others, "d: true\n", "#0 a at `d: true`, group 0\n");
}

#[test]
fn a_type_beside_limits_an_annotation() {
    let schema = "\
properties:
  a:
    items:
      allOf:
        - { type: string, x-fact: { record: word, field: text } }
        - { type: [integer, 'null'], x-fact: { record: number, field: digits } }
        - { type: object, x-fact: { record: thing }, properties: { x: { x-fact: { field: x } } } }
";
    same(
        schema,
        "a: [one, 2, 2.5, ~, { x: y }]\n",
        r#"
#0 word at `one`, group 0
  field text: "one" 1:5
#1 number at `2`, group 1
  field digits: "2" 1:10
#2 number at `~`, group 1
#3 thing at `{ x: y }`, group 2
  field x: "y" 1:26
"#,
    );
}

#[test]
fn keys_are_known_in_their_order() {
    let schema = "\
x-fact: { record: a }
properties: { a: { x-fact: { field: named } }, no: true }
patternProperties: { '^[a-c]': { x-fact: { field: pattern } }, 'b$': { x-fact: { field: second } } }
additionalProperties: { x-fact: { field: other } }
";
    same(
        schema,
        "a: 1\nno: 2\nab: 3\nx: 4\n",
        r#"
#0 a at `a: 1`, group 0
  field named: "1" 1:4
  field pattern: "1" 1:4
  field pattern: "3" 3:5
  field second: "3" 3:5
  field other: "4" 4:4
"#,
    );
    let unevaluated = "\
x-fact: { record: a }
allOf: [{ properties: { a: { x-fact: { field: named } } } }]
unevaluatedProperties: { x-fact: { field: other } }
";
    same(
        unevaluated,
        "{ a: 1, b: 2 }",
        r#"
#0 a at `{ a: 1, b: 2 }`, group 0
  field named: "1" 1:6
  field other: "2" 1:12
"#,
    );
}

#[test]
fn items_and_prefixes() {
    let schema = "\
x-fact: { record: row }
prefixItems: [{ x-fact: { field: name } }, true]
items: { x-fact: { figure: value } }
";
    same(
        schema,
        "[a, b, 1, 2]",
        r#"
#0 row at `[a, b, 1, 2]`, group 0
  field name: "a" 1:2
  figure value: "1" 1:8
  figure value: "2" 1:11
"#,
    );
    let old = "\
$schema: http://json-schema.org/draft-07/schema#
x-fact: { record: row }
items: [{ x-fact: { field: name } }]
additionalItems: { x-fact: { figure: value } }
";
    same(old, "[a, 1]", "#0 row at `[a, 1]`, group 0\n  field name: \"a\" 1:2\n  figure value: \"1\" 1:5\n");
}

#[test]
fn an_alias_is_read_where_it_stands_for() {
    let schema = "additionalProperties: { x-fact: { record: a, key: { id: true } }, properties: { n: { x-fact: { name: label } } } }";
    same(
        schema,
        "one: &one { n: One }\ntwo: *one\n",
        r#"
#0 a at `one`, group 0
  id id: "one" 1:1
  name label: "One" 1:16
#1 a at `two`, group 0
  id id: "two" 2:1
  name label: "One" 1:16
"#,
    );
}

#[test]
fn hostile_data_ends() {
    let schema = "$defs: { a: { x-fact: { record: a }, items: { $ref: '#/$defs/a' } } }\n$ref: '#/$defs/a'";
    let mut bomb = "- &a0 [x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("- &a{level} [{aliases}]\n"));
    }
    let loaded = factlint_model::load::load(
        factlint_model::source::FileId(0),
        "bomb.yaml",
        bomb.into_bytes(),
        factlint_model::load::Format::Yaml,
    );
    let outcome = super::support::lift_tree(schema, &loaded.tree);
    assert!(outcome.records.len() < 100_000);
    let deep = format!("{}{}", "[".repeat(400), "]".repeat(400));
    assert_eq!(tables(schema, &deep).lines().count(), 400);
}
