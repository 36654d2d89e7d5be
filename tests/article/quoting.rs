//! The project has facts of the article and none of its sentences.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ignore::WalkBuilder;
use libtest_mimic::Failed;

use crate::{Article, top};

/// As many words of it in a row stand in no file of the project.
const RUN: usize = 10;

pub fn is_short(article: &Article) -> Result<(), Failed> {
    let printed = words(&article.text);
    let printed: BTreeSet<&[String]> = printed.windows(RUN).collect();
    let mut taken = Vec::new();
    for entry in WalkBuilder::new(top()).hidden(false).filter_entry(|entry| entry.file_name() != ".git").build() {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            taken.extend(runs(&path, &printed));
        }
    }
    if taken.is_empty() { Ok(()) } else { Err(taken.join("\n").into()) }
}

/// The runs in a file that are printed in the article.
fn runs(path: &Path, printed: &BTreeSet<&[String]>) -> Vec<String> {
    let words = words(&String::from_utf8_lossy(&fs::read(path).unwrap()));
    let taken = words.windows(RUN).filter(|run| printed.contains(run));
    taken.map(|run| format!("{}: {}", path.display(), run.join(" "))).collect()
}

/// The words without their case and what stands between them, so that a line's end or a comment's mark hides none.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
