//! `[[suppress]]`: what is set aside, and why.

use std::ops::Range;

use factlint_model::time::civil::Civil;
use factlint_validator::suppress::{Suppression, can_be_set_aside};
use toml::de::{DeTable, DeValue};

use super::read::check_rule_word;
use super::table::{Mistakes, Table, Text, tables};

/// The suppressions of a configuration.
pub fn read_suppressions(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Vec<Suppression> {
    let all = table.get("suppress").map(|value| tables("suppress", value, mistakes)).unwrap_or_default();
    all.into_iter().map(|(table, at)| read_suppression(table, at, mistakes)).collect()
}

fn read_suppression(table: &DeTable<'_>, at: Range<usize>, mistakes: &mut Mistakes) -> Suppression {
    let table = Table::new(table, &["rules", "files", "records", "reason", "owner", "expires"], mistakes);
    let rules = table.strings("rules", mistakes);
    if rules.is_empty() && table.get("rules").is_none_or(|value| value.get_ref().is_array()) {
        mistakes.push(at.clone(), "a suppression that names no rule", "", Some(example()));
    }
    for (word, at) in &rules {
        match can_be_set_aside(word) {
            true => check_rule_word(word, at, mistakes),
            false => mistakes.push(at.clone(), format!("findings of {word} cannot be suppressed"), "", None),
        }
    }
    let texts = |list: Vec<Text>| list.into_iter().map(|(text, _)| text).collect();
    let reason = table.string("reason", mistakes).map(|(reason, _)| reason);
    if reason.as_ref().map_or_else(|| table.get("reason").is_none(), |reason| reason.trim().is_empty()) {
        mistakes.push(at.clone(), "a suppression without a reason", "", Some(example()));
    }
    Suppression {
        rules,
        files: texts(table.strings("files", mistakes)),
        records: texts(table.strings("records", mistakes)),
        reason: reason.unwrap_or_default(),
        owner: table.string("owner", mistakes).map(|(owner, _)| owner),
        expires: read_date(&table, mistakes),
        at,
    }
}

/// A date, which TOML has as a value of its own, too.
fn read_date(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Option<Civil> {
    let value = table.get("expires")?;
    let text = match value.get_ref() {
        DeValue::Datetime(date) => date.to_string(),
        _ => table.string("expires", mistakes)?.0,
    };
    let date = Civil::read(&text);
    if date.is_none() {
        let help = "write the last day on which it holds as `2027-06-30`";
        mistakes.push(value.span(), format!("`{text}` is no date"), "", Some(help.to_owned()));
    }
    date
}

fn example() -> String {
    "a suppression looks like this:\n[[suppress]]\nrules = [\"time/overlap\"]\nrecords = [\"person/ada-brandt\"]\n\
     reason = \"both offices were held at once\""
        .to_owned()
}
