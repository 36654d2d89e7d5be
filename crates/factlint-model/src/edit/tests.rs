//! What a text looks like after a fix.

use super::*;
use crate::diagnostic::Safety;
use crate::source::{FileId, Span};

fn tree(format: Format, text: &str) -> Tree {
    load::load(FileId(0), "a", text.as_bytes().to_vec(), format).tree
}

/// The span of the value at a pointer.
fn at(tree: &Tree, pointer: &str) -> Span {
    let root = tree.documents().next().expect("a document");
    root.pointer(pointer).expect("a value at the pointer").own_span()
}

/// The span of the key of the value at a pointer.
fn key_at(tree: &Tree, pointer: &str) -> Span {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let root = tree.documents().next().expect("a document");
    let mapping = root.pointer(parent).expect("a mapping");
    mapping.entry(key).expect("an entry").0.own_span()
}

fn fix(intents: Vec<Intent>) -> Fix {
    Fix::new("mend", Safety::Safe, intents)
}

fn set(tree: &Tree, pointer: &str, text: &str) -> Intent {
    Intent::SetScalar { span: at(tree, pointer), text: text.to_owned(), quote: false }
}

fn quote(tree: &Tree, pointer: &str, text: &str) -> Intent {
    Intent::SetScalar { span: at(tree, pointer), text: text.to_owned(), quote: true }
}

fn insert(tree: &Tree, pointer: &str, key: &str, value: &str) -> Intent {
    Intent::InsertKey { span: at(tree, pointer), key: key.to_owned(), value: value.to_owned() }
}

fn append(tree: &Tree, pointer: &str, value: &str) -> Intent {
    Intent::AppendItem { span: at(tree, pointer), value: value.to_owned() }
}

fn remove(tree: &Tree, pointer: &str) -> Intent {
    Intent::Remove { span: at(tree, pointer) }
}

fn rename(tree: &Tree, pointer: &str, key: &str) -> Intent {
    Intent::RenameKey { span: key_at(tree, pointer), key: key.to_owned() }
}

/// Applies one fix of one intent; an empty text stands for a fix that is left out.
fn after(format: Format, text: &str, intent: impl Fn(&Tree) -> Intent) -> String {
    let tree = tree(format, text);
    let edited = apply(&tree, &[&fix(vec![intent(&tree)])]);
    if edited.applied == [0] { edited.text } else { String::new() }
}

fn yaml(text: &str, intent: impl Fn(&Tree) -> Intent) -> String {
    after(Format::Yaml, text, intent)
}

fn json(text: &str, intent: impl Fn(&Tree) -> Intent) -> String {
    after(Format::Json, text, intent)
}

#[test]
fn a_scalar_keeps_its_quotes() {
    let text = "a: one # why\nb: 'two'\nc: \"three\"\nd: 007\ne:\n";
    assert_eq!(yaml(text, |t| set(t, "/a", "1 x")), text.replace("one", "1 x"));
    assert_eq!(yaml(text, |t| set(t, "/b", "it's")), text.replace("'two'", "'it''s'"));
    assert_eq!(yaml(text, |t| set(t, "/c", "a \"b\"")), text.replace("\"three\"", "\"a \\\"b\\\"\""));
    assert_eq!(yaml(text, |t| quote(t, "/d", "007")), text.replace("007", "\"007\""));
    assert_eq!(yaml(text, |t| set(t, "/e", "x")), text.replace("e:", "e: x"));
}

#[test]
fn a_scalar_that_cannot_stand_plain_is_quoted() {
    let text = "a: one\nf: [one, {k: one}]\n";
    for odd in ["", " x", "x ", "a: b", "a #b", "- x", "#x", "x:", "@x", "'x", "[x", "---", "a\tb\u{7f}", "a\nb", "%x"]
    {
        let edited = yaml(text, |t| quote(t, "/a", odd));
        let read = tree(Format::Yaml, &edited);
        let root = read.documents().next().expect("a document");
        assert_eq!(root.get("a").and_then(|value| value.as_str()), Some(odd));
        assert!(!yaml(text, |t| set(t, "/f/0", odd)).is_empty(), "{odd}");
        assert!(!yaml(text, |t| set(t, "/f/1/k", odd)).is_empty(), "{odd}");
    }
    assert_eq!(yaml(text, |t| set(t, "/f/0", "1,5")), text.replace("[one", "[\"1,5\""));
    assert_eq!(yaml(text, |t| set(t, "/a", "1,5")), text.replace("a: one", "a: 1,5"));
}

