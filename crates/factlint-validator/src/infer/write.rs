//! The proposal as text: a commented schema in YAML, and the configuration.

use std::collections::BTreeMap;
use std::fmt::Write;

use factlint_model::figure::thousands;
use factlint_model::load::Format;
use factlint_model::tree::{Kind, NodeRef};

use super::files::DataFile;
use super::sets::{Set, patterns};
use super::shape::Step;
use super::{Exception, FOLDER, Fact, Guess, Proposed, Work, threshold};

/// The configuration for these sets.
pub(super) fn config(sets: &[Set], files: &[DataFile], others: &[String]) -> String {
    let mut text = String::from("# Proposed by `factlint init`.\n");
    for set in sets {
        let include: Vec<String> = patterns(set, files, others).iter().map(|pattern| quoted(pattern)).collect();
        let include = match include.as_slice() {
            [one] => format!("[{one}]"),
            many => format!("[\n    {},\n]", many.join(",\n    ")),
        };
        text.push_str(&format!("\n[[dataset.files]]\ninclude = {include}\n"));
        // Of pages the first line tells the format, and those that start with something else hold no data.
        let told = |&file: &usize| Format::is_page(&files[file].inside);
        if set.format == Format::FrontMatter && !set.files.iter().all(told) {
            text.push_str("format = \"front-matter\"\n");
        }
        text.push_str(&format!("schema = [{}]\n", quoted(&schema_path(set))));
    }
    text
}

fn schema_path(set: &Set) -> String {
    format!("{FOLDER}/{}.yaml", set.name)
}

/// The schema of a set, and what is guessed in it.
pub(super) fn proposed(work: &Work<'_>, set: usize) -> Proposed {
    let found = &work.sets[set];
    let mut writer =
        Writer { work, text: String::new(), guesses: Vec::new(), unsure: Vec::new(), records: BTreeMap::new() };
    for record in &work.records {
        let has_facts = |place: &usize| work.facts.contains_key(place);
        if has_facts(&record.place) || record.fields.iter().any(has_facts) || work.keep.contains(&record.place) {
            writer.records.insert(record.place, &record.kind);
        }
    }
    writer.text.push_str(
        "# Proposed by `factlint init`: what the data shows, with the evidence beside. Unknown keys pass; where no others\n\
         # belong, `additionalProperties: false` reports them.\n\
         $schema: https://json-schema.org/draft/2020-12/schema\n",
    );
    writer.place(work.roots[set], 0, "");
    let Writer { text, guesses, unsure, .. } = writer;
    Proposed { path: schema_path(found), text, files: found.files.len(), guesses, unsure }
}

struct Writer<'w, 't> {
    work: &'w Work<'t>,
    text: String,
    guesses: Vec<Guess>,
    unsure: Vec<Guess>,
    /// The kinds of the records that stand.
    records: BTreeMap<usize, &'w str>,
}

