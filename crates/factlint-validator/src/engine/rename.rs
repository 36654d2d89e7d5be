//! An id renamed everywhere. All of it happens in memory: what is to be written is given back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use factlint_model::diagnostic::{Diagnostic, Fix, Intent, Level, Safety};
use factlint_model::edit::{self, quote_yaml_scalar};
use factlint_model::load;
use factlint_model::source::{FileId, Span};
use factlint_model::tree::{Kind, Tree};

use super::fix::with_mark_of;
use super::host::Overlay;
use super::{FixedFile, Host, Mendable, Report};
use crate::cite::Key;
use crate::cite::lock::Lock;
use crate::rename::{Bearer, Bearers, Rename};

/// What a renaming comes to.
#[derive(Debug)]
pub enum Renaming {
    /// Nothing bears the id, or several do: who does.
    Unclear(Bearers),
    /// It cannot be done: why, at the places that are in the way, and the report that has their texts.
    Refused(Vec<Diagnostic>, Box<Report>),
    /// The files that change.
    Done {
        /// What is renamed.
        bearer: Bearer,
        /// The files after it, by name.
        files: Vec<FixedFile>,
        /// What a run says after it, and did not before.
        notices: Vec<String>,
    },
}

/// Renames an id, also in the lock at this path if one is there. `refuse` says why a file is not to be changed, if it is not. `check` is given a host that has the changed files,
/// and its report has those who bear the id; it is refused what would bring a finding that was not there.
///
/// # Errors
/// Where a check cannot be done.
pub fn rename<E>(
    host: &dyn Host,
    wanted: &Rename,
    lock: Option<&Path>,
    refuse: &mut dyn FnMut(&Path) -> Option<String>,
    check: &mut dyn FnMut(&dyn Host) -> Result<Report, E>,
) -> Result<Renaming, E> {
    let mut before = check(host)?;
    let bearers = std::mem::take(&mut before.bearers);
    let [bearer] = bearers.found.as_slice() else { return Ok(Renaming::Unclear(bearers)) };
    if let Some(taken) = bearer.taken {
        let message = format!("the id `{}` is there already", wanted.new);
        let refused = refusal(taken, message).help("take another id, or rename this one first");
        return Ok(refuse_with_texts(host, vec![refused], before));
    }
    let mut files = Vec::new();
    let mut refused = Vec::new();
    for (id, spans) in by_file(bearer) {
        let Some(file) = before.mendable.get(&id) else { continue };
        let why = refuse(&file.path);
        let renamed = match why {
            Some(why) => Err(vec![refusal(Span::new(id, 0, 0), format!("this file is not changed: {why}"))]),
            None => changed(host, &before, id, file, &spans, wanted),
        };
        match renamed {
            Ok(file) => files.push(file),
            Err(why) => refused.extend(why),
        }
    }
    if !refused.is_empty() {
        return Ok(refuse_with_texts(host, refused, before));
    }
    let contents = files.iter().map(|file| (file.name.clone(), file.after.clone().into_bytes())).collect();
    let after = check(&Overlay { host, contents })?;
    let new = new_findings(&before, &after);
    if !new.is_empty() {
        return Ok(Renaming::Refused(new, Box::new(after)));
    }
    if let Some(path) = lock {
        match renamed_lock(host, path, &bearers.citations, &after.bearers.citations) {
            Ok(file) => files.extend(file),
            Err((wrong, report)) => return Ok(Renaming::Refused(wrong, report)),
        }
    }
    let notices = after.notices.into_iter().filter(|notice| !before.notices.contains(notice)).collect();
    Ok(Renaming::Done { bearer: bearer.clone(), files, notices })
}

/// What is in the way, with the texts that it stands in.
fn refuse_with_texts(host: &dyn Host, refused: Vec<Diagnostic>, mut report: Report) -> Renaming {
    for id in refused.iter().map(|refusal| refusal.primary.span.file) {
        let (Some(file), Some(known)) = (report.mendable.get(&id), report.sources.get(id)) else { continue };
        let name = known.name().to_owned();
        if let Ok(bytes) = host.read(&file.path) {
            report.sources.replace(id, load::source(id, &name, bytes));
        }
    }
    Renaming::Refused(refused, Box::new(report))
}

