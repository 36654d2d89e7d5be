//! What files are read as: spans, printed text, kinds, documents; and what is said of broken ones.

#![allow(clippy::expect_used, reason = "a test stops where a value it speaks of is not there")]

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load::{Format, Loaded, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeRef, Style};

fn read(format: Format, bytes: &[u8]) -> Loaded {
    load(FileId(0), "a", bytes.to_vec(), format)
}

fn yaml(text: &str) -> Loaded {
    read(Format::Yaml, text.as_bytes())
}

fn json(text: &str) -> Loaded {
    read(Format::Json, text.as_bytes())
}

/// Reads a sound file.
fn sound(format: Format, text: &str) -> Loaded {
    let loaded = read(format, text.as_bytes());
    assert_eq!(loaded.diagnostics, [], "{text}");
    assert!(loaded.complete);
    loaded
}

fn at<'t>(loaded: &'t Loaded, pointer: &str) -> NodeRef<'t> {
    let root = loaded.tree.documents().next().expect("a document");
    root.pointer(pointer).expect("a value at the pointer")
}

/// The source under a node.
fn written<'t>(node: NodeRef<'t>) -> &'t str {
    node.tree().source().slice(node.own_span().range())
}

fn keys(node: NodeRef<'_>) -> Vec<&str> {
    node.entries().map(|(key, _)| key.text()).collect()
}

/// The one finding, as `rule line:column "source" message`.
fn only(loaded: &Loaded) -> String {
    let [finding] = &loaded.diagnostics[..] else { return format!("{} findings", loaded.diagnostics.len()) };
    told(loaded, finding)
}

fn told(loaded: &Loaded, finding: &Diagnostic) -> String {
    let source = loaded.tree.source();
    let place = source.position(finding.primary.span.start);
    let text = source.slice(finding.primary.span.range());
    format!("{} {}:{} {text:?} {}", finding.rule, place.line, place.column, finding.message)
}

#[test]
fn every_value_knows_its_bytes_and_its_printed_text() {
    let text =
        "n: 35.80 # note\ns: 'it''s'\nd: \"a\\tb\"\nl: [ 1, {k: v} ]\nt: |\n  one\n  two\n\nf: >-\n  a\n  b\nz:\n- é\n";
    let loaded = sound(Format::Yaml, text);
    let expected = [
        ("/n", Kind::Number, Style::Plain, "35.80", "35.80"),
        ("/s", Kind::String, Style::Single, "it's", "'it''s'"),
        ("/d", Kind::String, Style::Double, "a\tb", "\"a\\tb\""),
        ("/l", Kind::Sequence, Style::Flow, "", "[ 1, {k: v} ]"),
        ("/l/1", Kind::Mapping, Style::Flow, "", "{k: v}"),
        ("/l/1/k", Kind::String, Style::Plain, "v", "v"),
        ("/t", Kind::String, Style::Literal, "one\ntwo\n", "|\n  one\n  two"),
        ("/f", Kind::String, Style::Folded, "a b", ">-\n  a\n  b"),
        ("/z", Kind::Sequence, Style::Block, "", "- é"),
        ("/z/0", Kind::String, Style::Plain, "é", "é"),
        ("", Kind::Mapping, Style::Block, "", text.trim_end()),
    ];
    for (pointer, kind, style, printed, source) in expected {
        let node = at(&loaded, pointer);
        let found = (node.kind(), node.style(), node.text(), written(node));
        assert_eq!(found, (kind, style, printed, source), "{pointer}");
    }
    let comments: Vec<_> = loaded.tree.comments().map(|span| loaded.tree.source().slice(span.range())).collect();
    assert_eq!(comments, ["# note"]);
}

#[test]
fn kinds_are_those_of_the_core_schema() {
    let expected = [
        (Kind::Null, "~ null Null NULL"),
        (Kind::Bool, "true True TRUE false False FALSE"),
        (Kind::Number, "0 12 -12 +1 007 0o17 0x1F 1.5 -0.50 .5 5. 1e9 1.5E-3 12e03"),
        (Kind::String, "yes no on off nUll 1_000 1:30 1990-01-01 0b1 0o8 0xG 1e 1.2.3 . +. e1 .inf -.INF .nan 12a"),
    ];
    for (kind, words) in expected {
        for word in words.split(' ') {
            let loaded = sound(Format::Yaml, &format!("a: {word}"));
            assert_eq!((at(&loaded, "/a").kind(), at(&loaded, "/a").text()), (kind, word));
        }
    }
    let tagged = sound(Format::Yaml, "a: !!str 12\nb: !!int \"12\"\nc: !!null ''\nd: !mine 12\ne: ! 12\nf: !!int x\n");
    let kinds: Vec<_> = at(&tagged, "").entries().map(|(_, value)| value.kind()).collect();
    let number = Kind::Number;
    assert_eq!(kinds, [Kind::String, number, Kind::Null, number, Kind::String, Kind::String]);
}

