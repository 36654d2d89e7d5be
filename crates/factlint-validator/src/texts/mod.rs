//! Texts of sources: sections, paragraphs and sentences, each with its place in the file, and words found in them.
//!
//! Nothing here knows of facts. How a text is cut and folded is described in `docs/citations.md` for those who write
//! citations; [`SEGMENTATION`] numbers it.
//!
//! What is kept is the *shown* text, that is, the file's without its markup (a plain text is shown as it stands), where in
//! the file its pieces come from, and where sentences begin and end in it. Folded text is made when asked for.

mod cut;
mod exceptions;
mod fold;
mod marks;
mod outline;
mod read;
mod search;
mod shown;

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use factlint_model::source::Source;

pub use fold::fold;
pub use search::{Matches, Occurrence, find_in};

use outline::Outline;
use shown::Shown;

/// The version of how a text is cut and folded. Places and fingerprints of another version mean nothing.
pub const SEGMENTATION: u32 = 2;

/// How a text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// None but headings between equals signs.
    Plain,
    /// CommonMark.
    Markdown,
    /// HTML.
    Html,
    /// The markup of MediaWiki.
    MediaWiki,
}

impl Markup {
    /// The words that name a markup in a configuration.
    pub const NAMES: [(&str, Self); 4] =
        [("plain", Self::Plain), ("markdown", Self::Markdown), ("html", Self::Html), ("mediawiki", Self::MediaWiki)];

    /// The markup that a word of a configuration names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == word).map(|(_, markup)| *markup)
    }

    /// The word that names it in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, markup)| *markup == self).map_or("", |(name, _)| name)
    }

    /// The markup that a file's ending tells; plain if it tells none.
    #[must_use]
    pub fn of(file: &str) -> Self {
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("wiki" | "mediawiki" | "wikitext") => Self::MediaWiki,
            _ => Self::Plain,
        }
    }
}

/// A sentence of a text, by its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(u32);

impl SentenceId {
    /// Counted from 0, in the order of the text.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a sentence stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The number of its section.
    pub section: u32,
    /// Counted from 1 in its section.
    pub paragraph: u32,
    /// Counted from 1 in its paragraph.
    pub number: u32,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A heading and what stands below it, up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'t> {
    /// The heading, folded. Empty for what stands before any heading.
    pub heading: &'t str,
    /// 1 is the highest; 0 where there is no heading.
    pub level: u8,
    /// The heading's bytes in the file.
    pub span: Range<usize>,
    /// The section that it belongs to.
    pub parent: Option<u32>,
}

/// What a sentence says, in 64 bits: the beginning of the BLAKE3 hash of its folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// That of a sentence's folded text.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(folded.as_bytes()).as_bytes();
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

impl Display for Fingerprint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = ();

    /// Exactly as it is displayed.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        u64::from_str_radix(text, 16).ok().filter(|_| digits).map(Self).ok_or(())
    }
}

/// What is opened in a file and never closed, and hides text that then is in no sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// The bytes of the tag or sign that opens it.
    pub sign: Range<usize>,
    /// The bytes that it hides.
    pub hides: Range<usize>,
}

/// The text of a source, cut.
#[derive(Debug)]
pub struct SourceText {
    shown: Shown,
    outline: Outline,
    /// The fingerprints in their order, each with its sentence.
    fingerprints: OnceLock<Vec<(Fingerprint, SentenceId)>>,
    /// The numbers of the sections by their headings.
    headings: OnceLock<Vec<u32>>,
    unclosed: Vec<Unclosed>,
    whole: bool,
}

impl SourceText {
    /// Reads a text. Nothing in it is an error: markup that makes no sense is text.
    #[must_use]
    pub fn read(text: impl Into<String>, markup: Markup) -> Self {
        Self::of(Arc::new(Source::new("", text)), markup)
    }

    /// Reads the text of a source, and keeps no other copy of it than the source has where nothing is marked up in it.
    #[must_use]
    pub fn of(source: Arc<Source>, markup: Markup) -> Self {
        let limit = source.text().floor_char_boundary(u32::MAX as usize);
        let whole = limit == source.text().len();
        let read::Reading { shown, outline, unclosed } = read::read(source, limit, markup);
        Self { shown, outline, fingerprints: OnceLock::new(), headings: OnceLock::new(), unclosed, whole }
    }

