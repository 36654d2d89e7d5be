//! What the quick reader accepts, it reads as the complete parser does: every short text of the characters that matter to
//! YAML, texts changed at random, and what others wrote.
//!
//! `FACTLINT_CASES` times as many texts are tried as else; `FACTLINT_SEED` makes other ones.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{complete, quick};
use crate::diagnostic::Diagnostic;
use crate::load::assemble::Assembler;
use crate::source::{FileId, Source};
use crate::tree::{NodeId, Tree};

#[path = "../../../../../tests/support/corpus.rs"]
mod corpus;

/// What short texts are made of.
const CHARACTERS: &[u8] = b"ab: \n-#'\"[]{},|>\\1?&";

/// Where a short text is put, in place of `@`.
const PLACES: &[&str] =
    &["@", "a: @", "- @", "- \"\\@", "a:\n  @\n", "k: a\n@", "- k: @\n  l: m", "a: [@]", "a: {@}", "a:\n@\nb: c\n"];

/// What is put into texts.
const PIECES: &[&str] = &[
    "a",
    "key",
    "-1",
    "1,5",
    "x y",
    "é",
    "~",
    "null",
    "<<",
    "<<: {a: b}",
    "\"q\"",
    "'s'",
    "'it''s'",
    "\"a\\n\"",
    "\"a\\\n",
    "\"",
    "'",
    ":",
    ": ",
    " :",
    ":\n",
    ":\n  ",
    ":\n- ",
    "- ",
    "-",
    "- - ",
    "? ",
    "#",
    " # c",
    "\n# c\n",
    "#c\n",
    "- # c\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n   ",
    "\n\n",
    "\n  \n",
    " ",
    "  ",
    "\t",
    "\r\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "[a, b]",
    "{a: b}",
    "{ d:[e] }",
    "[a,\n  b]",
    "[]",
    "{}",
    "|\n",
    "|-\n  ",
    ">\n  ",
    ">+\n  ",
    "|2\n",
    "a: b: c",
    "key :v",
    "&a ",
    "*a",
    "!t ",
    "---",
    "---\n",
    "...\n",
    "%Y",
    "@",
    "`",
    "\u{85}",
    "\u{FEFF}",
];

/// What lines are made of, at any indentation.
const LINES: &[&str] = &[
    "",
    "# c",
    "a: b",
    "c:",
    "c: # c",
    "d: e f # c",
    "'q': \"r\"",
    "-",
    "- # c",
    "- a",
    "- a: b",
    "- c:",
    "- - a",
    "- -",
    "-   a:",
    "a",
    "\"q",
    "q\"",
    "a: \"q",
    "a: |",
    "- >-",
    "- b: |+",
    "a: [b,",
    "- {c: d,",
    "e]",
    "}",
    "<<: {a: b}",
    "---",
];

/// What is changed.
const TEXTS: &[&str] = &[
    "",
    "a: 1\nb: two words\nc:\n  - x\n  - y: 1\n    z: 2\nd: [e, \"f\", 'g']\n",
    "- a: b # c\n  d:\n  - e\n  -\n  f: {g: h, i: 1.50}\n\n# c\n- k: |\n    l\n     m\n\n  n: >-\n    o\n    p\n- - q\n  - r\n",
    "---\nlong: one\n  two\n\n  three\nquoted: \"a\n  b\"\nempty:\nkey with spaces: 'it''s'\na: 1\na: 2\n",
];

/// Marsaglia's xorshift64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }

    /// A text of some lines.
    fn lines(&mut self) -> String {
        let lines = 1 + self.below(7);
        (0..lines).map(|_| format!("{}{}\n", " ".repeat(self.below(5)), LINES[self.below(LINES.len())])).collect()
    }

    /// The text with some changes.
    fn changed(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..1 + self.below(if text.is_empty() { 14 } else { 3 }) {
            self.change(&mut text);
        }
        text
    }

    /// Puts something into the text, takes something out, or repeats something.
    fn change(&mut self, text: &mut String) {
        let at = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.floor_char_boundary((at + self.below(12)).min(text.len())).max(at);
        match self.below(4) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let part = text[at..end].to_owned();
                text.insert_str(at, &part);
            }
            _ => text.insert_str(at, PIECES[self.below(PIECES.len())]),
        }
    }
}

/// How many texts were tried, and how many of them were read quickly.
#[derive(Debug, Default)]
struct Tally {
    all: u64,
    quick: u64,
    /// Texts that were read in different ways.
    differences: Vec<String>,
}

impl Tally {
    /// Reads a text both ways.
    fn try_text(&mut self, text: &str) {
        let source = Arc::new(Source::new("in.yaml", text));
        self.all += 1;
        let Some(ours) = read(&source, |out, text| quick::read(out, text, 0).is_some()) else { return };
        self.quick += 1;
        let theirs = read(&source, |out, text| {
            complete::read(out, text, 0);
            true
        });
        if Some(&ours) != theirs.as_ref() {
            self.differences.push(format!("{text:?}\n{}\n{}", shown(Some(ours)), shown(theirs)));
        }
    }

