//! Text of others, made safe to show.

use std::borrow::Cow;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::figure::thousands;

/// The text with everything that a terminal would obey or a reader would not see written out: `\u{202e}`, `\n`.
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_but(text, |_| false)
}

/// A text of several lines with each made safe to show.
pub fn escape_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", escape(line))).collect()
}

/// As [`escape`], with tabs left as they are.
pub fn escape_but_tabs(text: &str) -> Cow<'_, str> {
    escape_but(text, |c| c == '\t')
}

fn escape_but(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let must = |c: char| is_hidden(c) && !keep(c);
    if !text.contains(must) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if must(c) {
            shown.extend(escape_char(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// How a hidden character is written out.
pub fn escape_char(c: char) -> impl Iterator<Item = char> {
    // `escape_default` knows `\t`, `\r` and `\n`, and gives every other character by its number.
    c.escape_default()
}

/// Whether a character is obeyed or unseen rather than drawn: controls, bidirectional controls, separators of lines, and
/// characters without a width. The joiners that scripts and emoji need are drawn.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What is said of a finding beside its message: why it cannot be, and what would mend it.
pub fn more(diagnostic: &Diagnostic) -> impl Iterator<Item = Cow<'_, str>> {
    let place = Some(&*diagnostic.primary.text).filter(|text| diagnostic.help.is_none() && !text.is_empty());
    let notes = diagnostic.notes.iter().map(|note| Cow::Borrowed(&**note));
    notes.chain(place.map(Cow::Borrowed)).chain(diagnostic.help.iter().map(|help| Cow::Owned(format!("help: {help}"))))
}

/// A finding in words, in lines that are safe to show.
pub fn said(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![escape(&diagnostic.message).into_owned()];
    lines.extend(more(diagnostic).map(|line| escape(&line).into_owned()));
    lines.join("\n")
}

/// A count and its noun: `1 file`, `2 files`.
pub fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(number))
}

#[cfg(test)]
mod tests {
    use super::{counted, escape, escape_but_tabs};

    #[test]
    fn what_is_obeyed_or_unseen_is_written_out() {
        assert_eq!(escape("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(escape("x\u{202e}y\u{2066}\u{9b}"), "x\\u{202e}y\\u{2066}\\u{9b}");
        assert_eq!(escape("one\ntwo\t"), "one\\ntwo\\t");
        assert_eq!(escape_but_tabs("\ta\r"), "\ta\\r");
        assert_eq!(escape("Хрущёв \u{200d}👩"), "Хрущёв \u{200d}👩");
    }

    #[test]
    fn counts_have_commas_and_a_plural() {
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!(counted(0, "file"), "0 files");
        assert_eq!(counted(1_234_567, "fact"), "1,234,567 facts");
    }
}
