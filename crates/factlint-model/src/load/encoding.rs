//! Bytes to text: UTF-8 only, and whatever else is told by its name.

use super::log::Log;
use crate::source::BYTE_ORDER_MARK;

/// The text of a file, and how much of it can be read as data.
pub(super) struct Text {
    /// All of it, what is no character replaced.
    pub(super) text: String,
    /// The end of the last line before the first thing that is no text.
    pub(super) readable: usize,
}

/// Whether a file starts with the byte order mark of UTF-8.
pub(super) fn has_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(BYTE_ORDER_MARK.as_bytes())
}

/// Decodes a file. Its byte order mark is not part of the text.
pub(super) fn decode(mut bytes: Vec<u8>, log: &mut Log) -> Text {
    if has_mark(&bytes) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    if let Some((name, text)) = utf16(&bytes) {
        let finding = log.syntax(0, 0, format!("this file is {name}, not UTF-8"));
        log.push_break(finding.help("save it as UTF-8"));
        return Text { text, readable: 0 };
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return invalid(&error.utf8_error(), error.as_bytes(), log),
    };
    match memchr::memchr(0, text.as_bytes()) {
        None => Text { readable: text.len(), text },
        Some(at) => {
            let finding = log.syntax(at, at + 1, "a NUL byte, which no text has");
            log.push_break(finding.at("NUL").help("remove it; where it came from, other text may be lost"));
            let readable = line_start(text.as_bytes(), at);
            Text { text, readable }
        }
    }
}

fn invalid(error: &std::str::Utf8Error, bytes: &[u8], log: &mut Log) -> Text {
    let at = error.valid_up_to();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let readable = line_start(bytes, at);
    let byte = bytes.get(at).copied().unwrap_or_default();
    // What is no character shows as U+FFFD, three bytes long.
    let finding = log.syntax(at, at + 3, format!("the byte {byte:02X} is not UTF-8"));
    let finding = match (error.error_len(), byte) {
        (None, _) => finding.at("the file ends inside a character"),
        (_, byte) => match windows_1252(byte) {
            Some(character) => finding.at(format!("{character} in Windows-1252")),
            None => finding,
        },
    };
    log.push_break(finding.help("save the file as UTF-8"));
    Text { text, readable }
}

/// The character that a byte above ASCII is in Windows-1252, which has all of Latin-1.
fn windows_1252(byte: u8) -> Option<char> {
    /// The bytes from 0x80 on; a space where there is none.
    const UPPER: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    let upper = usize::from(byte.checked_sub(0x80)?);
    let character = if byte < 0xA0 { UPPER.chars().nth(upper)? } else { char::from(byte) };
    (character != ' ').then_some(character)
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    memchr::memrchr(b'\n', bytes.get(..at).unwrap_or_default()).map_or(0, |newline| newline + 1)
}

/// The text of a file in UTF-16, told by its byte order mark or by the zeros beside ASCII characters.
fn utf16(bytes: &[u8]) -> Option<(&'static str, String)> {
    let decode = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<_> = bytes.as_chunks().0.iter().map(|&pair| unit(pair)).collect();
        String::from_utf16_lossy(&units)
    };
    let little = "UTF-16 (little endian)";
    let big = "UTF-16 (big endian)";
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((little, decode(rest, u16::from_le_bytes))),
        [0xFE, 0xFF, rest @ ..] => Some((big, decode(rest, u16::from_be_bytes))),
        [1..=0xFF, 0, 1..=0xFF, 0, ..] => Some((little, decode(bytes, u16::from_le_bytes))),
        [0, 1..=0xFF, 0, 1..=0xFF, ..] => Some((big, decode(bytes, u16::from_be_bytes))),
        _ => None,
    }
}
