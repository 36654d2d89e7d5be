//! No sentence of the article is left out: `../dataset/checklist.toml` has the facts of each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use factlint_validator::texts::{SentenceId, SourceText};
use libtest_mimic::Failed;

use crate::project::Project;
use crate::{Article, top};

/// The heading of a section, and paragraph and sentence in it, as in `2.1`.
type Place = (String, String);

/// The facts of each sentence.
type Facts = BTreeMap<Place, BTreeSet<String>>;

pub fn has_all_sentences(article: &Article) -> Result<(), Failed> {
    let text = article.cut();
    let printed: BTreeSet<Place> = text.sentences().map(|id| place(&text, id)).collect();
    let listed = read().into_keys().collect();
    agree(&printed, &listed)
}

pub fn has_all_facts(article: &Article) -> Result<(), Failed> {
    let mut cited = Facts::new();
    for line in Project::with(&article.text).run().pins.lines {
        let place = (line.place.section, format!("{}.{}", line.place.paragraph, line.place.sentence));
        cited.entry(place).or_default().insert(line.key.record);
    }
    let pairs = |facts: Facts| -> BTreeSet<(Place, String)> {
        let pairs =
            facts.into_iter().flat_map(|(place, facts)| facts.into_iter().map(move |fact| (place.clone(), fact)));
        pairs.collect()
    };
    agree(&pairs(cited), &pairs(read()))
}

fn agree<T: Ord + std::fmt::Debug>(article: &BTreeSet<T>, list: &BTreeSet<T>) -> Result<(), Failed> {
    let not_listed: Vec<_> = article.difference(list).collect();
    let not_there: Vec<_> = list.difference(article).collect();
    if not_listed.is_empty() && not_there.is_empty() {
        return Ok(());
    }
    Err(format!("not on the list: {not_listed:#?}\non the list only: {not_there:#?}").into())
}

/// Where a sentence stands.
pub fn place(text: &SourceText, id: SentenceId) -> Place {
    let place = text.sentence(id);
    let heading = text.sections().nth(place.section as usize).unwrap().heading.to_owned();
    (heading, format!("{}.{}", place.paragraph, place.number))
}

/// The list.
pub fn read() -> Facts {
    let list = fs::read_to_string(top().join("tests/dataset/checklist.toml")).unwrap();
    let list: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = toml::from_str(&list).unwrap();
    let sections = list.into_iter().flat_map(|(heading, sentences)| {
        sentences.into_iter().map(move |(place, facts)| ((heading.clone(), place), facts))
    });
    sections.collect()
}
