//! The files of a revision.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

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

/// Where a link leads that lies in a folder; `None` where that is outside of the repository.
pub fn joined(folder: &Path, link: &Path) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    for part in link.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => path.pop().then_some(())?,
            Component::Normal(name) => path.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Path, PathBuf, entry, joined};

    #[test]
    fn lines_are_read_as_git_writes_them() {
        let line = b"100644 blob 0a1b2c\tfacts/with space\n.yaml";
        assert_eq!(entry(line), Some((PathBuf::from("facts/with space\n.yaml"), Entry::File("0a1b2c".to_owned()))));
        assert_eq!(entry(b"160000 commit 0a\tvendor"), Some((PathBuf::from("vendor"), Entry::Submodule)));
        assert_eq!(entry(b""), None);
    }

    #[test]
    fn links_stay_in_the_repository() {
        let joined = |folder, link| joined(Path::new(folder), Path::new(link));
        assert_eq!(joined("a/b", "../c.yaml"), Some(PathBuf::from("a/c.yaml")));
        assert_eq!(joined("a", "../../c.yaml"), None);
        assert_eq!(joined("a", "/etc/passwd"), None);
    }
}
