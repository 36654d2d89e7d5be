//! Hand-made changes through the formats of `factlint diff`.

use factlint_validator::changes::{
    Changes, Citing, GoneTold, How, Moved, RecordChange, RecordTold, Untold, ValueChange,
};

use super::judges::{HOSTILE, without_code};
use crate::report::changes::{Input, json, markdown, terminal};
use crate::terminal::Look;

fn record() -> RecordTold {
    RecordTold {
        kind: HOSTILE.into(),
        id: Some(HOSTILE.into()),
        name: HOSTILE.into(),
        file: HOSTILE.into(),
        line: Some(3),
        inside: 2,
    }
}

/// Every text of changes is hostile, and every sort of change is there.
fn hostile() -> Changes {
    let value = |how| ValueChange {
        field: HOSTILE.into(),
        before: vec![HOSTILE.into(), String::new()],
        now: vec![HOSTILE.repeat(9); 9],
        how,
        citation: false,
    };
    let change = |how, citing| RecordChange { record: record(), values: vec![value(how), value(how)], citing };
    let gone = |now: Option<RecordTold>, names: Option<RecordTold>, held_by| GoneTold {
        record: RecordTold { line: None, ..record() },
        scheme: format!("{HOSTILE}s"),
        id: HOSTILE.into(),
        others: vec![HOSTILE.into()],
        now,
        names,
        held_by,
    };
    let all = [How::Removed, How::Added, How::Earlier, How::Changed];
    let alone = all.map(|how| change(how, Citing::Unchanged)).into_iter();
    let many = (0..9).map(|_| change(How::Later, Citing::Changed));
    Changes {
        gone: vec![
            gone(None, None, vec![record(); 9]),
            gone(Some(record()), None, Vec::new()),
            gone(Some(RecordTold { id: None, ..record() }), None, Vec::new()),
            gone(None, Some(record()), Vec::new()),
        ],
        changed: alone.chain(many).collect(),
        added: vec![record(); 9],
        removed: vec![RecordTold { id: None, ..record() }],
        moved: (0..9).map(|records| Moved { from: HOSTILE.into(), to: HOSTILE.into(), records }).collect(),
        files: 1,
        untold: (0..20).map(|references| Untold { file: HOSTILE.into(), references }).collect(),
    }
}

fn written(write: impl FnOnce(&Input<'_>, &mut Vec<u8>)) -> String {
    let changes = hostile();
    let notices = [HOSTILE.to_owned()];
    let mut out = Vec::new();
    write(&Input { changes: &changes, from: HOSTILE, to: HOSTILE, notices: &notices, all: true }, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_terminal_obeys_nothing_of_the_data() {
    let text = written(|input, out| terminal(input, Look::PLAIN, out).unwrap());
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{0}', '\r']), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("::")), "{text}");
}

#[test]
fn markdown_shows_what_data_says_and_does_not_become_it() {
    let text = written(|input, out| markdown(input, out).unwrap());
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{0}', '\r']), "{text}");
    for line in text.lines() {
        let outside = without_code(line);
        for obeyed in ["<script", " @someone", "](https:", "**b**"] {
            assert!(!outside.contains(obeyed), "{obeyed}: {line}");
        }
    }
}

#[test]
fn json_is_what_its_schema_documents() {
    let text = written(|input, out| json(input, out).unwrap());
    let schema = include_str!("../../../../../schema/diff.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&told).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(told["changed"][0]["values"][0]["before"][0], HOSTILE);
}
