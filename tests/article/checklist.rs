//! No sentence of the article is left out: `../dataset/checklist.toml` has the facts of each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use libtest_mimic::Failed;

use crate::{Article, top};

/// The facts of each sentence: by the heading of the section, then by paragraph and sentence, as in `2.1`.
pub type Facts = BTreeMap<(String, String), BTreeSet<String>>;

pub fn has_all_sentences(article: &Article) -> Result<(), Failed> {
    let listed: BTreeSet<_> = read().into_keys().collect();
    let text = article.cut();
    let headings: Vec<String> = text.sections().map(|section| section.heading.to_owned()).collect();
    let printed = text.sentences().map(|id| {
        let place = text.sentence(id);
        (headings[place.section as usize].clone(), format!("{}.{}", place.paragraph, place.number))
    });
    let printed = printed.collect();
    let missing: Vec<_> = listed.symmetric_difference(&printed).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("on one side only: {missing:?}").into()) }
}

/// The list.
fn read() -> Facts {
    let list = fs::read_to_string(top().join("tests/dataset/checklist.toml")).unwrap();
    let list: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = toml::from_str(&list).unwrap();
    let sections = list.into_iter().flat_map(|(heading, sentences)| {
        sentences.into_iter().map(move |(place, facts)| ((heading.clone(), place), facts))
    });
    sections.collect()
}
