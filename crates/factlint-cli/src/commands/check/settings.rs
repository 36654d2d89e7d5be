//! What a run is to do, from the command line and the configuration.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use factlint_model::diagnostic::Level;
use factlint_model::load::Format;
use factlint_model::source::FileId;
use factlint_validator::baseline::BaselineSettings;
use factlint_validator::cite::{CiteSettings, CopySettings};
use factlint_validator::engine::{DatasetSettings, FileSet, Host, SchemaName, Selection, Settings, unreadable};
use factlint_validator::suppress::Suppressions;

use crate::args::{CheckArgs, CopyArgs};
use crate::commands::Failure;
use crate::config::{self, Config, FILE_NAME, Places};
use crate::host::StdHost;
use factlint_model::near::nearest;

/// The name that standard input goes by unless told.
const STDIN: &str = "<stdin>";

/// What tells that a file is data.
pub fn data_endings() -> String {
    let endings = Format::ALL.iter().flat_map(|(_, _, endings)| *endings);
    let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    format!(
        "data are files that end in {} (also with .gz or .zst behind it), and pages such as .md that start with a line ---",
        endings.join(", ")
    )
}

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Job {
    /// For the engine.
    pub settings: Settings,
    /// The level at which findings fail the run.
    pub fail_on: Level,
    /// The absolute paths whose findings are shown; all if `None`.
    pub shown: Option<Vec<PathBuf>>,
    /// The baseline that the configuration names, as written.
    pub named_baseline: Option<String>,
    /// Where the texts of the configuration stand.
    pub places: Places,
}

pub fn settings(args: &CheckArgs, host: &mut StdHost) -> Result<Job, Failure> {
    let paths = paths(args, host)?;
    args.data.config.iter().for_each(|path| host.may_be_pipe(path));
    args.schema.iter().for_each(|name| host.may_be_pipe(Path::new(name)));
    let found = match (&args.data.config, args.schema.is_empty()) {
        (Some(path), _) => Some(host.absolute(path)),
        (None, true) => config::find(host.cwd()),
        (None, false) => None,
    };
    match found {
        Some(path) => configured(args, host, &path, paths),
        None if paths.is_empty() => Err(nothing_to_do(args)),
        None => unconfigured(args, host, paths),
    }
}

/// What a run is to do with the files of `data`, in which a fix may have changed the suppressions of the configuration.
pub fn now<'j>(job: &'j Job, data: &dyn Host) -> Result<Cow<'j, Job>, Failure> {
    let Suppressions { file, all } = &job.settings.suppressions;
    let known = job.places.sources().get(FileId(0)).map(|source| source.text());
    let is_same = |bytes: Vec<u8>| known.is_some_and(|text| text.as_bytes() == bytes);
    if all.is_empty() || data.read(file).is_ok_and(is_same) {
        return Ok(Cow::Borrowed(job));
    }
    let (config, places) = config::load(data, file)?;
    let mut job = job.clone();
    job.settings.suppressions.all = config.suppressions;
    Ok(Cow::Owned(Job { places, ..job }))
}

/// The absolute paths given; standard input is read and stands for one.
fn paths(args: &CheckArgs, host: &mut StdHost) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for path in &args.paths {
        let is_stdin = path.as_os_str() == "-";
        let path = if is_stdin { args.stdin_filename.as_deref().unwrap_or(Path::new(STDIN)) } else { path };
        if is_stdin {
            host.lay_stdin_over(path)
                .map_err(|error| Failure::new(format!("standard input cannot be read: {}", unreadable(&error))))?;
        } else if !host.exists(path) {
            return Err(no_such_path(host, path));
        }
        host.may_be_pipe(path);
        paths.push(host.absolute(path));
    }
    if args.stdin_filename.is_some() && !args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(
            Failure::new("`--stdin-filename` names standard input, which is not among the paths").help("help: add `-`")
        );
    }
    Ok(paths)
}

fn no_such_path(host: &StdHost, path: &Path) -> Failure {
    if host.absolute(path).is_symlink() {
        return dead_link(&path.display().to_string()).help("help: mend the link, or name the file itself");
    }
    let failure = Failure::new(format!("there is no file or folder `{}`", path.display()));
    let names = siblings(&host.absolute(path));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => failure.help(format!("help: did you mean `{}`?", path.with_file_name(near).display())),
        None => {
            failure.help(format!("help: name one that is there; relative paths begin at `{}`", host.cwd().display()))
        }
    }
}

