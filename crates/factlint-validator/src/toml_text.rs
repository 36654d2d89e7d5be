//! The bytes of what may go out of a TOML file, so that comments and layout around it stay.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// An item of a list: with its comma, and its line with the comment behind it if it has one for itself.
pub(crate) fn item(text: &str, Range { start, end }: Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let rest = after.trim_start_matches(BLANK);
    let is_last = !rest.starts_with(',');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start_matches(BLANK);
    let bare = before.trim_end_matches(BLANK);
    // A comment behind an item speaks of it.
    let comment = if rest.starts_with('#') { rest.find('\n').unwrap_or(rest.len()) } else { 0 };
    let line_end = rest.get(comment..)?.trim_start_matches('\r');
    let (start, rest) = match line_end.strip_prefix('\n') {
        Some(rest) if bare.ends_with('\n') => (bare.len(), rest),
        _ if is_last && bare.ends_with(',') => (bare.len() - 1, after),
        _ => (start, rest),
    };
    Some(start..text.len() - rest.len())
}

const BLANK: [char; 2] = [' ', '\t'];

/// A table of a list that starts with this header, `[[name]]`: to the last of its lines, and the empty lines after it, or before it if it
/// is the last. A comment before it stays, since it may speak of what comes next as well.
pub(crate) fn table(text: &str, header: Range<usize>) -> Option<Range<usize>> {
    text.get(header.clone())?.starts_with("[[").then_some(())?;
    let whole = DeTable::parse(text).ok()?;
    let tables = whole.get_ref().values().filter_map(|value| value.get_ref().as_array()).flatten();
    let own = tables.filter(|table| table.span() == header).find_map(|table| table.get_ref().as_table())?;
    let end = own.values().map(end_of).max()?;
    let line_end = |at: usize| Some(at + text.get(at..)?.find('\n').map_or(text.len() - at, |len| len + 1));
    let mut end = line_end(end)?;
    while let Some(next) = line_end(end).filter(|&next| next > end) {
        if !text.get(end..next)?.trim().is_empty() {
            break;
        }
        end = next;
    }
    let before = text.get(..header.start)?.trim_end_matches(BLANK);
    let kept = if end == text.len() { before.trim_end() } else { before };
    let line_break = before.get(kept.len()..)?.find('\n').map_or(0, |len| len + 1);
    Some(kept.len() + line_break..end)
}

/// The end of a value, with all in it.
fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let inside = match value.get_ref() {
        DeValue::Table(table) => table.values().map(end_of).max(),
        _ => None,
    };
    value.span().end.max(inside.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{item, table};

    /// The text without what is found of the part that `mark` stands for.
    fn without(
        text: &str,
        mark: &str,
        find: fn(&str, std::ops::Range<usize>) -> Option<std::ops::Range<usize>>,
    ) -> String {
        let start = text.find(mark).unwrap_or_default();
        find(text, start..start + mark.len()).map_or(String::new(), |gone| {
            let (before, after) = (&text[..gone.start], &text[gone.end..]);
            format!("{before}{after}")
        })
    }

    #[test]
    fn an_item_goes_with_its_comma_and_its_line() {
        for (text, left) in [
            ("a = [1, 22, 3] # x\n", "a = [1, 3] # x\n"),
            ("a = [22, 3]", "a = [3]"),
            ("a = [1, 22]", "a = [1]"),
            ("a = [ 1, 22 ]", "a = [ 1 ]"),
            ("a = [22]", "a = []"),
            ("a = [\n  1, # one\n  22, # two\n  3,\n]\n", "a = [\n  1, # one\n  3,\n]\n"),
            ("a = [\r\n  1,\r\n  22\r\n]\r\n", "a = [\r\n  1,\r\n]\r\n"),
        ] {
            assert_eq!(without(text, "22", item), left, "{text}");
        }
    }

    #[test]
    fn a_table_goes_with_its_lines() {
        let text =
            "a = 1\n\n# of b\n[[b]]\nc = [\n  '[[b]]', # two\n]\nd.e = 1 # three\n\n# of the next\n[[b]]\nc = []\n";
        assert_eq!(without(text, "[[b]]", table), "a = 1\n\n# of b\n# of the next\n[[b]]\nc = []\n");
        assert_eq!(without("[[b]]\nc = 1", "[[b]]", table), "");
        assert_eq!(without("a = 1\n\n  [[b]]\r\n  c = 1\r\n", "[[b]]", table), "a = 1\n");
        assert_eq!(without("b = [{ c = 1 }]\n", "{ c = 1 }", table), "");
    }
}
