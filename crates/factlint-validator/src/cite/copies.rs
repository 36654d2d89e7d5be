//! The copies of sources: which there are, and their texts, each read once.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::facts::{Dataset, RecordId};
use factlint_model::load;
use factlint_model::source::{FileId, Source, Sources, Span};

use super::{Citations, CiteSettings, CopySettings};
use crate::engine::{Host, unreadable};
use crate::texts::{Markup, SourceText, Unclosed};

/// The rule of copies and locks that cannot be read.
pub(crate) const UNREADABLE: &str = "citations/unreadable";

/// The slot of a source's record that tells the digest of the copy that was read.
pub(crate) const DIGEST: &str = "digest";

/// Of a tag not more characters are told.
const LONGEST_TAG: usize = 24;

/// The endings that a copy in a folder of copies may have.
const ENDINGS: [&str; 6] = ["txt", "md", "html", "htm", "wiki", "mediawiki"];

/// A source that is cited, and its copy.
#[derive(Debug)]
pub struct SourceCopy {
    /// Its id; empty where it has none.
    pub id: String,
    /// Its record, if there is one.
    pub record: Option<RecordId>,
    /// The copy among the run's files, where it could be opened.
    pub file: Option<FileId>,
    /// The path of the copy, where it could be opened.
    pub path: Option<PathBuf>,
    /// The SHA-256 of the copy's bytes in hexadecimal digits, where the source's record states a digest.
    pub digest: Option<String>,
    /// What is known of the copy.
    pub state: CopyState,
    /// The text of an earlier edition, where a copy of it was given.
    pub earlier: Option<Box<SourceText>>,
}

/// What is known of the copy of a source.
#[derive(Debug)]
pub enum CopyState {
    /// None is declared.
    None,
    /// One is declared, but not there.
    Missing,
    /// It is there and cannot be read: a finding says why.
    Unreadable,
    /// It was read.
    Read(Box<SourceText>),
}

impl SourceCopy {
    pub(super) fn new(id: String, record: Option<RecordId>) -> Self {
        Self { id, record, file: None, path: None, digest: None, state: CopyState::None, earlier: None }
    }

    /// The text, if it could be read.
    #[must_use]
    pub fn text(&self) -> Option<&SourceText> {
        match &self.state {
            CopyState::Read(text) => Some(text),
            CopyState::None | CopyState::Missing | CopyState::Unreadable => None,
        }
    }
}

/// Reads the copies of the sources that some citation has a place in.
pub(super) fn read(
    dataset: &Dataset,
    citations: &mut Citations,
    settings: &CiteSettings,
    host: &dyn Host,
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) {
    let declared: BTreeMap<&str, &CopySettings> =
        settings.copies.iter().map(|copy| (copy.source.as_str(), copy)).collect();
    let digest = dataset.vocabulary.find_slot(DIGEST);
    for source in citations.sources.iter_mut().filter(|source| !source.id.is_empty()) {
        let in_folder = || settings.folder.as_ref().and_then(|folder| named(folder, &source.id, host));
        source.earlier = earlier(&settings.earlier, &source.id, host);
        let declared = declared.get(source.id.as_str());
        let declared = declared.map(|copy| (copy.path.clone(), copy.markup, host.read(&copy.path)));
        let is_there = |bytes: &io::Result<_>| !matches!(bytes, Err(error) if error.kind() == io::ErrorKind::NotFound);
        let opened = match declared {
            Some((path, markup, bytes)) if is_there(&bytes) => Some((path, markup, bytes)),
            other => in_folder().map(|(path, bytes)| (path, None, Ok(bytes))).or(other),
        };
        if let Some((path, markup, bytes)) = opened {
            let name = host.display(&path);
            let markup = markup.unwrap_or_else(|| Markup::of(&name));
            let states = source.record.zip(digest).and_then(|(record, slot)| dataset.values(record, slot).next());
            source.digest = bytes.as_ref().ok().filter(|_| states.is_some()).map(|bytes| sha256(bytes));
            source.path = Some(path);
            source.open(&name, markup, bytes, sources, found);
        }
    }
}