fn dead_link(shown: &str) -> Failure {
    Failure::new(format!("the link `{shown}` leads to nothing that can be read"))
}

/// The names beside a path, sorted.
fn siblings(path: &Path) -> Vec<String> {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A baseline that the configuration names must be there.
pub fn demand_baseline(job: &Job, host: &StdHost) -> Result<(), Failure> {
    match (&job.named_baseline, &job.settings.baseline) {
        (Some(written), Some(baseline)) if !host.exists(&baseline.path) => {
            let message = format!("there is no baseline `{}`", host.display(&baseline.path));
            let help = "`factlint baseline` writes it; or remove the key `baseline`";
            Err(job.places.failure(written, message, Some(help)))
        }
        _ => Ok(()),
    }
}

/// The datasets of a configuration.
fn configured(args: &CheckArgs, host: &StdHost, path: &Path, paths: Vec<PathBuf>) -> Result<Job, Failure> {
    if args.input_format.is_some() {
        return Err(Failure::new("`--input-format` is for files that are checked without a configuration")
            .help("help: set `format` in the configuration, or give `--schema`"));
    }
    let (config, places) = config::load(host, path)?;
    if config.datasets.is_empty() {
        return Err(Failure::new(format!("`{}` declares no dataset", host.display(path))).help(
            "help: declare one:\n  [[dataset.files]]\n  include = [\"facts/**/*.yaml\"]\n  schema = \"schema.yaml\"",
        ));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let root = args.data.root.as_ref().map(|root| host.absolute(root));
    let datasets = config.datasets(folder, root.as_deref());
    for (dataset, written) in datasets.iter().zip(&config.datasets) {
        let written = written.root.as_deref().filter(|_| root.is_none());
        demand_folder(host, &dataset.root, written, &places)?;
    }
    let fail_on = args.rules.fail_on.map(Level::from).or(config.fail_on).unwrap_or(Level::Error);
    let cite = CiteSettings {
        lock: Some(folder.join(config::LOCK_NAME)),
        ..copies(&args.copies, config.copies(folder), host)?
    };
    let named_baseline = config.baseline.clone();
    let baseline = folder.join(named_baseline.as_deref().unwrap_or(config::BASELINE_NAME));
    for kept in cite.lock.iter().chain([&baseline]) {
        // It would be taken for none, and the link be lost.
        if kept.is_symlink() && !host.exists(kept) {
            return Err(dead_link(&host.display(kept)).help("help: mend the link, or remove it"));
        }
    }
    let suppressions = Suppressions { file: path.to_owned(), all: config.suppressions.clone() };
    let settings = Settings {
        datasets,
        selection: selection(args, config)?,
        cite,
        suppressions,
        baseline: Some(BaselineSettings { path: baseline, accept: false }),
        ..Settings::default()
    };
    let shown = (!paths.is_empty()).then_some(paths);
    Ok(Job { settings, fail_on, shown, named_baseline, places })
}

/// Files against the schemas of the command line, or the ones they name themselves.
fn unconfigured(args: &CheckArgs, host: &StdHost, paths: Vec<PathBuf>) -> Result<Job, Failure> {
    let root = args.data.root.as_ref().map_or_else(|| host.cwd().to_owned(), |root| host.absolute(root));
    let places = Places::default();
    demand_folder(host, &root, None, &places)?;
    let schemas: Vec<SchemaName> = args.schema.iter().map(|name| config::schema_name(name)).collect();
    let mut dataset = loose_files(host, &root, paths, &schemas, args.input_format)?;
    // A schema on the command line is a path as the user sees it.
    host.cwd().clone_into(&mut dataset.schema_root);
    let selection = selection(args, Config::default())?;
    let fail_on = args.rules.fail_on.map_or(Level::Error, Level::from);
    let cite = copies(&args.copies, Vec::new(), host)?;
    let settings = Settings { datasets: vec![dataset], selection, cite, ..Settings::default() };
    Ok(Job { settings, fail_on, shown: None, named_baseline: None, places })
}

/// The copies of sources: what the command line names counts before what the configuration declares, and must be there.
fn copies(args: &CopyArgs, declared: Vec<CopySettings>, host: &StdHost) -> Result<CiteSettings, Failure> {
    let mut copies = declared;
    copies.extend(named_copies(&args.source, host)?);
    let folder = args.sources.as_ref().map(|folder| host.absolute(folder));
    if let Some(folder) = folder.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(Failure::new(format!("there is no folder `{}`", host.display(folder)))
            .help("help: `--sources` names a folder with copies of sources"));
    }
    Ok(CiteSettings { copies, folder, ..CiteSettings::default() })
}

/// Copies that the command line names.
pub fn named_copies(named: &[(String, PathBuf)], host: &StdHost) -> Result<Vec<CopySettings>, Failure> {
    let copy = |(source, path): &(String, PathBuf)| {
        if !host.exists(path) {
            return Err(no_such_path(host, path));
        }
        host.may_be_pipe(path);
        Ok(CopySettings { source: source.clone(), path: host.absolute(path), markup: None })
    };
    named.iter().map(copy).collect()
}

/// A dataset of files named one by one; of a folder, the files whose ending tells a format.
pub fn loose_files(
    host: &StdHost,
    root: &Path,
    paths: Vec<PathBuf>,
    schemas: &[SchemaName],
    format: Option<Format>,
) -> Result<DatasetSettings, Failure> {
    let mut named = Vec::new();
    for path in paths {
        if !path.is_dir() {
            named.push(path);
            continue;
        }
        let shown = host.display(&path);
        let stops = |error| Failure::new(format!("the folder `{shown}` cannot be read: {}", unreadable(&error)));
        let files = host.files(&path).map_err(stops)?;
        let read = |file: &Path| host.read(&path.join(file)).ok();
        let is_data = |file: &PathBuf| Format::of_file(&file.to_string_lossy(), || read(file)).is_some();
        let before = named.len();
        named.extend(files.into_iter().filter(is_data).map(|file| path.join(file)));
        if named.len() == before {
            return Err(Failure::new(format!("there is no data in the folder `{shown}`"))
                .help(format!("help: {}", data_endings())));
        }
    }
    let files = vec![FileSet { named, format, schemas: schemas.to_vec(), ..FileSet::default() }];
    Ok(DatasetSettings { root: root.to_owned(), schema_root: root.to_owned(), files })
}

/// The root of a dataset, which the configuration may have `written`.
fn demand_folder(host: &StdHost, root: &Path, written: Option<&str>, places: &Places) -> Result<(), Failure> {
    if root.is_dir() {
        return Ok(());
    }
    let message = format!("there is no folder `{}`", host.display(root));
    let help = "it is the root of a dataset; see `root` in the configuration, or `--root`";
    Err(places.failure(written.unwrap_or_default(), message, Some(help)))
}

/// `--select` takes the place of what the configuration selects, for all files or for some; `--ignore` adds to what it ignores.
fn selection(args: &CheckArgs, config: Config) -> Result<Selection, Failure> {
    for word in args.rules.select.iter().chain(&args.rules.ignore) {
        config::known_rule_word(word)
            .map_err(|why| Failure::new(why).help("help: `factlint rules` lists all rules"))?;
    }
    let mut selection = config.rules.selection(config.overrides);
    if !args.rules.select.is_empty() {
        selection.select.clone_from(&args.rules.select);
        selection.overrides.iter_mut().for_each(|over| over.select.clear());
    }
    for ignore in selection.overrides.iter_mut().map(|over| &mut over.ignore).chain([&mut selection.ignore]) {
        ignore.extend(args.rules.ignore.iter().cloned());
    }
    Ok(selection)
}

fn nothing_to_do(args: &CheckArgs) -> Failure {
    if !args.schema.is_empty() {
        return Failure::new("`--schema` needs the files that are to be checked")
            .help("help: `factlint check --schema schema.json data.yaml`");
    }
    Failure::new(format!("there is no {FILE_NAME} in this folder or above it"))
        .help("help: check files against a schema:  factlint check --schema schema.json data.yaml\n      or begin a dataset:            factlint init --starter facts")
}
