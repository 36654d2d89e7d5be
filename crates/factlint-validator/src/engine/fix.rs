//! Fixes applied in rounds. All of it happens in memory: what is to be written is given back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use factlint_model::diagnostic::{Diagnostic, Fix, Safety};
use factlint_model::edit;
use factlint_model::load::{self, Compression};
use factlint_model::source::{BYTE_ORDER_MARK, FileId};

use super::host::Overlay;
use super::report::Mendable;
use super::{Host, Report};

/// Fixes that overlap are applied in different rounds.
const ROUNDS: usize = 20;

/// How often all data may be checked again. A fix that does harm is found by halves.
const CHECKS: usize = 60;

/// What fixing comes to.
#[derive(Debug)]
pub struct Fixed {
    /// What was found before.
    pub before: Report,
    /// What is left after; `None` where nothing could be fixed.
    pub after: Option<Report>,
    /// The files that change, by name.
    pub files: Vec<FixedFile>,
    /// How many of the findings are gone.
    pub count: usize,
    /// What was not fixed and why, a sentence each.
    pub notices: BTreeSet<String>,
}

/// A file that fixes change.
#[derive(Debug)]
pub struct FixedFile {
    /// Where it is.
    pub path: PathBuf,
    /// The name under which reports show it.
    pub name: String,
    /// What it was when it was read.
    pub before: String,
    /// What it becomes.
    pub after: String,
}

/// How many findings of a report have a fix that can be applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FixCounts {
    /// By a safe one.
    pub safe: usize,
    /// Only by one that asks for a look.
    pub risky: usize,
}

impl FixCounts {
    /// Counts those of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut counts = Self::default();
        for finding in &report.diagnostics {
            match fix_safety(report, finding) {
                Some(Safety::Safe) => counts.safe += 1,
                Some(Safety::Unsafe) => counts.risky += 1,
                None => {}
            }
        }
        counts
    }
}

/// The safety of the best fix of a finding that can be applied, if there is one.
#[must_use]
pub fn fix_safety(report: &Report, finding: &Diagnostic) -> Option<Safety> {
    let has = |allowed: &Safety| fix_of(report, finding, *allowed).is_some_and(|it| it.is_taken(report));
    [Safety::Safe, Safety::Unsafe].into_iter().find(has)
}

/// Applies the fixes of what `check` finds, up to this safety, until nothing more can be mended. `refuse` says why a file is not to
/// be changed, if it is not. `check` is given a host that has the fixed files.
///
/// A fix is left out if it does not mend its finding, or would bring another that weighs as much.
///
/// # Errors
/// Where a check cannot be done.
pub fn fix<E>(
    host: &dyn Host,
    allowed: Safety,
    refuse: &mut dyn FnMut(&Path) -> Option<String>,
    check: &mut dyn FnMut(&dyn Host) -> Result<Report, E>,
) -> Result<Fixed, E> {
    let before = check(host)?;
    let mut fixer = Fixer {
        host,
        allowed,
        refuse,
        check,
        checks: CHECKS,
        files: BTreeMap::new(),
        left_out: BTreeSet::new(),
        notices: BTreeSet::new(),
    };
    let mut after = None;
    for _ in 0..ROUNDS {
        let Some(next) = fixer.round(after.as_ref().unwrap_or(&before))? else { break };
        after = Some(next);
    }
    let files = fixer.files.into_values().filter(|file| file.before != file.after).collect();
    let count = after.as_ref().map_or(0, |after| gone(&before, after));
    Ok(Fixed { before, after, files, count, notices: fixer.notices })
}

/// A fix of a finding, in one data file.
#[derive(Clone, Copy)]
struct Candidate<'r> {
    finding: &'r Diagnostic,
    fix: &'r Fix,
    id: FileId,
    name: &'r str,
    file: &'r Mendable,
}

impl Candidate<'_> {
    /// Whether a file of this kind can take the fix.
    fn is_taken(&self, report: &Report) -> bool {
        report.sources.get(self.id).is_some() && self.file.takes(self.name, self.fix)
    }

    fn key(&self) -> (String, String) {
        (self.finding.fingerprint.clone(), self.fix.message.clone())
    }
}

/// The best fix of a finding that is allowed, if it changes a data file.
fn fix_of<'r>(report: &'r Report, finding: &'r Diagnostic, allowed: Safety) -> Option<Candidate<'r>> {
    let is_allowed = |fix: &&Fix| fix.safety == Safety::Safe || allowed == Safety::Unsafe;
    let fix = finding.fixes.iter().find(is_allowed)?;
    let id = fix.intents.first()?.span().file;
    if fix.intents.iter().any(|intent| intent.span().file != id) {
        return None;
    }
    let (file, source) = (report.mendable.get(&id)?, report.sources.get(id)?);
    Some(Candidate { finding, fix, id, name: source.name(), file })
}