#[test]
fn json_and_yaml_read_alike() {
    let text = r#"{"a": [1, -2.50, 1e3, true, false, null], "b\u0041": "x\n\"\u00e9\ud83d\ude00", "c": {}, "d": []}"#;
    let (json, yaml) = (sound(Format::Json, text), sound(Format::Yaml, text));
    assert_eq!(json.tree.len(), yaml.tree.len());
    let nodes = (0..json.tree.len()).map(|id| factlint_model::tree::NodeId(u32::try_from(id).expect("small")));
    for (json, yaml) in nodes.map(|id| (json.tree.node(id).expect("a node"), yaml.tree.node(id).expect("a node"))) {
        assert_eq!((json.kind(), json.text(), json.own_span()), (yaml.kind(), yaml.text(), yaml.own_span()));
    }
    assert_eq!(at(&json, "/bA").text(), "x\n\"é😀");
}

#[test]
fn a_file_can_hold_several_documents() {
    let loaded = sound(Format::Yaml, "a: 1\n---\n- 2\n...\n---\nx\n");
    assert_eq!(loaded.tree.documents().map(written).collect::<Vec<_>>(), ["a: 1", "- 2", "x"]);
    let loaded = sound(Format::Ndjson, "{\"a\":1}\n\n[2]\r\n3");
    assert_eq!(loaded.tree.documents().map(written).collect::<Vec<_>>(), ["{\"a\":1}", "[2]", "3"]);
    assert_eq!(sound(Format::Yaml, "# nothing\n").tree.documents().len(), 0);
}

#[test]
fn front_matter_is_read_at_its_place() {
    let loaded = sound(Format::FrontMatter, "---\na: é # c\nb: 2\n---\n# Title: [\n");
    assert_eq!((written(at(&loaded, "/a")), written(at(&loaded, "/b"))), ("é", "2"));
    let loaded = sound(Format::FrontMatter, "---\r\na: 1\r\n---  \r\n");
    assert_eq!(written(at(&loaded, "/a")), "1");
    let none = read(Format::FrontMatter, b"# Title\n---\na: 1\n---\n");
    assert_eq!(only(&none), "schema/syntax 1:1 \"# Title\" this file has no front matter");
    let open = read(Format::FrontMatter, b"---\na: 1\n");
    assert_eq!(only(&open), "schema/syntax 1:1 \"---\" the front matter has no end");
    let broken = read(Format::FrontMatter, b"---\na: 1\nb: \"x\n---\ntext\n");
    assert_eq!(only(&broken), "schema/syntax 3:4 \"\\\"x\" this quote is not closed");
    assert_eq!(keys(at(&broken, "")), ["a"]);
}

#[test]
fn a_byte_order_mark_is_no_text() {
    for format in [Format::Yaml, Format::Json] {
        let loaded = read(format, b"\xEF\xBB\xBF{\"a\": 1}");
        assert_eq!((loaded.diagnostics.len(), at(&loaded, "/a").own_span().start), (0, 6));
    }
}

#[test]
fn text_that_is_not_utf_8_is_named() {
    let cases: [(&[u8], &str); 6] = [
        (b"a: 1\nb: caf\xe9 x\nc: 3\n", "schema/syntax 2:7 \"\u{fffd}\" the byte E9 is not UTF-8"),
        (b"a: 1\nb: x\xe2\x82", "schema/syntax 2:5 \"\u{fffd}\" the byte E2 is not UTF-8"),
        (b"a: 1\nb: x\0y\n", "schema/syntax 2:5 \"\\0\" a NUL byte, which no text has"),
        (b"\xff\xfea\0:\0 \x001\0", "schema/syntax 1:1 \"\" this file is UTF-16 (little endian), not UTF-8"),
        (b"\xfe\xff\0a\0:\0 \x001", "schema/syntax 1:1 \"\" this file is UTF-16 (big endian), not UTF-8"),
        (b"a\0:\0 \x001\0", "schema/syntax 1:1 \"\" this file is UTF-16 (little endian), not UTF-8"),
    ];
    for (bytes, expected) in cases {
        let loaded = read(Format::Yaml, bytes);
        assert_eq!(only(&loaded), expected);
        assert!(!loaded.complete);
        let before = if expected.contains("2:") { vec!["a"] } else { Vec::new() };
        assert_eq!(loaded.tree.documents().flat_map(keys).collect::<Vec<_>>(), before);
    }
}

