//! Mistakes in annotations, each at its place.

use super::support::mistakes;

/// Schemas, and what is wrong with them: line, column, message (at the place) [help].
pub const MISTAKES: &[(&str, &[&str])] = &[
    (
        "x-fact: record",
        &["1:9 `x-fact` maps meanings to their arguments (not a mapping) [write a mapping, such as { id: true }]"],
    ),
    ("x-fact: { recrd: a }", &["1:11 `x-fact` knows no word `recrd` (unknown here) [did you mean `record`?]"]),
    (
        "x-fact: { record: { kind: a, orphans: report } }",
        &["1:30 there is no argument `orphans` (unknown here) [did you mean `orphan`?]"],
    ),
    (
        "x-fact: { record: { orphan: report } }",
        &["1:19 a record has no kind (`kind` is missing here) [write { record: KIND }, or { record: { kind: KIND } }]"],
    ),
    (
        "x-fact: { record: a, id: 5 }",
        &["1:26 a word is wanted (not a word) [write a text; one that looks like a number or `true` stands in quotes]"],
    ),
    (
        "x-fact: { record: a, time: { slot: at, part: earlist } }",
        &["1:46 `earlist` is none of the words allowed here (unknown here) [did you mean `earliest`?]"],
    ),
    (
        "x-fact: { record: a, field: true }",
        &["1:29 a field names no slot (a word is wanted here) [write { field: NAME }]"],
    ),
    (
        "x-fact: { record: a, identifier: true }",
        &[
            "1:34 an identifier names no scheme (`scheme` is missing here) [write { identifier: DOI }, or url, ISBN, ORCID …]",
        ],
    ),
    (
        "x-fact: { record: a, ref: true }",
        &["1:27 a ref names no kind that it may reach (`to` is missing here) [write { ref: { to: KIND } }]"],
    ),
    ("x-fact: { record: a, ref: b }", &["1:27 no record is of the kind `b` (unknown kind) [the kinds are a]"]),
    (
        "x-fact: { record: person, field: x, ref: { to: persn, within: persom } }",
        &[
            "1:48 no record is of the kind `persn` (unknown kind) [did you mean `person`?]",
            "1:63 no record is of the kind `persom` (unknown kind) [did you mean `person`?]",
        ],
    ),
    (
        "x-fact: { record: a, field: { slot: x, match: '(' } }",
        &["1:47 `match` is no regular expression (a group is not closed, at its character 1)"],
    ),
    (
        "x-fact: { record: a, field: { slot: x, each: a, split: b } }",
        &["1:56 `each` and `split` both tell values apart (beside `each`) [keep one of them]"],
    ),
    (
        "x-fact: { record: a, time: { slot: x, format: [] } }",
        &["1:47 a word is wanted (not a word) [write a text; one that looks like a number or `true` stands in quotes]"],
    ),
    (
        "x-fact: { record: a, time: { slot: x, format: { form: YYYY } } }",
        &["1:47 a form is given with one of `part` and `within` (neither, or both) \
           [write { form: after YYYY, part: earliest }, or { form: about YYYY, within: P5Y }]"],
    ),
    (
        "x-fact: { record: a, field: { slot: x, levl: error } }",
        &["1:40 there is no argument `levl` (unknown here) [did you mean `level`?]"],
    ),
    (
        "x-fact: { record: a, field: { slot: x, level: err } }",
        &["1:47 `err` is none of the words allowed here (unknown here) [one of error, warning, info]"],
    ),
    (
        "x-fact: { record: a, time: start, chain: [start, ende] }",
        &["1:50 nothing fills the slot `ende` of `a` (filled by nothing) [the slots filled there are start]"],
    ),
    (
        "x-fact: { record: a, time: start, chain: [start, owner.start] }",
        &[
            "1:50 no record is around this one, so it has no owner (filled by nothing) [write it in a record that lies in another]",
        ],
    ),
    (
        "x-fact: { record: a, time: start, chain: [start, b.c.d] }",
        &["1:50 `b.c.d` is no slot (not a slot) [name a slot, or one step away: owner.X, previous.X, REF.X]"],
    ),
    (
        "x-fact: { record: a, ref: { to: a, slot: of }, figure: part, sum: { parts: [part, 5], is: of.total } }",
        &["1:91 nothing fills the slot `total` of `a` (filled by nothing) [the slots filled there are of, part]"],
    ),
    (
        "x-fact: { record: a, figure: part, share: { part: part, whole: part } }",
        &["1:43 the argument `is` is missing (not here) [add `is: …`]"],
    ),
    (
        "x-fact: { record: a, figure: part, share: true }",
        &["1:43 `share` takes a mapping of arguments (not a mapping) [part, whole, is]"],
    ),
    (
        "x-fact: { record: a, time: at, sequence: { by: att, fallin: true } }",
        &[
            "1:53 there is no argument `fallin` (unknown here) [did you mean `falling`?]",
            "1:48 nothing fills the slot `att` of `a` (filled by nothing) [did you mean `at`?]",
        ],
    ),
    (
        "x-fact: { record: a, id: { template: '{owner' } }",
        &["1:38 a brace is not closed in `{owner` (not closed) [write {value}, {owner} or {SLOT}]"],
    ),
    (
        "x-fact: { record: a, name: { slot: label, about: place } }",
        &["1:50 nothing fills the slot `place` of `a` (filled by nothing) [the slots filled there are label]"],
    ),
    (
        "x-fact: { record: a, view: by }",
        &["1:28 nothing fills the slot `by` of `a` (filled by nothing) [no slot is filled there]"],
    ),
    (
        "x-fact: { record: a, time: { slot: at, format: iso } }",
        &["1:48 no format is called `iso` (unknown here) [edtf, year, unix, or a pattern with YYYY, MM and DD]"],
    ),
    ("x-fact: { record: a, cited: 5 }", &["1:29 `cited` takes a mapping of arguments (not a mapping) [write `true`]"]),
    (
        "properties: { a: { x-fact: { cited: true, time: at } } }",
        &[
            "1:49 this meaning fills a slot, but no record is around it (in no record) [write `record` here or above]",
            "1:30 this speaks of a record, but none starts here (not at a record) [write it where `record` stands]",
        ],
    ),
    (
        "properties: { a: { x-fact: { key: { id: true } } } }",
        &["1:41 this speaks of a record, but none starts here (not at a record) [write it where `record` stands]"],
    ),
    (
        "x-fact: { record: a }\nproperties: { a: { x-fact: { cited: true } } }",
        &["2:30 this speaks of a record, but none starts here (not at a record) [write it where `record` stands]"],
    ),
    (
        "not: { x-fact: { record: a } }\nthen: { x-fact: {} }",
        &[
            "1:8 `x-fact` means nothing under `not` (holds for no value)",
            "2:9 `x-fact` means nothing under `then` (holds for no value)",
        ],
    ),
    (
        "allOf: [ { x-fact: { record: a } }, { x-fact: { record: b } } ]",
        &["1:57 two kinds of record start at one place: `a` and `b` (the second)"],
    ),
    (
        "x-fact: { record: '{key}' }",
        &["1:19 the kind of a record cannot depend on a key (has a {key}) [write the kind out]"],
    ),
    (
        "x-fact: { record: a, key: { record: b }, file: true }",
        &[
            "1:29 no meaning is called `record` (unknown here) [one of id, ref, time, figure, name, identifier, field]",
            "1:48 an `x-fact` of its own is wanted (not a mapping) [write a mapping, such as { id: true }]",
        ],
    ),
    (
        "x-fact: { record: a, ref: { to: a, slot: x, inverse: y } }",
        &["1:54 nothing fills the slot `y` of `a` (filled by nothing) [the slots filled there are x]"],
    ),
    (
        "x-fact: { record: a, ref: { to: a, order: befor } }",
        &["1:43 `befor` is none of the words allowed here (unknown here) [did you mean `before`?]"],
    ),
    (
        "x-fact: { record: a, figure: { count: 1 } }",
        &["1:39 `count` is `true` or `false` (neither) [write `true` or `false`, without quotes]"],
    ),
    (
        "x-fact: { record: a, unique: { within: dataset } }",
        &["1:30 the argument `slots` is missing (not here) [add `slots: …`]"],
    ),
    (
        "$defs: { unused: { items: { x-fact: { recrd: a } } }, used: { x-fact: { record: a } } }\n$ref: '#/$defs/used'",
        &["1:39 `x-fact` knows no word `recrd` (unknown here) [did you mean `record`?]"],
    ),
    (
        "x-fact: { record: a, time: start, chain: [start] }",
        &[
            "1:42 a chain has two slots or more (fewer than two) [name the slots in their order in time, such as [start, end]]",
        ],
    ),
    (
        "x-fact: { record: a, field: b, check: [{ name: x, that: has(self.b) }, { name: x, that: has(self.b) }] }",
        &["1:80 two checks here are called `x` (the second) [give each a name of its own]"],
    ),
    (
        "x-fact: { record: a, id: { template: '{owner}-{value}' } }",
        &["1:26 no record is around this one, so it has no owner for this template (has no owner) \
           [write it in a record that lies in another]"],
    ),
    (
        "x-fact: { record: a }\nproperties: { t: { x-fact: { time: x, field: x } }, f: { x-fact: { figure: x } } }",
        &["2:76 the slot `x` of `a` is filled as a time and as a figure (as a figure) \
           [give one of them a slot of its own: `slot: NAME`]"],
    ),
    (
        "x-fact: { record: a, check: { name: x, that: 5 } }",
        &["1:46 a word is wanted (not a word) [write a text; one that looks like a number or `true` stands in quotes]"],
    ),
];

