//! The suppressions of the configuration.

use std::path::PathBuf;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Level, RecordName};
use factlint_model::source::{FileId, Source, Sources, Span};
use factlint_model::time::civil::Civil;
use globset::GlobSet;

use super::{Suppression, Suppressions, Undecided};
use crate::engine::{Aside, Host, RunError, Selection, globs};
use crate::rules::words_of;

/// The suppressions of the configuration while a run goes on.
#[derive(Debug)]
pub(crate) struct Configured<'s> {
    file: &'s PathBuf,
    all: Vec<Entry<'s>>,
}

#[derive(Debug)]
struct Entry<'s> {
    said: &'s Suppression,
    files: GlobSet,
    /// Which of its rules set something aside.
    used: Vec<bool>,
}

impl<'s> Configured<'s> {
    /// Those of the settings.
    ///
    /// # Errors
    /// Where a pattern is none.
    pub fn new(settings: &'s Suppressions) -> Result<Self, RunError> {
        let entry =
            |said: &'s Suppression| Ok(Entry { said, files: globs(&said.files)?, used: vec![false; said.rules.len()] });
        Ok(Self { file: &settings.file, all: settings.all.iter().map(entry).collect::<Result<_, _>>()? })
    }

    /// What sets this finding aside, if one does; all that hold for it are used. `file` is the path of its data file from the root,
    /// `records` tells the records around its place.
    pub fn covering(
        &mut self,
        finding: &Diagnostic,
        file: Option<&str>,
        records: impl Fn() -> Vec<RecordName>,
    ) -> Option<Aside> {
        let mut first = None;
        for Entry { said, files, used } in &mut self.all {
            let is_meant = |word: &str| words_of(&finding.rule).any(|known| known == word);
            let meant: Vec<bool> = said.rules.iter().map(|(word, _)| is_meant(word)).collect();
            let in_file = said.files.is_empty() || file.is_some_and(|file| files.is_match(file));
            let in_record = || {
                let named = |record: &RecordName| said.records.iter().any(|word| names(word, record));
                said.records.is_empty() || finding.record.as_ref().is_some_and(named) || records().iter().any(named)
            };
            if meant.contains(&true) && in_file && in_record() {
                used.iter_mut().zip(meant).for_each(|(used, meant)| *used |= meant);
                first.get_or_insert(*said);
            }
        }
        first.map(|said| Aside::Configuration { reason: said.reason.clone(), owner: said.owner.clone() })
    }

    /// What is wrong with them after a run: those that have expired, and those that nothing is found for.
    pub fn finish(
        &self,
        selection: &Selection,
        undecided: Undecided,
        host: &dyn Host,
        sources: &mut Sources,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let today = host.today();
        let mut file = None;
        for entry in &self.all {
            let expired = entry.said.expires.filter(|last| today.is_some_and(|today| today > *last));
            let is_unused = |(at, _): &(usize, &(String, _))| entry.used.get(*at) == Some(&false);
            let judged = |(_, (word, _)): &(usize, &(String, _))| undecided.judges(word, selection);
            let unused: Vec<_> = entry.said.rules.iter().enumerate().filter(is_unused).filter(judged).collect();
            if expired.is_none() && unused.is_empty() {
                continue;
            }
            let file = *file.get_or_insert_with(|| self.source(host, sources));
            let span = |at: &std::ops::Range<usize>| Span::new(file, at.start as u64, at.end as u64);
            match expired {
                Some(last) => found.push(entry.expired(last, span(&entry.said.at), unused.len())),
                None => found.extend(unused.iter().map(|(_, (word, at))| entry.unused(word, span(at)))),
            }
        }
        found
    }

    fn source(&self, host: &dyn Host, sources: &mut Sources) -> FileId {
        let text = host.read(self.file).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        sources.add(Arc::new(Source::new(host.display(self.file), text.unwrap_or_default())))
    }
}

impl Entry<'_> {
    fn expired(&self, last: Civil, span: Span, unused: usize) -> Diagnostic {
        let Suppression { reason, owner, rules, .. } = self.said;
        let Civil { year, month, day } = last;
        let message = format!("this suppression has expired: its last day was {year:04}-{month:02}-{day:02}");
        let finding = Diagnostic::new("hygiene/suppression-expired", Level::Error, span, message)
            .note(format!("it was given for this reason: {reason}"));
        let finding = match owner {
            Some(owner) => finding.note(format!("owner: {owner}")),
            None => finding,
        };
        match unused == rules.len() {
            true => finding.help("remove it: nothing is found any more that it would suppress"),
            false => finding.help("mend what it suppresses and remove it, or set a later date in `expires`"),
        }
    }

    fn unused(&self, word: &str, span: Span) -> Diagnostic {
        let message = format!("`{word}` is suppressed here, but nothing of the kind is found");
        let mut finding = Diagnostic::new("hygiene/unused-suppression", Level::Warning, span, message);
        let Suppression { files, records, rules, .. } = self.said;
        finding.participants =
            [word].into_iter().map(str::to_owned).chain(files.clone()).chain(records.clone()).collect();
        let remove = if rules.len() == 1 { "remove the suppression" } else { "remove the rule from the suppression" };
        match files.is_empty() && records.is_empty() {
            true => finding.help(remove),
            false => finding.help(format!("{remove}, or correct its `files` and `records`")),
        }
    }
}

/// Whether a word of the configuration, `id` or `kind/id`, names a record.
fn names(word: &str, record: &RecordName) -> bool {
    let Some(id) = &record.id else { return false };
    word == id || word.strip_suffix(id.as_str()).and_then(|kind| kind.strip_suffix('/')) == Some(&record.kind)
}
