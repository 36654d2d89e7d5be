//! Files together: renumbering, scopes, built ids, times and figures.

use factlint_model::facts::{Dataset, RecordId};

use super::support::{Outcome, run, run_sets};

const PRODUCT: &str = r#"
x-fact: { record: product, file: { id: true } }
properties:
  cycles:
    items:
      x-fact: { record: cycle }
      properties:
        id: { x-fact: { id: { within: product } } }
        next: { x-fact: { ref: { to: cycle, slot: next } } }
        of: { x-fact: { ref: product } }
        names: { additionalProperties: { x-fact: { name: { slot: "{key}-name", language: "{key}" } } } }
  latest: { x-fact: { ref: { to: cycle, slot: latest } } }
"#;

#[test]
fn ids_are_looked_for_within_their_scope() {
    let files = [
        ("products/a.yaml", "cycles: [{ id: 1, next: 2, of: b, names: { en: One } }, { id: 2, next: 3 }]\nlatest: 2\n"),
        ("products/b.yaml", "cycles: [{ id: 2, names: { de: Zwei, en: Two } }, { id: 3 }]\nlatest: 3\n"),
    ];
    let wanted = r#"
#0 product at `cycles: [{ id: 1, next: 2, of: b, names: { en: One } }, { id: 2, next: 3 }]`, group 0
  id id: "a" from `cycles: [{ id: 1, next: 2, of: b, names: { en: One } }, { id: 2, next: 3 }]` 1:1
  ref latest: "2" 2:9 -> #2
#1 cycle of #0 at `{ id: 1, next: 2, of: b, names: { en: One } }`, group 1
  id id: "1" 1:16
  ref next: "2" 1:25 -> #2
  ref product: "b" 1:32 -> #3
  name en-name: "One" 1:48
#2 cycle of #0 at `{ id: 2, next: 3 }`, group 1
  id id: "2" 1:63
  ref next: "3" 1:72
#3 product at `cycles: [{ id: 2, names: { de: Zwei, en: Two } }, { id: 3 }]`, group 2
  id id: "b" from `cycles: [{ id: 2, names: { de: Zwei, en: Two } }, { id: 3 }]` 1:1
  ref latest: "3" 2:9 -> #5
#4 cycle of #3 at `{ id: 2, names: { de: Zwei, en: Two } }`, group 3
  id id: "2" 1:16
  name de-name: "Zwei" 1:32
  name en-name: "Two" 1:42
#5 cycle of #3 at `{ id: 3 }`, group 3
  id id: "3" 1:57
"#;
    let outcome = run(&[("s", PRODUCT)], &files);
    assert_eq!((outcome.mistakes.as_str(), outcome.tables().as_str()), ("", wanted.trim_start()));
    // The slot and the meaning that both files made are one.
    let slots = &outcome.dataset.vocabulary.slots;
    assert_eq!(slots.iter().filter(|slot| *slot == "en-name").count(), 1);
}

#[test]
fn the_order_of_the_files_decides_and_nothing_else() {
    let a = ("a.yaml", "latest: 1\n");
    let b = ("b.yaml", "cycles: [{ id: 1, names: { fr: Un, en: One } }]\n");
    let tables = |files: &[_]| run(&[("s", PRODUCT)], files).tables();
    assert_eq!(tables(&[a, b]), tables(&[a, b]));
    assert_ne!(tables(&[a, b]), tables(&[b, a]));
}

