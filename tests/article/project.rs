//! The dataset with its schema, its lock and the article in memory, so that a run over a changed one takes no disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use factlint_model::diagnostic::Diagnostic;
use factlint_validator::engine::{self, DatasetSettings, FileSet, Host, SchemaName, Settings};

use crate::top;

const DATA: &str = "data/de-stalinization";
const SCHEMA: &str = "schema/facts.schema.yaml";

/// Files by their paths.
#[derive(Clone)]
pub struct Project {
    pub files: BTreeMap<PathBuf, String>,
}

impl Project {
    pub fn read() -> Self {
        let mut files = BTreeMap::new();
        let data = fs::read_dir(top().join(DATA)).unwrap();
        let data = data.map(|entry| Path::new(DATA).join(entry.unwrap().file_name()));
        for path in data.chain([PathBuf::from(SCHEMA)]) {
            let text = fs::read_to_string(top().join(&path)).unwrap();
            files.insert(path, text);
        }
        Self { files }
    }

    /// The files with data.
    pub fn data(&self) -> impl Iterator<Item = (&PathBuf, &String)> {
        self.files.iter().filter(|(path, _)| path.starts_with(DATA))
    }

    /// What a run finds.
    pub fn check(&self) -> Vec<Diagnostic> {
        let files = FileSet {
            include: vec!["*.yaml".to_owned()],
            schemas: vec![SchemaName::File(PathBuf::from(SCHEMA))],
            ..FileSet::default()
        };
        let dataset = DatasetSettings { root: PathBuf::from(DATA), schema_root: PathBuf::new(), files: vec![files] };
        let settings = Settings { datasets: vec![dataset], ..Settings::default() };
        engine::check(&settings, self).unwrap().diagnostics
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
