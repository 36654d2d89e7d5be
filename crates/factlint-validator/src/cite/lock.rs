//! `factlint.lock`: where each citation stands in its source, a sorted line a citation, made for merging.
//!
//! After a header (`version 1`, `segmentation 1`) each line has, apart by spaces, the record, the way from it to the
//! citation, the source, the heading of the section, paragraph and sentence, and the fingerprint of the sentence. What has
//! spaces stands in quotes, as JSON writes them; `""` is the section before any heading; `2:1.3` is the third sentence of the
//! first paragraph in the second section of that heading.

use std::fmt::Write as _;
use std::path::Path;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::load;
use factlint_model::source::{FileId, Sources, Span};

use super::Key;
use super::copies::UNREADABLE;
use crate::engine::{Host, unreadable};
use crate::texts::{Fingerprint, SEGMENTATION};

/// The version of the lock's form.
pub const VERSION: u32 = 1;

/// The first line of a lock.
const TITLE: &str =
    "# Where each citation stands in its source. `factlint pin` writes it; lines may be merged in any order.";

/// How many mistakes are told; who mends these sees the rest in the next run.
const MOST: usize = 20;

/// Where one citation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The citation.
    pub key: Key,
    /// The id of its source.
    pub source: String,
    /// Where in it.
    pub place: LockedPlace,
    /// The fingerprint of the sentence.
    pub fingerprint: Fingerprint,
}

/// A sentence, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedPlace {
    /// The heading of its section, folded; empty before any.
    pub section: String,
    /// Which of the sections with that heading, from 1.
    pub nth: u32,
    /// The paragraph, from 1 in its section.
    pub paragraph: u32,
    /// The sentence, from 1 in its paragraph.
    pub sentence: u32,
}

/// A lock as it was read.
#[derive(Debug, Default)]
pub struct Lock {
    /// By their keys.
    lines: Vec<Line>,
    /// Its text as it is on the disk; empty where there is none.
    pub text: String,
    /// Whether something in it could not be read, so that what is missing may stand there.
    broken: bool,
    /// Whether its fingerprints are of an earlier segmentation.
    pub outdated: bool,
}

