//! The copies of sources: which there are, and their texts, each read once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

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
        let earlier = settings.earlier.iter().find(|copy| copy.source == source.id);
        if let Some(opened) = earlier.map(|copy| Opened::declared(copy, host)) {
            source.earlier = opened.text(source, Which::Earlier, sources, found).ok().map(|(_, text)| text);
        }
        let declared = declared.get(source.id.as_str()).map(|copy| Opened::declared(copy, host));
        let in_folder = || settings.folder.as_ref().and_then(|folder| Opened::in_folder(folder, &source.id, host));
        let opened = match declared {
            Some(opened) if opened.is_there() => Some(opened),
            other => in_folder().or(other),
        };
        let Some(opened) = opened else { continue };
        let states = source.record.zip(digest).and_then(|(record, slot)| dataset.values(record, slot).next());
        source.digest = opened.bytes.as_ref().ok().filter(|_| states.is_some()).map(|bytes| sha256(bytes));
        source.path = Some(opened.path.clone());
        source.state = if opened.is_there() {
            let text = opened.text(source, Which::Current, sources, found);
            source.file = text.as_ref().map_or_else(|file| *file, |(file, _)| Some(*file));
            text.map_or(CopyState::Unreadable, |(_, text)| CopyState::Read(text))
        } else {
            CopyState::Missing
        };
    }
}

/// The SHA-256 of some bytes, as `sha256sum` writes it.
fn sha256(bytes: &[u8]) -> String {
    hmac_sha256::Hash::hash(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which copy of a source.
#[derive(Clone, Copy)]
enum Which {
    Current,
    Earlier,
}

/// The file of a copy.
struct Opened {
    path: PathBuf,
    name: String,
    markup: Markup,
    bytes: io::Result<Vec<u8>>,
}

impl Opened {
    fn declared(copy: &CopySettings, host: &dyn Host) -> Self {
        let name = host.display(&copy.path);
        let markup = copy.markup.unwrap_or_else(|| Markup::of(&name));
        Self { path: copy.path.clone(), markup, bytes: host.read(&copy.path), name }
    }

    /// The copy in a folder that a source's id names.
    fn in_folder(folder: &Path, id: &str, host: &dyn Host) -> Option<Self> {
        // An id is data: it names a file in the folder and nothing else.
        if id.contains(['/', '\\', ':', '\0']) || id.starts_with('.') {
            return None;
        }
        ENDINGS.iter().find_map(|ending| {
            let path = folder.join(format!("{id}.{ending}"));
            let copy = CopySettings { source: id.to_owned(), path, markup: None };
            Some(Self::declared(&copy, host)).filter(Self::is_there)
        })
    }

    fn is_there(&self) -> bool {
        !matches!(&self.bytes, Err(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// Its text, and its number among the run's files. Where there is none a finding says why, and the number is that of
    /// what could be read, if anything could.
    fn text(
        self,
        source: &SourceCopy,
        which: Which,
        sources: &mut Sources,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(FileId, Box<SourceText>), Option<FileId>> {
        let bytes = match self.bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                let file = sources.add(Source::new(self.name, "").into());
                found.push(source.unreadable(which, Span::new(file, 0, 0), unreadable(&error)));
                return Err(None);
            }
        };
        let file = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let (text, mistakes) = load::plain_text(file, &self.name, bytes);
        sources.add(text.clone());
        let is_empty = text.text().trim().is_empty();
        if !is_empty && mistakes.is_empty() {
            let read = SourceText::of(text.clone(), self.markup);
            if matches!(which, Which::Current) {
                found.extend(read.unclosed().iter().map(|unclosed| source.hidden(file, &text, unclosed)));
            }
            return Ok((file, Box::new(read)));
        }
        if mistakes.is_empty() {
            found.push(source.unreadable(which, Span::new(file, 0, 0), "it is empty".to_owned()));
        }
        found.extend(mistakes.into_iter().map(|mistake| source.broken(which, mistake)));
        Err(Some(file))
    }
}

impl SourceCopy {
    fn unreadable(&self, which: Which, place: Span, why: String) -> Diagnostic {
        let (copy, note, help) = match which {
            Which::Current => (
                "copy",
                "what is cited to it was not checked",
                "name a copy that is a text, or none: what is cited to it then counts as unchecked",
            ),
            Which::Earlier => {
                ("earlier copy", "in which words sentences changed is not shown", "name a copy that is a text")
            }
        };
        let message = format!("the {copy} of the source `{}` cannot be read: {why}", self.id);
        Diagnostic::new(UNREADABLE, Level::Error, place, message).note(note).help(help)
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
    fn broken(&self, which: Which, mistake: Diagnostic) -> Diagnostic {
        let mut found = self.unreadable(which, mistake.primary.span, mistake.message);
        found.primary = mistake.primary;
        found.help = mistake.help.or(found.help);
        found
    }
}
