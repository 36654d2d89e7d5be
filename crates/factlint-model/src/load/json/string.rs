//! JSON strings.

use std::borrow::Cow;

/// Why a string is none.
pub(super) struct StringError {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
}

impl StringError {
    fn new(start: usize, end: usize, message: impl Into<String>, help: Option<&'static str>) -> Self {
        Self { start, end, message: message.into(), help }
    }
}

/// Reads the string whose opening quote stands at `start`; gives its text and the byte after its closing quote.
pub(super) fn read(text: &str, start: usize) -> Result<(Cow<'_, str>, usize), StringError> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    let mut decoded = String::new();
    let mut copied = at;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest.iter().take_while(|&&byte| byte >= b' ' && byte != b'"' && byte != b'\\').count();
        match bytes.get(at) {
            Some(b'"') if copied == start + 1 => {
                return Ok((Cow::Borrowed(text.get(copied..at).unwrap_or_default()), at + 1));
            }
            Some(b'"') => {
                decoded.push_str(text.get(copied..at).unwrap_or_default());
                return Ok((Cow::Owned(decoded), at + 1));
            }
            Some(b'\\') => {
                decoded.push_str(text.get(copied..at).unwrap_or_default());
                let (character, end) = escape(text, at)?;
                decoded.push(character);
                (at, copied) = (end, end);
            }
            Some(b'\n' | b'\r') | None => {
                let help = Some("put a \" at its end, or \\n where the text has a line break");
                return Err(StringError::new(start, at, "this quote is not closed on its line", help));
            }
            Some(byte) => {
                let message = format!("the control character {byte:02X} cannot stand in a JSON string");
                return Err(StringError::new(at, at + 1, message, Some("write it as an escape, a tab as \\t")));
            }
        }
    }
}

/// Reads the escape whose backslash stands at `at`; gives its character and the byte after it.
fn escape(text: &str, at: usize) -> Result<(char, usize), StringError> {
    let bytes = text.as_bytes();
    let character = match bytes.get(at + 1) {
        Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(text, at),
        _ => {
            let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
            let end = at + 1 + next.map_or(0, char::len_utf8);
            return Err(StringError::new(at, end, "JSON has no such escape", Some("write \\\\ for a backslash")));
        }
    };
    Ok((character, at + 2))
}

/// Reads `\uXXXX`, or two of them that make one character.
fn unicode(text: &str, at: usize) -> Result<(char, usize), StringError> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let Some(first) = unit(at) else {
        return Err(StringError::new(at, at + 2, "four hexadecimal digits must follow \\u", None));
    };
    let pair = [first, unit(at + 6).unwrap_or_default()];
    let mut characters = char::decode_utf16(pair);
    match characters.next() {
        Some(Ok(character)) => Ok((character, at + 6 * character.len_utf16())),
        _ => {
            let message = "half of a surrogate pair is no character";
            Err(StringError::new(at, at + 6, message, Some("write both halves, or the character itself")))
        }
    }
}
