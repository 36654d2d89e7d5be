//! Files in memory, for the tests beside this folder.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use factlint_model::time::civil::Civil;
use factlint_validator::engine::Host;

/// Files by path, below one folder that is the dataset's root.
#[derive(Default)]
pub struct Memory {
    pub files: BTreeMap<PathBuf, String>,
}

impl Host for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = self.files.get(path).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))?;
        Ok(text.clone().into_bytes())
    }

    fn files(&self, _root: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.files.keys().cloned().collect())
    }

    fn display(&self, path: &Path) -> String {
        path.to_string_lossy().into_owned()
    }

    fn today(&self) -> Option<Civil> {
        Some(Civil::new(2026, 1, 15))
    }
}