#[test]
fn the_file_s_own_quotes_are_used() {
    assert_eq!(yaml("a: 'x'\nb: 1\n", |t| quote(t, "/b", "1")), "a: 'x'\nb: '1'\n");
    assert_eq!(yaml("a: \"x\"\nb: 1\n", |t| quote(t, "/b", "1")), "a: \"x\"\nb: \"1\"\n");
}

#[test]
fn a_block_scalar_stays_one() {
    let text = "a: |\n  one\n  two\n\nb: >- # note\n    folded\n    text\nc: 1\n";
    assert_eq!(yaml(text, |t| set(t, "/a", "one\n\nthree\n")), text.replace("one\n  two", "one\n\n  three"));
    assert_eq!(yaml(text, |t| set(t, "/b", "new")), text.replace("folded\n    text", "new"));
    assert_eq!(yaml(text, |t| set(t, "/a", " x")), text.replace("|\n  one\n  two", "\" x\""));
}

#[test]
fn a_key_is_added_after_the_last_one() {
    let text = "# top\nr:\n  - id: a # first\n    n: 1 # one\n    # inner\n  - id: b\nq: {}\n";
    assert_eq!(yaml(text, |t| insert(t, "/r/0", "m", "x y")), text.replace("# one\n", "# one\n    m: x y\n"));
    assert_eq!(yaml(text, |t| insert(t, "/r/1", "m", "a: b")), text.replace("id: b\n", "id: b\n    m: \"a: b\"\n"));
    assert_eq!(yaml(text, |t| insert(t, "/q", "m", "1")), text.replace("{}", "{m: 1}"));
    assert_eq!(yaml(text, |t| insert(t, "", "m", "1")), format!("{text}m: 1\n"));
    assert_eq!(yaml("a: 1", |t| insert(t, "", "m", "1")), "a: 1\nm: 1");
    assert_eq!(yaml("a: 1\r\n", |t| insert(t, "", "m", "1")), "a: 1\r\nm: 1\r\n");
    assert_eq!(yaml("a: |\n  x\n\n", |t| insert(t, "", "m", "1")), "a: |\n  x\nm: 1\n\n");
    assert_eq!(yaml("a: {x: 1, y: 2}\n", |t| insert(t, "/a", "m", "1,5")), "a: {x: 1, y: 2, m: \"1,5\"}\n");
    assert_eq!(yaml("a: 1\n", |t| insert(t, "", "a", "2")), "", "a key that is there is not added again");
}

#[test]
fn an_item_is_added_after_the_last_one() {
    let text = "a:\n- x\n- 'y' # why\nb: [1,  2]\nc: []\nd:\n  -\n    - 1\n";
    assert_eq!(yaml(text, |t| append(t, "/a", "z")), text.replace("# why\n", "# why\n- 'z'\n"));
    assert_eq!(yaml(text, |t| append(t, "/b", "3")), text.replace("2]", "2,  3]"));
    assert_eq!(yaml(text, |t| append(t, "/c", "3")), text.replace("[]", "[3]"));
    assert_eq!(yaml(text, |t| append(t, "/d/0", "3")), format!("{text}    - 3\n"));
    assert_eq!(yaml(text, |t| append(t, "/b/0", "3")), text.replace("2]", "2,  3]"), "beside an item");
    assert_eq!(yaml("- - 1\n", |t| append(t, "/0", "2")), "- - 1\n  - 2\n");
    assert_eq!(yaml("a: [x, z]\n", |t| append(t, "/a/0", "y")), "a: [x, z, y]\n", "told by one of its items");
    assert_eq!(yaml("a: x\n", |t| append(t, "/a", "y")), "", "there is no list");
}