struct Fixer<'a, E> {
    host: &'a dyn Host,
    allowed: Safety,
    refuse: &'a mut dyn FnMut(&Path) -> Option<String>,
    check: &'a mut dyn FnMut(&dyn Host) -> Result<Report, E>,
    checks: usize,
    /// The files as they are after the rounds so far.
    files: BTreeMap<String, FixedFile>,
    /// The fixes that do harm.
    left_out: BTreeSet<(String, String)>,
    notices: BTreeSet<String>,
}

/// What a round has come to so far.
#[derive(Default)]
struct Round<'r> {
    kept: Vec<Candidate<'r>>,
    contents: BTreeMap<String, FixedFile>,
    report: Option<Report>,
}

impl<'a, E> Fixer<'a, E> {
    /// Applies what can be applied at once, and gives back what is found then; `None` where nothing is applied. What may only be found
    /// because something else is wrong comes last.
    fn round(&mut self, report: &Report) -> Result<Option<Report>, E> {
        let follows = |it: &Candidate<'_>| FOLLOWING.contains(&&*it.finding.rule);
        let (last, first): (Vec<_>, Vec<_>) = self.candidates(report).into_iter().partition(follows);
        for candidates in [first, last] {
            let mut round = Round::default();
            self.add(report, &candidates, &mut round)?;
            self.files.append(&mut round.contents);
            if round.report.is_some() {
                return Ok(round.report);
            }
        }
        Ok(None)
    }

    /// The fixes to try, in the order of findings.
    fn candidates<'r>(&mut self, report: &'r Report) -> Vec<Candidate<'r>> {
        let mut refused: BTreeMap<FileId, bool> = BTreeMap::new();
        // A file that two datasets have is read under two numbers.
        let mut numbers: BTreeMap<&str, FileId> = BTreeMap::new();
        let mut candidates = Vec::new();
        for finding in &report.diagnostics {
            let Some(it) = fix_of(report, finding, self.allowed) else { continue };
            if *numbers.entry(it.name).or_insert(it.id) != it.id || self.left_out.contains(&it.key()) {
                continue;
            }
            let why = if it.is_taken(report) { None } else { Some(why_not_taken(it.name)) };
            let is_refused = match why {
                Some(why) => self.refused(it.name, why),
                None => *refused.entry(it.id).or_insert_with(|| match (self.refuse)(&it.file.path) {
                    Some(why) => self.refused(it.name, &why),
                    None => false,
                }),
            };
            if !is_refused {
                candidates.push(it);
            }
        }
        candidates
    }

    fn refused(&mut self, name: &str, why: &str) -> bool {
        self.notices.insert(format!("`{name}` is not fixed: {why}"));
        true
    }

    /// Adds fixes that do no harm together with those kept before: all at once where that works, else by halves.
    fn add<'r>(&mut self, report: &Report, fixes: &[Candidate<'r>], round: &mut Round<'r>) -> Result<(), E> {
        if fixes.is_empty() {
            return Ok(());
        }
        let tried: Vec<Candidate<'r>> = round.kept.iter().chain(fixes).copied().collect();
        let (applied, contents) = self.apply(report, &tried);
        if applied.len() == round.kept.len() {
            return Ok(());
        }
        let Some(checks) = self.checks.checked_sub(1) else {
            self.notices.insert("fixes that do harm are in the way of others: run it again to go on".to_owned());
            return Ok(());
        };
        self.checks = checks;
        let overlay = self.overlay(&contents);
        let now = (self.check)(&overlay)?;
        match harm(report, &now, &applied) {
            None => *round = Round { kept: applied, contents, report: Some(now) },
            Some(harm) => match fixes {
                [one] => self.leave_out(one, &harm),
                _ => {
                    let (first, rest) = fixes.split_at(fixes.len() / 2);
                    self.add(report, first, round)?;
                    self.add(report, rest, round)?;
                }
            },
        }
        Ok(())
    }

    fn leave_out(&mut self, it: &Candidate<'_>, harm: &str) {
        let (rule, path) = (&it.finding.rule, &it.finding.path);
        let place = if path.is_empty() { String::new() } else { format!(" at `{path}`") };
        self.notices.insert(format!("a fix of {rule} in `{}`{place} is left out: {harm}", it.name));
        self.left_out.insert(it.key());
    }

    /// The host with the files of the rounds before and these.
    fn overlay(&self, contents: &BTreeMap<String, FixedFile>) -> Overlay<'a> {
        let all = self.files.iter().chain(contents);
        let bytes = |file: &FixedFile| file.after.clone().into_bytes();
        Overlay { host: self.host, contents: all.map(|(name, file)| (name.clone(), bytes(file))).collect() }
    }

    /// The fixes that can be applied together, and the files after them.
    fn apply<'r>(&self, report: &Report, fixes: &[Candidate<'r>]) -> (Vec<Candidate<'r>>, BTreeMap<String, FixedFile>) {
        let mut by_file: BTreeMap<&str, Vec<Candidate<'r>>> = BTreeMap::new();
        for it in fixes {
            by_file.entry(it.name).or_default().push(*it);
        }
        let mut applied = Vec::new();
        let mut contents = BTreeMap::new();
        for (name, fixes) in by_file {
            if let Some((kept, file)) = self.apply_to_file(report, name, &fixes) {
                applied.extend(kept);
                contents.insert(name.to_owned(), file);
            }
        }
        (applied, contents)
    }

    /// `None` where the file is no longer what was checked, or is not all text.
    fn apply_to_file<'r>(
        &self,
        report: &Report,
        name: &str,
        fixes: &[Candidate<'r>],
    ) -> Option<(Vec<Candidate<'r>>, FixedFile)> {
        let Candidate { id, file, .. } = *fixes.first()?;
        let known = self.files.get(name);
        let read = || String::from_utf8(self.host.read_data(&file.path).ok()?).ok();
        let now = known.map(|known| known.after.clone()).or_else(read)?;
        let checked = report.sources.get(id)?.text();
        if without_mark(&now) != without_mark(checked) {
            return None;
        }
        let all: Vec<&Fix> = fixes.iter().map(|it| it.fix).collect();
        let edited = match file.format {
            None => edit::replace(checked, &all),
            Some(format) => {
                let tree = load::load(id, name, now.clone().into_bytes(), format).tree;
                if tree.source().text() != checked {
                    return None;
                }
                edit::apply(&tree, &all)
            }
        };
        let kept: Vec<Candidate<'r>> = edited.applied.iter().filter_map(|&at| fixes.get(at)).copied().collect();
        let after = with_mark_of(&now, &edited.text);
        let before = known.map_or(now, |known| known.before.clone());
        let file = FixedFile { path: file.path.clone(), name: name.to_owned(), before, after };
        (!kept.is_empty()).then_some((kept, file))
    }
}

