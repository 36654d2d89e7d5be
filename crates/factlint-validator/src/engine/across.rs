//! The rules that speak of all files of a dataset, and what a run compares them with.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::diagnostic::{Diagnostic, Options, RecordName};
use factlint_model::facts::Dataset;
use factlint_model::source::FileId;

use super::Selection;
use super::files::{DataFile, Numbered};
use super::reading::Reuse;
use super::select::Scope;
use super::texts::Texts;
use crate::changes::{Comparison, Facts, File, Files as KeptFiles};
use crate::cite::{Citations, SentenceReader};
use crate::rules::{self, Check, Rule};

/// What a run is for, beside its findings.
pub(super) enum Aim<'a> {
    /// Nothing.
    Findings,
    /// The facts of each dataset are kept, for a comparison with another state; the earlier one, if this is not it.
    Facts { of: Vec<Facts>, earlier: &'a [Facts] },
    /// Each dataset is compared with these facts of it; what goes by another id is noted, with the ids before and now.
    Comparison(&'a [Facts], Vec<(RecordName, RecordName)>),
}

impl<'a> Aim<'a> {
    /// What the file stage has of an earlier state of a dataset, and whether it is to keep the like.
    pub fn reuse(&self, number: usize) -> Reuse<'a> {
        let (earlier, keep) = match self {
            Self::Findings => return Reuse { earlier: None, keep: false },
            Self::Facts { earlier, .. } => (*earlier, earlier.is_empty()),
            Self::Comparison(earlier, _) => (*earlier, false),
        };
        Reuse { earlier: earlier.get(number).map(|facts| &facts.checked), keep }
    }
}

/// The data files, for a comparison.
pub(super) fn kept_files(data: Numbered<'_>, texts: &Texts) -> KeptFiles {
    let kept = |(file, (digest, whole)): (&DataFile, (u64, bool))| File {
        path: file.path.clone(),
        inside: file.inside.clone(),
        format: file.format,
        digest,
        whole,
    };
    KeptFiles { first: data.first, list: data.list.iter().zip(texts.told()).map(kept).collect() }
}

/// Which overrides hold for the files that findings point into.
pub(super) struct FileScopes<'f> {
    pub data: Numbered<'f>,
    /// Those of files beside the data that no schema covers.
    pub beside: BTreeMap<FileId, Scope>,
    pub others: Scope,
}

impl FileScopes<'_> {
    pub fn of(&self, finding: &Diagnostic) -> &Scope {
        let file = finding.primary.span.file;
        self.data.get(file).map(|data| &data.scope).or_else(|| self.beside.get(&file)).unwrap_or(&self.others)
    }
}

/// Which rules run for some file of a dataset, and the options that hold for each file.
pub(super) struct Running<'s> {
    selection: &'s Selection,
    data: Numbered<'s>,
    options: BTreeMap<&'s Scope, Options>,
}

impl<'s> Running<'s> {
    pub fn of(selection: &'s Selection, data: Numbered<'s>) -> Self {
        let scopes: BTreeSet<&Scope> = data.list.iter().map(|file| &file.scope).collect();
        let options = scopes.into_iter().map(|scope| (scope, selection.options_in(scope))).collect();
        Self { selection, data, options }
    }

    pub fn has(&self, rule: &str) -> bool {
        self.selection.runs(rule) || self.options.keys().any(|scope| self.selection.runs_in(scope, rule))
    }

    fn rules(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        rules::all().filter(|rule| self.has(rule.meta.name))
    }

    fn options_of(&self, file: FileId) -> &Options {
        self.data.get(file).and_then(|file| self.options.get(&file.scope)).unwrap_or(&self.selection.options)
    }
}

/// The rules that speak of all files, as far as they run for one.
pub(super) fn compare(
    (facts, citations): (&Dataset, &Citations),
    sentences: &mut SentenceReader<'_>,
    running: &Running<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    for rule in running.rules() {
        match rule.check {
            Check::Dataset(check) => check(facts, findings),
            Check::Citations(check) => check(facts, citations, findings),
            Check::Sentences(check) => check(sentences, findings),
            Check::Configured(check) => check(facts, citations, &|file| running.options_of(file), findings),
            Check::Stage | Check::File(_) | Check::Changes(_) => {}
        }
    }
}

/// What a dataset is compared with.
pub(super) fn earlier_of<'a>(aim: &Aim<'a>, number: usize) -> Option<&'a Facts> {
    match aim {
        Aim::Comparison(earlier, _) => earlier.get(number),
        Aim::Findings | Aim::Facts { .. } => None,
    }
}

/// What the rules find that ask what changed.
pub(super) fn changes(comparison: &Comparison<'_>, running: &Running<'_>, findings: &mut Vec<Diagnostic>) {
    for rule in running.rules() {
        if let Check::Changes(check) = rule.check {
            check(comparison, findings);
        }
    }
}
