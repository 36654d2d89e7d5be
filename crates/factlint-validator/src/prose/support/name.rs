//! Whether cited words print a name.

use std::ops::Range;

use super::{CitedWords, Missing, Support};

/// Whether one of some sentences prints a name: to the letter, but for the case of an article before it and
/// of what begins the sentence. A possessive `'s` may follow.
#[must_use]
pub fn supports_name(name: &str, cited: &[CitedWords<'_>]) -> Support {
    if cited.iter().any(|words| find(name, words.sentence.text()).is_some()) {
        return Support::Printed;
    }
    Support::Missing(Missing::default())
}

/// Where a name stands in a sentence, as whole words.
fn find(name: &str, sentence: &str) -> Option<Range<usize>> {
    let name = name.trim();
    let first = name.chars().next()?;
    let rest = &name[first.len_utf8()..];
    let has_article = matches!(name.split(' ').next(), Some("the" | "The" | "a" | "A" | "an" | "An"));
    let starts = sentence.match_indices(rest).filter_map(|(at, _)| {
        let printed = sentence.get(..at)?.chars().next_back()?;
        let start = at - printed.len_utf8();
        let begins = !sentence.get(..start)?.contains(char::is_alphanumeric);
        let may_differ = has_article || (begins && printed.is_uppercase());
        let is_same = printed == first || (may_differ && printed.to_lowercase().eq(first.to_lowercase()));
        is_same.then(|| start..at + rest.len())
    });
    starts.into_iter().find(|place| is_whole(sentence, place))
}

/// Whether no letter or digit stands directly at either end of a place.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let before = text.get(..place.start).and_then(|text| text.chars().next_back());
    let behind = text.get(place.end..).and_then(|text| text.chars().next());
    let inside = |outside: Option<char>, edge: Option<char>| {
        outside.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric)
    };
    let name = text.get(place.clone()).unwrap_or_default();
    !inside(before, name.chars().next()) && !inside(behind, name.chars().next_back())
}
