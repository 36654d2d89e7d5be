//! Finding markup in a text, and the text without it.
//!
//! What may be meant as it stands is let pass: addresses, comparisons (`a < b`), nested lists (`[[1, 2], [3, 4]]`),
//! templates of Liquid and Mustache (`{{ page.title }}`), unknown tags, an opening tag that nothing closes.

use std::ops::Range;

use super::tags::{self, Tag};

/// The markup of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Markup {
    /// What the first of it is, in words.
    pub(super) what: &'static str,
    /// Where the first of it stands.
    pub(super) first: Range<usize>,
    /// The text without any; `None` if that would lose or change what is said.
    pub(super) plain: Option<String>,
}

/// One piece of markup at the start of a text.
struct Piece<'t> {
    what: &'static str,
    length: usize,
    /// What a reader sees of it; `None` if plain text cannot say it.
    shown: Option<Shown<'t>>,
}

enum Shown<'t> {
    Text(&'t str),
    Letter(char),
    /// A break of line or word.
    Space,
}

/// The longest text looked at, in bytes: what is longer is no value but a text of its own, and looking for the other end
/// of each piece in it would take too long.
const LONGEST: usize = 4096;

/// Finds the markup in a text, if it has any beside the allowed tags.
pub(super) fn scan(text: &str, allowed: &[String]) -> Option<Markup> {
    if text.len() > LONGEST || !text.contains(['[', '<', '&', '{', '\'']) {
        return None;
    }
    let mut first = None;
    let mut plain = Plain::default();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let address = address_length(&text[..at], &text[at..]);
        if address > 0 {
            plain.push(&text[at..at + address]);
            at += address;
        } else if let Some(piece) = piece(text, at, allowed) {
            first.get_or_insert((piece.what, at..at + piece.length));
            plain.push_shown(piece.shown);
            at += piece.length;
        } else {
            plain.push(&text[at..at + letter.len_utf8()]);
            at += letter.len_utf8();
        }
    }
    let (what, first) = first?;
    Some(Markup { what, first, plain: plain.finish() })
}

/// The text without its markup, while it can be told.
#[derive(Default)]
struct Plain {
    text: String,
    lost: bool,
    /// Whether a break was the last thing, so that spaces after it are not doubled.
    broken: bool,
}

impl Plain {
    fn push(&mut self, text: &str) {
        let text = if self.broken { text.trim_start() } else { text };
        self.broken &= text.is_empty();
        self.text.push_str(text);
    }

    fn push_shown(&mut self, shown: Option<Shown<'_>>) {
        match shown {
            Some(Shown::Text(text)) => self.push(text),
            Some(Shown::Letter(letter)) => self.push(letter.encode_utf8(&mut [0; 4])),
            Some(Shown::Space) => {
                self.text.truncate(self.text.trim_end().len());
                self.text.push(' ');
                self.broken = true;
            }
            None => self.lost = true,
        }
    }

    fn finish(self) -> Option<String> {
        let text = self.text.trim();
        (!self.lost && !text.is_empty()).then(|| text.to_owned())
    }
}

/// How long the address is that starts here: `https://…` up to what cannot be in one.
fn address_length(before: &str, rest: &str) -> usize {
    let inside_word = before.ends_with(|letter: char| letter.is_ascii_alphanumeric());
    let scheme = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
    if inside_word || scheme == 0 || !rest[scheme..].starts_with("://") {
        return 0;
    }
    rest.find(|letter: char| letter.is_whitespace() || "<>{}|\"".contains(letter)).unwrap_or(rest.len())
}

fn piece<'t>(text: &'t str, at: usize, allowed: &[String]) -> Option<Piece<'t>> {
    let rest = &text[at..];
    match rest.as_bytes().first()? {
        b'[' => wiki_link(rest).or_else(|| outside_link(rest)),
        b'\'' => emphasis(text, at),
        b'{' => template(rest),
        b'<' => comment(rest).or_else(|| tag(text, rest, allowed)),
        b'&' => tags::entity(rest).map(|(letter, length)| Piece {
            what: "an HTML character reference",
            length,
            shown: Some(if letter == '\u{a0}' { Shown::Space } else { Shown::Letter(letter) }),
        }),
        _ => None,
    }
}

/// `[[target]]`, `[[target|shown]]`.
fn wiki_link(rest: &str) -> Option<Piece<'_>> {
    let inside = rest.strip_prefix("[[")?;
    let inside = &inside[..inside.find("]]")?];
    let is_title = inside.starts_with(|letter: char| letter.is_alphabetic() || letter == ':');
    if !is_title || inside.contains(['[', ']', '{', '}', '\n']) {
        return None;
    }
    let shown = inside.rsplit('|').next().unwrap_or(inside).trim();
    Some(Piece { what: "a wiki link", length: inside.len() + 4, shown: Some(Shown::Text(shown)) })
}

/// `[https://… shown]`: its address would be lost.
fn outside_link(rest: &str) -> Option<Piece<'_>> {
    let inside = rest.strip_prefix('[')?;
    let inside = &inside[..inside.find(']')?];
    let is_link = (inside.starts_with("http://") || inside.starts_with("https://")) && inside.contains(' ');
    is_link.then_some(Piece { what: "a wiki link", length: inside.len() + 2, shown: None })
}

