//! Paths as names that reports can show, and back.
//!
//! A path need not be text. What of it is no UTF-8 is written by its bytes, `\xff`, so that no two paths have one name; a
//! backslash that would be taken for the start of such a byte is written as one.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The name of a path: with `/`, and the bytes that are no text as `\xff`.
#[must_use]
pub fn name_of(path: &Path) -> String {
    if cfg!(windows) {
        return path.to_string_lossy().replace('\\', "/");
    }
    let mut name = String::with_capacity(path.as_os_str().len());
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some((at, _)) = first_byte(rest.as_bytes()) {
            name.push_str(rest.get(..at).unwrap_or_default());
            name.push_str("\\x5c");
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        name.push_str(rest);
        name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    name
}

/// The bytes of the path that has this name.
#[must_use]
pub fn bytes_of(name: &str) -> Cow<'_, [u8]> {
    let mut rest = name.as_bytes();
    if first_byte(rest).is_none() {
        return Cow::Borrowed(rest);
    }
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((at, byte)) = first_byte(rest) {
        bytes.extend_from_slice(&rest[..at]);
        bytes.push(byte);
        rest = &rest[at + LENGTH..];
    }
    bytes.extend_from_slice(rest);
    Cow::Owned(bytes)
}

/// The path that has this name.
#[must_use]
pub fn path_of(name: &str) -> PathBuf {
    path_of_bytes(&bytes_of(name))
}

/// The path of these bytes.
#[cfg(unix)]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The path of these bytes.
#[cfg(not(unix))]
#[must_use]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The length of a byte that is written out, such as `\xff`.
const LENGTH: usize = 4;

/// Where the first byte that is written out starts, and which it is.
fn first_byte(name: &[u8]) -> Option<(usize, u8)> {
    name.windows(LENGTH).enumerate().find_map(|(at, part)| match part {
        [b'\\', b'x', high, low] => Some((at, digit(*high)? * 16 + digit(*low)?)),
        _ => None,
    })
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn every_path_has_a_name_of_its_own() {
        use super::{name_of, path_of, path_of_bytes};

        let names = [
            (&b"facts/a.yaml"[..], "facts/a.yaml"),
            ("Хрущёв.yaml".as_bytes(), "Хрущёв.yaml"),
            (b"a\xffb\xc3\x28", "a\\xffb\\xc3("),
            (b"a\\xff", "a\\x5cxff"),
            (b"a\\x5cxff", "a\\x5cx5cxff"),
            (b"a\\b\\xFF\\x", "a\\b\\xFF\\x"),
            (b"\\\\x41\\x\xff", "\\\\x5cx41\\x\\xff"),
        ];
        for (bytes, name) in names {
            let path = path_of_bytes(bytes);
            assert_eq!(name_of(&path), name);
            assert_eq!(path_of(name), path, "{name}");
        }
    }
}
