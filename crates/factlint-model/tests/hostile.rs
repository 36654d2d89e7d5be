//! Files that were made to do harm, or were cut or damaged: a diagnostic or a tree, soon, and never a panic.

use factlint_model::load::{Format, Loaded, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeId, NodeRef};

const FORMATS: [Format; 6] =
    [Format::Yaml, Format::Json, Format::Ndjson, Format::FrontMatter, Format::Csv, Format::Tsv];

fn read(format: Format, bytes: &[u8]) -> Loaded {
    load(FileId(0), "a", bytes.to_vec(), format)
}

fn messages(format: Format, text: &str) -> Vec<String> {
    let loaded = read(format, text.as_bytes());
    assert_well_formed(&loaded);
    loaded.diagnostics.into_iter().map(|finding| finding.message).collect()
}

/// Spans lie in the text and on characters, children in their parents, and reading a tree ends.
fn assert_well_formed(loaded: &Loaded) {
    let text = loaded.tree.source().text();
    for id in 0..loaded.tree.len() {
        let Some(node) = u32::try_from(id).ok().and_then(|id| loaded.tree.node(NodeId(id))) else { continue };
        assert!(text.get(node.own_span().range()).is_some(), "{text:?} {:?}", node.own_span());
        let children = node.entries().flat_map(|(key, value)| [key, value]).chain(node.items());
        for child in children.filter(|child| child.alias_span().is_none() && node.alias_span().is_none()) {
            let (outer, inner) = (node.own_span(), child.own_span());
            assert!(outer.start <= inner.start && inner.end <= outer.end, "{text:?} {outer:?} {inner:?}");
        }
    }
    for finding in &loaded.diagnostics {
        let labels = finding.labels.iter().map(|label| label.span);
        for span in labels.chain([finding.primary.span]) {
            assert!(text.get(span.range()).is_some(), "{text:?} {} {span:?}", finding.message);
        }
    }
    for comment in loaded.tree.comments() {
        assert!(text.get(comment.range()).is_some_and(|comment| comment.starts_with(['#', '/'])), "{text:?}");
    }
    assert!(loaded.complete || !loaded.diagnostics.is_empty(), "{text:?}");
}

/// How many nodes there are when aliases are followed, and how deep they nest.
fn expanded(node: NodeRef<'_>) -> (usize, usize) {
    let children = node.entries().flat_map(|(key, value)| [key, value]).chain(node.items());
    let sizes = children.map(expanded).fold((1, 0), |(size, depth), (more, deep)| (size + more, depth.max(deep)));
    (sizes.0, sizes.1 + usize::from(matches!(node.kind(), Kind::Mapping | Kind::Sequence)))
}

const SAMPLES: [&str; 6] = [
    "a: &x {k: [1, 2.50], 'é': \"\\u00e9\\n\"}\nb: *x # c\nc:\n  <<: *x\n  l: 688,503\nd: { n: 688,503 }\n",
    "---\n- |\n  one\n   two\n\n- >-\n  a\n  b\n- ? k\n  : v\n- ! x\n- !!int \"3\"\n...\n--- # next\n[a: b, ? c, {d}]\n",
    "%YAML 1.2\n---\n\"a\":\n  - - 1\n    - ~\n  -\n    x: y\n  - []\n'b': 'it''s'\nb: again\n\r\nr: ü\r\n",
    "{\"a\": [1, -2.5e3, true, null, {}], \"b\\n\": \"\\ud83d\\ude00 é\", \"a\": [[]]}\n",
    "{\"é\"é: 1}\n\n[\"x\", 2]\n// c\n\"y\"\n",
    "---\ntitle: x\ntags: [a, b]\n---\n# Text: [\n",
];

#[test]
fn no_cut_of_a_sample_panics() {
    for sample in SAMPLES {
        for end in 0..=sample.len() {
            for format in FORMATS {
                assert_well_formed(&read(format, &sample.as_bytes()[..end]));
                assert_well_formed(&read(format, &sample.as_bytes()[end..]));
            }
        }
    }
}

#[test]
fn no_damaged_byte_of_a_sample_panics() {
    const BYTES: &[u8] = b"\0\t\n\r \"#%&'*,-./0:<>?@[\\]`{|}~a\x7f\xc3\xe9\xff";
    for sample in SAMPLES {
        for at in 0..sample.len() {
            for &byte in BYTES {
                let mut bytes = sample.as_bytes().to_vec();
                bytes[at] = byte;
                assert_well_formed(&read(Format::Yaml, &bytes));
                assert_well_formed(&read(Format::Json, &bytes));
                bytes.insert(at, byte);
                assert_well_formed(&read(Format::Yaml, &bytes));
                assert_well_formed(&read(Format::Ndjson, &bytes));
            }
        }
    }
}

