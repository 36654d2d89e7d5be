//! `factlint-baseline.toml`: a sorted line a fingerprint, made for merging.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::load;
use factlint_model::source::{FileId, Source, Sources, Span};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::Place;
use crate::engine::{Host, RunError, unreadable};
use crate::toml_text;

/// The version of the file's form, and of what fingerprints are made of.
const VERSION: i64 = 2;

const TAKE_BACK: &str = "take it from the last commit, or name another file with the key `baseline` of factlint.toml";

/// The first line of the file.
const TITLE: &str =
    "# Findings that are accepted as they are. `factlint baseline` writes this; lines may be merged in any order.";

/// A baseline as it was read.
#[derive(Debug, Default)]
pub struct Baseline {
    /// Its text as it is on the disk, if there is one.
    pub(crate) source: Option<Arc<Source>>,
    /// Its entries in the order of the file, one of each fingerprint, and the bytes at which each stands.
    pub(super) entries: Vec<(Entry, Range<usize>)>,
    /// Entries of a fingerprint that another one has with as high a count.
    pub(super) repeated: Vec<Range<usize>>,
}

/// Findings of one fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The rule.
    pub rule: String,
    /// The record, as `kind/id`.
    pub record: Option<String>,
    /// Where no record has an id: the file from the dataset's root.
    pub file: Option<String>,
    /// The way from the record, or from the file's root.
    pub path: Option<String>,
    /// The fingerprint.
    pub fingerprint: String,
    /// How many findings have it; one if it is not told.
    pub(super) count: Option<Count>,
}

/// A number of findings, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    number: u32,
    pub(super) at: Range<usize>,
}

impl Entry {
    /// An entry for findings like this one, of none so far.
    pub(super) fn new(finding: &Diagnostic, place: Place) -> Self {
        let Place { record, file, path } = place;
        let path = Some(path).filter(|path| !path.is_empty());
        let count = Some(Count::default());
        let (rule, fingerprint) = (finding.rule.to_string(), finding.fingerprint.clone());
        Self { rule, record, file, path, fingerprint, count }
    }

    /// Counts one more.
    pub(super) fn more(&mut self) {
        self.count.iter_mut().for_each(|count| count.number = count.number.saturating_add(1));
    }

    /// How many findings have its fingerprint.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count.as_ref().map_or(1, |count| count.number)
    }

    /// The place in words, as far as it is told.
    pub(super) fn place(&self) -> String {
        let parts = [&self.record, &self.file, &self.path].into_iter().flatten();
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

#[derive(Deserialize)]
struct Header {
    version: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "version")]
    _version: i64,
    #[serde(default)]
    findings: Vec<Spanned<Line>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    record: Option<String>,
    file: Option<String>,
    path: Option<String>,
    count: Option<Spanned<Times>>,
    #[serde(deserialize_with = "fingerprint")]
    fingerprint: String,
}

/// How often something is accepted.
struct Times(u32);

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        let times = u32::try_from(number).ok().filter(|&times| times > 0);
        times.map(Self).ok_or_else(|| D::Error::custom(format!("a count is 1 to {}, and not {number}", u32::MAX)))
    }
}

fn fingerprint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?.to_ascii_lowercase();
    let is_one = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_one.then_some(text).ok_or_else(|| D::Error::custom("a fingerprint has 32 hexadecimal digits"))
}

impl Baseline {
    /// Reads a baseline; one that is not there is empty.
    ///
    /// # Errors
    /// Where something of it cannot be read: what it accepts cannot be told then.
    pub fn read(path: &Path, host: &dyn Host) -> Result<Self, RunError> {
        let name = host.display(path);
        let bytes = match host.read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                let reader = Reader { file: FileId(0), source: Arc::new(Source::new(name, "")) };
                let message = format!("the baseline cannot be read: {}", unreadable(&error));
                return Err(reader.stops(reader.wrong(0..0, message, TAKE_BACK)));
            }
        };
        let file = FileId(0);
        let (source, mistakes) = load::plain_text(file, &name, bytes);
        let reader = Reader { file, source };
        let read = match mistakes.first() {
            Some(mistake) => {
                let message = format!("the baseline cannot be read: {}", mistake.message);
                Err(reader.wrong(mistake.primary.span.range(), message, TAKE_BACK))
            }
            None => reader.read(),
        };
        read.map_err(|mistake| reader.stops(mistake))
    }

    /// Its text as it is on the disk; empty where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.as_ref().map_or("", |source| source.text())
    }

    /// The bytes to remove for the entry at a place: its line, if it has one for itself. `None` where the file has another form.
    pub(super) fn line_of(&self, place: Range<usize>) -> Option<Range<usize>> {
        self.text().get(place.start..).filter(|text| text.starts_with('{'))?;
        toml_text::item(self.text(), place)
    }
}