#[test]
fn a_key_given_twice_is_told_and_the_first_counts() {
    let loaded = yaml("a: 1\nb: 2\n\"a\": {x: 3}\na: 4\n");
    let findings: Vec<_> = loaded.diagnostics.iter().map(|finding| told(&loaded, finding)).collect();
    assert_eq!(
        findings,
        [
            "schema/duplicate-key 3:1 \"\\\"a\\\"\" the key \"a\" is given twice",
            "schema/duplicate-key 4:1 \"a\" the key \"a\" is given twice",
        ]
    );
    let labels = &loaded.diagnostics[1].labels;
    assert_eq!((labels.len(), labels[0].span.start, &labels[0].text[..]), (1, 0, "first given here"));
    assert_eq!((keys(at(&loaded, "")), at(&loaded, "/a").text()), (vec!["a", "b"], "1"));
    assert!(loaded.complete);
}

#[test]
fn the_same_is_told_of_large_mappings() {
    let mut text: String = (0..1000).map(|key| format!("k{key}: {key}\n")).collect();
    text.push_str("k500: again\n");
    let loaded = yaml(&text);
    assert_eq!(only(&loaded), "schema/duplicate-key 1001:1 \"k500\" the key \"k500\" is given twice");
    assert_eq!((at(&loaded, "").entries().count(), at(&loaded, "/k500").text()), (1000, "500"));
}

#[test]
fn keys_go_by_their_printed_text_and_collections_are_no_keys() {
    let loaded = yaml("1990: a\ntrue: b\n~: c\n? [x]\n: d\n? {y: 1}\n: {z: [1, 2]}\nlast: e\n");
    assert_eq!(keys(at(&loaded, "")), ["1990", "true", "~", "last"]);
    let told: Vec<_> = loaded.diagnostics.iter().map(|finding| told(&loaded, finding)).collect();
    assert_eq!(
        told,
        [
            "schema/syntax 4:3 \"[x]\" a key is a list or a mapping",
            "schema/syntax 6:3 \"{y: 1}\" a key is a list or a mapping",
        ]
    );
}

#[test]
fn aliases_are_followed_and_know_their_place() {
    let loaded = sound(Format::Yaml, "a: &x {k: [1]}\nb: *x\nc: &y 5\n*y : d\n");
    let alias = at(&loaded, "/b");
    assert_eq!((written(alias), alias.kind(), at(&loaded, "/b/k/0").text()), ("*x", Kind::Mapping, "1"));
    assert_eq!(alias.span(), at(&loaded, "/a").own_span());
    assert_eq!(at(&loaded, "/5").text(), "d");
    let undefined = yaml("a: *x\nb: &x 1\n");
    assert_eq!(only(&undefined), "schema/syntax 1:4 \"*x\" the alias *x names nothing");
    assert_eq!((at(&undefined, "/a").kind(), at(&undefined, "/b").text()), (Kind::Null, "1"));
    assert_eq!(only(&yaml("a: &x [*x]\n")), "schema/syntax 1:8 \"*x\" the alias *x names nothing");
    assert_eq!(only(&yaml("a: &x 1\n---\nb: *x\n")), "schema/syntax 3:4 \"*x\" the alias *x names nothing");
}

#[test]
fn merge_keys_bring_what_a_mapping_has_not_itself() {
    let text = "a: &a {x: 1, y: 2}\nb: &b\n  <<: *a\n  y: 3\nc:\n  z: 0\n  <<: [*b, {y: 9, w: 4}]\nd: {'<<': 1}\n";
    let loaded = sound(Format::Yaml, text);
    assert_eq!(keys(at(&loaded, "/b")), ["y", "x"]);
    assert_eq!(keys(at(&loaded, "/c")), ["z", "y", "x", "w"]);
    assert_eq!((at(&loaded, "/c/y").text(), at(&loaded, "/c/x").text()), ("3", "1"));
    assert_eq!((written(at(&loaded, "/c/x")), at(&loaded, "/c/x").span().start), ("*b", 10));
    assert_eq!(keys(at(&loaded, "/d")), ["<<"]);
    let wrong = yaml("a:\n  <<: 5\n  x: 1\n");
    assert_eq!(only(&wrong), "schema/syntax 2:7 \"5\" the key << merges mappings, and its value is none");
    assert_eq!(keys(at(&wrong, "/a")), ["x"]);
}