#[test]
fn ids_and_refs_are_built() {
    let schema = r#"
properties:
  committees:
    items:
      x-fact: { record: committee }
      properties:
        thomas: { x-fact: { id: { scheme: thomas } } }
        parts:
          items:
            x-fact: { record: part }
            properties: { code: { x-fact: { id: { scheme: thomas, template: "{owner}{value}" } } } }
  members:
    additionalProperties:
      items:
        x-fact: { record: seat, ref: { to: [committee, part], by: thomas, slot: on, template: "{key}" } }
  results:
    items:
      x-fact:
        record: result
        id: { template: "{day} {region}" }
        ref: { to: result, slot: again, template: ["{day}-{region}", "{other} {region}", "{day} {region}"] }
      properties:
        day: { x-fact: { field: day } }
        other: { x-fact: { field: other } }
        region: { x-fact: { field: region } }
"#;
    let data = "\
committees: [{ thomas: HSAG, parts: [{ code: 15 }] }]
members:
  HSAG15: [{}]
  HSAG: [~, {}]
results:
  - { day: 1, region: x }
  - { day: 2, region: x, other: 1 }
  - { day: 3 }
";
    let wanted = r#"
#0 committee at `{ thomas: HSAG, parts: [{ code: 15 }] }`, group 0
  id id: "HSAG" 1:24
#1 part of #0 at `{ code: 15 }`, group 1
  id id: "HSAG15" from `15` 1:46
#2 seat at `{}`, group 2
  ref on: "HSAG15" from `{}` 3:12 -> #1
#3 seat at `~`, group 3
#4 seat at `{}`, group 3
  ref on: "HSAG" from `{}` 4:13 -> #0
#5 result at `{ day: 1, region: x }`, group 4
  id id: "1 x" from `{ day: 1, region: x }` 6:5
  ref again: "1 x" from `{ day: 1, region: x }` 6:5 -> #5
  field day: "1" 6:12
  field region: "x" 6:23
#6 result at `{ day: 2, region: x, other: 1 }`, group 4
  id id: "2 x" from `{ day: 2, region: x, other: 1 }` 7:5
  ref again: "1 x" from `{ day: 2, region: x, other: 1 }` 7:5 -> #5
  field day: "2" 7:12
  field region: "x" 7:23
  field other: "1" 7:33
#7 result at `{ day: 3 }`, group 4
  id id: "" from `{ day: 3 }` 8:5
  ref again: "" from `{ day: 3 }` 8:5
  field day: "3" 8:12
"#;
    let outcome = run(&[("s", schema)], &[("data.yaml", data)]);
    assert_eq!((outcome.mistakes.as_str(), outcome.tables().as_str()), ("", wanted.trim_start()));
}

#[test]
fn sets_of_files_are_one_dataset() {
    let people = "additionalProperties: { x-fact: { record: person, key: { id: true } } }";
    let lines = "x-fact: { record: vote }\nproperties: { who: { x-fact: { ref: { to: person, slot: who } } } }";
    let outcome = run_sets(
        &[("people", people), ("votes", lines)],
        &[
            (&["votes"], &[("votes.ndjson", "{\"who\": \"ann\"}\n{\"who\": [\"bob\", \"\", null, true]}\n")]),
            (&["people"], &[("people.json", "{\"ann\": {}, \"bob\": null}")]),
        ],
    );
    let wanted = r#"
#0 vote at `{"who": "ann"}`, group 0
  ref who: "ann" from `"ann"` 1:9 -> #2
#1 vote at `{"who": ["bob", "", null, true]}`, group 0
  ref who: "bob" from `"bob"` 2:10 -> #3
#2 person at `"ann"`, group 1
  id id: "ann" from `"ann"` 1:2
#3 person at `"bob"`, group 1
  id id: "bob" from `"bob"` 1:13
"#;
    assert_eq!((outcome.mistakes.as_str(), outcome.tables().as_str()), ("", wanted.trim_start()));
    let dataset = &outcome.dataset;
    assert_eq!(dataset.referrers(RecordId(3)).count(), 1);
    assert_eq!(dataset.previous(RecordId(1)), Some(RecordId(0)));
}

