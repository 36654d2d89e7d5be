//! Settings as TOML that can be read again, with comments that tell where each comes from.

use std::fmt::Write as _;

use crate::report::{escape, is_hidden};

/// A table of settings.
#[derive(Debug, Default)]
pub struct Section {
    /// Its header, such as `[[dataset]]`; empty for the top of the file.
    pub header: String,
    /// What is said behind the header.
    pub note: String,
    /// The settings.
    pub entries: Vec<Entry>,
}

/// A setting.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The value, in TOML.
    pub value: String,
    /// Where it comes from.
    pub origin: String,
}

impl Section {
    /// An empty table.
    pub fn new(header: impl Into<String>, note: impl Into<String>) -> Self {
        Self { header: header.into(), note: note.into(), entries: Vec::new() }
    }

    /// Adds a setting.
    pub fn push(&mut self, key: &str, value: String, origin: String) {
        self.entries.push(Entry { key: key.to_owned(), value, origin });
    }
}

/// The columns behind which comments stand, where the settings leave them room.
const COLUMNS: std::ops::RangeInclusive<usize> = 24..=48;

/// The sections as text.
pub fn write(sections: &[Section]) -> String {
    let mut lines = Vec::new();
    for section in sections {
        if !section.header.is_empty() {
            lines.push((String::new(), ""));
            lines.push((section.header.clone(), &*section.note));
        }
        lines.extend(section.entries.iter().map(|entry| (format!("{} = {}", entry.key, entry.value), &*entry.origin)));
    }
    let width = |line: &str| line.chars().count();
    let widest = lines.iter().map(|(line, _)| width(line)).filter(|width| COLUMNS.contains(width)).max();
    let column = widest.unwrap_or(*COLUMNS.start());
    let mut text = String::new();
    for (line, comment) in lines {
        let _ = match comment {
            "" => writeln!(text, "{line}"),
            comment => {
                writeln!(text, "{line}{}  # {}", " ".repeat(column.saturating_sub(width(&line))), escape(comment))
            }
        };
    }
    text
}

/// A text in TOML.
pub fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        let _ = match letter {
            '"' | '\\' => write!(quoted, "\\{letter}"),
            letter if is_hidden(letter) => write!(quoted, "\\U{:08X}", u32::from(letter)),
            letter => write!(quoted, "{letter}"),
        };
    }
    quoted + "\""
}

/// A list of texts in TOML.
pub fn strings<T: AsRef<str>>(texts: &[T]) -> String {
    format!("[{}]", texts.iter().map(|text| string(text.as_ref())).collect::<Vec<_>>().join(", "))
}

/// A key in TOML, in quotes where it needs them.
pub fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { name.to_owned() } else { string(name) }
}

#[cfg(test)]
mod tests {
    use super::{key, strings};

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for text in ["a/**/*.yaml", "say \"a\\b\"", "two\nlines", "\u{202e}back", "\u{7f}", ""] {
            let written = format!("{} = {}", key(text), strings(&[text]));
            let read: std::collections::BTreeMap<String, Vec<String>> = toml::from_str(&written).unwrap();
            assert_eq!(read.into_iter().next(), Some((text.to_owned(), vec![text.to_owned()])), "{written}");
        }
    }
}
