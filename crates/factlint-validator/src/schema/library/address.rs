//! Addresses of schemas: URIs for what JSON Schema resolves by URI, paths for what lies in files.

use std::path::{Component, Path, PathBuf};

use jsonschema::uri;

/// The address of a file. Paths are not made absolute: what matters is that one file has one address.
pub(super) fn of_path(path: &Path) -> String {
    let mut address = String::from("file://");
    for component in normal(path).components() {
        let segment = match component {
            Component::RootDir | Component::CurDir => continue,
            Component::ParentDir => "up".into(),
            Component::Prefix(_) | Component::Normal(_) => component.as_os_str().to_string_lossy(),
        };
        address.push('/');
        push_encoded(&mut address, &segment);
    }
    address
}

/// A path without `.`, and without a `..` that a folder before it takes back.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The address that a reference leads to, without its fragment, and the fragment, decoded.
pub(super) fn resolve(base: &str, reference: &str) -> Option<(String, String)> {
    let base = uri::from_str(base).ok()?;
    let full = uri::resolve_against(&base.borrow(), reference).ok()?;
    let (address, fragment) = full.as_str().split_once('#').unwrap_or((full.as_str(), ""));
    Some((address.to_owned(), decoded(fragment)))
}

/// The path that a reference names beside the file at `path`: the reference's own path, or where it is absolute, its
/// path from the folder of `base`.
pub(super) fn beside(path: &Path, base: &str, reference: &str, address: &str) -> Option<PathBuf> {
    let without_fragment = reference.split('#').next().unwrap_or_default();
    if let Some(absolute) = without_fragment.strip_prefix("file://") {
        return Some(normal(Path::new(&decoded(absolute))));
    }
    let relative = if has_scheme(without_fragment) {
        let folder = base.rsplit_once('/').map(|(folder, _)| folder)?;
        address.strip_prefix(folder)?.strip_prefix('/')?
    } else {
        without_fragment
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    (!relative.is_empty()).then(|| normal(&folder.join(decoded(relative))))
}

fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

fn push_encoded(out: &mut String, segment: &str) {
    for byte in segment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

fn decoded(text: &str) -> String {
    let hex = |at: usize| text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let encoded = if byte == b'%' { hex(at) } else { None };
        bytes.push(encoded.unwrap_or(byte));
        at += if encoded.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_references_have_addresses() {
        assert_eq!(of_path(Path::new("a/./b c/../x y.yaml")), "file:///a/x%20y.yaml");
        assert_eq!(of_path(Path::new("../a.yaml")), "file:///up/a.yaml");
        let resolved = |base, reference| resolve(base, reference).unwrap_or_default();
        assert_eq!(resolved("file:///a/b.yaml", "c.yaml#/x%20y"), ("file:///a/c.yaml".into(), "/x y".into()));
        assert_eq!(resolved("factlint:/a.yaml", "b.yaml"), ("factlint:/b.yaml".into(), String::new()));
        assert_eq!(resolved("urn:x:y", "#a"), ("urn:x:y".into(), "a".into()));
    }

    #[test]
    fn a_sibling_is_found_by_path_whatever_the_id() {
        let path = Path::new("schemas/person.yaml");
        let beside = |base, reference| {
            let (address, _) = resolve(base, reference)?;
            super::beside(path, base, reference, &address)
        };
        assert_eq!(beside("file:///schemas/person.yaml", "../x.json#a"), Some("x.json".into()));
        assert_eq!(beside("https://e.org/s/person", "address.json"), Some("schemas/address.json".into()));
        assert_eq!(beside("https://e.org/s/person", "https://e.org/s/a.json"), Some("schemas/a.json".into()));
        assert_eq!(beside("https://e.org/s/person", "https://other.org/a.json"), None);
    }
}
