//! Which files of a revision a walk would leave out: hidden ones, and what `.gitignore` and `.ignore` name, as they are now.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::Gitignore;

/// The files that say what to ignore, the stronger first.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// What is left out below the top of a repository.
pub struct Ignored {
    top: PathBuf,
    /// What the files of a folder say.
    said: HashMap<PathBuf, [Option<Gitignore>; 2]>,
    /// Whether a folder is left out.
    folders: HashMap<PathBuf, bool>,
}

impl Ignored {
    /// What is left out below a folder of the file system.
    pub fn new(top: PathBuf) -> Self {
        Self { top, said: HashMap::new(), folders: HashMap::new() }
    }

    /// Whether a file below the folder `below` of the repository is left out, or a folder between the two.
    pub fn holds(&mut self, below: &Path, file: &Path) -> bool {
        let parents: Vec<&Path> = file.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()).collect();
        for parent in parents.into_iter().rev() {
            let folder = below.join(parent);
            let known = self.folders.get(&folder).copied();
            let is_left_out = known.unwrap_or_else(|| self.leaves_out(&folder, true));
            self.folders.insert(folder, is_left_out);
            if is_left_out {
                return true;
            }
        }
        self.leaves_out(&below.join(file), false)
    }

    /// What is hidden is left out, unless a file says `!` of it.
    fn leaves_out(&mut self, path: &Path, is_folder: bool) -> bool {
        let is_hidden = || path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        self.says(path, is_folder).unwrap_or_else(is_hidden)
    }

    /// Whether a path is ignored, if anything is said of it: of each kind of file the nearest that speaks of it decides.
    fn says(&mut self, path: &Path, is_folder: bool) -> Option<bool> {
        let (top, said) = (&self.top, &mut self.said);
        for (kind, _) in NAMES.iter().enumerate() {
            for folder in path.ancestors().skip(1) {
                let files = said.entry(folder.to_owned()).or_insert_with(|| read(&top.join(folder)));
                let Some(file) = files.get(kind).and_then(Option::as_ref) else { continue };
                match file.matched(top.join(path), is_folder) {
                    Match::Ignore(_) => return Some(true),
                    Match::Whitelist(_) => return Some(false),
                    Match::None => {}
                }
            }
        }
        None
    }
}

fn read(folder: &Path) -> [Option<Gitignore>; 2] {
    NAMES.map(|name| {
        let path = folder.join(name);
        path.is_file().then(|| Gitignore::new(path).0)
    })
}
