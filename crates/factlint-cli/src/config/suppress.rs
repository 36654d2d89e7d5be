//! `[[suppress]]`: what is set aside, and why.

use factlint_model::time::civil::Civil;
use factlint_validator::suppress::{Suppression, can_be_set_aside};
use toml::de::DeValue;

use super::keys::SUPPRESSION;
use super::read::check_rule_word;
use super::table::{Mistakes, Table, Text};

/// The suppressions of a configuration.
pub fn read_suppressions(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Vec<Suppression> {
    table.tables("suppress", mistakes).iter().map(|table| read_suppression(table, mistakes)).collect()
}

fn read_suppression(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Suppression {
    let at = table.at();
    let rules = table.strings("rules", mistakes);
    for (word, at) in &rules {
        match can_be_set_aside(word) {
            true => check_rule_word(word, at, mistakes),
            false => mistakes.push(at.clone(), format!("findings of {word} cannot be suppressed"), "", None),
        }
    }
    let texts = |list: Vec<Text>| list.into_iter().map(|(text, _)| text).collect();
    let reason = table.string("reason", mistakes).map(|(reason, _)| reason);
    if reason.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        mistakes.push(at.clone(), "a suppression without a reason", "", Some(SUPPRESSION.example.to_owned()));
    }
    Suppression {
        rules,
        files: texts(table.strings("files", mistakes)),
        records: texts(table.strings("records", mistakes)),
        reason: reason.unwrap_or_default(),
        owner: table.string("owner", mistakes).map(|(owner, _)| owner),
        expires: read_date(table, mistakes),
        at,
    }
}

/// A date, which TOML has as a value of its own, too.
fn read_date(table: &Table<'_, '_>, mistakes: &mut Mistakes) -> Option<Civil> {
    let value = table.value("expires")?;
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