impl Lock {
    /// Reads a lock; one that isn't there is empty. What is wrong with it is found at its place.
    #[must_use]
    pub fn read(path: &Path, host: &dyn Host, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> Self {
        let name = host.display(path);
        let bytes = match host.read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Self::default(),
            Err(error) => {
                let file = sources.add(factlint_model::source::Source::new(&name, "").into());
                let message = format!("the lock cannot be read: {}", unreadable(&error));
                found.push(wrong(Span::new(file, 0, 0), message));
                return Self { broken: true, ..Self::default() };
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
            return Self { broken: true, ..Self::default() };
        }
        let mut reader = Reader { file, lock: Self::default(), found: Vec::new(), read: Vec::new() };
        reader.read(source.text());
        found.extend(reader.found.into_iter().take(MOST));
        source.text().clone_into(&mut reader.lock.text);
        reader.lock
    }

    /// Whether a citation without a line has none: the whole lock could be read.
    #[must_use]
    pub fn complete(&self) -> bool {
        !self.broken && !self.outdated
    }

    /// Whether something in it could not be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// The line of a citation.
    #[must_use]
    pub fn line(&self, key: &Key) -> Option<&Line> {
        self.lines.get(self.lines.binary_search_by(|line| line.key.cmp(key)).ok()?)
    }

    /// All lines, by their keys.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

/// The text of a lock with these lines.
#[must_use]
pub fn write(mut lines: Vec<Line>) -> String {
    lines.sort_by(|a, b| a.key.cmp(&b.key));
    let mut text = format!("{TITLE}\nversion {VERSION}\nsegmentation {SEGMENTATION}\n");
    for Line { key, source, place, fingerprint } in lines {
        let words = [&key.record, &key.field, &source, &place.section].map(|word| quoted(word));
        let nth = if place.nth > 1 { format!("{}:", place.nth) } else { String::new() };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {nth}{}.{} {fingerprint}", words.join(" "), place.paragraph, place.sentence);
    }
    text
}

/// A word of a line, in quotes where it could be taken for something else.
fn quoted(word: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '"';
    let starts_plain = !word.starts_with(['#', '<', '>', '=', '|']);
    if !word.is_empty() && starts_plain && word.chars().all(plain) {
        return word.to_owned();
    }
    serde_json::Value::from(word).to_string()
}

fn wrong(place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(UNREADABLE, Level::Error, place, message)
}

struct Reader {
    file: FileId,
    lock: Lock,
    found: Vec<Diagnostic>,
    /// The lines, and where they stand.
    read: Vec<(Line, Span)>,
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
        if !self.lock.outdated {
            self.finish();
        }
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
        self.lock.outdated = segmentation != SEGMENTATION;
        Some(segmentation)
    }

    fn line(&mut self, text: &str, place: Span) {
        let Some(line) = parse(text) else {
            let form = "a line has record, way, source, section, paragraph.sentence and fingerprint";
            return self.broken(
                wrong(place, "this is no line of a lock")
                    .note(form)
                    .help("take the line from the last commit, or remove it: `factlint pin` then writes it again"),
            );
        };
        self.read.push((line, place));
    }

    /// Sorts the lines, and takes none of a citation that has two which differ.
    fn finish(&mut self) {
        let mut read = std::mem::take(&mut self.read);
        read.sort_by(|(a, _), (b, _)| a.key.cmp(&b.key));
        read.dedup_by(|(a, _), (b, _)| a == b);
        let mut lines = read.into_iter().peekable();
        while let Some((line, first)) = lines.next() {
            let mut is_alone = true;
            while let Some((_, place)) = lines.next_if(|(next, _)| next.key == line.key) {
                is_alone = false;
                let message = format!("`{} {}` has two lines in the lock", line.key.record, line.key.field);
                self.broken(
                    wrong(place, message)
                        .at("says another place")
                        .label(first, "the first one")
                        .help("remove the line that is wrong, or both: `factlint pin` then writes it again"),
                );
            }
            if is_alone {
                self.lock.lines.push(line);
            }
        }
    }

    fn broken(&mut self, found: Diagnostic) {
        self.lock.broken = true;
        self.found.push(found);
    }
}

fn number_after(line: &str, word: &str) -> Option<u32> {
    line.strip_prefix(word)?.trim().parse().ok()
}

fn parse(text: &str) -> Option<Line> {
    let mut rest = text;
    let mut word = || next_word(&mut rest);
    let key = Key { record: word()?, field: word()? };
    let (source, section, place, fingerprint) = (word()?, word()?, word()?, word()?);
    let (nth, place) = match place.split_once(':') {
        Some((nth, place)) => (nth.parse().ok().filter(|&nth| nth > 1)?, place.to_owned()),
        None => (1, place),
    };
    let (paragraph, sentence) = place.split_once('.')?;
    let place = LockedPlace { section, nth, paragraph: paragraph.parse().ok()?, sentence: sentence.parse().ok()? };
    let line = Line { key, source, place, fingerprint: fingerprint.parse().ok()? };
    rest.trim().is_empty().then_some(line)
}

/// The next word of a line, out of its quotes.
fn next_word(rest: &mut &str) -> Option<String> {
    let text = rest.trim_start();
    if text.starts_with('"') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let word = values.next()?.ok()?;
        *rest = text.get(values.byte_offset()..)?;
        return Some(word);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    *rest = after;
    (!word.is_empty()).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Key, Line, LockedPlace, parse, write};

    fn line(record: &str, section: &str, nth: u32) -> Line {
        Line {
            key: Key { record: record.to_owned(), field: "cite/0".to_owned() },
            source: "log".to_owned(),
            place: LockedPlace { section: section.to_owned(), nth, paragraph: 2, sentence: 1 },
            fingerprint: "00000000000000ff".parse().unwrap(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for line in [line("ship/fram", "", 1), line("ship/the \"fram\"", "To the\tPole #2", 2), line("<<<<<<<", "=", 1)]
        {
            let text = write(vec![line.clone()]);
            assert_eq!(parse(text.lines().last().unwrap()).unwrap(), line, "{text}");
        }
    }

    #[test]
    fn what_is_cut_is_no_line() {
        let whole = "ship/fram cite log \"To the Pole\" 1.1 00000000000000ff";
        assert!(parse(whole).is_some());
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            assert!(parse(&whole[..end]).is_none(), "{}", &whole[..end]);
        }
        assert!(parse("ship/fram cite log \"To the Pole\" 1.1 00000000000000ff more").is_none());
    }
}
