//! Reports: diagnostics in, bytes out. One file a format, one table of formats.

pub mod changes;
mod concise;
mod diff;
mod each;
mod earlier;
mod excerpt;
mod frames;
mod github;
mod gitlab;
mod json;
mod json_text;
mod markdown;
mod ndjson;
mod output;
mod positions;
mod sarif;
mod statistics;
mod summary;
mod terminal;
#[cfg(test)]
mod tests;
mod text;
mod uri;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use factlint_model::diagnostic::Level;
use factlint_model::source::{name_of, path_of};
use factlint_validator::engine::{Aside, Report, SetAside};

pub use diff::unified;
pub use each::Each;
pub use earlier::is_report;
pub use frames::{Frames, level_style};
pub use json::{Range, range};
pub use json_text::write_pretty as write_json;
pub use output::{append_to_file, create_beside, write_to_file};
pub use positions::Positions;
pub use terminal::seconds;
pub use text::{counted, escape, escape_lines, is_hidden};

use crate::terminal::Look;
use factlint_model::near::nearest;

/// A report, and what a format may want to know beside it.
#[derive(Debug)]
pub struct Input<'a> {
    /// What was found.
    pub report: &'a Report,
    /// The folder that the names of files are relative to.
    pub folder: &'a Path,
    /// The folder at the top of the repository, where a job tells it.
    pub repository: Option<&'a Path>,
    /// How the output may look.
    pub look: Look,
    /// Whether all findings are wanted in full.
    pub all: bool,
    /// Whether counts of the rules are wanted in place of the findings, where a person reads.
    pub statistics: bool,
    /// Whether the findings alone are wanted, where a person reads.
    pub quiet: bool,
    /// Whether the run was to fix what it could, so that nobody need be told of it.
    pub fixing: bool,
    /// How long the run took.
    pub elapsed: Duration,
}

impl Input<'_> {
    /// The name of a file from the top of the repository, where that is known and the file lies in it.
    fn name_in_repository<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let inside = || {
            let path = without_ups(&self.folder.join(path_of(name)));
            Some(name_of(path.strip_prefix(self.repository?).ok()?))
        };
        inside().map_or(Cow::Borrowed(name), Cow::Owned)
    }
}

/// The path without a `..` that a folder before it takes back.
fn without_ups(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(whole.pop()),
            part => whole.push(part),
        }
    }
    whole
}

/// A format: its name, and how a report is written in it.
#[derive(Debug)]
pub struct Format {
    name: &'static str,
    /// Whether it tells the bytes that fixes change.
    pub tells_edits: bool,
    /// Whether it is for people alone, and no program relies on its bytes.
    pub for_people: bool,
    write: fn(&Input<'_>, &mut dyn Write) -> io::Result<()>,
}

/// For people.
pub static TERMINAL: Format = Format { name: "terminal", tells_edits: false, for_people: true, write: terminal::write };
/// Annotations on GitHub.
pub static GITHUB: Format = Format { name: "github", tells_edits: false, for_people: false, write: github::write };
/// Summaries and comments.
pub static MARKDOWN: Format =
    Format { name: "markdown", tells_edits: false, for_people: false, write: markdown::write };

/// All formats.
static FORMATS: &[&Format] = &[
    &TERMINAL,
    &Format { name: "concise", tells_edits: false, for_people: true, write: concise::write },
    &Format { name: "json", tells_edits: true, for_people: false, write: json::write },
    &Format { name: "ndjson", tells_edits: true, for_people: false, write: ndjson::write },
    &Format { name: "sarif", tells_edits: true, for_people: false, write: sarif::write },
    &GITHUB,
    &Format { name: "gitlab", tells_edits: false, for_people: false, write: gitlab::write },
    &MARKDOWN,
];

/// The names of the formats.
pub fn format_names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name)
}

impl Format {
    /// Writes a report.
    pub fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(input, out)
    }
}

/// A format, and where it goes.
#[derive(Clone, Debug)]
pub struct FormatRequest {
    /// The format.
    pub format: &'static Format,
    /// Where it goes.
    pub to: Destination,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To standard output.
    Stdout,
    /// Into a file, in place of what it has.
    File(PathBuf),
    /// Into the file of a job's summary, behind what it has.
    Summary(PathBuf),
}

impl FormatRequest {
    /// A format to standard output.
    pub fn printed(format: &'static Format) -> Self {
        Self { format, to: Destination::Stdout }
    }

    /// Whether it goes to standard output.
    pub fn is_printed(&self) -> bool {
        self.to == Destination::Stdout
    }

    /// The file it is written to, if it is to any.
    pub fn path(&self) -> Option<&Path> {
        match &self.to {
            Destination::Stdout => None,
            Destination::File(path) | Destination::Summary(path) => Some(path),
        }
    }
}

/// As on the command line: `FORMAT` or `FORMAT=PATH`.
impl std::str::FromStr for FormatRequest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = text.split_once('=').map_or((text, None), |(name, path)| (name, Some(path)));
        let Some(&format) = FORMATS.iter().find(|format| format.name == name) else {
            let all = format_names().collect::<Vec<_>>().join(", ");
            let hint = nearest(name, format_names()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            return Err(format!("{hint}the formats are {all}"));
        };
        match path {
            Some("") => Err("a path must follow `=`".to_owned()),
            // As elsewhere, `-` is the standard stream.
            None | Some("-") => Ok(Self::printed(format)),
            Some(path) => Ok(Self { format, to: Destination::File(path.into()) }),
        }
    }
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// The rest.
    pub info: usize,
}

impl Tally {
    /// Counts the findings of a report.
    pub fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        for diagnostic in &report.diagnostics {
            match diagnostic.level {
                Level::Error => tally.error += 1,
                Level::Warning => tally.warning += 1,
                Level::Info => tally.info += 1,
            }
        }
        tally
    }
}

/// How many findings count for nothing, by what sets them aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct AsideTally {
    /// A comment in the data.
    pub comments: usize,
    /// The configuration.
    pub configuration: usize,
    /// The baseline.
    pub baseline: usize,
}

impl AsideTally {
    /// Counts them.
    pub fn of(set_aside: &[SetAside]) -> Self {
        let mut tally = Self::default();
        for aside in set_aside {
            match aside.by {
                Aside::Comment { .. } => tally.comments += 1,
                Aside::Configuration { .. } => tally.configuration += 1,
                Aside::Baseline => tally.baseline += 1,
                Aside::Base => {}
            }
        }
        tally
    }
}
