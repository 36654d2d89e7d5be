//! CSV and TSV as trees, read as the `csv` crate reads them; and what is below `.gz` and `.zst`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;

use factlint_model::diagnostic::{Fix, Intent, Safety};
use factlint_model::edit;
use factlint_model::load::{Compression, Format, Loaded, load};
use factlint_model::source::FileId;
use factlint_model::tree::{Kind, NodeRef, Tree};
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

fn csv(text: &str) -> Loaded {
    load(FileId(0), "a.csv", text.as_bytes().to_vec(), Format::Csv)
}

fn at<'t>(tree: &'t Tree, pointer: &str) -> NodeRef<'t> {
    tree.documents().next().unwrap().pointer(pointer).unwrap()
}

fn written(node: NodeRef<'_>) -> &str {
    node.tree().source().slice(node.own_span().range())
}

/// Each finding as `rule line:column "source" message`.
fn told(loaded: &Loaded) -> Vec<String> {
    let source = loaded.tree.source();
    let told = loaded.diagnostics.iter().map(|finding| {
        let place = source.position(finding.primary.span.start);
        let text = source.slice(finding.primary.span.range());
        format!("{} {}:{} {text:?} {}", finding.rule, place.line, place.column, finding.message)
    });
    told.collect()
}

/// The rows, each as its keys and cells.
fn rows(loaded: &Loaded) -> Vec<Vec<(&str, &str)>> {
    let root = loaded.tree.documents().next().unwrap();
    root.items().map(|row| row.entries().map(|(key, value)| (key.text(), value.text())).collect()).collect()
}

#[test]
fn a_row_is_a_mapping_and_a_cell_a_text_at_its_bytes() {
    let loaded = csv("\u{feff}id,\"full, name\"\r\n007,\"Bo \"\"B\"\"\"\r\n\r\n,\"two\r\nlines\"");
    assert_eq!(loaded.diagnostics, []);
    assert!(loaded.complete);
    let expected = [[("id", "007"), ("full, name", "Bo \"B\"")], [("id", ""), ("full, name", "two\r\nlines")]];
    assert_eq!(rows(&loaded), expected);
    let tree = &loaded.tree;
    assert_eq!(written(at(tree, "/0/full, name")), "\"Bo \"\"B\"\"\"");
    assert_eq!(written(at(tree, "/1/id")), "");
    assert_eq!(written(at(tree, "/1")), ",\"two\r\nlines\"");
    assert_eq!(at(tree, "/0/id").kind(), Kind::String);
    let (key, _) = at(tree, "/1").entry("full, name").unwrap();
    assert_eq!(written(key), "\"full, name\"", "a key stands in the header");
}

#[test]
fn a_place_in_a_table_has_its_path() {
    let loaded = csv("id,name\n1,Ann\n2,\n");
    for pointer in ["/0", "/0/id", "/0/name", "/1/id", "/1/name"] {
        assert_eq!(loaded.tree.path_at(at(&loaded.tree, pointer).span()), pointer);
    }
    let (key, _) = at(&loaded.tree, "/1").entry("name").unwrap();
    assert_eq!(loaded.tree.path_at(key.own_span()), "", "the header is in no row");
}

#[test]
fn the_header_tells_what_stands_between_cells() {
    for text in ["a;b,c;d\n1;2;3\n", "a\tb,c\td\n1\t2\t3\n", "\"a;;;;\",\"b,c\",d\n1,2,3\n"] {
        let loaded = csv(text);
        assert_eq!(loaded.diagnostics, [], "{text}");
        assert_eq!(at(&loaded.tree, "/0/d").text(), "3");
    }
    let tabs = load(FileId(0), "a.tsv", b"a,b,c\td\n1\t2\n".to_vec(), Format::Tsv);
    assert_eq!(rows(&tabs), [[("a,b,c", "1"), ("d", "2")]]);
}

#[test]
fn what_is_wrong_with_a_table_is_told_and_the_rest_read() {
    let loaded = csv("a,b,a\n1,2,3\n1,2\n1,2,3,4,5\n1,\"2\" x,3\n1,2,9\n");
    let expected = [
        "schema/duplicate-key 1:5 \"a\" the key \"a\" is given twice",
        "schema/syntax 3:1 \"1,2\" this row has 2 cells, but the header has 3 columns",
        "schema/syntax 4:7 \"4,5\" this row has 5 cells, but the header has 3 columns",
        "schema/syntax 5:6 \" x\" text after the closing quote of a cell",
    ];
    assert_eq!(told(&loaded), expected);
    assert!(loaded.complete);
    assert_eq!(rows(&loaded).len(), 5);
    assert!(rows(&loaded).iter().all(|row| row[..] == [("a", "1"), ("b", row[1].1)]));
}