#[test]
fn shared_ids_reach_all_that_bear_them() {
    let schema = "\
properties:
  coasts: { items: { x-fact: { record: coast }, properties: { id: { x-fact: { id: { shared: true } } } } } }
  ports: { items: { x-fact: { record: port, ref: coast } } }
";
    let outcome = run(&[("s", schema)], &[("d.yaml", "coasts: [{ id: a }, { id: a }, { id: b }]\nports: [a, c]\n")]);
    let dataset = &outcome.dataset;
    let reached = |record| dataset.rows_of(RecordId(record)).flat_map(|row| dataset.targets(row)).collect::<Vec<_>>();
    assert_eq!(reached(3), [RecordId(0), RecordId(1)]);
    assert_eq!(reached(4), []);
    let groups: Vec<usize> = dataset.id_groups().map(<[_]>::len).collect();
    assert_eq!(groups, [2, 1]);
    let row = dataset.rows_of(RecordId(4)).next().unwrap();
    assert_eq!(dataset.candidates(row).len(), 3);
    assert_eq!(dataset.ids_anywhere("b").count(), 1);
}

const VALUES: &str = "\
items:
  x-fact: { record: a }
  properties:
    at: { x-fact: { time: at } }
    earliest: { x-fact: { time: { slot: at, part: earliest } } }
    latest: { x-fact: { time: { slot: at, part: latest } } }
    calendar: { x-fact: { time: { slot: at, part: calendar } } }
    old: { x-fact: { time: { slot: old, calendar: julian } } }
    end: { x-fact: { time: { slot: end, missing: open } } }
    n: { x-fact: { figure: { slot: n, count: true } } }
    printed: { x-fact: { figure: { slot: n, part: printed } } }
    unit: { x-fact: { figure: { slot: n, part: unit } } }
    about: { x-fact: { figure: { slot: n, part: approximate } } }
";

fn values(data: &str) -> Outcome {
    let outcome = run(&[("s", VALUES)], &[("data.yaml", data)]);
    assert_eq!(outcome.mistakes, "");
    outcome
}

/// The times of a record in days since 1970: start and end of what is possible.
fn days(dataset: &Dataset, record: u32) -> Vec<(i64, i64)> {
    let day = |second: i64| second.div_euclid(86_400);
    dataset.times_of(RecordId(record)).iter().map(|time| (day(time.start.earliest), day(time.end.latest))).collect()
}

#[test]
fn the_parts_of_a_time_are_taken_together() {
    let outcome = values(
        "[{ at: 1970-01-03 }, { at: 1970, earliest: 1970-02-01 }, { earliest: 1970-01-02, latest: 1970-01-05 }, \
         { at: 1970-01-02/1970-01-09 }, { at: 1970-01-01, calendar: julian }, { at: 1970-01-01, calendar: gregorian }, \
         { old: 1970-01-01 }, { at: nonsense }]",
    );
    let found: Vec<_> = (0..8).map(|record| days(&outcome.dataset, record)).collect();
    let wanted = [vec![(2, 2)], vec![(31, 364)], vec![(1, 4)], vec![(1, 8)], vec![], vec![(0, 0)], vec![], vec![]];
    assert_eq!(found, wanted);
    assert_eq!(outcome.unchecked, ["calendar"]);
    let kind = &outcome.dataset.vocabulary.kinds[0];
    assert_eq!(kind.open, [outcome.dataset.vocabulary.find_slot("end").unwrap()]);
}

#[test]
fn the_parts_of_a_figure_are_taken_together() {
    let outcome =
        values("[{ n: 688503, printed: '688,503' }, { n: 5 }, { printed: 12, unit: percent }, { n: 5, about: true }]");
    let dataset = &outcome.dataset;
    let figure = |record| &dataset.figures_of(RecordId(record))[0];
    assert_eq!(dataset.text(figure(0).row), "688,503");
    assert_eq!(figure(0).encoded().map(|row| dataset.text(row)), Some("688503"));
    assert!(figure(0).count && figure(0).interval == factlint_model::figure::Interval::exact(688_503.into_rational()));
    assert_eq!(dataset.text(figure(1).row), "5");
    assert!(figure(2).percent);
    assert_eq!(figure(3).interval, factlint_model::figure::Interval::everything());
}

trait IntoRational {
    fn into_rational(self) -> factlint_model::figure::Exact;
}

impl IntoRational for i32 {
    fn into_rational(self) -> factlint_model::figure::Exact {
        factlint_model::figure::Exact::from(i64::from(self))
    }
}
