//! The dataset with its schema and lock, and the article, in memory, so that a run over a changed one takes no disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use factlint_validator::cite::{CiteSettings, CopySettings, Pin, lock};
use factlint_validator::engine::{self, DatasetSettings, FileSet, Host, Report, SchemaName, Settings};

use crate::top;

const DATA: &str = "data/de-stalinization";
const SCHEMA: &str = "schema/facts.schema.yaml";
const LOCK: &str = "factlint.lock";
const ARTICLE: &str = "article.txt";
const ID: &str = "de-stalinization";

/// Files by their paths.
#[derive(Clone)]
pub struct Project {
    files: BTreeMap<PathBuf, String>,
}

impl Project {
    pub fn with(article: &str) -> Self {
        let data = fs::read_dir(top().join(DATA)).unwrap();
        let data = data.map(|entry| Path::new(DATA).join(entry.unwrap().file_name()));
        let paths = data.chain([PathBuf::from(SCHEMA), PathBuf::from(LOCK)]);
        let files = paths.map(|path| (path.clone(), fs::read_to_string(top().join(path)).unwrap()));
        Self { files: files.collect() }.and(ARTICLE, article)
    }

    /// The same, but for one file.
    fn and(&self, path: impl AsRef<Path>, text: &str) -> Self {
        let mut changed = self.clone();
        changed.files.insert(path.as_ref().to_owned(), text.to_owned());
        changed
    }

    /// The same, but for the article.
    pub fn with_article(&self, text: &str) -> Self {
        self.and(ARTICLE, text)
    }

    /// The same after `pin`.
    pub fn pinned(&self, report: Report) -> Self {
        self.and(LOCK, &lock::write(report.pins.lines))
    }

    pub fn lock(&self) -> &str {
        &self.files[Path::new(LOCK)]
    }

    /// The files with data, and for each what makes the same project with another text of it.
    pub fn data(&self) -> impl Iterator<Item = (&PathBuf, &String)> {
        self.files.iter().filter(|(path, _)| path.starts_with(DATA))
    }

    pub fn with_data(&self, path: &Path, text: &str) -> Self {
        self.and(path, text)
    }

    /// A run, with all citations and what they would be pinned to.
    pub fn run(&self) -> Report {
        let files = FileSet {
            include: vec!["*.yaml".to_owned()],
            schemas: vec![SchemaName::File(PathBuf::from(SCHEMA))],
            ..FileSet::default()
        };
        let dataset = DatasetSettings { root: PathBuf::from(DATA), schema_root: PathBuf::new(), files: vec![files] };
        let copy = CopySettings { source: ID.to_owned(), path: PathBuf::from(ARTICLE), markup: None };
        let cite = CiteSettings {
            copies: vec![copy],
            lock: Some(PathBuf::from(LOCK)),
            coverage: true,
            pin: Some(Pin::default()),
            ..CiteSettings::default()
        };
        let settings = Settings { datasets: vec![dataset], cite, ..Settings::default() };
        engine::check(&settings, self).unwrap()
    }
}

impl Host for Project {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes())
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        let below = self.files.keys().filter_map(|path| path.strip_prefix(root).ok());
        Ok(below.map(Path::to_owned).collect())
    }

    fn display(&self, path: &Path) -> String {
        path.to_string_lossy().into_owned()
    }
}