#[test]
fn an_open_quote_ends_the_table() {
    let loaded = csv("a,b\n1,2\n3,\"4\n5,6\n");
    assert_eq!(told(&loaded), ["schema/syntax 3:3 \"\\\"\" this quote is not closed"]);
    assert_eq!(rows(&loaded), [[("a", "1"), ("b", "2")]]);
    assert!(!loaded.complete);
}

#[test]
fn a_header_may_stand_alone_but_not_be_missing() {
    assert_eq!(rows(&csv("a,b")), Vec::<Vec<_>>::new());
    assert_eq!(told(&csv("a,b\n")), Vec::<String>::new());
    assert_eq!(told(&csv("\n\n")), ["schema/syntax 1:1 \"\" this file has no header line"]);
    assert_eq!(rows(&csv(",b\n1,2\n")), [[("", "1"), ("b", "2")]], "an index without a name");
}

#[test]
fn cells_are_those_of_the_csv_crate() {
    let pieces = ["a", "", ",", "\"", "\"\"", "\n", "\r\n", "é", " ", "\"x\"", ",\"", "\",", "1\n"];
    let mut seed = 1_u32;
    for _ in 0..20_000 {
        let mut text = String::from("h,i\n");
        for _ in 0..seed % 12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let loaded = csv(&text);
        // What is told is no CSV; there they may differ.
        if loaded.diagnostics.is_empty() {
            let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<&str>> =
                rows(&loaded).iter().map(|row| row.iter().map(|(_, cell)| *cell).collect()).collect();
            assert_eq!(ours, theirs, "{text:?}");
        }
    }
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

#[test]
fn a_name_tells_its_format_below_the_compression() {
    assert_eq!(Format::of_name("x.yaml.gz"), Some(Format::Yaml));
    assert_eq!(Format::of_name("x.csv.ZST"), Some(Format::Csv));
    assert_eq!(Format::of_name("x.ndjson.gz"), Some(Format::Ndjson));
    assert_eq!(Format::of_name("x.gz"), None);
    assert_eq!(Compression::of_name("gz"), None);
}

#[test]
fn compressed_files_are_read_in_all_their_parts() {
    let gz = [gzip("a: 1\n"), gzip("b: 2\n")].concat();
    let skippable = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9].to_vec();
    let zst = [zstd("a: 1\n"), skippable, zstd("b: 2\n")].concat();
    for (name, bytes) in [("x.yaml.gz", gz), ("x.yaml.zst", zst)] {
        let loaded = load(FileId(0), name, bytes, Format::Yaml);
        assert_eq!(loaded.diagnostics, [], "{name}");
        assert_eq!(loaded.tree.source().text(), "a: 1\nb: 2\n");
        assert_eq!(written(at(&loaded.tree, "/b")), "2");
    }
}

#[test]
fn damaged_archives_are_told_by_their_compression() {
    let text: String = (0..2000).map(|n| format!("k{n}: {}\n", n * 7919)).collect();
    let bytes = [("x.yaml.gz", "gzip", gzip(&text)), ("x.yaml.zst", "Zstandard", zstd(&text))];
    for (name, word, whole) in bytes {
        let damaged = format!("schema/syntax 1:1 \"\" the {word} data of this file is damaged or breaks off");
        for len in [whole.len() / 2, whole.len() - 1, 5] {
            let loaded = load(FileId(0), name, whole[..len].to_vec(), Format::Yaml);
            assert_eq!(told(&loaded), std::slice::from_ref(&damaged), "{len}");
            assert!(!loaded.complete && loaded.tree.is_empty());
        }
        for at in (4..whole.len()).step_by(whole.len() / 40) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let loaded = load(FileId(0), name, bytes, Format::Yaml);
            assert!(loaded.tree.is_empty() || loaded.tree.source().text() == text, "{name} {at}");
        }
        let plain = load(FileId(0), name, b"a: 1\n".to_vec(), Format::Yaml);
        assert_eq!(told(&plain), [format!("schema/syntax 1:1 \"\" this file is not {word}")]);
    }
}

#[test]
fn a_compressed_file_is_not_edited() {
    let loaded = load(FileId(0), "x.yaml.gz", gzip("a: 1\n"), Format::Yaml);
    let span = at(&loaded.tree, "/a").span();
    let intents = vec![Intent::SetScalar { span, text: "2".to_owned(), quote: false }];
    let fix = Fix::new("", Safety::Safe, intents);
    let edited = edit::apply(&loaded.tree, &[&fix]);
    assert!(edited.applied.is_empty());
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = gzip(&" ".repeat(70 << 20));
    let loaded = load(FileId(0), "x.json.gz", bomb, Format::Json);
    assert_eq!(told(&loaded), ["schema/syntax 1:1 \"\" this gzip file has more than 64 MiB in it"]);
}