#[test]
fn a_number_that_yaml_splits_at_its_comma_is_told_once_and_read_as_meant() {
    let loaded = yaml("a: { printed: 688,503, n: 1,920,635, m: 2 }\nb: [688,503]\nc: {a: 1, 5, 6: 7}\n");
    let told: Vec<_> = loaded.diagnostics.iter().map(|finding| told(&loaded, finding)).collect();
    assert_eq!(
        told,
        [
            "schema/syntax 1:15 \"688,503\" YAML ends a value at a comma inside { }: this reads as 688 and a key 503",
            "schema/syntax 1:27 \"1,920,635\" YAML ends a value at a comma inside { }: this reads as 1 and a key 920",
        ]
    );
    let share = yaml("{ share: 35,8%, x: {1,2}, y: [1],2 }\n");
    let message = "YAML ends a value at a comma inside { }: this reads as 35 and a key 8%";
    assert_eq!(only(&share), format!("schema/syntax 1:10 \"35,8%\" {message}"));
    assert_eq!(keys(at(&loaded, "/a")), ["printed", "n", "m"]);
    assert_eq!((at(&loaded, "/a/printed").text(), at(&loaded, "/a/n").text()), ("688,503", "1,920,635"));
    assert_eq!((at(&loaded, "/b").items().count(), keys(at(&loaded, "/c"))), (2, vec!["a", "5", "6"]));
}

#[test]
fn broken_yaml_is_told_once_and_what_stands_before_is_read() {
    let cases = [
        ("a: 1\nb: \"x\nc: 2\n", "2:4 \"\\\"x\" this quote is not closed"),
        ("a: 1\nb: 'x\n", "2:4 \"'x\" this quote is not closed"),
        ("a: 1\nb:\n\tc: 2\n", "3:1 \"\\t\" this line is indented by a tab"),
        ("a: 1\nb: [1, 2\nc: 3\n", "2:4 \"[\" this bracket is not closed"),
        ("a: 1\nb: {x: 1\n", "2:4 \"{\" this bracket is not closed"),
        ("a: 1\nb c\nd: 2\n", "2:1 \"b c\" this key has no colon"),
        ("a: 1\nb: x: y\n", "2:4 \"x: y\" a text with a colon and a space needs quotes"),
        ("a: 1\nb: @x\n", "2:4 \"@x\" no value can start with this character"),
        ("a: 1\nb: \"\\q\"\n", "2:5 \"\\\\q\" double quotes have no such escape"),
        ("a: 1\nb: \"x\" y\n", "2:8 \"y\" something follows the end of this value"),
        ("a: 1\n- b\n", "2:1 \"- b\" a list item stands among the keys of a mapping"),
        ("a: 1\nb:\n    c: 2\n  d: 3\n", "4:3 \"d: 3\" this line is indented unlike any entry above it"),
    ];
    for (text, expected) in cases {
        let loaded = yaml(text);
        assert_eq!(only(&loaded), format!("schema/syntax {expected}"), "{text}");
        assert_eq!((at(&loaded, "/a").text(), loaded.complete), ("1", false), "{text}");
    }
    assert_eq!(
        only(&yaml("}{ nonsense\n")),
        "schema/syntax 1:1 \"}{ nonsense\" no value can start with this character"
    );
}

#[test]
fn a_broken_document_does_not_hide_the_next() {
    let loaded = yaml("a: 1\n---\nb: [1\n---\nc: 3\n");
    assert_eq!(only(&loaded), "schema/syntax 3:4 \"[\" this bracket is not closed");
    assert_eq!(loaded.tree.documents().map(keys).collect::<Vec<_>>(), [vec!["a"], vec!["b"], vec!["c"]]);
    let loaded = read(Format::Ndjson, b"{\"a\":1}\n{\"b\":\n{\"c\":1}\n");
    assert_eq!(only(&loaded), "schema/syntax 2:6 \"\" the line ends before a }");
    assert_eq!(loaded.tree.documents().flat_map(keys).collect::<Vec<_>>(), ["a", "c"]);
}

