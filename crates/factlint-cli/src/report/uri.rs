//! Names of files as the URIs and paths that other programs want.

use std::fmt::Write;

/// A name as a URI reference (RFC 3986): what a URI cannot hold is written by its bytes.
pub fn of_name(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    // A colon in the first part would be taken for the end of a scheme.
    let first = name.split('/').next().map_or(0, str::len);
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if at >= first => uri.push(':'),
            // Writing to a text cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

/// A folder as a URI that ends in a slash.
pub fn of_folder(path: &std::path::Path) -> String {
    let path = path.to_string_lossy();
    let slash = if path.ends_with('/') { "" } else { "/" };
    let root = if path.starts_with('/') { "file://" } else { "file:///" };
    let parts = path.replace('\\', "/");
    let drive = parts.split('/').next().is_some_and(|first| first.ends_with(':'));
    let escaped =
        if drive { parts.split_once(':').map(|(drive, rest)| format!("{drive}:{}", of_name(rest))) } else { None };
    format!("{root}{}{slash}", escaped.unwrap_or_else(|| of_name(&parts)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{of_folder, of_name};

    #[test]
    fn what_a_uri_cannot_hold_is_written_by_its_bytes() {
        assert_eq!(of_name("data/people.yaml"), "data/people.yaml");
        assert_eq!(of_name("a b/c:d%é.yaml"), "a%20b/c:d%25%C3%A9.yaml");
        assert_eq!(of_name("a:b.yaml"), "a%3Ab.yaml");
        assert_eq!(of_folder(Path::new("/srv/my data")), "file:///srv/my%20data/");
        assert_eq!(of_folder(Path::new("/")), "file:///");
    }
}