/// The SHA-256 of some bytes, as `sha256sum` writes it.
fn sha256(bytes: &[u8]) -> String {
    hmac_sha256::Hash::hash(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The earlier copy of a source, if one was given that can be read.
fn earlier(copies: &[CopySettings], id: &str, host: &dyn Host) -> Option<Box<SourceText>> {
    let copy = copies.iter().find(|copy| copy.source == id)?;
    let name = host.display(&copy.path);
    let (text, _) = load::plain_text(FileId(u32::MAX), &name, host.read(&copy.path).ok()?);
    let markup = copy.markup.unwrap_or_else(|| Markup::of(&name));
    Some(Box::new(SourceText::of(text, markup)))
}

/// The copy in a folder that a source's id names.
fn named(folder: &std::path::Path, id: &str, host: &dyn Host) -> Option<(PathBuf, Vec<u8>)> {
    // An id is data: it names a file in the folder and nothing else.
    if id.contains(['/', '\\', ':', '\0']) || id.starts_with('.') {
        return None;
    }
    ENDINGS.iter().find_map(|ending| {
        let path = folder.join(format!("{id}.{ending}"));
        host.read(&path).ok().map(|bytes| (path, bytes))
    })
}

impl SourceCopy {
    fn open(
        &mut self,
        name: &str,
        markup: Markup,
        bytes: io::Result<Vec<u8>>,
        sources: &mut Sources,
        found: &mut Vec<Diagnostic>,
    ) {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.state = CopyState::Missing;
                return;
            }
            Err(error) => {
                let file = sources.add(Source::new(name, "").into());
                found.push(self.unreadable(Span::new(file, 0, 0), unreadable(&error)));
                self.state = CopyState::Unreadable;
                return;
            }
        };
        let file = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let (source, mistakes) = load::plain_text(file, name, bytes);
        sources.add(source.clone());
        self.file = Some(file);
        let is_empty = source.text().trim().is_empty();
        if is_empty && mistakes.is_empty() {
            found.push(self.unreadable(Span::new(file, 0, 0), "it is empty".to_owned()));
        }
        self.state = if is_empty || !mistakes.is_empty() {
            CopyState::Unreadable
        } else {
            let text = SourceText::of(source.clone(), markup);
            found.extend(text.unclosed().iter().map(|unclosed| self.hidden(file, &source, unclosed)));
            CopyState::Read(Box::new(text))
        };
        found.extend(mistakes.into_iter().map(|mistake| self.broken(mistake)));
    }

    fn unreadable(&self, place: Span, why: String) -> Diagnostic {
        let message = format!("the copy of the source `{}` cannot be read: {why}", self.id);
        Diagnostic::new(UNREADABLE, Level::Error, place, message)
            .note("what is cited to it was not checked")
            .help("name a copy that is a text, or none: what is cited to it then counts as unchecked")
    }

    /// What hides a part of a copy since it is never closed.
    fn hidden(&self, file: FileId, source: &Source, Unclosed { sign, hides }: &Unclosed) -> Diagnostic {
        let tag = source.slice(sign.clone());
        let name: String =
            tag.chars().take(LONGEST_TAG).take_while(|char| !char.is_whitespace() && *char != '>').collect();
        let (name, close) = match name.strip_prefix("<!") {
            Some(_) => ("<!--".to_owned(), "-->".to_owned()),
            None => (format!("{name}>"), format!("</{}>", name.trim_start_matches('<'))),
        };
        let whole = hides.end == source.text().len();
        let until = if whole { "the end of the file" } else { "the end of what it stands in" };
        let message = format!("`{name}` is never closed, and hides a part of the copy of the source `{}`", self.id);
        let place = Span::new(file, sign.start as u64, sign.end as u64);
        Diagnostic::new(UNREADABLE, Level::Warning, place, message)
            .at(format!("hides the text up to {until}"))
            .note("what is cited to the hidden text is not found")
            .help(format!("close it with `{close}` in the copy, where what it hides ends"))
    }

    /// What makes bytes no text, told of a copy.
    fn broken(&self, mistake: Diagnostic) -> Diagnostic {
        let mut found = self.unreadable(mistake.primary.span, mistake.message);
        found.primary = mistake.primary;
        found.help = mistake.help.or(found.help);
        found
    }
}