impl Mendable {
    /// Whether a file of this name and kind can take the fix.
    fn takes(&self, name: &str, fix: &Fix) -> bool {
        self.format.is_none_or(|format| edit::takes(name, format, fix))
    }
}

/// A text with the byte order mark that the old one has, if it has one.
pub(super) fn with_mark_of(old: &str, text: &str) -> String {
    let mark = if old.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
    format!("{mark}{}", without_mark(text))
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

fn why_not_taken(name: &str) -> &'static str {
    match Compression::of_name(name) {
        Some(_) => "it is compressed",
        None => "fixes of a table change its cells only, no rows and no columns",
    }
}

/// What is found because something else is mended is no harm: it can be mended next.
const FOLLOWING: [&str; 2] = ["hygiene/unused-suppression", crate::baseline::STALE];

/// What speaks against these fixes, if anything does: a finding that they don't mend, or one that was not there and weighs
/// as much as the least of those that they mend.
fn harm(before: &Report, after: &Report, fixes: &[Candidate<'_>]) -> Option<String> {
    let level = fixes.iter().map(|it| it.finding.level).min()?;
    let (others, _) =
        left(before.diagnostics.iter(), fixes.iter().map(|it| it.finding), |finding| &*finding.fingerprint);
    let (_, mut new) = compared(others.into_iter(), &after.diagnostics);
    new.retain(|finding| finding.level >= level && !FOLLOWING.contains(&&*finding.rule));
    let finding = new.first()?;
    Some(match fixes.iter().any(|it| it.finding.fingerprint == finding.fingerprint) {
        true => "what it mends would be found again".to_owned(),
        false => format!("it would bring {}[{}] {}", finding.level.as_str(), finding.rule, finding.message),
    })
}

/// How many findings of a report another one lacks.
fn gone(before: &Report, after: &Report) -> usize {
    compared(before.diagnostics.iter(), &after.diagnostics).0.len()
}

/// The findings of before that are gone, and those of after that are new. Where a fix changes an item of a list without an id, what
/// else is found in the item has another fingerprint: it is known by its rule and message.
fn compared<'r>(
    before: impl Iterator<Item = &'r Diagnostic>,
    after: &'r [Diagnostic],
) -> (Vec<&'r Diagnostic>, Vec<&'r Diagnostic>) {
    let (gone, new) = left(before, after.iter(), |finding| &*finding.fingerprint);
    left(gone.into_iter(), new.into_iter(), |finding| (&*finding.rule, &*finding.message))
}

/// What is left of two lists without what both have, as often as both have it.
fn left<'r, K: Ord>(
    before: impl Iterator<Item = &'r Diagnostic>,
    after: impl Iterator<Item = &'r Diagnostic>,
    key: impl Fn(&'r Diagnostic) -> K,
) -> (Vec<&'r Diagnostic>, Vec<&'r Diagnostic>) {
    let mut known: BTreeMap<K, Vec<&Diagnostic>> = BTreeMap::new();
    before.for_each(|finding| known.entry(key(finding)).or_default().push(finding));
    let mut is_known = |finding: &'r Diagnostic| known.get_mut(&key(finding)).is_some_and(|left| left.pop().is_some());
    let new = after.filter(|&finding| !is_known(finding)).collect();
    (known.into_values().flatten().collect(), new)
}