    /// Fails with the shortest of what differs, or if less than one of `most` texts was read quickly.
    fn finish(mut self, most: u64) {
        self.differences.sort_by_key(String::len);
        let shortest: Vec<_> = self.differences.iter().take(5).cloned().collect();
        assert!(shortest.is_empty(), "{} of {} differ:\n{}", self.differences.len(), self.all, shortest.join("\n"));
        println!("{} of {} texts were read quickly", self.quick, self.all);
        assert!(self.quick * most >= self.all, "only {} of {} texts were read quickly", self.quick, self.all);
    }
}

/// What reading gives: the tree, the findings, and whether nothing is missing; none where the reader gives up.
type Outcome = (Tree, (Vec<Diagnostic>, bool));

fn read<'s>(source: &'s Arc<Source>, read: impl FnOnce(&mut Assembler<'s>, &'s str) -> bool) -> Option<Outcome> {
    let mut out = Assembler::new(FileId(0), Arc::clone(source));
    read(&mut out, source.text()).then(|| {
        let (tree, log) = out.finish();
        (tree, log.finish())
    })
}

fn shown(outcome: Option<Outcome>) -> String {
    let Some((tree, findings)) = outcome else { return String::new() };
    let mut shown = String::new();
    let nodes = (0..u32::try_from(tree.len()).unwrap_or(u32::MAX)).filter_map(|id| tree.node(NodeId(id)));
    for node in nodes {
        let _ = writeln!(shown, "{:?} {:?} {:?} {:?}", node.own_span().range(), node.kind(), node.style(), node.text());
    }
    let comments: Vec<_> = tree.comments().map(|comment| comment.range()).collect();
    let _ = writeln!(shown, "comments {comments:?}, {findings:?}");
    shown
}

/// A number that a variable of the environment gives.
fn variable(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

fn numbers() -> Numbers {
    Numbers(variable("FACTLINT_SEED").map_or(1, |seed| seed as u64))
}

#[test]
fn short_texts_read_alike() {
    let longest = if variable("FACTLINT_CASES").is_some() { 5 } else { 3 };
    let mut tally = Tally::default();
    let mut texts = vec![String::new()];
    for _ in 0..longest {
        texts = texts
            .iter()
            .flat_map(|text| CHARACTERS.iter().map(move |&byte| format!("{text}{}", char::from(byte))))
            .collect();
        for place in PLACES {
            texts.iter().for_each(|text| tally.try_text(&place.replace('@', text)));
        }
    }
    tally.finish(10);
}

#[test]
fn changed_texts_read_alike() {
    let mut numbers = numbers();
    let mut tally = Tally::default();
    for _ in 0..20_000 * variable("FACTLINT_CASES").unwrap_or(1) {
        let text = TEXTS[numbers.below(TEXTS.len())];
        tally.try_text(&numbers.changed(text));
    }
    tally.finish(10);
}

#[test]
fn lines_at_any_indentation_read_alike() {
    let mut numbers = numbers();
    let mut tally = Tally::default();
    for _ in 0..20_000 * variable("FACTLINT_CASES").unwrap_or(1) {
        tally.try_text(&numbers.lines());
    }
    tally.finish(100);
}

#[test]
fn our_own_data_reads_alike_and_quickly() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut tally = Tally::default();
    for folder in ["data", "tests/expeditions"] {
        let files = files(project.join(folder));
        files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).for_each(|text| tally.try_text(&text));
    }
    tally.finish(1);
}

#[test]
fn what_others_wrote_reads_alike() {
    let mut numbers = numbers();
    for (name, most) in
        [("yaml-test-suite", 10), ("congress-legislators", 1), ("endoflife-date", 1), ("owid-snapshots", 2)]
    {
        let Some(folder) = corpus::unpacked(name) else {
            println!("skipped: FACTLINT_SHARED is not set");
            return;
        };
        let (mut tally, mut changed) = (Tally::default(), Tally::default());
        for text in files(folder).iter().filter_map(|file| std::fs::read_to_string(file).ok()) {
            tally.try_text(&text);
            if text.len() < 3_000 {
                for _ in 0..variable("FACTLINT_CASES").unwrap_or(1) {
                    changed.try_text(&numbers.changed(&text));
                }
            }
        }
        print!("{name}: ");
        tally.finish(most);
        print!("{name}, changed: ");
        changed.finish(100);
    }
}

/// The YAML files below a folder.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let is_yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
    let mut folders = vec![folder];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let (below, here): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        folders.extend(below);
        files.extend(here.into_iter().filter(|path| is_yaml(path)));
    }
    files.sort();
    files
}
