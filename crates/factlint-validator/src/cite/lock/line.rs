//! A line of a lock.

use std::borrow::Cow;

use crate::cite::Key;
use crate::texts::Fingerprint;

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

/// A line as it stands in a lock.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed<'t> {
    record: Cow<'t, str>,
    field: Cow<'t, str>,
    source: Cow<'t, str>,
    section: Cow<'t, str>,
    nth: u32,
    paragraph: u32,
    sentence: u32,
    fingerprint: Fingerprint,
}

impl<'t> Parsed<'t> {
    /// Reads a line; none where it is no line of a lock.
    pub fn of(text: &'t str) -> Option<Self> {
        let mut rest = text;
        let mut word = || next_word(&mut rest);
        let (record, field, source, section) = (word()?, word()?, word()?, word()?);
        let (place, fingerprint) = (word()?, word()?.parse().ok()?);
        let (nth, place) = match place.split_once(':') {
            Some((nth, place)) => (nth.parse().ok().filter(|&nth| nth > 1)?, place),
            None => (1, &*place),
        };
        let (paragraph, sentence) = place.split_once('.')?;
        let (paragraph, sentence) = (paragraph.parse().ok()?, sentence.parse().ok()?);
        let line = Self { record, field, source, section, nth, paragraph, sentence, fingerprint };
        rest.trim().is_empty().then_some(line)
    }

    /// Its key: the record, and the way from there.
    pub fn key(&self) -> (&str, &str) {
        (&self.record, &self.field)
    }

    pub fn into_line(self) -> Line {
        let Self { record, field, source, section, nth, paragraph, sentence, fingerprint } = self;
        Line {
            key: Key { record: record.into_owned(), field: field.into_owned() },
            source: source.into_owned(),
            place: LockedPlace { section: section.into_owned(), nth, paragraph, sentence },
            fingerprint,
        }
    }
}

/// The next word of a line, out of its quotes.
fn next_word<'t>(rest: &mut &'t str) -> Option<Cow<'t, str>> {
    let text = rest.trim_start();
    if let Some(inner) = text.strip_prefix('"') {
        let end = inner.find(|char: char| matches!(char, '"' | '\\') || char.is_control())?;
        if let Some(after) = inner[end..].strip_prefix('"') {
            *rest = after;
            return Some(Cow::Borrowed(&inner[..end]));
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let word = values.next()?.ok()?;
        *rest = text.get(values.byte_offset()..)?;
        return Some(Cow::Owned(word));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    *rest = after;
    (!word.is_empty()).then_some(Cow::Borrowed(word))
}

#[cfg(test)]
mod tests {
    use super::{Key, Line, LockedPlace, Parsed};
    use crate::cite::lock::write;

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
            assert_eq!(Parsed::of(text.lines().last().unwrap()).unwrap().into_line(), line, "{text}");
        }
    }

    #[test]
    fn what_is_cut_is_no_line() {
        let whole = "ship/fram cite log \"To the Pole\" 1.1 00000000000000ff";
        assert!(Parsed::of(whole).is_some());
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            assert!(Parsed::of(&whole[..end]).is_none(), "{}", &whole[..end]);
        }
        assert!(Parsed::of("ship/fram cite log \"To the Pole\" 1.1 00000000000000ff more").is_none());
    }
}
