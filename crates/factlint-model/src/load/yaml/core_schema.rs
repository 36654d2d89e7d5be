//! YAML 1.2's core schema: what a scalar without quotes is. `.nan` and `.inf` stay strings: no figure is printed so.

use crate::tree::{Kind, Style};

const PREFIX: &str = "tag:yaml.org,2002:";

/// What a plain scalar without a tag is.
pub(in crate::load) fn plain(text: &str) -> Kind {
    match text.as_bytes() {
        [] | b"~" | b"null" | b"Null" | b"NULL" => Kind::Null,
        b"true" | b"True" | b"TRUE" | b"false" | b"False" | b"FALSE" => Kind::Bool,
        [b'0'..=b'9' | b'-' | b'+' | b'.', ..] if is_number(text) => Kind::Number,
        _ => Kind::String,
    }
}

/// What a scalar with this tag is; a tag that its text does not fit, or that is not YAML's own, makes it a string.
pub(super) fn tagged(tag: &str, style: Style, text: &str) -> Kind {
    let fits = |wanted: Kind| if plain(text) == wanted { wanted } else { Kind::String };
    match tag.strip_prefix(PREFIX) {
        Some("null") => fits(Kind::Null),
        Some("bool") => fits(Kind::Bool),
        Some("int" | "float") => fits(Kind::Number),
        Some("str" | "binary" | "timestamp") => Kind::String,
        _ if tag == "!" || style != Style::Plain => Kind::String,
        _ => plain(text),
    }
}

/// Whether the whole text is one of `12`, `-12`, `0o17`, `0x1F`, `1.5`, `.5`, `5.`, `1e9`.
fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes {
        [b'0', b'o', digits @ ..] => !digits.is_empty() && digits.iter().all(|digit| matches!(digit, b'0'..=b'7')),
        [b'0', b'x', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit),
        [b'-' | b'+', rest @ ..] => is_decimal(rest),
        _ => is_decimal(bytes),
    }
}

fn is_decimal(bytes: &[u8]) -> bool {
    let (whole, rest) = digits(bytes);
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        _ => (0, rest),
    };
    let exponent = match rest {
        [] => true,
        [b'e' | b'E', b'-' | b'+', rest @ ..] | [b'e' | b'E', rest @ ..] => {
            let (len, rest) = digits(rest);
            len > 0 && rest.is_empty()
        }
        _ => false,
    };
    whole + fraction > 0 && exponent
}

/// How many digits the text starts with, and what follows them.
fn digits(bytes: &[u8]) -> (usize, &[u8]) {
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (len, bytes.get(len..).unwrap_or_default())
}
