//! Comments that are clearly meant to suppress something, and are written in another way than is read.

use super::{BEFORE_REASON, IGNORE, MARK, reason_at};
use crate::rules::known_word;

/// The name that such a comment has, whatever its case.
const NAME: &[u8] = b"factlint";

/// A comment that is nearly a suppression.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// How it is written, if it tells all that is needed.
    pub written: Option<String>,
}

/// Whether a comment, `#` included, is nearly a suppression. At its start the name with `ignore` is enough, unless prose goes on behind
/// it; further on a rule must follow, too.
pub(super) fn near_miss(comment: &str) -> Option<NearMiss> {
    let at = comment.as_bytes().windows(NAME.len()).position(|word| word.eq_ignore_ascii_case(NAME))?;
    let (before, rest) = (comment.get(..at)?, comment.get(at + NAME.len()..)?);
    let before = before.trim_matches(['#', ' ', '\t']);
    let rest = rest.trim_start_matches([' ', '\t', ':', '-']);
    let verb = rest.get(..IGNORE.len()).filter(|verb| verb.eq_ignore_ascii_case(IGNORE))?;
    let rest = rest.get(verb.len()..).filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))?;
    let rest = rest.trim_start_matches([' ', '\t', ':']);
    let dashes = reason_at(rest).unwrap_or(rest.len());
    let list = rest.get(..dashes)?.trim();
    let words: Vec<&str> = list.split(',').map(str::trim).collect();
    let is_list = !list.is_empty() && words.iter().all(|word| is_rule(word));
    let starts_as_list = list.split([' ', '\t', ',']).next().is_some_and(|word| word.contains('/') && is_rule(word));
    let names_none = list.is_empty() && before.is_empty();
    if !(is_list || starts_as_list || names_none) {
        return None;
    }
    let own = rest.get(dashes + BEFORE_REASON.len()..).unwrap_or_default().trim();
    let aside =
        before.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != ')' && c != '"');
    let reason = [aside, own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let is_whole = is_list && !reason.is_empty();
    let written = is_whole.then(|| format!("# {MARK} {IGNORE} {} {BEFORE_REASON} {reason}", words.join(", ")));
    Some(NearMiss { written })
}

/// Whether a word names a rule, family or group, or the check of a schema.
fn is_rule(word: &str) -> bool {
    word.strip_prefix("check/").is_some_and(|name| !name.is_empty()) || known_word(word).is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::near_miss;

    #[test]
    fn what_is_meant_is_told_from_prose() {
        let written = |comment: &str| near_miss(comment).map(|it| it.written.unwrap_or_default());
        let rule = "# factlint: ignore time/overlap -- both are printed";
        for meant in [
            "# Factlint: ignore time/overlap -- both are printed",
            "#FACTLINT:IGNORE time/overlap -- both are printed",
            "# factlint ignore: time/overlap -- both are printed",
            "# factlint-ignore time/overlap -- both are printed",
            "# factlint : ignore time/overlap -- both are printed",
            "# both are printed; factlint: ignore time/overlap",
            "# both are printed # factlint: ignore time/overlap",
        ] {
            assert_eq!(written(meant).as_deref(), Some(rule), "{meant}");
        }
        assert_eq!(
            written("# see (1); factlint ignore time,check/own -- old").unwrap(),
            "# factlint: ignore time, check/own -- see (1); old"
        );
        // What is missing is for its author to say.
        for meant in
            ["# factlint ignore", "# Factlint: ignore -- why", "# factlint ignore time/overlap since it is old"]
        {
            assert_eq!(written(meant).as_deref(), Some(""), "{meant}");
        }
        for prose in [
            "# See factlint: it finds more.",
            "# the factlint: ignore of old",
            "# factlint ignores time/overlap here",
            "# factlint ignore comments are explained in the docs",
            "# factlint ignore time zones",
            "# whatever factlint: ignore",
            "# ignore factlint",
            "# factlint-baseline.toml has the rest",
        ] {
            assert_eq!(written(prose), None, "{prose}");
        }
    }
}
