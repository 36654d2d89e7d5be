//! The suppressions of the configuration.

use std::ops::Range;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Fix, Level, RecordName, Safety};
use factlint_model::source::{FileId, Source, Span};
use factlint_model::time::civil::Civil;
use globset::GlobSet;

use super::{Suppression, Suppressions, Undecided};
use crate::engine::{Aside, RunError, Selection, globs};
use crate::rules::words_of;
use crate::toml_text;

/// The suppressions of the configuration while a run goes on.
#[derive(Debug)]
pub(crate) struct Configured<'s> {
    today: Option<Civil>,
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
    pub fn new(settings: &'s Suppressions, today: Option<Civil>) -> Result<Self, RunError> {
        let entry =
            |said: &'s Suppression| Ok(Entry { said, files: globs(&said.files)?, used: vec![false; said.rules.len()] });
        Ok(Self { today, all: settings.all.iter().map(entry).collect::<Result<_, _>>()? })
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

    /// What is wrong with them after a run: those that have expired, and those that nothing is found for. `left` is what is found and
    /// not set aside.
    pub fn finish(
        &self,
        selection: &Selection,
        undecided: Undecided,
        left: &[Diagnostic],
        source: impl FnOnce() -> (FileId, Arc<Source>),
    ) -> Vec<Diagnostic> {
        let told = self.all.iter().filter_map(|entry| Told::of(entry, self.today, selection, undecided));
        let told: Vec<Told<'_>> = told.collect();
        if told.is_empty() {
            return Vec::new();
        }
        let (file, source) = source();
        told.iter().flat_map(|told| told.findings(file, source.text(), left)).collect()
    }
}

/// What is told of a suppression.
struct Told<'s> {
    said: &'s Suppression,
    /// Its last day, if that is over.
    expired: Option<Civil>,
    /// Its rules that nothing is found for, and where each stands.
    unused: Vec<&'s (String, Range<usize>)>,
}

impl<'s> Told<'s> {
    fn of(entry: &Entry<'s>, today: Option<Civil>, selection: &Selection, undecided: Undecided) -> Option<Self> {
        let said = entry.said;
        let expired = said.expires.filter(|last| today.is_some_and(|today| today > *last));
        let unused = said.rules.iter().zip(&entry.used).filter(|(_, used)| !**used).map(|(rule, _)| rule);
        let unused: Vec<_> = unused.filter(|(word, _)| undecided.judges(word, selection)).collect();
        (expired.is_some() || !unused.is_empty()).then_some(Self { said, expired, unused })
    }

    fn findings(&self, file: FileId, text: &str, left: &[Diagnostic]) -> Vec<Diagnostic> {
        let span = |at: &Range<usize>| Span::new(file, at.start as u64, at.end as u64);
        let is_whole = self.unused.len() == self.said.rules.len();
        let fix = |order: &str, place: Option<Range<usize>>| {
            Some(Fix::of_text(order, self.safety(left), span(&place?), String::new()))
        };
        let removal = || fix("remove the suppression", toml_text::table(text, self.said.at.clone()));
        if let Some(last) = self.expired {
            let mut finding = self.expired(last, span(&self.said.at), is_whole);
            finding.fixes.extend(is_whole.then(removal).flatten());
            return vec![finding];
        }
        let unused = |(word, at): &&(String, Range<usize>)| {
            let mut finding = self.unused(word, span(at));
            let rule = || fix("remove the rule from the suppression", toml_text::item(text, at.clone()));
            finding.fixes.extend(if is_whole { removal() } else { rule() });
            finding
        };
        self.unused.iter().map(unused).collect()
    }

    /// While something of the kind is found elsewhere, files and records may be meant to fit it.
    fn safety(&self, left: &[Diagnostic]) -> Safety {
        let is_narrow = !self.said.files.is_empty() || !self.said.records.is_empty();
        let is_meant = |rule: &str| words_of(rule).any(|known| self.unused.iter().any(|(word, _)| word == known));
        let is_elsewhere = is_narrow && left.iter().any(|finding| is_meant(&finding.rule));
        if is_elsewhere { Safety::Unsafe } else { Safety::Safe }
    }

    fn expired(&self, Civil { year, month, day }: Civil, span: Span, is_unused: bool) -> Diagnostic {
        let message = format!("this suppression has expired: its last day was {year:04}-{month:02}-{day:02}");
        let finding = Diagnostic::new("hygiene/suppression-expired", Level::Error, span, message)
            .note(format!("it was given for this reason: {}", self.said.reason));
        let finding = match &self.said.owner {
            Some(owner) => finding.note(format!("owner: {owner}")),
            None => finding,
        };
        match is_unused {
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
