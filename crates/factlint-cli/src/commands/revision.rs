//! Revisions of the data that a run is compared with.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use factlint_validator::engine::{self, Earlier, Host, Report, Settings};

use super::Failure;
use super::check::{self, settings::Job};
use crate::config::Places;
use crate::git::{GitHost, Repository};
use crate::host::StdHost;

/// The repository that has the data.
pub fn repository(settings: &Settings, host: &StdHost) -> Result<Repository, Failure> {
    let named = settings.datasets.iter().flat_map(|dataset| &dataset.files).flat_map(|set| &set.named).next();
    // What standard input stands for may be in a folder that is not there yet.
    let folder =
        named.and_then(|path| host.absolute(path).ancestors().find(|above| above.is_dir()).map(Path::to_owned));
    let root = || settings.datasets.first().map(|dataset| dataset.root.clone());
    let repository = Repository::around(&folder.or_else(root).unwrap_or_else(|| host.cwd().to_owned()))?;
    let by_patterns = |dataset: &&engine::DatasetSettings| dataset.files.iter().any(|set| !set.include.is_empty());
    let roots = settings.datasets.iter().filter(by_patterns).map(|dataset| dataset.root.as_path());
    match roots.into_iter().find(|root| !lies_in(root, &repository.top)) {
        None => Ok(repository),
        Some(root) => Err(Failure::new(format!(
            "the dataset in `{}` does not lie in the repository `{}`, so its revisions say nothing of it",
            host.display(root),
            repository.top.display()
        ))
        .help("help: check it without a revision")),
    }
}

fn lies_in(path: &Path, top: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| path.starts_with(top))
}

/// What a run is to do with the data of a revision: nothing is told of it, and files that it does not have are left out.
pub fn settings_at(settings: &Settings, host: &GitHost<'_>) -> Settings {
    let mut settings = Settings { edits: false, ..settings.clone() };
    for set in settings.datasets.iter_mut().flat_map(|dataset| &mut dataset.files) {
        let named: Vec<PathBuf> = std::mem::take(&mut set.named);
        set.named = named.into_iter().filter(|path| host.has(path)).collect();
    }
    settings
}

/// The revision that a check is compared with.
pub struct Base<'h> {
    host: GitHost<'h>,
    /// What it was found to be, by how many datasets were asked for.
    read: RefCell<Vec<(usize, Rc<Earlier>)>>,
}

impl<'h> Base<'h> {
    /// The revision of this name in the repository that has the data.
    pub fn open(name: &str, job: &Job, disk: &'h StdHost) -> Result<Self, Failure> {
        let repository = repository(&job.settings, disk)?;
        let host = GitHost::open(&repository, &repository.revision(name)?, disk)?;
        Ok(Self { host, read: RefCell::default() })
    }

    /// Checks the files of `data`, and sets aside what the revision has too.
    pub fn check(&self, settings: &Settings, data: &dyn Host, places: &Places) -> Result<Report, Failure> {
        let failure = |error| check::failure(error, places);
        let count = settings.datasets.len();
        let known = self.read.borrow().iter().find(|(of, _)| *of == count).map(|(_, earlier)| Rc::clone(earlier));
        let earlier = match known {
            Some(earlier) => earlier,
            None => {
                let settings = settings_at(settings, &self.host);
                let read = Earlier::read(self.host.name().to_owned(), &settings, &self.host).map_err(failure)?;
                let earlier = Rc::new(read);
                self.read.borrow_mut().push((count, Rc::clone(&earlier)));
                earlier
            }
        };
        let mut report = engine::check_since(settings, data, &earlier).map_err(failure)?;
        report.notices.extend(self.host.notices());
        Ok(report)
    }
}