/// `'''` or `'''''`, one of a pair.
fn emphasis(text: &str, at: usize) -> Option<Piece<'_>> {
    let rest = &text[at..];
    let length = rest.len() - rest.trim_start_matches('\'').len();
    if length != 3 && length != 5 {
        return None;
    }
    let marks = &rest[..length];
    let paired = text[..at].contains(marks) || rest[length..].contains(marks);
    paired.then_some(Piece { what: "wiki emphasis", length, shown: Some(Shown::Text("")) })
}

/// `{{name|…}}` or `{{two words}}`.
fn template(rest: &str) -> Option<Piece<'_>> {
    let inside = rest.strip_prefix("{{")?;
    let inside = &inside[..inside.find("}}")?];
    let name = inside.split('|').next().unwrap_or(inside);
    let is_name = name.len() > 1
        && name.starts_with(char::is_alphabetic)
        && name.ends_with(char::is_alphanumeric)
        && name.chars().all(|letter| letter.is_alphanumeric() || " -_".contains(letter));
    let is_template = is_name && !inside.contains(['{', '}']) && (inside.contains('|') || name.contains(' '));
    is_template.then_some(Piece { what: "a wiki template", length: inside.len() + 4, shown: None })
}

fn comment(rest: &str) -> Option<Piece<'_>> {
    let inside = rest.strip_prefix("<!--")?;
    let length = inside.find("-->")? + 7;
    Some(Piece { what: "an HTML comment", length, shown: None })
}

fn tag<'t>(text: &str, rest: &'t str, allowed: &[String]) -> Option<Piece<'t>> {
    let tag = Tag::read(rest)?;
    if allowed.iter().any(|name| name.eq_ignore_ascii_case(tag.name)) {
        return None;
    }
    let paired =
        || if tag.closing { text.contains('<') && has(text, "<", tag.name) } else { has(text, "</", tag.name) };
    if !tag.stands_alone() && !paired() {
        return None;
    }
    let shown = if tag.is_break() { Some(Shown::Space) } else { tag.is_mere_form().then_some(Shown::Text("")) };
    let what = if tag.name.eq_ignore_ascii_case("ref") { "a wiki reference" } else { "an HTML tag" };
    Some(Piece { what, length: tag.length, shown })
}

/// Whether a text has a tag of this name, opened by these characters.
fn has(text: &str, opening: &str, name: &str) -> bool {
    text.match_indices(opening).any(|(at, _)| {
        let after = &text[at + opening.len()..];
        let same = after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        same && !after[name.len()..].starts_with(|letter: char| letter.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn plain(text: &str) -> Option<String> {
        scan(text, &[]).unwrap_or_else(|| panic!("no markup in {text}")).plain
    }

    #[test]
    fn markup_that_only_dresses_the_text_is_taken_off() {
        let cases = [
            ("[[Ross Sea]]", "Ross Sea"),
            ("the [[Ross Sea|sea]] ice", "the sea ice"),
            ("'''Erebus''' and '''''Terror'''''", "Erebus and Terror"),
            ("<i>Erebus</i>", "Erebus"),
            ("one<br>two<br /> three", "one two three"),
            ("10&nbsp;km &amp; more", "10 km & more"),
            ("1845&ndash;1848 &#8211; &#x2013;", "1845–1848 – –"),
            ("<span class=\"x\">a</span>", "a"),
        ];
        for (text, wanted) in cases {
            assert_eq!(plain(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn markup_that_says_something_is_only_told() {
        let cases = [
            "a<ref>Smith</ref>",
            "{{circa|1900}}",
            "{{citation needed}}",
            "10<sup>6</sup>",
            "<abbr title='Long Term'>LT</abbr>",
            "<br>",
            "a<!-- b -->",
        ];
        for text in cases {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn no_cut_of_a_text_is_too_short() {
        let text =
            "'''é''' [[é|ü]] [https://é ü] {{é|ü}} <b title='é'>ü</b> <!-- é --> &eacute;&#233; https://é/ü <br />";
        let cuts: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        for (at, &start) in cuts.iter().enumerate() {
            for &end in &cuts[at..] {
                let part = &text[start..end];
                if let Some(found) = scan(part, &[]) {
                    assert!(part.get(found.first).is_some(), "{part}");
                }
            }
        }
    }

    #[test]
    fn what_may_be_meant_so_is_let_pass() {
        let cases = [
            "https://example.org/?a=1&lt;=2&amp;b=[[x]]",
            "a < b and b > c",
            "x <b and c> y",
            "[[1, 2], [3, 4]]",
            "[[ -f x ]]",
            "{{ page.title }}",
            "{{name}}",
            "{{ now | date: '%Y' }}",
            "Vec<i>",
            "if p<0.05 & q>1",
            "R&D; M&Ms",
            "5' 10''",
            "'''",
            "<person@example.org>",
            "<https://example.org>",
            "\\frac{{a}}{{b}}",
        ];
        for text in cases {
            assert_eq!(scan(text, &[]), None, "{text}");
        }
    }
}
