//! The schema of the vocabulary: it accepts what is read without a mistake, and refuses what is not.

use factlint_model::load::{Format, load};
use factlint_model::source::{FileId, Sources};
use factlint_validator::engine::SchemaName;
use factlint_validator::schema::{Library, Validator};

use super::mistakes::MISTAKES;
use super::support::mistakes;
use crate::host::Memory;

fn validator() -> Validator {
    let mut library = Library::new();
    let name = SchemaName::BuiltIn("factlint:x-fact".to_owned());
    let id = library.load(&Memory::default(), &mut Sources::default(), &name, &[]).unwrap();
    let found = Validator::compile(&library, id);
    assert!(library.diagnostics.is_empty(), "{:?}", library.diagnostics);
    found.unwrap()
}

fn accepts(validator: &Validator, schema: &str) -> bool {
    let loaded = load(FileId(0), "s.yaml", schema.as_bytes().to_vec(), Format::Yaml);
    let mut found = Vec::new();
    validator.validate(&loaded.tree, &mut found);
    found.is_empty()
}

/// Annotations, each beside what fills the slots it speaks of.
const GOOD: &[&str] = &[
    "{ record: event }",
    "{ record: { kind: term, owner: during, orphan: report } }",
    "{ record: edition, key: { id: true } }",
    "{ record: product, file: { id: { match: 'products/([^/]+)/' } } }",
    "{ record: a, id: true }",
    "{ record: a, id: a-scheme }",
    "{ record: a, id: { scheme: thomas, template: '{key}{value}', shared: true } }",
    "{ record: a, id: [true, { scheme: '{key}', within: file }] }",
    "{ record: person, ref: person }",
    "{ record: committee, ref: { to: [committee, committee], by: thomas, slot: committee, acyclic: true } }",
    "{ record: a, ref: { to: a, slot: x, inverse: x, outside: allow, within: dataset } }",
    "{ record: a, field: [day, region], ref: { to: a, template: ['{day} {region}', '{value}'] } }",
    "{ record: event, ref: { to: event, order: after, gap: P11Y, gap-min: P1Y, about: owner } }",
    "{ record: event, ref: [event, { slot: event, to: event, part: gap }] }",
    "{ record: a, time: released }",
    "{ record: a, time: { slot: start, part: earliest, format: year, calendar: julian } }",
    "{ record: a, time: [true, { slot: end, missing: open, format: DD/MM/YYYY }] }",
    "{ record: a, figure: { slot: executed, count: true, quantity: people } }",
    "{ record: a, figure: [{ slot: value, part: printed }, { slot: value, unit: percent, exact: true }] }",
    "{ record: a, name: { slot: alias, language: '{key}' }, identifier: url }",
    "{ record: a, ref: { to: a, slot: person }, name: { slot: mention, about: person } }",
    "{ record: a, identifier: { scheme: DOI, slot: doi }, field: district }",
    "{ record: a, field: { slot: word, each: '[a-z]+', level: warning, message: a word } }",
    "{ record: a, field: { slot: word, split: '|', none: [n. d., '-', 0] }, name: { none: unknown } }",
    "{ record: a, time: { slot: x, format: [DD.MM.YYYY, edtf, { form: after YYYY, part: earliest }] } }",
    "{ record: a, time: { slot: x, format: { form: about YYYY, within: P5Y } } }",
    "{ record: a, time: [x, y], chain: [x, y, previous.x] }",
    "{ record: a, time: [x, y], chain: [{ slots: [x, y] }, { slots: [y, x], level: warning, message: m, at: x }] }",
    "{ record: a, time: x, sequence: { by: x, falling: true, strict: true, meets: true } }",
    "{ record: a, time: x, sequence: true }",
    "{ record: a, field: [type, district], disjoint: { per: [type, district], within: P1D } }",
    "{ record: a, time: at, disjoint: true }",
    "{ record: a, field: [given, family], unique: { slots: [given, family], within: dataset, fold: true } }",
    "{ record: a, field: [given, family], unique: [given, family], cited: true }",
    "{ record: a, figure: [a, b, c], sum: { parts: [a, b, 5], is: c, within: 0.01 } }",
    "{ record: a, ref: { to: a, slot: day }, figure: c, sum: { parts: c, is: day.c, complete: false } }",
    "{ record: a, ref: { to: a, slot: of }, figure: v, share: { part: v, whole: of.v, is: v, at: v } }",
    "{ record: a, figure: [a, b, c], difference: [{ from: a, less: previous.b, is: c }] }",
    "{ record: a, figure: [a, b, c], product: { factors: [a, b], is: c } }",
    "{ record: a, figure: [a, b, c], ratio: { over: a, under: b, per: 1000, is: c } }",
    "{ record: a, figure: [a, b, c], growth: { from: previous.a, to: a, is: c } }",
    "{ record: a, figure: [a, b, c], mean: [{ total: a, count: b, is: c }, { count: b, is: c }] }",
    "{ record: a, field: x, check: { name: x-is-set, that: \"self.x != ''\", message: an x is wanted } }",
    "{ record: citation, field: words }",
    "{ record: claim, ref: { to: claim, slot: by }, view: by }",
    "{ record: citation, ref: source }",
];

#[test]
fn what_is_read_is_accepted() {
    let validator = validator();
    for annotation in GOOD {
        let source =
            "$defs: { s: { x-fact: { record: source } } }\nallOf: [{ properties: { s: { $ref: '#/$defs/s' } } }]";
        let schema = format!("x-fact: {annotation}\n{source}\n");
        assert_eq!(mistakes(&schema), "", "{annotation}");
        assert!(accepts(&validator, &schema), "{annotation}");
    }
}

#[test]
fn what_has_the_wrong_form_is_refused() {
    let validator = validator();
    // What no schema of a schema can say: slots that nothing fills, kinds that no record has, and the like.
    let meaning = ["nothing fills", "no record", "this ", "regular expression", "brace", "no format", "no ref fills"];
    let meaning = meaning.iter().chain(&[
        "two kinds",
        "two checks",
        "the slot `x`",
        "`x-fact` means nothing",
        "cannot depend on a key",
    ]);
    for (schema, wanted) in MISTAKES {
        let form = wanted.iter().any(|line| !meaning.clone().any(|words| line.contains(words)));
        assert_eq!(accepts(&validator, schema), !form, "{schema}");
    }
    assert!(!accepts(&validator, "x-fact: { record: [] }"));
    assert!(!accepts(&validator, "properties: { a: { items: { x-fact: { record: 5 } } } }"));
    assert!(!accepts(&validator, "type: strin"));
}

#[test]
fn the_built_in_copy_is_the_one_in_the_schema_folder() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path| std::fs::read_to_string(root.join(path)).unwrap();
    let path = root.join("../../schema/x-fact.schema.json");
    // A published crate has no such folder around it.
    if path.exists() {
        assert_eq!(read("builtin/x-fact.schema.json"), std::fs::read_to_string(path).unwrap());
    }
}
