//! Which files of a revision a walk would leave out: what `.gitignore` and `.ignore` name, as they are now.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::Gitignore;

/// The files that say what to ignore, the stronger first.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// What is ignored below the top of a repository.
pub struct Ignored {
    top: PathBuf,
    /// What the files of a folder say.
    said: HashMap<PathBuf, [Option<Gitignore>; 2]>,
    /// Whether a folder is ignored.
    folders: HashMap<PathBuf, bool>,
}

impl Ignored {
    /// What is ignored below a folder of the file system.
    pub fn new(top: PathBuf) -> Self {
        Self { top, said: HashMap::new(), folders: HashMap::new() }
    }

    /// Whether a file below the folder `below` of the repository is ignored, or a folder between the two.
    pub fn holds(&mut self, below: &Path, file: &Path) -> bool {
        let parents: Vec<&Path> = file.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()).collect();
        for parent in parents.into_iter().rev() {
            let folder = below.join(parent);
            let known = self.folders.get(&folder).copied();
            let is_ignored = known.unwrap_or_else(|| self.says(&folder, true));
            self.folders.insert(folder, is_ignored);
            if is_ignored {
                return true;
            }
        }
        self.says(&below.join(file), false)
    }

    /// Of each kind of file the nearest that speaks of the path decides.
    fn says(&mut self, path: &Path, is_folder: bool) -> bool {
        let (top, said) = (&self.top, &mut self.said);
        for (kind, _) in NAMES.iter().enumerate() {
            for folder in path.ancestors().skip(1) {
                let files = said.entry(folder.to_owned()).or_insert_with(|| read(&top.join(folder)));
                let Some(file) = files.get(kind).and_then(Option::as_ref) else { continue };
                match file.matched(top.join(path), is_folder) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
        }
        false
    }
}

fn read(folder: &Path) -> [Option<Gitignore>; 2] {
    NAMES.map(|name| {
        let path = folder.join(name);
        path.is_file().then(|| Gitignore::new(path).0)
    })
}