#[test]
fn an_entry_or_item_is_removed_with_its_lines() {
    let text = "a:\n  x: 1\n  # kept\n  y: # gone\n    - 1\n  z: 3\nb:\n- one # gone\n# kept\n- two\n- k: 1\n  l: 2\n";
    assert_eq!(yaml(text, |t| remove(t, "/a/y")), text.replace("  y: # gone\n    - 1\n", ""));
    assert_eq!(yaml(text, |t| remove(t, "/b/0")), text.replace("- one # gone\n", ""));
    assert_eq!(yaml(text, |t| remove(t, "/b/1")), text.replace("- two\n", ""));
    assert_eq!(yaml(text, |t| remove(t, "/b/2")), text.replace("- k: 1\n  l: 2\n", ""));
    assert_eq!(yaml(text, |t| remove(t, "/b/2/k")), text.replace("- k: 1\n  l: 2\n", "- l: 2\n"));
    assert_eq!(yaml(text, |t| remove(t, "/b/2/l")), text.replace("  l: 2\n", ""));
    assert_eq!(yaml("a:\n  x: 1\n", |t| remove(t, "/a/x")), "a:\n  {}\n");
    assert_eq!(yaml("a:\n  - 1\n", |t| remove(t, "/a/0")), "a:\n  []\n");
    assert_eq!(yaml("- - 1\n  - 2\n", |t| remove(t, "/0/0")), "- - 2\n");
    let flow = "a: [1, 2, {x: 1, y: 2}]\n";
    assert_eq!(yaml(flow, |t| remove(t, "/a/0")), flow.replace("1, 2, {", "2, {"));
    assert_eq!(yaml(flow, |t| remove(t, "/a/2")), flow.replace(", {x: 1, y: 2}", ""));
    assert_eq!(yaml(flow, |t| remove(t, "/a/2/x")), flow.replace("x: 1, ", ""));
    assert_eq!(yaml(flow, |t| remove(t, "/a/2/y")), flow.replace(", y: 2", ""));
}

#[test]
fn a_key_is_renamed_in_place() {
    let text = "nmae: x # why\n'other': 1\nf: {nmae: 1}\n";
    assert_eq!(yaml(text, |t| rename(t, "/nmae", "name")), text.replacen("nmae", "name", 1));
    assert_eq!(yaml(text, |t| rename(t, "/other", "it's")), text.replace("'other'", "'it''s'"));
    assert_eq!(yaml(text, |t| rename(t, "/f/nmae", "a, b")), text.replace("{nmae", "{'a, b'"));
    assert_eq!(yaml(text, |t| rename(t, "/nmae", "f")), "", "a key given twice is worse");
}

#[test]
fn json_stays_json() {
    let text = "{\n  \"a\": 1,\n  \"b\": [\"x\", 2],\n  \"c\": {}\n}\n";
    assert_eq!(json(text, |t| quote(t, "/a", "1")), text.replace("1,", "\"1\","));
    assert_eq!(json(text, |t| set(t, "/a", "1.50")), text.replace("1,", "1.50,"));
    assert_eq!(json(text, |t| set(t, "/a", "yes")), text.replace("1,", "\"yes\","));
    assert_eq!(json(text, |t| set(t, "/b/0", "a\"\n")), text.replace("\"x\"", "\"a\\\"\\n\""));
    assert_eq!(json(text, |t| insert(t, "", "d", "x")), text.replace("{}\n", "{},\n  \"d\": \"x\"\n"));
    assert_eq!(json(text, |t| insert(t, "/c", "d", "2")), text.replace("{}", "{\"d\": 2}"));
    assert_eq!(json(text, |t| append(t, "/b", "3")), text.replace("2]", "2, 3]"));
    assert_eq!(json(text, |t| remove(t, "/a")), text.replace("\"a\": 1,\n  ", ""));
    assert_eq!(json(text, |t| remove(t, "/c")), text.replace(",\n  \"c\": {}", ""));
    assert_eq!(json(text, |t| rename(t, "/a", "e")), text.replace("\"a\"", "\"e\""));
    assert_eq!(json("{\"a\":1,\"b\":2}", |t| insert(t, "", "d", "x")), "{\"a\":1,\"b\":2,\"d\":\"x\"}");
    assert_eq!(json("{\n  \"a\": 1\n}", |t| insert(t, "", "d", "x")), "{\n  \"a\": 1,\n  \"d\": \"x\"\n}");
    assert_eq!(after(Format::Ndjson, "{\"a\":1}\n{\"a\":2}\n", |t| quote(t, "/a", "1")), "{\"a\":\"1\"}\n{\"a\":2}\n");
}