struct Reader {
    file: FileId,
    source: Arc<Source>,
}

impl Reader {
    fn read(&self) -> Result<Baseline, Box<Diagnostic>> {
        self.no_conflict()?;
        let header: Header = toml::from_str(self.source.text()).map_err(|error| self.no_toml(&error))?;
        match header.version {
            Some(version) if *version.get_ref() == VERSION => {}
            Some(version) => {
                let message = format!(
                    "the baseline is of version {}, and this factlint reads version {VERSION}",
                    version.get_ref()
                );
                let help = match *version.get_ref() < VERSION {
                    true => {
                        "what it accepts is known otherwise now: remove it, and `factlint baseline` accepts what is found today"
                    }
                    false => "use the factlint that wrote it, or a later one",
                };
                return Err(self.wrong(version.span(), message, help));
            }
            None => {
                return Err(self.wrong(0..0, "this is no baseline: it does not tell its version", TAKE_BACK));
            }
        }
        let whole: Whole = toml::from_str(self.source.text()).map_err(|error| self.no_toml(&error))?;
        Ok(self.baseline(whole.findings))
    }

    fn baseline(&self, lines: Vec<Spanned<Line>>) -> Baseline {
        let mut baseline = Baseline { source: Some(self.source.clone()), ..Baseline::default() };
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for line in lines {
            let place = line.span();
            let Line { rule, record, file, path, count, fingerprint } = line.into_inner();
            let count = count.map(|count| Count { number: count.get_ref().0, at: count.span() });
            let entry = Entry { rule, record, file, path, fingerprint, count };
            let next = baseline.entries.len();
            let at = *known.entry(entry.fingerprint.clone()).or_insert(next);
            match baseline.entries.get_mut(at) {
                None => baseline.entries.push((entry, place)),
                // Both sides of a merge had it.
                Some(first) if first.0.count() < entry.count() => {
                    let (_, lower) = std::mem::replace(first, (entry, place));
                    baseline.repeated.push(lower);
                }
                Some(_) => baseline.repeated.push(place),
            }
        }
        baseline
    }

    fn no_conflict(&self) -> Result<(), Box<Diagnostic>> {
        let mut offset = 0;
        for line in self.source.text().split_inclusive('\n') {
            if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
                let help = "keep the lines of both sides and remove the marks; `factlint check --fix` then removes what is gone";
                let at = offset..offset + line.trim_end().len();
                return Err(self.wrong(at, "the baseline has a merge conflict here", help));
            }
            offset += line.len();
        }
        Ok(())
    }

    fn no_toml(&self, error: &toml::de::Error) -> Box<Diagnostic> {
        let message = format!("the baseline cannot be read: {}", error.message().replace('\n', ", "));
        self.wrong(error.span().unwrap_or(0..0), message, TAKE_BACK)
    }

    /// A mistake that stops the run.
    fn stops(&self, mistake: Box<Diagnostic>) -> RunError {
        let mut sources = Sources::default();
        sources.add(self.source.clone());
        RunError::Baseline { mistake, sources }
    }

    fn wrong(&self, at: Range<usize>, message: impl Into<String>, help: &str) -> Box<Diagnostic> {
        let span = Span::new(self.file, at.start as u64, at.end as u64);
        Box::new(Diagnostic::new("", Level::Error, span, message).help(help))
    }
}

/// The text of a baseline with these entries.
pub(super) fn write(mut entries: Vec<Entry>) -> String {
    let key = |entry: &Entry| {
        let Entry { rule, record, file, path, fingerprint, .. } = entry.clone();
        (rule, record, file, path, fingerprint)
    };
    entries.sort_by_cached_key(key);
    let mut text = format!("{TITLE}\nversion = {VERSION}\nfindings = [\n");
    for entry in entries {
        let told = [("record", &entry.record), ("file", &entry.file), ("path", &entry.path)];
        let told: String =
            told.iter().filter_map(|(key, value)| Some(format!("{key} = {}, ", quoted(value.as_deref()?)))).collect();
        let count = if entry.count() == 1 { String::new() } else { format!("count = {}, ", entry.count()) };
        let (rule, fingerprint) = (quoted(&entry.rule), quoted(&entry.fingerprint));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {{ rule = {rule}, {told}{count}fingerprint = {fingerprint} }},");
    }
    text + "]\n"
}

/// A text in quotes: TOML has the escapes of JSON, and needs one more.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
