//! The files of a revision.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use factlint_model::source::path_of_bytes;

use super::command::{Repository, Revision};
use crate::commands::Failure;

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file: its object.
    File(String),
    /// A link: the object that holds where it leads.
    Link(String),
    /// Another repository.
    Submodule,
}

/// What a revision has, by paths from the top of the repository.
pub type Entries = BTreeMap<PathBuf, Entry>;

/// All files of a revision.
pub fn list(repository: &Repository, revision: &Revision) -> Result<Entries, Failure> {
    let printed = repository.ask(&["ls-tree", "-r", "-z", "--full-tree", &revision.commit])?;
    Ok(printed.split(|&byte| byte == 0).filter_map(entry).collect())
}

/// `MODE TYPE OBJECT<tab>PATH`
fn entry(line: &[u8]) -> Option<(PathBuf, Entry)> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let told = std::str::from_utf8(&line[..tab]).ok()?;
    let mut words = told.split(' ');
    let (mode, _, object) = (words.next()?, words.next()?, words.next()?.to_owned());
    let entry = match mode {
        "120000" => Entry::Link(object),
        "160000" => Entry::Submodule,
        _ => Entry::File(object),
    };
    Some((path_of_bytes(&line[tab + 1..]), entry))
}

/// Links that lead on through more links than these lead nowhere.
const MOST_LINKS: usize = 40;

/// A path with all links in it followed; `None` where one leads out of the repository, whose top is given, or in a circle.
/// `target` reads the object of a link.
pub fn followed(
    entries: &Entries,
    path: &Path,
    top: &Path,
    target: impl Fn(&str) -> Option<PathBuf>,
) -> Option<PathBuf> {
    let parts = |path: &Path| path.iter().rev().map(OsStr::to_owned).collect::<Vec<_>>();
    let (mut at, mut left, mut links) = (PathBuf::new(), parts(path), 0);
    while let Some(part) = left.pop() {
        match part.as_encoded_bytes() {
            b"." => continue,
            b".." => {
                at.pop().then_some(())?;
                continue;
            }
            _ => at.push(part),
        }
        let Some(Entry::Link(object)) = entries.get(&at) else { continue };
        links += 1;
        let leads_to = target(object).filter(|_| links <= MOST_LINKS)?;
        match leads_to.strip_prefix(top) {
            Ok(below) => {
                at = PathBuf::new();
                left.extend(parts(below));
            }
            Err(_) if leads_to.is_absolute() => return None,
            Err(_) => {
                at.pop();
                left.extend(parts(&leads_to));
            }
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::{Entries, Entry, Path, PathBuf, entry, followed};

    #[test]
    fn lines_are_read_as_git_writes_them() {
        let line = b"100644 blob 0a1b2c\tfacts/with space\n.yaml";
        assert_eq!(entry(line), Some((PathBuf::from("facts/with space\n.yaml"), Entry::File("0a1b2c".to_owned()))));
        assert_eq!(entry(b"160000 commit 0a\tvendor"), Some((PathBuf::from("vendor"), Entry::Submodule)));
        assert_eq!(entry(b""), None);
    }

    #[test]
    fn links_are_followed_in_the_repository() {
        // Here the object of a link is where it leads.
        let links = [
            ("a/up", "../c.yaml"),
            ("a/folder", "../b"),
            ("b/back", "../a/up"),
            ("a/out", "../../c.yaml"),
            ("a/far", "/etc"),
            ("a/whole", "/home/ann/facts/b"),
            ("a/circle", "circle"),
        ];
        let links = links.map(|(path, leads_to)| (PathBuf::from(path), Entry::Link(leads_to.to_owned())));
        let entries = Entries::from(links);
        let followed = |path| {
            let path = followed(&entries, Path::new(path), Path::new("/home/ann/facts"), |to| Some(PathBuf::from(to)));
            path.map(|path| path.display().to_string())
        };
        assert_eq!(followed("a/up").as_deref(), Some("c.yaml"));
        assert_eq!(followed("a/folder/x.yaml").as_deref(), Some("b/x.yaml"));
        assert_eq!(followed("a/folder/back").as_deref(), Some("c.yaml"));
        assert_eq!(followed("a/folder/../x.yaml").as_deref(), Some("x.yaml"));
        assert_eq!(followed("a/whole/x.yaml").as_deref(), Some("b/x.yaml"));
        assert_eq!(followed("a/x.yaml").as_deref(), Some("a/x.yaml"));
        for nowhere in ["a/out", "a/far/x.yaml", "a/circle"] {
            assert_eq!(followed(nowhere), None, "{nowhere}");
        }
    }
}
