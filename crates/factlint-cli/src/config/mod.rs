//! `factlint.toml`: found, read with the place of every mistake, and turned into what the engine is to do.

mod keys;
mod places;
pub mod quote;
mod read;
mod rename;
mod schema;
mod suppress;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint_model::diagnostic::{Level, Options};
use factlint_model::load::Format;
use factlint_model::source::{self, Sources, Span};
use factlint_validator::cite::CopySettings;
use factlint_validator::engine::{DatasetSettings, FileSet, Host, Override, SchemaName, Selection, unreadable};
use factlint_validator::suppress::Suppression;
use factlint_validator::texts::Markup;

pub use factlint_validator::rules::known_word as known_rule_word;
pub use places::{Origins, Places, Step};
pub use rename::{Renamed, renamed};
pub use schema::text as json_schema;

use crate::commands::Failure;

/// The name of the file.
pub const FILE_NAME: &str = "factlint.toml";

/// The name of the lock beside it.
pub const LOCK_NAME: &str = "factlint.lock";

/// The name of the baseline beside it, unless the configuration has another.
pub const BASELINE_NAME: &str = "factlint-baseline.toml";

/// What a configuration says, as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Which rules run, at which level.
    pub rules: RuleSettings,
    /// What holds for some files instead.
    pub overrides: Vec<Override>,
    /// The lowest level that fails a run.
    pub fail_on: Option<Level>,
    /// What is set aside, and why.
    pub suppressions: Vec<Suppression>,
    /// The path of the baseline, relative to the configuration's folder.
    pub baseline: Option<String>,
    /// The datasets.
    pub datasets: Vec<Dataset>,
    /// The copies of sources.
    pub sources: Vec<Source>,
}

/// The copy of a source, as written.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The source's id.
    pub id: String,
    /// Its path, relative to the configuration's folder.
    pub text: String,
    /// How it is marked up, where its ending does not tell it.
    pub markup: Option<Markup>,
}

/// Which rules run, at which level.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// Only these.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Levels by rule, family or group.
    pub levels: BTreeMap<String, Level>,
    /// Options of rules.
    pub options: Options,
}

/// A dataset, as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Its folder, relative to the configuration's.
    pub root: Option<String>,
    /// Its sets of files.
    pub files: Vec<Files>,
}

/// A set of files, as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Patterns.
    pub include: Vec<String>,
    /// Patterns of files left out.
    pub exclude: Vec<String>,
    /// The format, where the endings do not tell it.
    pub format: Option<Format>,
    /// Schemas: paths, or `factlint:NAME`.
    pub schema: Vec<String>,
}

/// The configuration's path: the nearest `factlint.toml` from this folder upwards.
pub fn find(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads a configuration.
pub fn load(host: &dyn Host, path: &Path) -> Result<(Config, Places), Failure> {
    let name = host.display(path);
    let stops = |error| {
        Failure::new(format!("the configuration `{name}` cannot be read: {}", unreadable(&error)))
            .help("help: name a file such as `factlint.toml`")
    };
    let bytes = host.read(path).map_err(stops)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{name}` is not UTF-8")))?;
    let mut sources = Sources::default();
    let file = sources.add(Arc::new(source::Source::new(name, text)));
    let text = sources.get(file).map_or("", |source| source.text());
    match read::read(file, text) {
        Ok((config, texts)) => {
            let span = |at: std::ops::Range<usize>| Span::new(file, at.start as u64, at.end as u64);
            let texts = texts.into_iter().map(|(text, at)| (text, span(at))).collect();
            Ok((config, Places::new(sources, texts)))
        }
        Err(mistakes) => Err(Failure::at_places(mistakes, sources)),
    }
}

impl Config {
    /// The datasets as the engine takes them; `folder` is the configuration's, `root` outweighs what the datasets say.
    pub fn datasets(&self, folder: &Path, root: Option<&Path>) -> Vec<DatasetSettings> {
        let of = |dataset: &Dataset| DatasetSettings {
            root: match (root, &dataset.root) {
                (Some(root), _) => root.to_owned(),
                (None, Some(root)) => folder.join(root),
                (None, None) => folder.to_owned(),
            },
            schema_root: folder.to_owned(),
            files: dataset.files.iter().map(file_set).collect(),
        };
        self.datasets.iter().map(of).collect()
    }

    /// The copies of sources as the engine takes them; `folder` is the configuration's.
    pub fn copies(&self, folder: &Path) -> Vec<CopySettings> {
        let of = |source: &Source| CopySettings {
            source: source.id.clone(),
            path: folder.join(&source.text),
            markup: source.markup,
        };
        self.sources.iter().map(of).collect()
    }
}

fn file_set(files: &Files) -> FileSet {
    FileSet {
        include: files.include.clone(),
        exclude: files.exclude.clone(),
        named: Vec::new(),
        format: files.format,
        schemas: files.schema.iter().map(|name| schema_name(name)).collect(),
    }
}

/// A schema by the name a user gives it.
pub fn schema_name(name: &str) -> SchemaName {
    if name.starts_with("factlint:") {
        SchemaName::BuiltIn(name.to_owned())
    } else {
        SchemaName::File(PathBuf::from(name))
    }
}

impl RuleSettings {
    /// As the engine takes it.
    pub fn selection(self, overrides: Vec<Override>) -> Selection {
        Selection {
            select: self.select,
            ignore: self.ignore,
            levels: self.levels,
            options: self.options,
            overrides,
            ..Selection::default()
        }
    }
}
