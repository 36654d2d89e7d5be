//! Writing scalars: plain where that is safe, else quoted, in the style of what stands around.

use super::patch::{Patch, line_break};
use super::place::Place;
use crate::load::{Format, csv, is_json_number, plain_kind};
use crate::tree::{Kind, NodeId, NodeRef, Style, Tree};

/// Which quotes a file uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotes {
    single: bool,
}

impl Quotes {
    /// Those that the file has more of; double ones if it has none.
    pub(super) fn of(tree: &Tree) -> Self {
        let nodes = (0..tree.len()).filter_map(|id| tree.node(NodeId(u32::try_from(id).ok()?)));
        let balance = nodes.fold(0_i64, |balance, node| match node.style() {
            Style::Single => balance + 1,
            Style::Double => balance - 1,
            _ => balance,
        });
        Self { single: balance > 0 }
    }
}

/// A patch that makes the scalar at a place this text.
pub(super) fn set_scalar(place: &Place<'_>, text: &str, quote: bool, quotes: &Quotes) -> Patch {
    let node = place.node;
    let source = node.tree().source().text();
    let range = node.own_span().range();
    let style = if node.alias_span().is_some() { Style::Plain } else { node.style() };
    let new = match node.tree().format() {
        Format::Json | Format::Ndjson if quote || style == Style::Double => json_string(text),
        Format::Json | Format::Ndjson => json_value(text),
        Format::Csv | Format::Tsv => csv::cell(text, style == Style::Double),
        _ => match style {
            Style::Literal | Style::Folded => block(node, text).unwrap_or_else(|| double(text)),
            Style::Plain if quote => quoted(text, quotes),
            style => yaml_like(text, style, place.in_flow, quotes),
        },
    };
    let unwritten = range.is_empty() && node.tree().format().is_yaml();
    let lead = if unwritten { lead(place, source.get(..range.start).unwrap_or_default()) } else { "" };
    Patch::new(source, range, format!("{lead}{new}"))
}

/// What must stand before a value where none was written, as after `key:` or after the `key` of `{key}`.
fn lead(place: &Place<'_>, before: &str) -> &'static str {
    let is_value = place.parent.is_some_and(|parent| parent.kind() == Kind::Mapping) && !place.is_key;
    match before.chars().next_back() {
        Some(':' | '-' | '?') => " ",
        Some(last) if is_value && !last.is_whitespace() => ": ",
        _ => "",
    }
}

/// A text as a YAML scalar that every reader takes for a string: without quotes where nothing else could be meant.
#[must_use]
pub fn quote_yaml_scalar(text: &str) -> String {
    let needs_quotes = !is_plain(text, true) || plain_kind(text) != Kind::String || is_old_yaml(text);
    if needs_quotes { quoted(text, &Quotes { single: false }) } else { text.to_owned() }
}

/// A text as a JSON string.
#[must_use]
pub fn json_string(text: &str) -> String {
    double_quoted(text, |character| matches!(character, '\0'..' ').then(|| format!("\\u{:04x}", u32::from(character))))
}

/// A text in double quotes, with the escapes that JSON and YAML share, and what `escape` gives for the others.
fn double_quoted(text: &str, escape: impl Fn(char) -> Option<String>) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ => match escape(character) {
                Some(escaped) => written.push_str(&escaped),
                None => written.push(character),
            },
        }
    }
    written.push('"');
    written
}

/// A scalar's text as JSON: numbers, `true`, `false` and `null` as they are, anything else as a string.
pub(super) fn json_value(text: &str) -> String {
    if is_json_number(text) || matches!(text, "true" | "false" | "null") { text.to_owned() } else { json_string(text) }
}

/// A scalar's text as YAML: plain where it can be, else quoted.
pub(super) fn yaml_text(text: &str, in_flow: bool, quotes: &Quotes) -> String {
    if is_plain(text, in_flow) { text.to_owned() } else { quoted(text, quotes) }
}

/// A scalar's text as YAML in a style where that can hold it.
pub(super) fn yaml_like(text: &str, style: Style, in_flow: bool, quotes: &Quotes) -> String {
    match style {
        Style::Single if fits_single(text) => single(text),
        Style::Single | Style::Double => double(text),
        _ => yaml_text(text, in_flow, quotes),
    }
}

/// A text in the file's quotes, or in the other ones where those spare escapes.
fn quoted(text: &str, quotes: &Quotes) -> String {
    let escapes = text.contains(['"', '\\']);
    let better_single = if quotes.single { !text.contains('\'') || escapes } else { escapes && !text.contains('\'') };
    if better_single && fits_single(text) { single(text) } else { double(text) }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    double_quoted(text, |character| match u32::from(character) {
        _ if is_printable(character) => None,
        code @ ..0x100 => Some(format!("\\x{code:02x}")),
        code => Some(format!("\\u{code:04x}")),
    })
}

/// A block scalar of this text in the place of another: same marker, same indentation. Only for texts that need nothing
/// beyond the plainest form.
fn block(node: NodeRef<'_>, text: &str) -> Option<String> {
    let source = node.tree().source().text();
    let (header, lines) = source.get(node.own_span().range())?.split_once('\n')?;
    let content = lines.lines().find(|line| !line.trim().is_empty())?;
    let indent = content.get(..content.len() - content.trim_start_matches(' ').len())?;
    let body = text.strip_suffix('\n').unwrap_or(text);
    let odd = body.trim().is_empty() || body.starts_with([' ', '\t', '\n']) || body.ends_with('\n');
    if odd || !body.chars().all(|character| character == '\n' || is_printable(character)) {
        return None;
    }
    let marker = if node.style() == Style::Folded && !body.contains('\n') { '>' } else { '|' };
    let chomping = if body.len() == text.len() { "-" } else { "" };
    let rest = header.trim_start_matches(['|', '>', '+', '-']).trim_start_matches(|digit: char| digit.is_ascii_digit());
    let rest = rest.trim_start_matches(['+', '-']).trim_end();
    let mut written = format!("{marker}{chomping}{rest}");
    for line in body.split('\n') {
        written.push_str(line_break(source));
        if !line.is_empty() {
            written.push_str(indent);
            written.push_str(line);
        }
    }
    Some(written)
}

/// Whether a text can stand without quotes and stays the same text.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let mut characters = text.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return false };
    let flow = |character: char| in_flow && matches!(character, ',' | '[' | ']' | '{' | '}');
    let starts = match first {
        '-' | '?' | ':' => second.is_some_and(|second| second != ' ' && !flow(second)),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => false,
        _ => true,
    };
    let inside = !text.contains(": ") && !text.contains(" #") && !text.ends_with(':') && !text.contains(flow);
    let colon_in_flow = in_flow && text.contains("::");
    starts
        && inside
        && !colon_in_flow
        && text.trim() == text
        && !text.starts_with("---")
        && !text.starts_with("...")
        && text.chars().all(is_printable)
}

/// Whether readers of YAML 1.1 may take a plain text for something else than a string: `yes`, `12:30`, `1_000`, a date.
fn is_old_yaml(text: &str) -> bool {
    const WORDS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "=", "<<"];
    const NUMERIC: &str = "0123456789+-.:_,eExXoOTtZz abcdfABCDF";
    let starts = text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'));
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || starts && text.chars().all(|found| NUMERIC.contains(found))
}

/// Whether a text can stand in single quotes on one line.
fn fits_single(text: &str) -> bool {
    text.chars().all(is_printable)
}

/// Whether a character can stand in a line of YAML and be seen there.
fn is_printable(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
