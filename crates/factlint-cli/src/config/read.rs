//! The keys of `factlint.toml`. `schema/config.schema.json` says the same to editors.

use std::ops::Range;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::load::Format;
use factlint_model::source::FileId;
use factlint_validator::texts::Markup;
use toml::de::DeTable;

use super::suppress::read_suppressions;
use super::table::{Mistakes, Table, Text, tables};
use super::{Config, Dataset, Files, RuleSettings, Source, known_rule_word};

/// Reads a configuration and where its texts stand, or says all that is wrong with it.
pub fn read(file: FileId, text: &str) -> Result<(Config, Vec<Text>), Vec<Diagnostic>> {
    let mut mistakes = Mistakes::new(file);
    let config = match DeTable::parse(text) {
        Ok(table) => read_config(table.get_ref(), &mut mistakes),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            mistakes.push(at, format!("not TOML: {}", error.message().replace('\n', ", ")), "", None);
            Config::default()
        }
    };
    Ok((config, mistakes.into_result()?))
}

fn read_config(table: &DeTable<'_>, mistakes: &mut Mistakes) -> Config {
    let keys = &["select", "ignore", "fail-on", "rules", "suppress", "baseline", "dataset", "sources"];
    let table = Table::new(table, keys, mistakes);
    let datasets = table.get("dataset").map(|value| tables("dataset", value, mistakes)).unwrap_or_default();
    Config {
        rules: RuleSettings {
            select: rule_words(&table, "select", mistakes),
            ignore: rule_words(&table, "ignore", mistakes),
            levels: read_levels(&table, mistakes),
        },
        fail_on: table.level("fail-on", mistakes),
        suppressions: read_suppressions(&table, mistakes),
        baseline: table.string("baseline", mistakes).map(|(path, _)| path),
        datasets: datasets.into_iter().map(|(table, at)| read_dataset(table, at, mistakes)).collect(),
        sources: read_sources(&table, mistakes),
    }
}

fn read_sources(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Vec<Source> {
    let Some(value) = table.get("sources") else { return Vec::new() };
    let Some(sources) = value.get_ref().as_table() else {
        mistakes.wrong_type("sources", value, "a table of sources");
        return Vec::new();
    };
    let mut found = Vec::new();
    for (id, value) in sources {
        let Some(source) = value.get_ref().as_table() else {
            mistakes.wrong_type(id.get_ref(), value, "a table, such as { text = \"copy.txt\" }");
            continue;
        };
        let source = Table::new(source, &["text", "markup"], mistakes);
        if source.get("text").is_none() {
            let help = "name the copy of the source: text = \"copy.txt\"".to_owned();
            mistakes.push(id.span(), "a source without `text`", "", Some(help));
        }
        let text = source.string("text", mistakes).map(|(text, _)| text);
        let markup = read_markup(&source, mistakes);
        found.extend(text.map(|text| Source { id: id.get_ref().to_string(), text, markup }));
    }
    found
}

fn read_markup(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Option<Markup> {
    let (word, at) = table.string("markup", mistakes)?;
    let markup = Markup::named(&word);
    if markup.is_none() {
        let words = Markup::NAMES.map(|(name, _)| name).join(", ");
        mistakes.push(at, format!("`{word}` is no markup"), "", Some(format!("the markups are {words}")));
    }
    markup
}

fn rule_words(table: &Table<'_, '_>, key: &str, mistakes: &mut Mistakes) -> Vec<String> {
    let words = table.strings(key, mistakes);
    for (word, at) in &words {
        check_rule_word(word, at, mistakes);
    }
    words.into_iter().map(|(word, _)| word).collect()
}

/// Notes a mistake if there is no rule, family or group of this name.
pub(super) fn check_rule_word(word: &str, at: &Range<usize>, mistakes: &mut Mistakes) {
    if let Err(why) = known_rule_word(word) {
        mistakes.push(at.clone(), why, "", Some("`factlint rules` lists all rules".into()));
    }
}

fn read_levels(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Vec<(String, factlint_model::diagnostic::Level)> {
    let Some(value) = table.get("rules") else { return Vec::new() };
    let Some(rules) = value.get_ref().as_table() else {
        mistakes.wrong_type("rules", value, "a table of rules");
        return Vec::new();
    };
    let mut levels = Vec::new();
    for (name, value) in rules {
        check_rule_word(name.get_ref(), &name.span(), mistakes);
        mistakes.text(name.get_ref(), name.span());
        let Some(rule) = value.get_ref().as_table() else {
            mistakes.wrong_type(name.get_ref(), value, "a table, such as { level = \"warning\" }");
            continue;
        };
        let level = Table::new(rule, &["level"], mistakes).level("level", mistakes);
        levels.extend(level.map(|level| (name.get_ref().to_string(), level)));
    }
    levels
}

fn read_dataset(table: &DeTable<'_>, at: Range<usize>, mistakes: &mut Mistakes) -> Dataset {
    let table = Table::new(table, &["root", "files"], mistakes);
    let files = table.get("files").map(|value| tables("files", value, mistakes)).unwrap_or_default();
    if table.get("files").is_none() {
        mistakes.push(at, "a dataset without `files`", "", Some(example()));
    }
    Dataset {
        root: table.string("root", mistakes).map(|(root, _)| root),
        files: files.into_iter().map(|(table, at)| read_files(table, at, mistakes)).collect(),
    }
}

fn read_files(table: &DeTable<'_>, at: Range<usize>, mistakes: &mut Mistakes) -> Files {
    let table = Table::new(table, &["include", "exclude", "format", "schema"], mistakes);
    if table.get("include").is_none() {
        mistakes.push(at, "a set of files without `include`", "", Some(example()));
    }
    let texts = |list: Vec<Text>| list.into_iter().map(|(text, _)| text).collect();
    Files {
        include: texts(table.strings("include", mistakes)),
        exclude: texts(table.strings("exclude", mistakes)),
        format: read_format(&table, mistakes),
        schema: texts(table.strings("schema", mistakes)),
    }
}

fn read_format(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Option<Format> {
    let (word, at) = table.string("format", mistakes)?;
    let format = Format::of_word(&word);
    if format.is_none() {
        let words: Vec<&str> = Format::ALL.iter().map(|(_, word, _)| *word).collect();
        let help = format!("the formats are {}", words.join(", "));
        mistakes.push(at, format!("`{word}` is no format"), "", Some(help));
    }
    format
}

fn example() -> String {
    "a set of files looks like this:\n[[dataset.files]]\ninclude = [\"facts/**/*.yaml\"]\nschema = \"schema.yaml\""
        .to_owned()
}
