//! A digit of a date or a figure that is not as the article prints it is found.

use std::path::Path;

use libtest_mimic::Failed;
use rayon::prelude::*;

use crate::Article;
use crate::project::Project;

/// The keys of dates and figures, and of titles that have some.
const KEYS: [&str; 11] =
    ["date", "born", "died", "since", "until", "from", "printed", "value", "share", "number", "title"];

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

/// Where the digits of dates and figures stand in a file of data, but for those that the editors inferred.
fn digits(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    let mut digits = Vec::new();
    for line in text.split_inclusive('\n') {
        let (indent, value) = line.split_once(": ").unwrap_or_default();
        let key = indent.trim_start();
        if KEYS.contains(&key) && !is_inferred(&text[start + line.len()..], indent.len() - key.len(), key) {
            let value = value.split(" #").next().unwrap_or_default();
            let at = start + indent.len() + 2;
            digits.extend((at..at + value.len()).filter(|&at| text.as_bytes()[at].is_ascii_digit()));
        }
        start += line.len();
    }
    digits.into_iter()
}

/// Whether what stands behind a key in its mapping, which is indented that far, lists it as inferred.
fn is_inferred(behind: &str, indent: usize, key: &str) -> bool {
    let depth = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let mut mapping = behind.lines().take_while(|line| depth(line) >= indent && !line[..indent].contains('-'));
    mapping.any(|line| line.trim_start().starts_with("inferred: [") && line.contains(key))
}
