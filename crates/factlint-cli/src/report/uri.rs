//! Names of files as the URIs that other programs want.

use std::fmt::Write;
use std::path::Path;

use factlint_model::source::{bytes_of, name_of};

/// A name as a URI reference (RFC 3986): what a URI cannot hold is written by its bytes.
pub fn of_name(name: &str) -> String {
    let name = bytes_of(name);
    let mut uri = String::with_capacity(name.len());
    // A colon in the first part would be taken for the end of a scheme.
    let first = name.iter().position(|&byte| byte == b'/').unwrap_or(name.len());
    for (at, &byte) in name.iter().enumerate() {
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
pub fn of_folder(path: &Path) -> String {
    let name = name_of(path);
    let slash = if name.ends_with('/') { "" } else { "/" };
    let root = if name.starts_with('/') { "file://" } else { "file:///" };
    let drive = name.split_once(':').filter(|(drive, _)| !drive.contains('/'));
    let escaped = drive.map(|(drive, rest)| format!("{drive}:{}", of_name(rest))).unwrap_or_else(|| of_name(&name));
    format!("{root}{escaped}{slash}")
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
        assert_eq!(of_name("p\\xff.yaml"), "p%FF.yaml");
        assert_eq!(of_name("p\\x5cxff.yaml"), "p%5Cxff.yaml");
        assert_eq!(of_folder(Path::new("/srv/my data")), "file:///srv/my%20data/");
        assert_eq!(of_folder(Path::new("/")), "file:///");
    }
}
