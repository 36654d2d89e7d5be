//! A revision of the data, read through the program `git`. The working tree is not touched, no hook runs, nothing is fetched.

mod command;
mod ignored;
mod objects;
mod tree;

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use factlint_model::source::path_of_bytes;
use factlint_model::time::civil::Civil;
use factlint_validator::engine::{Host, Stage, Walked};

pub use command::{Repository, Revision};
use ignored::Ignored;
use objects::Objects;
use tree::{Entries, Entry};

use crate::commands::Failure;
use crate::host::StdHost;

/// What a file begins with whose content Git LFS keeps elsewhere.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/v1";

/// The files of a revision as data, all else (schemas, copies of sources) from the file system.
pub struct GitHost<'h> {
    disk: &'h StdHost,
    top: PathBuf,
    entries: Entries,
    objects: Mutex<Objects>,
    ignored: Mutex<Ignored>,
    /// For folders of the file system what they are in the repository, where they are in it.
    folders: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
    notices: Mutex<BTreeSet<String>>,
    name: String,
}

impl<'h> GitHost<'h> {
    /// The files of a revision of the repository.
    pub fn open(repository: &Repository, revision: &Revision, disk: &'h StdHost) -> Result<Self, Failure> {
        Ok(Self {
            disk,
            top: repository.top.clone(),
            entries: tree::list(repository, revision)?,
            objects: Mutex::new(Objects::open(repository)?),
            ignored: Mutex::new(Ignored::new(repository.top.clone())),
            folders: Mutex::default(),
            notices: Mutex::default(),
            name: revision.name.clone(),
        })
    }

    /// What the revision is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the path is a file of the revision, or one of now that lies where the repository has no revisions.
    pub fn has(&self, path: &Path) -> bool {
        match self.inside(&self.disk.absolute(path)) {
            Some(inside) if self.submodule(&inside).is_none() => self.file(&inside).is_some(),
            // It is read as it is now.
            Some(_) | None => self.disk.exists(path),
        }
    }

    /// What could not be read as it was.
    pub fn notices(&self) -> Vec<String> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn notice(&self, text: String) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).insert(text);
    }

    /// A file's way from the top of the repository, links in its folders followed; none where it lies outside.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        Some(self.folder(path.parent()?)?.join(path.file_name()?))
    }

    /// A folder's way from the top of the repository, links followed.
    fn folder(&self, path: &Path) -> Option<PathBuf> {
        let known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        known.unwrap_or_else(|| {
            let is_top = |above: &&Path| above.canonicalize().is_ok_and(|above| above == self.top);
            let below = path.ancestors().find(is_top).and_then(|top| path.strip_prefix(top).ok());
            // Where a link from outside leads into the repository, no part of the path is its top.
            let inside = match below {
                Some(below) => self.followed(below),
                None => real(path).strip_prefix(&self.top).ok().map(Path::to_owned),
            };
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            folders.insert(path.to_owned(), inside.clone());
            inside
        })
    }

    /// A path with the links of the revision followed; none where one leads out of the repository.
    fn followed(&self, inside: &Path) -> Option<PathBuf> {
        tree::followed(&self.entries, inside, &self.top, |object| Some(path_of_bytes(&self.object(object).ok()?)))
    }

    /// A file and its object, links followed.
    fn file(&self, inside: &Path) -> Option<(PathBuf, &str)> {
        match self.entries.get(inside)? {
            Entry::File(object) => Some((inside.to_owned(), object)),
            Entry::Link(_) => {
                let path = self.followed(inside)?;
                let Entry::File(object) = self.entries.get(&path)? else { return None };
                Some((path, object))
            }
            Entry::Submodule => None,
        }
    }

    fn object(&self, object: &str) -> io::Result<Vec<u8>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner).read(object)
    }

    /// The submodule in which a path lies.
    fn submodule<'p>(&self, inside: &'p Path) -> Option<&'p Path> {
        let mut folders = inside.ancestors();
        folders.find(|folder| matches!(self.entries.get(*folder), Some(Entry::Submodule)))
    }

    fn as_it_is(&self, path: &Path, shown: &Path, why: &str) -> io::Result<Vec<u8>> {
        self.notice(format!("`{}` {why}: it was read as it is now, not as in {}", shown.display(), self.name));
        self.disk.read(path)
    }

    /// The files of submodules below a folder of the repository, which the file system has.
    fn of_submodules(&self, below: &Path, root: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
        let is_here = |(path, entry): &(&PathBuf, &Entry)| {
            matches!(entry, Entry::Submodule) && (path.starts_with(below) || below.starts_with(path))
        };
        let submodules: Vec<&PathBuf> = self.entries.iter().filter(is_here).map(|(path, _)| path).collect();
        if !submodules.is_empty() {
            let walked = self.disk.walk(root)?.files;
            let in_one = |file: &PathBuf| submodules.iter().any(|module| below.join(file).starts_with(module));
            files.extend(walked.into_iter().filter(in_one));
        }
        Ok(())
    }
}

impl Host for GitHost<'_> {
    fn today(&self) -> Option<Civil> {
        self.disk.today()
    }

    fn begins(&self, stage: Stage) {
        self.disk.begins(stage);
    }

    fn file_done(&self) {
        self.disk.file_done();
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn read_data(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = self.disk.absolute(path);
        let Some(inside) = self.inside(&path) else { return self.disk.read(&path) };
        if let Some(module) = self.submodule(&inside) {
            return self.as_it_is(&path, module, "is a submodule");
        }
        let (_, object) = self.file(&inside).ok_or(io::ErrorKind::NotFound)?;
        let bytes = self.object(object)?;
        if bytes.starts_with(LFS) {
            return self.as_it_is(&path, &inside, "is kept in Git LFS");
        }
        Ok(bytes)
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        let root = self.disk.absolute(root);
        let Some(below) = self.folder(&root) else { return self.disk.files(&root) };
        let mut ignored = self.ignored.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files = Vec::new();
        for (path, entry) in self.entries.iter() {
            let Ok(file) = path.strip_prefix(&below) else { continue };
            let is_file = match entry {
                Entry::File(_) => true,
                // A link that leads out of the root is not followed.
                Entry::Link(_) => self.file(path).is_some_and(|(leads_to, _)| leads_to.starts_with(&below)),
                Entry::Submodule => false,
            };
            if is_file && !ignored.holds(&below, file) {
                files.push(file.to_owned());
            }
        }
        self.of_submodules(&below, &root, &mut files)?;
        files.sort();
        files.dedup();
        Ok(files)
    }

    fn walk(&self, root: &Path) -> io::Result<Walked> {
        Ok(Walked { files: self.files(root)?, closed: Vec::new() })
    }

    fn display(&self, path: &Path) -> String {
        self.disk.display(path)
    }
}

/// A path with its links followed, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let known = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, real)) = known else { return path.to_owned() };
    match path.strip_prefix(above) {
        Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
        _ => real,
    }
}
