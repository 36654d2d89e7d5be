//! What the rules of this family say alike.

use factlint_model::diagnostic::{Diagnostic, RuleMeta};
use factlint_model::facts::{Dataset, RowId};
use factlint_model::source::Span;

use crate::cite::{Citation, Citations, Places};
use crate::texts::SentenceId;

/// The most places that are named.
const NAMED: usize = 4;

/// A finding at a citation: at its words, else its section, else itself; the level and message that the schema gives with
/// the meaning win.
pub(super) fn finding(
    dataset: &Dataset,
    rule: &RuleMeta,
    citation: &Citation,
    at: Option<RowId>,
    message: impl FnOnce() -> String,
) -> Diagnostic {
    let row = at.or_else(|| citation.words.first().copied()).or(citation.section);
    let declared = row.map(|row| dataset.use_of(row));
    let place = row.map_or_else(|| dataset.head(citation.record), |row| dataset.span(row));
    let told = declared.and_then(|declared| declared.message.clone());
    let level = declared.and_then(|declared| declared.level).unwrap_or(rule.level);
    let mut found = Diagnostic::new(rule.name, level, place, told.unwrap_or_else(message));
    found.record = Some(dataset.name_of(citation.owner.unwrap_or(citation.record)));
    found
}

/// The words of a citation, for a message.
pub(super) fn words<'d>(dataset: &'d Dataset, citation: &Citation) -> &'d str {
    citation.words.first().or(citation.section.as_ref()).map_or("", |&row| dataset.text(row))
}

/// The id of a citation's source, for a message.
pub(super) fn source<'c>(citations: &'c Citations, citation: &Citation) -> &'c str {
    citations.source(citation).map_or("", |source| source.id.as_str())
}

/// Labels sentences of the copy, each with what it says of its place there.
pub(super) fn label_all(
    dataset: &Dataset,
    citations: &Citations,
    citation: &Citation,
    mut found: Diagnostic,
    places: &Places,
) -> Diagnostic {
    for &sentence in places.told.iter().take(NAMED) {
        if let Some((span, place)) = place(dataset, citations, citation, sentence) {
            found = found.label(span, place);
        }
    }
    match (places.told.len().saturating_sub(NAMED), places.more) {
        (0, _) => found,
        (more, false) => found.note(format!("there are {more} places more")),
        (more, true) => found.note(format!("there are at least {more} places more")),
    }
}

/// Where a sentence stands in the copy, and its place in words.
pub(super) fn place(
    dataset: &Dataset,
    citations: &Citations,
    citation: &Citation,
    sentence: SentenceId,
) -> Option<(Span, String)> {
    let span = citations.span_in(dataset, citation, sentence)?;
    Some((span, citations.place(citation, sentence)?.in_words()))
}