impl<'t> Writer<'_, 't> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:indent$}{text}", "", indent = depth * 2);
    }

    /// What a place says: its types, its meanings, and the places below.
    fn place(&mut self, id: usize, depth: usize, path: &str) {
        let work = self.work;
        let place = &work.shape.places[id];
        let before = self.text.len();
        if let Some(types) = types(&place.nodes) {
            self.line(depth, &format!("type: {types}"));
        }
        if !work.facts.contains_key(&id)
            && let Some(choices) = choices(&place.nodes)
        {
            self.line(depth, &format!("enum: [{choices}]"));
        }
        self.meanings(id, depth, path);
        let child_of = |wanted: fn(&Step<'_>) -> bool| {
            place.children.iter().copied().find(|&child| wanted(&work.shape.places[child].step))
        };
        let required = self.required(id);
        if !required.is_empty() {
            self.line(depth, &format!("required: [{}]", required.join(", ")));
        }
        let fields: Vec<(usize, &str)> = place
            .children
            .iter()
            .filter_map(|&child| match work.shape.places[child].step {
                Step::Key(key) => Some((child, key)),
                _ => None,
            })
            .collect();
        if !fields.is_empty() {
            self.line(depth, "properties:");
        }
        for (child, key) in fields {
            self.line(depth + 1, &format!("{}:", key_text(key)));
            self.place(child, depth + 2, &joined(path, key));
        }
        for (step, word, mark) in [
            (child_of(|step| *step == Step::Values), "additionalProperties:", "*"),
            (child_of(|step| *step == Step::Items), "items:", "[]"),
        ] {
            if let Some(child) = step {
                self.line(depth, word);
                let below = if mark == "*" { joined(path, "*") } else { format!("{path}[]") };
                self.place(child, depth + 1, &below);
            }
        }
        if self.text.len() == before {
            self.line(depth, "{}");
        }
    }

    fn meanings(&mut self, id: usize, depth: usize, path: &str) {
        let facts = self.work.facts.get(&id).map_or(&[][..], Vec::as_slice);
        let kind = self.records.get(&id).copied();
        let path = if path.is_empty() { "(each)" } else { path };
        for fact in self.work.unsure.get(&id).map_or(&[][..], Vec::as_slice) {
            self.unsure.push(guess(path, fact.word.to_owned(), fact));
        }
        if facts.is_empty() && kind.is_none() {
            return;
        }
        self.line(depth, "x-fact:");
        if let Some(kind) = kind {
            let count = self.work.shape.places[id].nodes.len();
            self.line(depth + 1, &format!("record: {}  # {} of them", plain(kind), thousands(count)));
        }
        for fact in facts {
            let span = if fact.word == "time" { self.work.spans.get(&id) } else { None };
            let evidence = span.map_or_else(|| fact.evidence.clone(), |span| format!("{}; {span}", fact.evidence));
            self.line(
                depth + 1,
                &format!("{}: {}  # {}", fact.word, fact.arguments, comment(&evidence, &fact.exceptions)),
            );
            let says = format!("{}: {}", fact.word, fact.arguments);
            self.guesses.push(Guess { evidence, ..guess(path, says, fact) });
        }
        self.chains(id, depth, path);
    }

    /// The chains of a record, one slot a line, with the evidence of each link beside.
    fn chains(&mut self, id: usize, depth: usize, path: &str) {
        let chains = self.work.chains.get(&id).map_or(&[][..], Vec::as_slice);
        if !chains.is_empty() {
            self.line(depth + 1, "chain:");
        }
        for chain in chains {
            for (at, link) in chain.links.iter().enumerate() {
                let item = if at == 0 { "- - " } else { "  - " };
                let evidence = match comment(&link.evidence, &link.exceptions) {
                    none if none.is_empty() => none,
                    some => format!("  # {some}"),
                };
                self.line(depth + 2, &format!("{item}{}{evidence}", plain(&link.slot)));
            }
            self.guesses.push(chain.guess(path));
        }
    }

    /// The keys that all mappings of a place have, where there are enough of them.
    fn required(&self, id: usize) -> Vec<String> {
        let place = &self.work.shape.places[id];
        let mappings = place.nodes.iter().filter(|node| node.kind() == Kind::Mapping).count();
        if mappings < threshold::REQUIRED {
            return Vec::new();
        }
        let all_have = |child: &&usize| self.work.shape.places[**child].nodes.len() == mappings;
        let keys =
            place.children.iter().filter(all_have).filter_map(|&child| match self.work.shape.places[child].step {
                Step::Key(key) => Some(key_text(key)),
                _ => None,
            });
        keys.collect()
    }
}

fn guess(path: &str, says: String, fact: &Fact) -> Guess {
    let (evidence, exceptions) = (fact.evidence.clone(), fact.exceptions.clone());
    Guess { place: path.to_owned(), says, evidence, exceptions }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The types that were seen.
fn types(nodes: &[NodeRef<'_>]) -> Option<String> {
    let whole = |text: &str| text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    let mut words: Vec<&str> = Vec::new();
    for node in nodes {
        let word = match node.kind() {
            Kind::Null => "null",
            Kind::Bool => "boolean",
            Kind::Number if whole(node.text()) => "integer",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Sequence => "array",
            Kind::Mapping => "object",
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.contains(&"number") {
        words.retain(|word| *word != "integer");
    }
    words.sort_unstable();
    let quoted = |word: &str| if word == "null" { "\"null\"".to_owned() } else { word.to_owned() };
    match words.as_slice() {
        [] => None,
        [one] => Some(quoted(one)),
        many => Some(format!("[{}]", many.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))),
    }
}

/// The values of an enumeration: few words, each often.
fn choices(nodes: &[NodeRef<'_>]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in nodes {
        let text = node
            .as_str()
            .filter(|text| text.len() <= threshold::CHOICE_BYTES && text.chars().any(char::is_alphabetic))?;
        *counts.entry(text).or_default() += 1;
        if counts.len() > threshold::CHOICES {
            return None;
        }
    }
    let often = counts.len() > 1 && counts.values().all(|&count| count >= threshold::CHOICE_TIMES);
    often.then(|| counts.keys().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// The evidence as a comment, with the first places that say otherwise.
fn comment(evidence: &str, exceptions: &[Exception]) -> String {
    let places: Vec<String> =
        exceptions.iter().take(3).map(|exception| format!("{}:{}", exception.path, exception.line)).collect();
    let text = if places.is_empty() { evidence.to_owned() } else { format!("{evidence}; not {}", places.join(", ")) };
    text.chars()
        .map(|c| if c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c) { '\u{fffd}' } else { c })
        .collect()
}

/// A key of YAML, quoted unless it can be nothing but a string.
fn key_text(key: &str) -> String {
    let first = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let word = first && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if word { plain(key) } else { quoted(key) }
}

/// A word of YAML, quoted where a reader may take it for something else.
pub(super) fn plain(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let other = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&lower.as_str());
    let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if other || number { quoted(word) } else { word.to_owned() }
}

/// A string in double quotes, as YAML, JSON and TOML all read it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c) || c == '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
