//! What of the findings counts for nothing: by a comment, by the configuration, by the baseline.

use std::collections::BTreeMap;
use std::sync::Arc;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::source::{FileId, Source, Sources};

use super::locate::{Locator, fingerprint, own_name};
use super::report::{Aside, Mendable, SetAside};
use super::select::Scope;
use super::{Host, Report, RunError, Selection, Settings, order};
use crate::baseline::{self, Baseline, Place};
use crate::suppress::{Comments, Configured, Undecided, can_be_set_aside};

/// What sets findings aside, while a run goes through its datasets.
pub(super) struct Asides<'s> {
    settings: &'s Settings,
    configured: Configured<'s>,
    baseline: Baseline,
    undecided: Undecided,
    /// What the fingerprints are made of, if a new baseline is to tell it.
    places: BTreeMap<String, Place>,
}

/// What a dataset has beside its findings: its comments, and what it could not decide.
pub(super) struct Said {
    pub comments: Vec<Comments>,
    pub undecided: Undecided,
}

impl<'s> Asides<'s> {
    /// Reads what the settings name.
    pub fn new(settings: &'s Settings, host: &dyn Host) -> Result<Self, RunError> {
        let baseline = match &settings.baseline {
            Some(it) => Baseline::read(&it.path, host)?,
            None => Baseline::default(),
        };
        let configured = Configured::new(&settings.suppressions, host.today())?;
        Ok(Self { settings, configured, baseline, undecided: Undecided::default(), places: BTreeMap::new() })
    }

    /// Completes the findings of a dataset, in the order of their files, and sets aside those that a comment or the configuration
    /// suppresses; what is said of the comments is added.
    pub fn of_dataset<'f>(
        &mut self,
        findings: &mut Vec<Diagnostic>,
        Said { comments, undecided }: Said,
        scope: &dyn Fn(&Diagnostic) -> &'f Scope,
        locator: &mut Locator<'_>,
        set_aside: &mut Vec<SetAside>,
    ) {
        let selection = &self.settings.selection;
        self.undecided.add(undecided);
        let mut comments: BTreeMap<FileId, Comments> = comments.into_iter().map(|it| (it.file(), it)).collect();
        for mut finding in std::mem::take(findings) {
            selection.set_level(scope(&finding), &mut finding);
            let place = locator.complete(&mut finding);
            match self.suppressing(&finding, comments.get_mut(&finding.primary.span.file), locator) {
                Some(by) => set_aside.push(SetAside { finding, by }),
                None => {
                    if self.accepts() {
                        self.places.insert(finding.fingerprint.clone(), place);
                    }
                    findings.push(finding);
                }
            }
        }
        let of_file = |file: FileId| {
            let file_of = |finding: &Diagnostic| finding.primary.span.file;
            let start = findings.partition_point(|finding| file_of(finding) < file);
            findings.get(start..findings.partition_point(|finding| file_of(finding) <= file)).unwrap_or_default()
        };
        let records = |span| locator.records_around(span).collect();
        let unused = |comments: &Comments| comments.unused(selection, undecided, of_file(comments.file()), &records);
        for mut finding in comments.values().flat_map(unused).collect::<Vec<_>>() {
            if selection.runs_in(scope(&finding), &finding.rule) {
                selection.set_level(scope(&finding), &mut finding);
                locator.complete(&mut finding);
                findings.push(finding);
            }
        }
    }

    fn suppressing(
        &mut self,
        finding: &Diagnostic,
        comments: Option<&mut Comments>,
        locator: &Locator<'_>,
    ) -> Option<Aside> {
        if !can_be_set_aside(&finding.rule) {
            return None;
        }
        let span = finding.primary.span;
        let by_comment = comments.and_then(|comments| comments.covering(finding));
        let records = || locator.records_around(span).collect();
        let by_configuration = self.configured.covering(finding, locator.inside(span.file), records);
        by_comment.or(by_configuration)
    }

    fn accepts(&self) -> bool {
        self.settings.baseline.as_ref().is_some_and(|baseline| baseline.accept)
    }

    /// Ends with what only the whole run tells: the baseline, and what of it and of the configuration nothing is found for.
    pub fn finish(self, host: &dyn Host, report: &mut Report) {
        let (selection, undecided) = (&self.settings.selection, self.undecided);
        let Report { diagnostics, sources, mendable, .. } = &mut *report;
        let source = || self.configuration(host, sources, mendable);
        let found = self.configured.finish(selection, undecided, diagnostics, source);
        add(found, selection, report);
        let Some(settings) = &self.settings.baseline else { return };
        if settings.accept {
            report.baseline = baseline::accept(&report.diagnostics, &self.places, &self.baseline, selection, undecided);
            return;
        }
        let left = self.baseline.apply(&mut report.diagnostics, &mut report.set_aside);
        report.set_aside.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
        let Some(source) = &self.baseline.source else { return };
        let file = report.sources.add(source.clone());
        report.mendable.insert(file, Mendable { path: settings.path.clone(), format: None });
        add(self.baseline.stale(file, &left, selection, undecided), selection, report);
    }

    /// The configuration, which becomes one of the sources.
    fn configuration(
        &self,
        host: &dyn Host,
        sources: &mut Sources,
        mendable: &mut BTreeMap<FileId, Mendable>,
    ) -> (FileId, Arc<Source>) {
        let path = &self.settings.suppressions.file;
        let text = host.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let source = Arc::new(Source::new(host.display(path), text.unwrap_or_default()));
        let file = sources.add(source.clone());
        mendable.insert(file, Mendable { path: path.clone(), format: None });
        (file, source)
    }
}

/// Adds findings that lie outside the data.
fn add(found: Vec<Diagnostic>, selection: &Selection, report: &mut Report) {
    let before = report.diagnostics.len();
    for mut finding in found.into_iter().filter(|finding| selection.runs(&finding.rule)) {
        selection.set_level(&Scope::default(), &mut finding);
        finding.participants.sort();
        let file = report.sources.get(finding.primary.span.file).map_or("", |source| source.name());
        finding.fingerprint = fingerprint(&finding.rule, &[own_name(file)], "", &finding.participants);
        report.diagnostics.push(finding);
    }
    if report.diagnostics.len() > before {
        report.diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    }
}
