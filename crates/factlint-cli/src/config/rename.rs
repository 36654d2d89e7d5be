//! An id of the data renamed in `factlint.toml`, of which all else stays as it is.

use std::ops::Range;

use factlint_model::source::FileId;
use factlint_validator::rename::{Bearers, Rename};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::quote::{key, string, string_like};
use super::{Config, read};

/// A configuration with the id renamed in it.
#[derive(Debug)]
pub struct Renamed {
    /// Its text.
    pub text: String,
    /// What it says.
    pub config: Config,
    /// What may mean the id, and was not renamed: a sentence each.
    pub unclear: Vec<String>,
}

/// Renames the id where suppressions name its record, and as the name of a source; `None` where the text is no
/// configuration.
pub fn renamed(text: &str, wanted: &Rename, bearers: &Bearers) -> Option<Renamed> {
    let table = DeTable::parse(text).ok()?;
    let bearer = bearers.found.first()?;
    let mut places = Places { text, patches: Vec::new(), unclear: Vec::new() };
    let of_kind = bearers.is_clear(Some(&bearer.kind));
    for record in records(table.get_ref()) {
        let written = record.get_ref().as_str().unwrap_or_default();
        let (id, is_clear) = match written.strip_suffix(&wanted.old) {
            Some("") => (wanted.new.clone(), bearers.is_clear(None)),
            Some(kind) if kind.strip_suffix('/') == Some(&bearer.kind) => (format!("{kind}{}", wanted.new), of_kind),
            _ => continue,
        };
        let quoted = text.get(record.span()).unwrap_or_default();
        places.add(is_clear, record.span(), string_like(&id, quoted), written);
    }
    let sources = table.get_ref().get("sources").and_then(|sources| sources.get_ref().as_table());
    let names = sources.into_iter().flat_map(|sources| sources.iter().map(|(name, _)| name));
    for name in names.filter(|name| bearer.is_source() && *name.get_ref() == wanted.old) {
        let is_bare = text.get(name.span()) == Some(name.get_ref().as_ref());
        let new = if is_bare { key(&wanted.new) } else { string(&wanted.new) };
        places.add(of_kind, name.span(), new, &wanted.old);
    }
    let (new, unclear) = places.patched();
    let config = read::read(FileId(0), &new);
    match config {
        Ok((config, _)) => Some(Renamed { text: new, config, unclear }),
        // A name that stands at several places, of which one is known.
        Err(_) => {
            let (config, _) = read::read(FileId(0), text).ok()?;
            let unclear = vec![format!("`{}` is named in the configuration in a way that was not changed", wanted.old)];
            Some(Renamed { text: text.to_owned(), config, unclear })
        }
    }
}

/// The records that suppressions name.
fn records<'t, 'i>(table: &'t DeTable<'i>) -> Vec<&'t Spanned<DeValue<'i>>> {
    let items = |value: &'t Spanned<DeValue<'i>>| match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let suppressions = table.get("suppress").map(items).unwrap_or_default();
    let records = suppressions.into_iter().filter_map(|it| it.get_ref().as_table()?.get("records"));
    records.flat_map(items).collect()
}

struct Places<'t> {
    text: &'t str,
    patches: Vec<(Range<usize>, String)>,
    unclear: Vec<String>,
}

impl Places<'_> {
    fn add(&mut self, is_clear: bool, at: Range<usize>, new: String, written: &str) {
        if is_clear {
            self.patches.push((at, new));
            return;
        }
        let line = self.text.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
        let message = format!("line {line} of the configuration names `{written}`, which may be another record");
        self.unclear.push(message);
    }

    fn patched(mut self) -> (String, Vec<String>) {
        self.patches.sort_by_key(|(at, _)| at.start);
        let mut text = self.text.to_owned();
        for (at, new) in self.patches.iter().rev() {
            text.replace_range(at.clone(), new);
        }
        (text, self.unclear)
    }
}

#[cfg(test)]
mod tests {
    use factlint_validator::rename::{Bearer, Bearers, Rename};

    use super::renamed;

    fn bearer(kind: &str) -> Bearer {
        let (record, kind, within) = (format!("{kind} log"), kind.to_owned(), "a.yaml".to_owned());
        Bearer { record, kind, within, ids: Vec::new(), references: Vec::new(), taken: None }
    }

    /// The text after renaming `log` of this kind, and how many places were unclear; `others` have the id too.
    fn after(text: &str, kind: &str, others: &[&str]) -> (String, usize) {
        let wanted = Rename { old: "log".into(), new: "ship's log".into(), ..Rename::default() };
        let others = others.iter().map(|kind| bearer(kind)).collect();
        let bearers = Bearers { found: vec![bearer(kind)], others, ..Bearers::default() };
        let renamed = renamed(text, &wanted, &bearers).unwrap();
        (renamed.text, renamed.unclear.len())
    }

    #[test]
    fn the_id_is_renamed_however_it_is_written_and_nothing_else() {
        let rest = "reason = 'log'\nrules = 'time'\n";
        let text =
            format!("# log\n[sources]\nlog = {{ text = 'log' }} # log\n[[suppress]]\nrecords = 'source/log'\n{rest}");
        let new = format!(
            "# log\n[sources]\n\"ship's log\" = {{ text = 'log' }} # log\n[[suppress]]\nrecords = \"source/ship's log\"\n{rest}"
        );
        assert_eq!(after(&text, "source", &[]), (new.clone(), 0));
        assert_eq!(after(&text, "source", &["ship"]), (new, 0));
        assert_eq!(after(&text, "source", &["source"]), (text.clone(), 2));
        assert_eq!(after(&text, "ship", &[]), (text, 0));
        let quoted = "[sources.\"log\"]\ntext = 'a'\n";
        assert_eq!(after(quoted, "source", &[]).0, quoted.replace("log", "ship's log"));
        let both = format!("[[suppress]]\nrecords = ['log', 'event/log', 'log/log', 'dialog']\n{rest}");
        assert_eq!(after(&both, "event", &["ship"]), (both.replace("'event/log'", "\"event/ship's log\""), 1));
        assert_eq!(after(&both, "event", &[]).0.matches("ship's log").count(), 2);
    }

    #[test]
    fn a_source_of_which_the_keys_stand_apart_is_left_and_told() {
        let text = "sources.log.text = 'a'\nsources.log.markup = 'plain'\n";
        assert_eq!(after(text, "source", &[]), (text.to_owned(), 1));
        let text = "sources.log.markup = 'plain'\nsources.log.text = 'a'\n";
        assert_eq!(after(text, "source", &[]), (text.to_owned(), 1));
    }
}
