//! Settings as TOML that can be read again, with comments that tell where each comes from.

use std::fmt::Write as _;

use serde_json::Value;

use super::setting::{Entry, Origin, Section};
use crate::config::{Step, quote};
use crate::report::escape;

/// The columns behind which comments stand, where the settings leave them room.
const COLUMNS: std::ops::RangeInclusive<usize> = 24..=48;

/// The sections as text.
pub fn write(sections: &[Section<'_>]) -> String {
    let mut lines = Vec::new();
    for section in sections {
        if !section.path.is_empty() {
            lines.push((String::new(), String::new()));
            lines.push((header(&section.path), section.note.clone()));
        }
        let line = |entry: &Entry<'_>| (format!("{} = {}", entry.key, value(&entry.value)), origin(&entry.from));
        lines.extend(section.entries.iter().map(line));
    }
    let width = |line: &str| line.chars().count();
    let widest = lines.iter().map(|(line, _)| width(line)).filter(|width| COLUMNS.contains(width)).max();
    let column = widest.unwrap_or(*COLUMNS.start());
    let mut text = String::new();
    for (line, comment) in lines {
        let _ = match &*comment {
            "" => writeln!(text, "{line}"),
            comment => {
                writeln!(text, "{line}{}  # {}", " ".repeat(column.saturating_sub(width(&line))), escape(comment))
            }
        };
    }
    text
}

/// The header of a table, which is one of a list where the way to it ends at an item.
fn header(path: &[Step<'_>]) -> String {
    let keys = path.iter().filter_map(|step| match step {
        Step::Key(name) => Some(quote::key(name)),
        Step::Item(_) => None,
    });
    let name = keys.collect::<Vec<_>>().join(".");
    if matches!(path.last(), Some(Step::Item(_))) { format!("[[{name}]]") } else { format!("[{name}]") }
}

fn origin(from: &[Origin]) -> String {
    let words = from.iter().map(|origin| match origin {
        Origin::Configuration { file, line } => format!("{file}:{line}"),
        Origin::CommandLine { option } => (*option).to_owned(),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "default".to_owned() } else { words.join(", ") }
}

fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quote::string(text),
        Value::Array(items) => format!("[{}]", items.iter().map(self::value).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::config::quote::key;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for text in ["a/**/*.yaml", "say \"a\\b\"", "two\nlines", "\u{202e}back", "\u{7f}", ""] {
            let written = format!("{} = {}", key(text), value(&serde_json::json!([text])));
            let read: std::collections::BTreeMap<String, Vec<String>> = toml::from_str(&written).unwrap();
            assert_eq!(read.into_iter().next(), Some((text.to_owned(), vec![text.to_owned()])), "{written}");
        }
    }
}