#[test]
fn a_cell_is_quoted_where_it_must_be() {
    let text = "id,name\r\n1,Ann\r\n2,\"B\"\r\n3,\r\n";
    let csv = |intent: &dyn Fn(&Tree) -> Intent| after(Format::Csv, text, intent);
    assert_eq!(csv(&|t| set(t, "/0/name", "Eve")), text.replace("Ann", "Eve"));
    assert_eq!(csv(&|t| set(t, "/0/name", "A, \"x\"")), text.replace("Ann", "\"A, \"\"x\"\"\""));
    assert_eq!(csv(&|t| set(t, "/1/name", "C")), text.replace("\"B\"", "\"C\""));
    assert_eq!(csv(&|t| set(t, "/2/name", "D")), text.replace("3,", "3,D"));
    assert_eq!(csv(&|t| insert(t, "/0", "n", "1")), "", "a table has no place for a new key");
    assert_eq!(csv(&|t| remove(t, "/0/name")), "");
    assert_eq!(csv(&|t| rename(t, "/0/name", "n")), "");
    assert_eq!(after(Format::Csv, "a\nx\n", |t| set(t, "/0/a", "")), "", "the row would be gone");
}

#[test]
fn front_matter_keeps_what_follows_it() {
    let text = "---\na: 1\n---\n# Title\na: 1\n";
    assert_eq!(after(Format::FrontMatter, text, |t| set(t, "/a", "2")), text.replacen("a: 1", "a: 2", 1));
    assert_eq!(after(Format::FrontMatter, text, |t| insert(t, "", "b", "2")), text.replacen("1\n", "1\nb: 2\n", 1));
}

#[test]
fn fixes_that_overlap_wait_for_the_next_round() {
    let tree = tree(Format::Yaml, "a: 1\nb: {c: 2}\n");
    let fixes = [
        fix(vec![set(&tree, "/a", "2")]),
        fix(vec![set(&tree, "/a", "3")]),
        fix(vec![remove(&tree, "/b")]),
        fix(vec![set(&tree, "/b/c", "4")]),
    ];
    let edited = apply(&tree, &fixes.iter().collect::<Vec<_>>());
    assert_eq!(edited, Edited { text: "a: 2\n".to_owned(), applied: vec![0, 2] });
}

#[test]
fn one_unsound_fix_does_not_hold_up_the_others() {
    let tree = tree(Format::Yaml, "a: 1\nb: 2\nc: 3\n");
    let fixes = [
        fix(vec![set(&tree, "/a", "2")]),
        fix(vec![rename(&tree, "/b", "a")]),
        fix(vec![set(&tree, "/c", "4"), Intent::Remove { span: Span::new(FileId(0), 90, 91) }]),
        fix(vec![set(&tree, "/b", "5"), set(&tree, "/c", "6")]),
    ];
    let edited = apply(&tree, &fixes.iter().collect::<Vec<_>>());
    assert_eq!(edited, Edited { text: "a: 2\nb: 5\nc: 6\n".to_owned(), applied: vec![0, 3] });
}

#[test]
fn aliases_and_merge_keys_are_left_alone() {
    let text = "a: &x {k: 1}\nb: *x\nc:\n  <<: *x\n  l: 2\n";
    assert_eq!(yaml(text, |t| set(t, "/c/l", "3")), text.replace("l: 2", "l: 3"));
    assert_eq!(yaml(text, |t| set(t, "/b", "y")), text.replace("b: *x", "b: y"));
    assert_eq!(yaml(text, |t| set(t, "/a/k", "2")), text.replace("k: 1", "k: 2"));
    assert_eq!(yaml(text, |t| insert(t, "/c", "m", "3")), format!("{text}  m: 3\n"));
    assert_eq!(yaml(text, |t| remove(t, "/a")), "", "an alias would name nothing");
}

#[test]
fn a_written_scalar_is_read_as_the_same_string() {
    for text in [
        "",
        "x",
        "yes",
        "No",
        "12",
        "1_000",
        "12:30",
        "1990-01-01",
        "null",
        "~",
        "a: b",
        "é",
        "a\u{85}b",
        "0x1F",
        "\"",
        "'",
    ] {
        let written = format!("[{}]", quote_yaml_scalar(text));
        let tree = tree(Format::Yaml, &written);
        let item = tree.documents().next().and_then(|root| root.items().next()).expect("an item");
        assert_eq!((item.as_str(), tree.len()), (Some(text), 2), "{written}");
    }
    assert_eq!(quote_yaml_scalar("12 ships"), "12 ships");
    assert_eq!(quote_yaml_scalar("1990-01-01"), "\"1990-01-01\"");
}

