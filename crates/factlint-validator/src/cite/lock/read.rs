//! A lock is read: its header, its lines, and what a merge left in it.

use std::path::Path;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::load;
use factlint_model::source::{FileId, Source, Sources, Span};

use super::{Entry, Lock, Parsed, VERSION};
use crate::cite::copies::UNREADABLE;
use crate::engine::{Host, unreadable};
use crate::texts::SEGMENTATION;

/// How many mistakes are told; who mends these sees the rest in the next run.
const MOST: usize = 20;

/// See [`Lock::read`].
pub(super) fn read(path: &Path, host: &dyn Host, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> Lock {
    let name = host.display(path);
    let bytes = match host.read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Lock::default(),
        Err(error) => {
            let file = sources.add(Source::new(&name, "").into());
            let message = format!("the lock cannot be read: {}", unreadable(&error));
            found.push(wrong(Span::new(file, 0, 0), message));
            return Lock { broken: true, ..Lock::default() };
        }
    };
    let file = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
    let (source, mistakes) = load::plain_text(file, &name, bytes);
    sources.add(source.clone());
    if !mistakes.is_empty() {
        found.extend(mistakes.into_iter().map(|mistake| {
            let place = mistake.primary.span;
            wrong(place, format!("the lock cannot be read: {}", mistake.message)).at(mistake.primary.text)
        }));
        return Lock { broken: true, ..Lock::default() };
    }
    let mut reader = Reader { file, lock: Lock::default(), found: Vec::new() };
    reader.read(source.text());
    reader.found.sort_by_key(|wrong| wrong.primary.span.start);
    found.extend(reader.found.into_iter().take(MOST));
    Lock { source, ..reader.lock }
}

fn wrong(place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(UNREADABLE, Level::Error, place, message)
}

/// Told of a lock that was made by an earlier segmentation.
fn outdated(place: Span, segmentation: u32) -> Diagnostic {
    let message = format!(
        "the lock counts sentences by segmentation {segmentation}, and this factlint by segmentation {SEGMENTATION}"
    );
    Diagnostic::new(UNREADABLE, Level::Warning, place, message)
        .note(
            "a line holds where its sentence reads the same in both; the other citations are looked up by their words",
        )
        .help("`factlint pin --write`, with copies of all sources, writes it anew")
}

struct Reader {
    file: FileId,
    lock: Lock,
    found: Vec<Diagnostic>,
}

/// What the header must say.
#[derive(Default)]
struct Header {
    version: Option<u32>,
    segmentation: Option<u32>,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut header = Header::default();
        let mut conflict = None;
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let place = Span::new(self.file, offset as u64, (offset + line.trim_end().len()) as u64);
            offset += line.len();
            let line = line.trim();
            match line {
                _ if line.starts_with("<<<<<<<") => conflict = Some(place),
                _ if conflict.is_some() && line.starts_with(">>>>>>>") => conflict = self.end_conflict(conflict),
                _ if conflict.is_some() || line.is_empty() || line.starts_with('#') => {}
                _ if header.version.is_none() => match number_after(line, "version") {
                    Some(VERSION) => header.version = Some(VERSION),
                    other => return self.no_version(place, other),
                },
                _ if header.segmentation.is_none() => match number_after(line, "segmentation") {
                    Some(segmentation) => header.segmentation = self.segmentation(place, segmentation),
                    None => return self.no_version(place, None),
                },
                _ => self.line(line, place),
            }
        }
        self.end_conflict(conflict);
        self.lock.entries.sort_unstable();
    }

    fn end_conflict(&mut self, conflict: Option<Span>) -> Option<Span> {
        let found = wrong(conflict?, "the lock has a merge conflict here").at("starts here");
        let help = "keep the lines of both sides and remove the marks; `factlint pin` then drops what no longer holds";
        self.broken(found.note("the lines between its marks were not read").help(help));
        None
    }

    fn no_version(&mut self, place: Span, version: Option<u32>) {
        let found = match version {
            Some(newer) => {
                wrong(place, format!("the lock is of version {newer}, and this factlint reads version {VERSION}"))
                    .help("use the factlint that wrote it, or a later one")
            }
            None => wrong(place, "this is no lock: it doesn't begin with its version and its segmentation")
                .help("take it from the last commit; without any lock, `factlint pin` makes a new one"),
        };
        self.broken(found.note("nothing of it was read, and nothing is written over it"));
    }

    fn segmentation(&mut self, place: Span, segmentation: u32) -> Option<u32> {
        if segmentation > SEGMENTATION {
            let message = format!(
                "the lock counts sentences by segmentation {segmentation}, and this factlint knows {SEGMENTATION}"
            );
            self.broken(wrong(place, message).help("use the factlint that wrote it, or a later one"));
        }
        self.lock.segmentation = Some(segmentation);
        if segmentation < SEGMENTATION {
            self.found.push(outdated(place, segmentation));
        }
        Some(segmentation)
    }

    fn line(&mut self, text: &str, place: Span) {
        let Some(line) = Parsed::of(text) else {
            let form = "a line has record, way, source, section, paragraph.sentence and fingerprint";
            return self.broken(
                wrong(place, "this is no line of a lock")
                    .note(form)
                    .help("take the line from the last commit, or remove it: `factlint pin` then writes it again"),
            );
        };
        self.lock.entries.push(Entry::new(line.key(), place.range().start));
    }

    fn broken(&mut self, found: Diagnostic) {
        self.lock.broken = true;
        self.found.push(found);
    }
}

fn number_after(line: &str, word: &str) -> Option<u32> {
    line.strip_prefix(word)?.trim().parse().ok()
}
