//! The shipped dataset beside the article that it is of: the copy that lies in the folder that `FACTLINT_SHARED` names.
//! Without that variable these tests are named as ignored, since the article is not in the project.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use factlint_validator::cite::lock;
use factlint_validator::texts::{Markup, SourceText};
use libtest_mimic::{Arguments, Failed, Trial};

#[path = "article/checklist.rs"]
mod checklist;
#[path = "article/coverage.rs"]
mod coverage;
#[path = "article/digits.rs"]
mod digits;
#[path = "article/editions.rs"]
mod editions;
#[path = "article/project.rs"]
mod project;
#[path = "article/quoting.rs"]
mod quoting;

use project::Project;

type Test = fn(&Article) -> Result<(), Failed>;

const TESTS: [(&str, Test); 9] = [
    ("all citations are pinned", all_are_pinned),
    ("every sentence is on the list", checklist::has_all_sentences),
    ("every fact is on the list, at the sentences that it cites", checklist::has_all_facts),
    ("every date and every figure in digits is covered", coverage::is_whole),
    ("a changed digit of a date or a figure is found", digits::are_found),
    ("a paragraph more moves citations, and pin follows", editions::a_paragraph_more),
    ("an edited sentence is found at the facts that cite it", editions::a_sentence_edited),
    ("a doubled section is ambiguous", editions::a_section_doubled),
    ("no ten words in a row are the article's", quoting::is_short),
];

fn main() {
    let shared = std::env::var_os("FACTLINT_SHARED");
    let article = shared.map(|shared| Path::new(&shared).join("sources/de-stalinization.txt"));
    let trials = TESTS.map(|(name, test)| {
        let article = article.clone();
        let ignored = article.is_none();
        Trial::test(name, move || test(&Article::read(&article.unwrap()))).with_ignored_flag(ignored)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

/// Nothing is found beside the article, and the lock is what `pin` makes of it.
fn all_are_pinned(article: &Article) -> Result<(), Failed> {
    let project = Project::with(&article.text);
    let report = project.run();
    if !report.diagnostics.is_empty() {
        return Err(format!("{:#?}", report.diagnostics).into());
    }
    let new = lock::write(report.pins.lines);
    if new == project.lock() { Ok(()) } else { Err("factlint.lock is not what `factlint pin` would write".into()) }
}

/// The copy of the article.
struct Article {
    text: String,
}

impl Article {
    fn read(path: &Path) -> Self {
        Self { text: fs::read_to_string(path).unwrap() }
    }

    fn cut(&self) -> SourceText {
        SourceText::read(self.text.as_str(), Markup::Plain)
    }
}

/// The project's folder.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
