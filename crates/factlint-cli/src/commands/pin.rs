//! `factlint pin`: where each citation stands, kept in `factlint.lock`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use factlint_model::diagnostic::Level;
use factlint_validator::cite::pin::{Fate, Outcome, Pins};
use factlint_validator::cite::{Pin, lock};
use factlint_validator::engine::{self, FixedFile, Host, Report, Selection};
use similar::{ChangeTag, TextDiff};

use super::check::{self, settings};
use super::{Failure, data_files, drawn, no_configuration, notes, print, progress};
use crate::args::{CheckArgs, Color, DataArgs, PinArgs};
use crate::host::StdHost;
use crate::report::{counted, escape, escape_lines, unified};

/// What is wrong with citations, as far as it is the place that is wrong.
const RULES: [&str; 5] = [
    "citations/unreadable",
    "citations/unknown-source",
    "citations/not-found",
    "citations/changed",
    "citations/ambiguous",
];

/// So many findings are shown.
const SHOWN: usize = 50;

/// So many changes are named of each kind.
const NAMED: usize = 20;

pub fn run(args: &PinArgs, color: Color) -> Result<ExitCode, Failure> {
    let mut host = super::host()?;
    let mut job = settings::settings(&CheckArgs::of(&DataArgs::of(&args.config), &args.copies), &mut host)?;
    let Some(path) = job.settings.cite.lock.clone() else { return Err(no_configuration("a lock")) };
    job.settings.selection = Selection { select: RULES.map(str::to_owned).into(), ..Selection::default() };
    job.settings.cite.earlier = settings::named_copies(&args.earlier, &host)?;
    job.settings.cite.pin = Some(if args.accept_changed { Pin::AcceptChanged } else { Pin::KeepChanged });
    let mut report = progress::shown(host.progress(), progress::is_watched(), || engine::check(&job.settings, &host))
        .map_err(|error| check::failure(error, &job.places))?;
    let pins = std::mem::take(&mut report.pins);
    let mut text = findings(&report, color)?;
    let shown = host.display(&path);
    if pins.broken {
        print(&(text + &format!("{} was not read as a whole, so nothing is written over it\n", escape(&shown))))?;
        return Ok(ExitCode::from(1));
    }
    let new = lock::write(pins.lines.clone());
    let is_new = new != pins.before && !(pins.lines.is_empty() && pins.before.is_empty());
    if is_new {
        text.push_str(&diff(&pins.before, &new, &shown));
    }
    text.push_str(&outcomes(&pins));
    let lock = is_new.then(|| FixedFile { path, name: shown.clone(), before: pins.before, after: new });
    text.push_str(&finish(args, lock, &shown, &host)?);
    print(&text)?;
    Ok(ExitCode::from(check::status(&report, Level::Error)))
}

/// The findings, drawn as a check draws them.
fn findings(report: &Report, color: Color) -> Result<String, Failure> {
    let shown = report.diagnostics.get(..SHOWN).unwrap_or(&report.diagnostics);
    let mut text = drawn(shown, &report.sources, color)?;
    if report.diagnostics.len() > SHOWN {
        let more = counted(report.diagnostics.len() - SHOWN, "more finding");
        let _ = writeln!(text, "{more}: `factlint check --all` shows them\n");
    }
    Ok(text + &notes(&report.notices))
}

/// Writes the lock if told; says what was or would be done.
fn finish(args: &PinArgs, lock: Option<FixedFile>, name: &str, host: &StdHost) -> Result<String, Failure> {
    let shown = escape(name);
    match lock {
        None => Ok(format!("{shown} is as it should be\n")),
        Some(_) if !args.write => Ok("Nothing is written yet. To write: factlint pin --write\n".to_owned()),
        Some(lock) => {
            data_files::write(&[lock], host.cwd())?;
            Ok(format!("wrote {shown}\n"))
        }
    }
}

/// The lines that change.
fn diff(before: &str, after: &str, name: &str) -> String {
    escape_lines(&unified(before, after, name, 0)) + "\n"
}

/// What became of the citations, source by source.
fn outcomes(pins: &Pins) -> String {
    let mut by_source: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in &pins.outcomes {
        by_source.entry(&outcome.source).or_default().push(outcome);
    }
    let mut text = String::new();
    for (source, outcomes) in by_source {
        let source = if source.is_empty() { "no source".into() } else { escape(source) };
        let _ = writeln!(text, "{source}: {}", counts(&outcomes));
        for outcome in outcomes.iter().filter(|outcome| names(outcome.fate)).take(NAMED) {
            text.push_str(&named(outcome));
        }
    }
    if !pins.dropped.is_empty() {
        let _ = writeln!(text, "{} dropped, whose citations are gone", counted(pins.dropped.len(), "line"));
    }
    for key in pins.dropped.iter().take(NAMED) {
        let _ = writeln!(text, "  dropped: {} {}", escape(&key.record), escape(&key.field));
    }
    text
}

fn counts(outcomes: &[&Outcome]) -> String {
    const WORDS: [(Fate, &str); 8] = [
        (Fate::Holds, "still hold"),
        (Fate::Pinned, "newly pinned"),
        (Fate::Moved, "moved"),
        (Fate::Changed, "changed"),
        (Fate::Gone, "not found"),
        (Fate::Ambiguous, "ambiguous"),
        (Fate::Unchecked, "unchecked"),
        (Fate::Twice, "named as another is"),
    ];
    let count = |fate: Fate| outcomes.iter().filter(|outcome| outcome.fate == fate).count();
    let told = WORDS.iter().map(|&(fate, words)| (count(fate), words)).filter(|(count, _)| *count > 0);
    told.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

/// Whether the citations with this fate are named one by one.
fn names(fate: Fate) -> bool {
    matches!(fate, Fate::Moved | Fate::Changed | Fate::Gone | Fate::Twice)
}

fn named(outcome: &Outcome) -> String {
    let fate = match outcome.fate {
        Fate::Moved => "moved",
        Fate::Changed => "changed",
        Fate::Gone => "not found",
        _ => "named as another is",
    };
    let mut text = format!("  {fate}: {} {}\n", escape(&outcome.key.record), escape(&outcome.key.field));
    if let Some((was, now)) = &outcome.sentences {
        let _ = writeln!(text, "    {}", escape(&words_changed(was, now)));
    }
    text
}

/// A sentence with the words that went `[-so-]` and those that came `{+so+}`.
fn words_changed(was: &str, now: &str) -> String {
    let diff = TextDiff::from_words(was, now);
    let mut text = String::new();
    // Neighbours of one kind are joined.
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    for (tag, run) in runs {
        let (open, close) = match tag {
            ChangeTag::Equal => ("", ""),
            ChangeTag::Delete => ("[-", "-]"),
            ChangeTag::Insert => ("{+", "+}"),
        };
        let _ = write!(text, "{open}{run}{close}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::words_changed;

    #[test]
    fn the_words_that_changed_are_marked() {
        assert_eq!(words_changed("sailed on 3 May 1895", "sailed on 4 May 1895"), "sailed on [-3-]{+4+} May 1895");
    }
}