/// The lock with the citations called as they are after the renaming, if that changes it; else what is wrong with it.
fn renamed_lock(
    host: &dyn Host,
    path: &Path,
    before: &[(Key, String)],
    after: &[(Key, String)],
) -> Result<Option<FixedFile>, (Vec<Diagnostic>, Box<Report>)> {
    let (mut report, mut wrong) = (Report::default(), Vec::new());
    let lock = Lock::read(path, host, &mut report.sources, &mut wrong);
    if lock.is_broken() {
        return Err((wrong, Box::new(report)));
    }
    let new: HashMap<&(Key, String), &(Key, String)> = before.iter().zip(after).filter(|(a, b)| a != b).collect();
    let mut changes = false;
    let lines = lock.lines().map(|mut line| {
        let named = (line.key, line.source);
        let renamed = new.get(&named).copied();
        changes |= renamed.is_some();
        (line.key, line.source) = renamed.cloned().unwrap_or(named);
        line
    });
    let after = lock.with_lines(lines.collect());
    let before = lock.text().to_owned();
    Ok(changes.then(|| FixedFile { path: path.to_owned(), name: host.display(path), before, after }))
}

fn refusal(span: Span, message: String) -> Diagnostic {
    Diagnostic::new("", Level::Error, span, message)
}

fn by_file(bearer: &Bearer) -> BTreeMap<FileId, BTreeSet<Span>> {
    let mut files: BTreeMap<FileId, BTreeSet<Span>> = BTreeMap::new();
    for &span in bearer.ids.iter().chain(&bearer.references) {
        files.entry(span.file).or_default().insert(span);
    }
    files
}

/// A file with the id renamed at these places, or the places at which that cannot be done.
fn changed(
    host: &dyn Host,
    report: &Report,
    id: FileId,
    file: &Mendable,
    spans: &BTreeSet<Span>,
    wanted: &Rename,
) -> Result<FixedFile, Vec<Diagnostic>> {
    let whole = |message: &str| vec![refusal(Span::new(id, 0, 0), message.to_owned())];
    let Some(format) = file.format else { return Err(whole("this file is no data")) };
    let name = report.sources.get(id).map_or("", |source| source.name());
    let read = host.read(&file.path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(before) = read else { return Err(whole("this file is not UTF-8 text, so nothing in it is changed")) };
    let tree = load::load(id, name, before.clone().into_bytes(), format).tree;
    let mut intents = Vec::new();
    let mut refused = Vec::new();
    for &span in spans {
        match intent(&tree, span, wanted) {
            Some(intent) => intents.push(intent),
            None => refused.push(built(span, wanted)),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let fix = Fix::new("rename the id", Safety::Safe, intents);
    let edited = edit::apply(&tree, &[&fix]);
    if edited.applied.is_empty() {
        return Err(whole("the id cannot be renamed in this file without changing what else it says"));
    }
    let after = with_mark_of(&before, &edited.text);
    Ok(FixedFile { path: file.path.clone(), name: name.to_owned(), before, after })
}

/// The change of one place, if the id is written there as it is.
fn intent(tree: &Tree, span: Span, wanted: &Rename) -> Option<Intent> {
    let step = tree.steps_to(span).pop()?;
    if let Some(key) = step.key.filter(|key| key.own_span() == span) {
        let is_it = key.text() == wanted.old;
        return is_it.then(|| Intent::RenameKey { span, key: wanted.new.clone() });
    }
    let node = step.value;
    let is_it = node.own_span() == span && node.is_scalar() && node.text() == wanted.old;
    // What was a string stays one.
    let quote = node.kind() == Kind::String && quote_yaml_scalar(&wanted.new) != wanted.new;
    is_it.then(|| Intent::SetScalar { span, text: wanted.new.clone(), quote })
}

fn built(span: Span, wanted: &Rename) -> Diagnostic {
    let message =
        format!("`{}` is not written here as it is: the schema builds it of this and other values", wanted.old);
    refusal(span, message).help("change by hand what it is built of")
}

/// The findings that were not there, of rules that find more than before: those of what is renamed have other names than they had.
fn new_findings(before: &Report, after: &Report) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for finding in &before.diagnostics {
        *known.entry((&finding.rule, finding.level)).or_default() += 1;
    }
    let mut more: BTreeMap<(&str, Level), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &after.diagnostics {
        more.entry((&finding.rule, finding.level)).or_default().push(finding);
    }
    let fingerprints: BTreeSet<&str> = before.diagnostics.iter().map(|finding| &*finding.fingerprint).collect();
    let grown = more.into_iter().filter(|(key, found)| found.len() > known.get(key).copied().unwrap_or(0));
    let new = grown.flat_map(|(_, found)| found).filter(|finding| !fingerprints.contains(&*finding.fingerprint));
    new.cloned().collect()
}
