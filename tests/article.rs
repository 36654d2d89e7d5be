//! The shipped dataset beside the article that it is of: the copy that lies in the folder that `FACTLINT_SHARED` names.
//! Without that variable these tests are named as ignored, since the article is not in the project.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use factlint_validator::texts::{Markup, SourceText};
use libtest_mimic::{Arguments, Failed, Trial};

#[path = "article/checklist.rs"]
mod checklist;
#[path = "article/digits.rs"]
mod digits;
#[path = "article/project.rs"]
mod project;
#[path = "article/quoting.rs"]
mod quoting;

type Test = fn(&Article) -> Result<(), Failed>;

const TESTS: [(&str, Test); 3] = [
    ("every sentence is on the list", checklist::has_all_sentences),
    ("a changed digit of a date or a figure is found", digits::are_found),
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
