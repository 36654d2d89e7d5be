//! A digit of a date or a figure that is not as the article prints it is found.

use std::ops::Range;
use std::path::Path;

use libtest_mimic::Failed;
use rayon::prelude::*;

use crate::Article;
use crate::project::Project;

/// The keys of dates and figures.
const KEYS: [&str; 9] = ["date", "born", "died", "since", "until", "from", "printed", "share", "number"];

pub fn are_found(article: &Article) -> Result<(), Failed> {
    let project = Project::with(&article.text);
    let digits: Vec<_> = project.data().flat_map(|(path, text)| digits(text).map(move |at| (path, text, at))).collect();
    assert!(digits.len() > 150, "{} digits", digits.len());
    let missed: Vec<_> =
        digits.par_iter().flat_map_iter(|(path, text, at)| missed(&project, path, text, *at)).collect();
    if missed.is_empty() { Ok(()) } else { Err(missed.join("\n").into()) }
}

/// The lines with another digit at a place of which a run finds nothing.
fn missed(project: &Project, path: &Path, text: &str, at: usize) -> Vec<String> {
    let digit = text.as_bytes()[at] - b'0';
    // All nine where that is fast, else the next one.
    let others = if cfg!(debug_assertions) { 1..2 } else { 1..10 };
    let changed = others.map(|more| {
        let mut changed = text.to_owned();
        changed.replace_range(at..=at, &((digit + more) % 10).to_string());
        changed
    });
    let missed = changed.filter(|changed| project.with_data(path, changed).run().diagnostics.is_empty());
    let line = text[..at].matches('\n').count();
    missed.map(|changed| format!("{}: {}", path.display(), changed.lines().nth(line).unwrap().trim())).collect()
}

/// Where the digits of dates and figures stand in a file of data. What the editors inferred is printed nowhere.
fn digits(text: &str) -> impl Iterator<Item = usize> {
    values(text).into_iter().flatten().filter(|&at| text.as_bytes()[at].is_ascii_digit())
}

fn values(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (key, value) = line.split_once(": ").unwrap_or_default();
        if KEYS.contains(&key.trim_start()) {
            let value = value.split(" #").next().unwrap_or_default().trim_end();
            let at = start + key.len() + 2;
            values.push(at..at + value.len());
        }
        start += line.len();
    }
    values
}
