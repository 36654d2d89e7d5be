//! The rules that speak of all files of a dataset, and what a run compares them with.

use std::collections::{BTreeMap, BTreeSet};

use factlint_model::diagnostic::{Diagnostic, Options, RecordName};
use factlint_model::facts::Dataset;
use factlint_model::source::FileId;

use super::Selection;
use super::files::{DataFile, Numbered};
use super::select::Scope;
use super::texts::Texts;
use crate::changes::{Comparison, Facts, File, Files as KeptFiles};
use crate::cite::{Citations, SentenceReader};
use crate::rules::{self, Check};

/// What a run is for, beside its findings.
pub(super) enum Aim<'a> {
    /// Nothing.
    Findings,
    /// The facts of each dataset are kept.
    Facts(Vec<Facts>),
    /// Each dataset is compared with these facts of it; what goes by another id is noted, with the ids before and now.
    Comparison(&'a [Facts], Vec<(RecordName, RecordName)>),
}

/// The data files, for a comparison.
pub(super) fn kept_files(data: Numbered<'_>, texts: &Texts) -> KeptFiles {
    let kept = |(file, digest): (&DataFile, u64)| File {
        path: file.path.clone(),
        inside: file.inside.clone(),
        format: file.format,
        digest,
    };
    KeptFiles { first: data.first, list: data.list.iter().zip(texts.digests()).map(kept).collect() }
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

/// The rules that speak of all files, as far as they run for one.
pub(super) fn compare(
    (facts, citations): (&Dataset, &Citations),
    sentences: &mut SentenceReader<'_>,
    data: Numbered<'_>,
    selection: &Selection,
    findings: &mut Vec<Diagnostic>,
) {
    let scopes: BTreeSet<&Scope> = data.list.iter().map(|file| &file.scope).collect();
    let runs = |rule: &str| selection.runs(rule) || scopes.iter().any(|scope| selection.runs_in(scope, rule));
    let options: BTreeMap<&Scope, Options> = scopes.iter().map(|scope| (*scope, selection.options_in(scope))).collect();
    let options_of =
        |file: FileId| data.get(file).and_then(|file| options.get(&file.scope)).unwrap_or(&selection.options);
    for rule in rules::all().filter(|rule| runs(rule.meta.name)) {
        match rule.check {
            Check::Dataset(check) => check(facts, findings),
            Check::Citations(check) => check(facts, citations, findings),
            Check::Sentences(check) => check(sentences, findings),
            Check::Configured(check) => check(facts, citations, &options_of, findings),
            Check::Stage | Check::File(_) | Check::Changes(_) => {}
        }
    }
}

/// What a dataset is compared with.
pub(super) fn earlier_of<'a>(aim: &Aim<'a>, number: usize) -> Option<&'a Facts> {
    match aim {
        Aim::Comparison(earlier, _) => earlier.get(number),
        Aim::Findings | Aim::Facts(_) => None,
    }
}

/// What the rules find that ask what changed.
pub(super) fn changes(comparison: &Comparison<'_>, selection: &Selection, findings: &mut Vec<Diagnostic>) {
    for rule in rules::all().filter(|rule| selection.runs(rule.meta.name)) {
        if let Check::Changes(check) = rule.check {
            check(comparison, findings);
        }
    }
}
