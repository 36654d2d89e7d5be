//! Bytes to a tree: YAML, JSON, NDJSON, YAML front matter, CSV and TSV, also compressed. A broken file gives what could be read, and diagnostics.
//!
//! What a file may ask for is bounded: 1 GiB of text, collections nested 512 deep (aliases followed), and through aliases
//! and merge keys ten times the nodes that are written, or 100,000 in a small file. Up to 200 findings are kept. None of
//! this is met by data that people keep.

mod alias;
mod assemble;
mod compressed;
pub(crate) mod csv;
mod encoding;
mod front_matter;
mod json;
mod keys;
mod log;
mod merge;
mod yaml;

use std::sync::Arc;

use assemble::Assembler;
pub use compressed::Compression;
use encoding::Text;
use log::Log;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Source};
use crate::tree::{Kind, Tree};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, core schema.
    Yaml,
    /// JSON (RFC 8259).
    Json,
    /// One JSON text a line.
    Ndjson,
    /// YAML between two `---` lines, then any text.
    FrontMatter,
    /// A header line, then a row a line; the header tells whether commas, semicolons or tabs stand between cells.
    Csv,
    /// The same with tabs.
    Tsv,
}

impl Format {
    /// Every format with its name in a configuration and the endings that tell it.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 6] = [
        (Self::Yaml, "yaml", &["yaml", "yml"]),
        (Self::Json, "json", &["json", "jsonld", "geojson"]),
        (Self::Ndjson, "ndjson", &["ndjson", "jsonl"]),
        (Self::FrontMatter, "front-matter", &[]),
        (Self::Csv, "csv", &["csv"]),
        (Self::Tsv, "tsv", &["tsv", "tab"]),
    ];

    /// The format that a file's name tells, below `.gz` or `.zst`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = Compression::of_name(name).map_or(name, |(_, below)| below);
        let (_, ending) = name.rsplit_once('.')?;
        let told = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        Self::ALL.iter().find(|(_, _, endings)| told(endings)).map(|(format, ..)| *format)
    }

    /// The format that a file's name tells, or of a page, such as `.md`, its first line; `read` gives the bytes of a page.
    #[must_use]
    pub fn of_file(name: &str, read: impl FnOnce() -> Option<Vec<u8>>) -> Option<Self> {
        Self::of_name(name).or_else(|| {
            let has_data = Self::is_page(name) && front_matter::starts(&read()?);
            has_data.then_some(Self::FrontMatter)
        })
    }

    /// Whether the name is that of a page: a text for people, which may start with data.
    #[must_use]
    pub fn is_page(name: &str) -> bool {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        PAGES.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }

    /// The format of this name in a configuration.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == word).map(|(format, ..)| *format)
    }

    /// Its name in a configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, word, _)| word)
    }

    /// Whether values are written as YAML writes them.
    #[must_use]
    pub fn is_yaml(self) -> bool {
        matches!(self, Self::Yaml | Self::FrontMatter)
    }

    /// Whether the data are rows under a header.
    #[must_use]
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }
}

/// The endings of pages.
const PAGES: &[&str] = &["md", "markdown", "mdx", "qmd", "html"];

/// What loading a file gives.
#[derive(Debug)]
pub struct Loaded {
    /// What could be read.
    pub tree: Tree,
    /// What was wrong: findings of `schema/syntax` and `schema/duplicate-key`.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the whole file was read; if not, what is missing from the tree says nothing.
    pub complete: bool,
    /// Whether each document in the tree was read as a whole.
    pub documents_whole: bool,
}

/// Whether a text is a number as JSON writes it.
pub(crate) fn is_json_number(text: &str) -> bool {
    json::number_len(text.as_bytes()) == Some(text.len())
}

/// What a YAML reader takes a text without quotes for.
pub(crate) fn plain_kind(text: &str) -> Kind {
    yaml::plain_kind(text)
}

/// The size above which a file is not read: the tree counts bytes and nodes in 32 bits.
const LARGEST: usize = 1 << 30;

/// Reads a file of this name and number. Never fails: what is wrong is in the diagnostics.
#[must_use]
pub fn load(file: FileId, name: &str, bytes: Vec<u8>, format: Format) -> Loaded {
    let mut log = Log::new(file);
    let (source, readable) = text(name, bytes, &mut log);
    let broken = !log.complete;
    let (tree, found) = parse(file, source, readable, broken, format);
    let (mut diagnostics, complete) = found.finish();
    if broken {
        // Where the text itself was cut, a syntax error at the cut says nothing.
        diagnostics.retain(|finding| finding.rule != "schema/syntax");
    }
    let (cut, uncut) = log.finish();
    diagnostics.splice(0..0, cut);
    let complete = complete && uncut;
    // A broken line is not in the tree.
    Loaded { tree, diagnostics, complete, documents_whole: complete || format == Format::Ndjson }
}

/// The text of a file of this name and number, as [`load`] reads it.
#[must_use]
pub fn source(file: FileId, name: &str, bytes: Vec<u8>) -> Arc<Source> {
    text(name, bytes, &mut Log::new(file)).0
}

/// The text of a file of this name and number, whatever it is a text of, and what makes it none.
#[must_use]
pub fn plain_text(file: FileId, name: &str, bytes: Vec<u8>) -> (Arc<Source>, Vec<Diagnostic>) {
    let mut log = Log::new(file);
    let source = text(name, bytes, &mut log).0;
    (source, log.finish().0)
}

/// A file's text below its compression and encoding, and how much of it can be read.
fn text(name: &str, bytes: Vec<u8>, log: &mut Log) -> (Arc<Source>, usize) {
    let bytes = match Compression::of_name(name) {
        Some((compression, _)) => compression.expand(&bytes, LARGEST, log),
        None => bytes,
    };
    let marked = encoding::has_mark(&bytes);
    let decoded = if bytes.len() > LARGEST {
        let finding = log.syntax(0, 0, "the file has more than 1 GiB");
        log.push_break(finding.help("split it into smaller files"));
        Text { text: String::new(), readable: 0 }
    } else {
        encoding::decode(bytes, log)
    };
    (Arc::new(Source::new(name, decoded.text).after_mark(marked)), decoded.readable)
}

/// The tree of a text that was read before, as [`load`] gave it.
#[must_use]
pub fn again(file: FileId, source: &Arc<Source>, format: Format) -> Tree {
    let readable = source.text().len();
    parse(file, Arc::clone(source), readable, false, format).0
}

/// Parses the readable start of a text; `broken` if it was cut there.
fn parse(file: FileId, source: Arc<Source>, readable: usize, broken: bool, format: Format) -> (Tree, Log) {
    let text = source.slice(0..readable);
    let mut out = Assembler::new(file, Arc::clone(&source));
    out.builder.set_format(format);
    match format {
        _ if text.is_empty() && broken => {}
        Format::Yaml => yaml::read(&mut out, text, 0),
        Format::Json => json::read(&mut out, text),
        Format::Ndjson => json::read_lines(&mut out, text),
        Format::FrontMatter => front_matter::read(&mut out, text),
        Format::Csv => csv::read(&mut out, text, None),
        Format::Tsv => csv::read(&mut out, text, Some(b'\t')),
    }
    out.finish()
}