#[test]
fn each_mistake_is_told_at_its_place() {
    for (schema, wanted) in MISTAKES {
        let wanted: String = wanted.iter().map(|line| format!("s:{line}\n")).collect();
        assert_eq!(mistakes(schema), wanted, "{schema}");
    }
}

#[test]
fn what_may_be_filled_in_some_branch_is_no_mistake() {
    let schema = "\
oneOf:
  - type: string
    x-fact: { record: citation, field: words }
  - type: object
    x-fact: { record: citation, unique: [words, section], at: { field: x } }
    properties: { words: { x-fact: { field: words } }, in: { x-fact: { field: section } } }
";
    assert_eq!(mistakes(&schema.replace(", at: { field: x }", "")), "");
    assert_eq!(mistakes(schema).lines().count(), 1);
}

#[test]
fn a_slot_that_a_key_names_may_be_spoken_of() {
    let schema = "\
x-fact: { record: a, unique: [x], check: { name: same, that: 'self.y.x == self.x' } }
additionalProperties: { x-fact: { id: { scheme: '{key}', slot: '{key}' }, ref: { to: a, by: '{key}', slot: '{key}' } } }
";
    assert_eq!(mistakes(schema), "");
}

#[test]
fn schemas_that_lie_over_each_other_are_read_together() {
    let record = "properties: { a: { items: { x-fact: { record: a }, properties: { f: { x-fact: { time: at } } } } } }";
    let constraint = "properties: { a: { items: { x-fact: { chain: [at, at] } } } }";
    let outcome = super::support::run(&[("record", record), ("constraint", constraint)], &[]);
    assert_eq!(outcome.mistakes, "");
}
