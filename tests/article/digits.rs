//! A digit of a date or a figure that is not as the article prints it is found.

use libtest_mimic::Failed;
use std::ops::Range;

use crate::Article;
use crate::project::Project;

/// The keys of dates and figures.
const KEYS: [&str; 8] = ["date", "born", "died", "since", "until", "from", "printed", "share"];

pub fn are_found(_: &Article) -> Result<(), Failed> {
    let project = Project::read();
    let mut missed = Vec::new();
    for (path, text) in project.data() {
        for value in values(text) {
            for at in value.clone().filter(|&at| text.as_bytes()[at].is_ascii_digit()) {
                let mut changed = project.clone();
                let digit = (text.as_bytes()[at] - b'0' + 1) % 10;
                changed.files.get_mut(path).unwrap().replace_range(at..=at, &digit.to_string());
                if changed.check().is_empty() {
                    missed.push(format!("{}: {} {}", path.display(), &text[value.clone()], at - value.start));
                }
            }
        }
    }
    if missed.is_empty() { Ok(()) } else { Err(missed.join("\n").into()) }
}

/// Where in a file of data the dates and figures stand.
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
