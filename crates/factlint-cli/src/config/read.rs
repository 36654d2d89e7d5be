//! Reading `factlint.toml`, by the keys of [`super::keys`].

use std::collections::BTreeMap;
use std::ops::Range;

use factlint_model::diagnostic::{Diagnostic, Level, Options};
use factlint_model::load::Format;
use factlint_model::source::FileId;
use factlint_validator::engine::Override;
use factlint_validator::rules;
use factlint_validator::texts::Markup;
use toml::de::DeTable;

use super::keys;
use super::suppress::read_suppressions;
use super::table::{Mistakes, Table, Text};
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
    let table = Table::new(table, 0..0, &keys::FILE, mistakes);
    let (levels, options) = read_rules(&table, mistakes);
    Config {
        rules: RuleSettings {
            select: rule_words(&table, "select", mistakes),
            ignore: rule_words(&table, "ignore", mistakes),
            levels,
            options,
        },
        overrides: each(table.tables("overrides", mistakes), read_override, mistakes),
        fail_on: table.level("fail-on", mistakes),
        suppressions: read_suppressions(&table, mistakes),
        baseline: table.string("baseline", mistakes).map(|(path, _)| path),
        datasets: each(table.tables("dataset", mistakes), read_dataset, mistakes),
        sources: read_sources(&table, mistakes),
    }
}

fn each<'t, 'i, T>(
    tables: Vec<Table<'t, 'i>>,
    read: fn(&Table<'t, 'i>, &mut Mistakes) -> T,
    mistakes: &mut Mistakes,
) -> Vec<T> {
    tables.iter().map(|table| read(table, mistakes)).collect()
}

fn read_sources(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Vec<Source> {
    let mut found = Vec::new();
    for (id, source) in table.by_id("sources", mistakes) {
        let text = source.string("text", mistakes).map(|(text, _)| text);
        let markup = source.word("markup", mistakes).and_then(|word| Markup::named(&word));
        found.extend(text.map(|text| Source { id: id.get_ref().to_string(), text, markup }));
    }
    found
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

/// The levels and the options of rules.
fn read_rules(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> (BTreeMap<String, Level>, Options) {
    let (mut levels, mut options) = (BTreeMap::new(), Options::default());
    for (name, table) in table.by_rule("rules", mistakes) {
        check_rule_word(name.get_ref(), &name.span(), mistakes);
        mistakes.text(name.get_ref(), name.span());
        let keys = keys::of_rule(name.get_ref());
        let table = Table::of_keys(table, &keys, mistakes);
        levels.extend(table.level("level", mistakes).map(|level| (name.get_ref().to_string(), level)));
        let Some(rule) = rules::find(name.get_ref()) else { continue };
        for option in rule.meta.options {
            if let Some(value) = table.option(option, mistakes) {
                options.set(&rule.meta, option, value);
            }
        }
    }
    (levels, options)
}

fn read_override(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Override {
    let (levels, options) = read_rules(table, mistakes);
    Override {
        include: texts(table, "include", mistakes),
        exclude: texts(table, "exclude", mistakes),
        select: rule_words(table, "select", mistakes),
        ignore: rule_words(table, "ignore", mistakes),
        levels,
        options,
    }
}

fn read_dataset(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Dataset {
    Dataset {
        root: table.string("root", mistakes).map(|(root, _)| root),
        files: each(table.tables("files", mistakes), read_files, mistakes),
    }
}

fn read_files(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Files {
    Files {
        include: texts(table, "include", mistakes),
        exclude: texts(table, "exclude", mistakes),
        format: table.word("format", mistakes).and_then(|word| Format::of_word(&word)),
        schema: texts(table, "schema", mistakes),
    }
}

fn texts(table: &Table<'_, '_>, key: &str, mistakes: &mut Mistakes) -> Vec<String> {
    table.strings(key, mistakes).into_iter().map(|(text, _)| text).collect()
}