#[test]
fn pieces_in_any_order_do_not_panic() {
    const PIECES: [&str; 28] = [
        "a: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "&x ", "*x", "<<: ", "\n", "\n  ", "|", ">-", "\"", "'",
        "# c", "1", ",5", "---\n", "...\n", "!!str ", "é", "\t", "\r\n", "\\",
    ];
    // A plain generator of numbers, so that every run tries the same.
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default()
    };
    for _ in 0..20_000 {
        let text: String = (0..next() % 16).map(|_| PIECES[next() % PIECES.len()]).collect();
        assert_well_formed(&read(Format::Yaml, text.as_bytes()));
        assert_well_formed(&read(Format::Json, text.as_bytes()));
    }
}

#[test]
fn deep_nesting_is_told_once() {
    let told = ["collections nest more than 512 deep"];
    for levels in [513, 100_000] {
        assert_eq!(messages(Format::Yaml, &"[".repeat(levels)), told);
        assert_eq!(messages(Format::Yaml, &"{a: ".repeat(levels)), told);
        assert_eq!(messages(Format::Yaml, &"- ".repeat(levels)), told);
        assert_eq!(messages(Format::Json, &"[".repeat(levels)), told);
        assert_eq!(messages(Format::Json, &"{\"a\":".repeat(levels)), told);
    }
    for format in [Format::Yaml, Format::Json] {
        let text = format!("{}{}", "[".repeat(512), "]".repeat(512));
        assert_eq!(messages(format, &text), [""; 0]);
    }
}

#[test]
fn aliases_make_neither_a_large_tree_nor_a_deep_one() {
    let ten = |level: usize| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "));
    let laughs: String = (1..40).map(ten).collect();
    let deep = |level: usize| format!("- &a{level} {}*a{}{}\n", "[".repeat(200), level - 1, "]".repeat(200));
    let depth: String = (1..40).map(deep).collect();
    let merged = |level: usize| format!("m{level}: &m{level}\n  <<: *m{}\n  k{level}: 1\n", level - 1);
    let merges: String = (1..2000).map(merged).collect();
    let files = [
        (format!("a0: &a0 x\n{laughs}"), "aliases make the file more than ten times as large as it is written"),
        (format!("- &a0 x\n{depth}"), "collections nest more than 512 deep"),
        (format!("m0: &m0 {{k: 1}}\n{merges}"), "aliases make the file more than ten times as large as it is written"),
    ];
    for (text, message) in files {
        assert_eq!(messages(Format::Yaml, &text), [message]);
        let loaded = read(Format::Yaml, text.as_bytes());
        let (size, depth) = loaded.tree.documents().next().map(expanded).unwrap_or_default();
        assert!(size <= 150_000 && depth <= 512, "{size} nodes, {depth} deep");
        assert!(!loaded.complete);
    }
}

#[test]
fn large_scalars_and_lines_are_read() {
    let scalar = "x".repeat(5_000_000);
    for text in [format!("a: {scalar}\n"), format!("a: \"{scalar}\"\n"), format!("a: |\n  {scalar}\n")] {
        assert_eq!(messages(Format::Yaml, &text), [""; 0]);
    }
    assert_eq!(messages(Format::Json, &format!("{{\"a\": \"{scalar}\"}}")), [""; 0]);
    let items = "1, ".repeat(200_000);
    assert_eq!(messages(Format::Yaml, &format!("[{items}1]")), [""; 0]);
    let keys: String = (0..100_000).map(|key| format!("k{key}: 1\n")).collect();
    assert_eq!(messages(Format::Yaml, &keys), [""; 0]);
}

#[test]
fn findings_without_end_come_to_an_end() {
    for (format, line) in [
        (Format::Yaml, "a: 1\n"),
        (Format::Yaml, "---\na: [\n"),
        (Format::Yaml, "? [a]\n: b\n"),
        (Format::Yaml, "- *x\n"),
        (Format::Ndjson, "no json\n"),
    ] {
        let told = messages(format, &line.repeat(20_000));
        assert!((100..1000).contains(&told.len()), "{line:?}: {} findings", told.len());
    }
}