/// Every intent that can be had at a node.
fn intents(node: crate::tree::NodeRef<'_>) -> Vec<Intent> {
    let span = node.own_span();
    let mut all = vec![Intent::Remove { span }];
    for text in ["new", "a: b", "", "x\ny\n", "1,5"] {
        let text = text.to_owned();
        all.extend([false, true].map(|quote| Intent::SetScalar { span, text: text.clone(), quote }));
        all.push(Intent::InsertKey { span, key: format!("new{text}"), value: text.clone() });
        all.push(Intent::AppendItem { span, value: text.clone() });
        all.push(Intent::RenameKey { span, key: format!("new{text}") });
    }
    all
}

#[test]
fn every_change_of_every_node_is_sound() {
    let samples = [
        (
            Format::Yaml,
            "---\n- |\n  one\n   two\n\n- >-\n  a\n  b\n- ? k\n  : v\n- ! x\n- !!int \"3\"\n...\n---\n[a: b, ? c, {d}]\n",
        ),
        (
            Format::Yaml,
            "%YAML 1.2\n---\n\"a\":\n  - - 1\n    - ~\n  -\n    x: y\n  - []\n'b': 'it''s'\nc: d\n\r\nr: ü\r\n",
        ),
        (
            Format::Yaml,
            "p:\n  # who\n  - id: a   # first\n    names: [x, y,]\n    text: >\n      some\n      words\n\n      more\n  # next\n  - id: b\n    born:\n    cite: {\n      s: 1,\n      p: 2 # why\n      }\n    died: 'x'\n\n# end\n",
        ),
        (Format::Json, "{\"a\": [1, -2.5e3, true, null, {}], \"b\\n\": \"\\ud83d\\ude00 é\", \"c\": [[]]}\n"),
        (Format::Ndjson, "{\"a\": 1}\n\n[\"x\", 2]\n\"y\"\n"),
        (Format::FrontMatter, "---\ntitle: x\ntags: [a, b]\n---\n# Text: [\n"),
    ];
    for (format, text) in samples {
        let tree = tree(format, text);
        let quotes = write::Quotes::of(&tree);
        let mut tried = 0;
        for node in (0..tree.len()).filter_map(|id| tree.node(NodeId(u32::try_from(id).ok()?))) {
            for intent in intents(node)
                .into_iter()
                .filter(|intent| patch_of(&Places::of(&tree, [intent]), intent, &quotes).is_some())
            {
                let place = tree.source().slice(node.own_span().range());
                assert_eq!(apply(&tree, &[&fix(vec![intent.clone()])]).applied, [0], "{intent:?} {place:?} {text:?}");
                tried += 1;
            }
        }
        assert!(tried >= 3 * tree.len(), "{tried} changes of {text:?}");
    }
}

#[test]
fn edits_are_told_for_each_fix_by_itself() {
    let tree = tree(Format::Yaml, "a: 1\nb: [x]\n");
    let fixes =
        [fix(vec![set(&tree, "/a", "2")]), fix(vec![quote(&tree, "/a", "1")]), fix(vec![append(&tree, "/b", "y")])];
    let missing = fix(vec![Intent::Remove { span: Span::new(FileId(0), 1, 2) }]);
    let all: Vec<&Fix> = fixes.iter().chain([&missing]).collect();
    let told: Vec<Vec<(u64, u64, String)>> = edits(&tree, &all)
        .into_iter()
        .map(|edits| edits.into_iter().map(|edit| (edit.span.start, edit.span.end, edit.replacement)).collect())
        .collect();
    let one = |start, end, text: &str| vec![(start, end, text.to_owned())];
    assert_eq!(told, [one(3, 4, "2"), one(3, 4, "\"1\""), one(10, 10, ", y"), Vec::new()]);
}

/// The text after its comment that starts with `# x` becomes another, or goes away.
fn comment(format: Format, text: &str, new: Option<&str>) -> String {
    let is_it = |tree: &Tree, span: &Span| tree.source().slice(span.range()).starts_with("# x");
    after(format, text, |tree| Intent::SetComment {
        span: tree.comments().find(|span| is_it(tree, span)).expect("a comment"),
        text: new.map(str::to_owned),
    })
}

