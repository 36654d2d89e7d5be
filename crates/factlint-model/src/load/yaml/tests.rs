//! What the quick reader accepts, it reads as the complete parser does: texts made at random from pieces that matter to
//! YAML, and what others wrote.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use super::{complete, quick};
use crate::load::assemble::Assembler;
use crate::source::{FileId, Source};
use crate::tree::NodeId;

#[path = "../../../../../tests/support/corpus.rs"]
mod corpus;

/// How many texts are made; `FACTLINT_CASES` names another number.
const CASES: u64 = 20_000;

/// What the texts are made of: more or less what plain YAML is, and what is close to it.
const PIECES: &[&str] = &[
    "a",
    "b",
    "key",
    "12",
    "-1",
    "1,5",
    "x y",
    "é",
    "~",
    "null",
    "<<",
    "\"q\"",
    "'s'",
    "'it''s'",
    "\"a\\n\"",
    "\"",
    "'",
    ":",
    ": ",
    ": ",
    ": ",
    " :",
    ":\n",
    ":\n  ",
    ":\n- ",
    "- ",
    "- ",
    "-",
    "- - ",
    "? ",
    "#",
    " # c\n",
    " # c",
    "\n# c\n",
    "#c\n",
    "\n",
    "\n",
    "\n",
    "\n  ",
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

/// Whole texts that the pieces are put into.
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

    fn piece(&mut self) -> &'static str {
        PIECES[self.below(PIECES.len())]
    }

    /// A text made at random.
    fn text(&mut self) -> String {
        let mut text = TEXTS[self.below(TEXTS.len())].to_owned();
        if text.is_empty() {
            for _ in 0..self.below(14) {
                text.push_str(self.piece());
            }
        }
        for _ in 0..self.below(4) {
            self.change(&mut text);
        }
        text
    }

    /// Puts something into the text, takes something out, or repeats something.
    fn change(&mut self, text: &mut String) {
        let [at, end] = [self.below(text.len() + 1), self.below(12)].map(|at| text.floor_char_boundary(at));
        let end = text.floor_char_boundary((at + end).min(text.len()));
        match self.below(4) {
            0 => text.replace_range(at..end.max(at), ""),
            1 => text.insert_str(at, &text[at..end.max(at)].to_owned()),
            _ => text.insert_str(at, self.piece()),
        }
    }
}

/// How far the two readers went with a text.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    GivenUp,
    Same,
}

/// Reads a text both ways; an error tells how they differ.
fn compare(text: &str) -> Result<Outcome, String> {
    let source = Arc::new(Source::new("in.yaml", text.to_owned()));
    let source_text = source.text();
    let assembler = || Assembler::new(FileId(0), Arc::clone(&source));
    let mut quickly = assembler();
    if quick::read(&mut quickly, source_text, 0).is_none() {
        return Ok(Outcome::GivenUp);
    }
    let mut completely = assembler();
    complete::read(&mut completely, source_text, 0);
    let (quickly, completely) = (quickly.finish(), completely.finish());
    let findings = |log: crate::load::log::Log| format!("{:?}", log.finish());
    let [ours, theirs] = [shown(&quickly.0), shown(&completely.0)];
    let same_tree = quickly.0 == completely.0;
    let [our_log, their_log] = [findings(quickly.1), findings(completely.1)];
    if same_tree && our_log == their_log {
        return Ok(Outcome::Same);
    }
    Err(format!("{text:?}\nquickly:\n{ours}{our_log}\ncompletely:\n{theirs}{their_log}\n"))
}

fn shown(tree: &crate::tree::Tree) -> String {
    let mut shown = String::new();
    for id in 0..u32::try_from(tree.len()).unwrap_or(u32::MAX) {
        let Some(node) = tree.node(NodeId(id)) else { break };
        let range = node.own_span().range();
        let _ = writeln!(shown, "{range:?} {:?} {:?} {:?}", node.kind(), node.style(), node.text());
    }
    for comment in tree.comments() {
        let _ = writeln!(shown, "{:?} comment", comment.range());
    }
    shown
}

#[test]
fn texts_made_at_random_read_alike() {
    let cases = std::env::var("FACTLINT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let seed = std::env::var("FACTLINT_SEED").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1);
    let mut numbers = Numbers(seed);
    let (mut read, mut failures) = (0, Vec::new());
    for _ in 0..cases {
        match compare(&numbers.text()) {
            Ok(outcome) => read += u64::from(outcome == Outcome::Same),
            Err(difference) => failures.push(difference),
        }
    }
    failures.sort_by_key(String::len);
    let n = failures.len();
    failures.truncate(12);
    assert!(n == 0, "{n} differ; {}", failures.join("\n"));
    println!("{read} of {cases}");
    assert!(read > cases / 10, "only {read} of {cases} texts were read quickly");
}

#[test]
fn what_others_wrote_reads_alike() {
    for name in ["yaml-test-suite", "congress-legislators", "endoflife-date", "owid-snapshots"] {
        let Some(folder) = corpus::unpacked(name) else {
            println!("skipped: FACTLINT_SHARED is not set");
            return;
        };
        let (mut read, mut all) = (0, 0);
        let mut failures = Vec::new();
        for file in files(folder) {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            all += 1;
            match compare(&text) {
                Ok(outcome) => {
                    if outcome == Outcome::Same {
                        read += 1
                    } else if all % 20 == 0 || name.starts_with("cong") {
                        println!("given up {}", file.display())
                    }
                }
                Err(difference) => failures.push(format!("{}: {difference}", file.display())),
            }
        }
        failures.sort_by_key(String::len);
        failures.truncate(4);
        println!("{name}: {read} of {all} files are read quickly");
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

/// The YAML files below a folder.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut folders = vec![folder];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml") {
                files.push(path);
            }
        }
    }
    files
}
