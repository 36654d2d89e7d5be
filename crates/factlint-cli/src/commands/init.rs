//! `factlint init`: what the data of a folder shows, printed, and written where asked for.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint_validator::infer::{Exception, Guess, LeftOut, Proposal, Proposed, propose};

use super::new_files::{self, in_dir};
use super::{Failure, print};
use crate::args::InitArgs;
use crate::config::FILE_NAME;
use crate::report::{escape, escape_lines};

/// How many places that contradict a guess, and files left out, are named.
const NAMED: usize = 3;

pub fn run(args: &InitArgs) -> Result<ExitCode, Failure> {
    let dir = args.dir.as_path();
    let host = super::host()?;
    if !dir.is_dir() {
        return Err(no_folder(dir));
    }
    let whole = host.absolute(dir);
    let name = whole.file_name().map_or_else(|| "data".into(), |name| name.to_string_lossy());
    let proposal = propose(&whole, &name, &host).map_err(|error| Failure::new(error.to_string()))?;
    if proposal.schemas.is_empty() {
        return Err(no_data(dir, &proposal));
    }
    let mut files: Vec<(PathBuf, &str)> =
        proposal.schemas.iter().map(|schema| (PathBuf::from(&schema.path), schema.text.as_str())).collect();
    files.push((PathBuf::from(FILE_NAME), proposal.config.as_str()));
    let mut text = describe(&proposal);
    if !args.write {
        text.push_str(&would_write(dir, &files));
        print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    write(dir, &files, args.overwrite)?;
    print(&(text + &escape_lines(&new_files::written(dir, &files))))?;
    Ok(ExitCode::SUCCESS)
}

fn no_folder(path: &Path) -> Failure {
    if !path.exists() {
        return Failure::new(format!("there is no folder `{}`", path.display()))
            .help("help: name one that has data; `factlint init --starter NEW-FOLDER` begins a new dataset");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Failure::new(format!("`{}` is a file, and what is proposed is for all data of a folder", path.display()))
        .help(format!("help: factlint init {}", folder.display()))
}

fn no_data(dir: &Path, proposal: &Proposal) -> Failure {
    let mut help =
        "help: YAML, JSON, NDJSON, CSV and pages with front matter are read; `factlint init --starter` begins a new \
                    dataset"
            .to_owned();
    for file in proposal.left_out.iter().take(NAMED) {
        let _ = write!(help, "\nleft out: {} ({})", escape(&file.path), file.why);
    }
    Failure::new(format!("there is no data in `{}`", dir.display())).help(help)
}

fn write(dir: &Path, files: &[(PathBuf, &str)], overwrite: bool) -> Result<(), Failure> {
    if overwrite {
        return new_files::replace(dir, files);
    }
    if let Some(path) = new_files::taken(dir, files) {
        return Err(Failure::new(format!("`{}` is there already", path.display()))
            .help("help: nothing was written; `--overwrite` writes over it"));
    }
    new_files::write(dir, files)
}

fn describe(proposal: &Proposal) -> String {
    let mut text: String = proposal.schemas.iter().map(describe_schema).collect();
    if !proposal.left_out.is_empty() {
        text.push_str(&left_out(&proposal.left_out));
    }
    text
}

fn describe_schema(schema: &Proposed) -> String {
    let files = if schema.files == 1 { "1 file".to_owned() } else { format!("{} files", schema.files) };
    let mut text = format!("{} ({files})\n", escape(&schema.path));
    if let Some(theirs) = &schema.theirs {
        let _ = writeln!(text, "  {}", escape(theirs));
    }
    if schema.guesses.is_empty() {
        text.push_str("  only its structure: no meaning shows clearly\n");
    }
    text.push_str(&table(&schema.guesses));
    if !schema.unsure.is_empty() {
        text.push_str("  not sure, left out:\n");
        text.push_str(&table(&schema.unsure));
    }
    text.push('\n');
    text
}

/// Place, meaning and evidence in columns; below, where the values say otherwise.
fn table(guesses: &[Guess]) -> String {
    let rows: Vec<[String; 2]> =
        guesses.iter().map(|guess| [escape(&guess.place).into_owned(), escape(&guess.says).into_owned()]).collect();
    let width = |column: usize, most: usize| {
        rows.iter().map(|row| row[column].chars().count()).filter(|&width| width <= most).max().unwrap_or(0)
    };
    let (place, says) = (width(0, 44), width(1, 52));
    let mut text = String::new();
    for (row, guess) in rows.iter().zip(guesses) {
        let _ = writeln!(text, "  {:place$}  {:says$}  {}", row[0], row[1], escape(&guess.evidence));
        if !guess.exceptions.is_empty() {
            let _ = writeln!(text, "  {:place$}  but not {}", "", exceptions(&guess.exceptions));
        }
    }
    text
}

fn exceptions(found: &[Exception]) -> String {
    let named: Vec<String> =
        found.iter().take(NAMED).map(|place| format!("{}:{}", escape(&place.path), place.line)).collect();
    match found.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

fn left_out(files: &[LeftOut]) -> String {
    let mut text = "Left out:\n".to_owned();
    for file in files.iter().take(10) {
        let _ = writeln!(text, "  {}: {}", escape(&file.path), escape(&file.why));
    }
    if files.len() > 10 {
        let _ = writeln!(text, "  and {} more", files.len() - 10);
    }
    text + "\n"
}

fn would_write(dir: &Path, files: &[(PathBuf, &str)]) -> String {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| in_dir(dir, name)).collect();
    let mut text = "Nothing is written yet. It would go into:\n".to_owned();
    for path in &paths {
        let there = if is_there(path) { " (is there already)" } else { "" };
        let _ = writeln!(text, "  {}{there}", path.display());
    }
    let folder = if dir == Path::new(".") { String::new() } else { format!(" {}", dir.display()) };
    let over = if paths.iter().any(|path| is_there(path)) { " --overwrite" } else { "" };
    let _ = writeln!(text, "To write: factlint init{folder} --write{over}");
    escape_lines(&text)
}
