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