#[test]
fn broken_json_is_told_in_plain_words() {
    let cases = [
        ("{\"a\": 1, 'b': 2}", "1:10 \"'\" JSON takes double quotes only"),
        ("{\"a\": 1, b: 2}", "1:10 \"b\" a key must stand here, in double quotes"),
        ("{\"a\": 1, \"b\": NaN}", "1:15 \"NaN\" JSON has no such number"),
        ("{\"a\": 1, \"b\": 01}", "1:15 \"01\" this is no number as JSON writes it"),
        ("{\"a\": 1, \"b\": True}", "1:15 \"True\" JSON writes true, false and null"),
        ("{\"a\": 1, \"b\": }", "1:15 \"}\" a value is missing here"),
        ("{\"a\": 1, \"b\" 2}", "1:14 \"2\" a key needs a colon and a value after it"),
        ("{\"a\": 1 \"b\": 2}", "1:9 \"\\\"\" a comma or } must stand before this"),
        ("{\"a\": 1, \"b\": \"x\n\"}", "1:15 \"\\\"x\" this quote is not closed on its line"),
        ("{\"a\": 1, \"b\": \"\t\"}", "1:16 \"\\t\" the control character 09 cannot stand in a JSON string"),
        ("{\"a\": 1, \"b\": \"\\x\"}", "1:16 \"\\\\x\" JSON has no such escape"),
        ("{\"a\": 1, \"b\": \"\\ud800\"}", "1:16 \"\\\\ud800\" half of a surrogate pair is no character"),
        ("{\"a\": 1, \"b\": [1", "1:17 \"\" the file ends before a ]"),
        ("{\"a\": 1} {}", "1:10 \"{\" something follows the end of the JSON text"),
    ];
    for (text, expected) in cases {
        let loaded = json(text);
        assert_eq!(only(&loaded), format!("schema/syntax {expected}"), "{text}");
        assert_eq!((at(&loaded, "/a").text(), loaded.complete), ("1", false), "{text}");
    }
    assert_eq!(only(&json("")), "schema/syntax 1:1 \"\" the file is empty, which is no JSON");
    assert_eq!(only(&json("no json")), "schema/syntax 1:1 \"no\" this is no JSON value");
}

#[test]
fn commas_and_comments_in_json_are_told_and_read_over() {
    let loaded = json("{\"a\": [1, 2,], \"b\": 3}");
    assert_eq!(only(&loaded), "schema/syntax 1:12 \",\" JSON allows no comma after the last entry");
    assert_eq!((at(&loaded, "/a").items().count(), at(&loaded, "/b").text(), loaded.complete), (2, "3", true));
    let loaded = json("// one\n{\"a\": /* two */ 1}\n# three\n");
    assert_eq!(only(&loaded), "schema/syntax 1:1 \"// one\" JSON has no comments");
    assert_eq!((at(&loaded, "/a").text(), loaded.tree.comments().count()), ("1", 3));
}

#[test]
fn a_place_has_the_pointer_of_the_smallest_key_or_value_around_it() {
    let text = "a: &x {k: 1}\nb:\n  - one # c\n  - k/m: 'é'\nd:\n  <<: *x\n  l: ~\ne:\nb: again\n? [q]\n: r\n";
    let loaded = yaml(text);
    let pointer = |part: &str| {
        let start = text.find(part).expect("part of the text") as u64;
        loaded.tree.path_at(factlint_model::source::Span::new(FileId(0), start, start + part.len() as u64))
    };
    let expected = [
        ("a: &", ""),
        ("{k: 1}", "/a"),
        ("1", "/a/k"),
        ("one", "/b/0"),
        ("# c", "/b"),
        ("k/m", "/b/1/k~1m"),
        ("m: 'é'", "/b/1"),
        ("'é'", "/b/1/k~1m"),
        ("*x", "/d/<<"),
        ("~", "/d/l"),
        ("e:\n", ""),
        ("again", "/b"),
        ("q", "/"),
        ("r\n", ""),
    ];
    for (part, path) in expected {
        assert_eq!(pointer(part), path, "{part:?}");
    }
    let (value, path) = loaded.tree.enclosing(factlint_model::source::Span::new(FileId(0), 13, 14));
    assert_eq!((value.map(|value| value.kind()), &path[..]), (Some(Kind::Sequence), "/b"));
}