#[test]
fn a_comment_goes_away_with_its_line_or_the_spaces_before_it() {
    let gone = |text: &str| comment(Format::Yaml, text, None);
    assert_eq!(gone("a: 1  # x\nb: 2 # y\n"), "a: 1\nb: 2 # y\n");
    assert_eq!(gone("# y\n  # x\na: 1\n"), "# y\na: 1\n");
    assert_eq!(gone("a: # x\n  - 1 # y\n"), "a:\n  - 1 # y\n");
    assert_eq!(gone("a: 1 # x"), "a: 1");
    assert_eq!(gone("a: 1\r\n# x\r\nb: \"2\" # y\r\n"), "a: 1\r\nb: \"2\" # y\r\n");
    assert_eq!(gone("a: 1\t# x\r\nb: 2\r\n"), "a: 1\r\nb: 2\r\n");
    assert_eq!(gone("a: | # x\n  t # x\n"), "a: |\n  t # x\n");
    assert_eq!(gone("a: [1, # x\n  2]\n"), "a: [1,\n  2]\n");
    assert_eq!(comment(Format::FrontMatter, "---\na: 1 # x\n---\n# x\n", None), "---\na: 1\n---\n# x\n");
}

#[test]
fn a_comment_gets_another_text_on_its_line() {
    let set = |text: &str, new| comment(Format::Yaml, text, Some(new));
    assert_eq!(set("a: 1  # x\nb: 2 # y\n", "# z"), "a: 1  # z\nb: 2 # y\n");
    assert_eq!(set("# x\r\na: 1\r\n", "# y"), "# y\r\na: 1\r\n");
    assert_eq!(set("a: 1 # x\n", "# y\nb: 2"), "");
    assert_eq!(set("a: 1 # x\n", "b"), "");
}

#[test]
fn a_comment_moves_behind_the_line_of_a_value() {
    let moved = |text: &str| {
        let tree = tree(Format::Yaml, text);
        let span = tree.comments().find(|span| tree.source().slice(span.range()) == "# x").expect("a comment");
        let to = tree.documents().next().and_then(|root| root.pointer("/a")).expect("a value").span();
        let add = Intent::AddComment { span: to, text: "# x".to_owned() };
        apply(&tree, &[&fix(vec![Intent::SetComment { span, text: None }, add])]).text
    };
    assert_eq!(moved("# x\nb: 2 # y\na: 1\n# z\n"), "b: 2 # y\na: 1 # x\n# z\n");
    assert_eq!(moved("a: 1\r\nb: 2 # x"), "a: 1 # x\r\nb: 2");
    assert_eq!(moved("a: |\n  t\n# x\n"), "a: | # x\n  t\n");
    assert_eq!(moved("{ b: 2, # x\n a: 1,\n c: 3 }\n"), "{ b: 2,\n a: 1, # x\n c: 3 }\n");
    // A line that has one, and a line that ends within a scalar, cannot take it.
    for stays in ["# x\na: 1 # y\n", "a: 'b\n  c'\n# x\n"] {
        assert_eq!(moved(stays), stays);
    }
}

#[test]
fn a_comment_and_a_value_of_one_line_change_together() {
    let tree = tree(Format::Yaml, "a: 1 # x\nb: 2 # y\n");
    let span = tree.comments().next().expect("a comment");
    let edited = apply(
        &tree,
        &[&fix(vec![quote(&tree, "/a", "1")]), &fix(vec![Intent::SetComment { span, text: Some("# z".to_owned()) }])],
    );
    assert_eq!((edited.text.as_str(), edited.applied), ("a: \"1\" # z\nb: 2 # y\n", vec![0, 1]));
}

#[test]
fn bytes_that_are_no_data_are_replaced() {
    let at = |start, end, text: &str| {
        fix(vec![Intent::SetText { span: Span::new(FileId(0), start, end), text: text.to_owned() }])
    };
    let edited =
        replace("one two three", &[&at(4, 8, ""), &at(0, 3, "1"), &at(2, 5, "overlaps"), &at(9, 99, "beyond")]);
    assert_eq!((edited.text.as_str(), edited.applied), ("1 three", vec![0, 1]));
}