    /// What hides text since it is never closed, in the order of the file: the first places of it.
    #[must_use]
    pub fn unclosed(&self) -> &[Unclosed] {
        &self.unclosed
    }

    /// Whether all of the file was read: not more than its first 4 GiB are.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The sections in the order of the text. The first is the lead: it has the heading of the whole text, or none.
    pub fn sections(&self) -> impl ExactSizeIterator<Item = Section<'_>> {
        self.outline.sections.iter().map(|heading| self.section_of(heading))
    }

    /// A section, by its number.
    #[must_use]
    pub fn section(&self, number: u32) -> Option<Section<'_>> {
        self.outline.sections.get(number as usize).map(|heading| self.section_of(heading))
    }

    fn section_of<'t>(&self, heading: &'t outline::Heading) -> Section<'t> {
        let outline::Heading { words, level, span, parent } = heading;
        Section { heading: words, level: *level, span: self.shown.in_file(span.range()), parent: *parent }
    }

    /// The numbers of the sections with a heading, in their order; the heading is folded, and given to be folded.
    #[must_use]
    pub fn sections_named(&self, heading: &str) -> &[u32] {
        let words = fold(heading);
        let heading = |number: u32| self.outline.sections[number as usize].words.as_str();
        let all = self.headings.get_or_init(|| {
            let mut all: Vec<u32> = (0..outline::small(self.outline.sections.len())).collect();
            all.sort_by_key(|&number| heading(number));
            all
        });
        let first = all.partition_point(|&number| heading(number) < &*words);
        let after = all.partition_point(|&number| heading(number) <= &*words);
        &all[first..after]
    }

    /// Whether a section is another, or lies in it.
    #[must_use]
    pub fn is_within(&self, section: u32, other: u32) -> bool {
        self.around(section).any(|section| section == other)
    }

    /// The sentences of a section and of those that lie in it, which follow it.
    #[must_use]
    pub fn sentences_within(&self, section: u32) -> impl ExactSizeIterator<Item = SentenceId> + use<> {
        let behind = section.saturating_add(1)..outline::small(self.outline.sections.len());
        let (mut inside, mut after) = (behind.start, behind.end);
        while inside < after {
            let middle = inside.midpoint(after);
            if self.is_within(middle, section) { inside = middle + 1 } else { after = middle }
        }
        (self.first_from(section)..self.first_from(inside)).map(SentenceId)
    }

    /// The first sentence that stands in a section or behind it.
    fn first_from(&self, section: u32) -> u32 {
        let paragraph = self.outline.paragraphs.partition_point(|paragraph| paragraph.section < section);
        let first = self.outline.paragraphs.get(paragraph).map(|paragraph| paragraph.first);
        first.unwrap_or(outline::small(self.outline.sentences.len()))
    }

    /// A section, and those around it from the inside out.
    pub fn around(&self, section: u32) -> impl Iterator<Item = u32> {
        let parent = |section: &u32| self.outline.sections.get(*section as usize)?.parent;
        std::iter::successors(Some(section), parent)
    }

    /// The sentences in the order of the text.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = SentenceId> + use<> {
        (0..outline::small(self.outline.sentences.len())).map(SentenceId)
    }

    /// Where a sentence stands.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> Sentence {
        let paragraph = &self.outline.paragraphs[self.paragraph_number(id)];
        Sentence {
            section: paragraph.section,
            paragraph: paragraph.number,
            number: id.0 - paragraph.first + 1,
            span: self.shown.in_file(self.shown_range(id)),
        }
    }

    /// The sentence at a place, if there is one.
    #[must_use]
    pub fn sentence_at(&self, section: u32, paragraph: u32, number: u32) -> Option<SentenceId> {
        let key = |place: &outline::Paragraph| (place.section, place.number);
        let found = self.outline.paragraphs.binary_search_by_key(&(section, paragraph), key).ok()?;
        let id = self.outline.paragraphs[found].first.checked_add(number.checked_sub(1)?)?;
        self.sentences_of(found).contains(&id).then_some(SentenceId(id))
    }

    /// The sentences of a sentence's paragraph.
    pub fn paragraph(&self, id: SentenceId) -> impl ExactSizeIterator<Item = SentenceId> + use<> {
        self.sentences_of(self.paragraph_number(id)).map(SentenceId)
    }

    /// A sentence as it stands in the file, without its markup.
    #[must_use]
    pub fn text(&self, id: SentenceId) -> &str {
        &self.shown.text()[self.shown_range(id)]
    }

    /// A sentence, folded.
    #[must_use]
    pub fn folded(&self, id: SentenceId) -> Cow<'_, str> {
        fold(self.text(id))
    }

    /// What a sentence says, in 64 bits.
    #[must_use]
    pub fn fingerprint(&self, id: SentenceId) -> Fingerprint {
        Fingerprint::of(&self.folded(id))
    }

    /// The sentences that say the same, in the order of the text.
    pub fn by_fingerprint(&self, fingerprint: Fingerprint) -> impl Iterator<Item = SentenceId> {
        let all = self.fingerprints.get_or_init(|| {
            let mut all: Vec<_> = self.sentences().map(|id| (self.fingerprint(id), id)).collect();
            all.sort_unstable();
            all
        });
        let first = all.partition_point(|(other, _)| *other < fingerprint);
        all[first..].iter().take_while(move |(other, _)| *other == fingerprint).map(|(_, id)| *id)
    }

    /// The bytes in the file of a part of a sentence as it is shown.
    #[must_use]
    pub fn in_file(&self, id: SentenceId, shown: Range<usize>) -> Range<usize> {
        let sentence = self.shown_range(id);
        self.shown.in_file(sentence.start + shown.start..sentence.start + shown.end)
    }

    /// The parts of a sentence as it is shown that ranges of its folded text stand for, in one pass. The ranges are in the
    /// order of their starts and of their ends.
    #[must_use]
    pub fn shown_of(&self, id: SentenceId, folded: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut shown = vec![None::<Range<usize>>; folded.len()];
        let (mut offset, mut first) = (0, 0);
        fold::each(self.text(id), |char, range| {
            let end = offset + char.len_utf8();
            while folded.get(first).is_some_and(|part| part.end <= offset) {
                first += 1;
            }
            let touched = folded.iter().zip(&mut shown).skip(first).take_while(|(part, _)| part.start < end);
            for (_, found) in touched {
                *found = Some(found.take().map_or(range.start, |found| found.start)..range.end);
            }
            offset = end;
        });
        shown.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The bytes in the file that a range of a sentence's folded text stands for.
    #[must_use]
    pub fn bytes_of(&self, id: SentenceId, folded: Range<usize>) -> Range<usize> {
        let sentence = self.shown_range(id);
        if fold::is_folded(self.text(id)) {
            return self.shown.in_file(sentence.start + folded.start..sentence.start + folded.end);
        }
        let (mut offset, mut found) = (0, None::<Range<usize>>);
        fold::each(self.text(id), |char, range| {
            let end = offset + char.len_utf8();
            if offset < folded.end && end > folded.start {
                found = Some(found.take().map_or(range.start, |found| found.start)..range.end);
            }
            offset = end;
        });
        let found = found.unwrap_or(0..sentence.len());
        self.shown.in_file(sentence.start + found.start..sentence.start + found.end)
    }

    /// Where words occur: all patterns are looked for in one pass. They are given to be folded. An occurrence begins and
    /// ends with a word, and lies in one paragraph.
    #[must_use]
    pub fn find_all(&self, patterns: &[&str]) -> Matches {
        search::find_all(self, patterns)
    }

    fn shown_range(&self, id: SentenceId) -> Range<usize> {
        self.outline.sentences.get(id.index()).map_or(0..0, |span| span.range())
    }

    fn paragraph_number(&self, id: SentenceId) -> usize {
        self.outline.paragraphs.partition_point(|paragraph| paragraph.first <= id.0).saturating_sub(1)
    }

    fn sentences_of(&self, paragraph: usize) -> Range<u32> {
        let end = self.outline.paragraphs.get(paragraph + 1).map(|next| next.first);
        self.outline.paragraphs[paragraph].first..end.unwrap_or(outline::small(self.outline.sentences.len()))
    }
}

#[cfg(test)]
mod tests;
