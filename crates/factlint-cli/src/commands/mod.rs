//! The commands, and how one that cannot be done says so.

mod baseline;
mod check;
mod config;
mod coverage;
mod data_files;
mod diff;
mod explain;
mod init;
mod new_files;
mod pin;
mod progress;
mod rename;
mod revision;
mod rules;
mod shell;
mod starter;
mod streams;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstyle::Style;
use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::source::Sources;
use factlint_validator::engine::unreadable;

pub use progress::Progress;
use streams::{Stream, hand_out, print, print_exactly, show, tell};

use crate::args::{Args, Color, Command};
use crate::host::StdHost;
use crate::report::{Frames, escape, level_style};
use crate::terminal::Look;

/// The exit status of a run that could not be done.
const FAILED: u8 = 2;

/// Does what the command line asks for.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let done = match &args.command {
        Command::Check(check) => check::run(check, args.color),
        Command::Baseline(baseline) => baseline::run(baseline),
        Command::Pin(pin) => pin::run(pin, args.color),
        Command::Coverage(coverage) => coverage::run(coverage, args.color),
        Command::Config(config) => config::run(config),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { command } => shell::man(command.as_deref()),
        Command::PackageFiles { dir } => shell::package(dir),
        Command::Rename(rename) => rename::run(rename, args.color),
        Command::Diff(diff) => diff::run(diff, args.color),
        Command::Rules => rules::run(),
        Command::Explain { rule } => explain::run(rule),
        Command::Init(init) if init.starter => starter::run(&init.dir),
        Command::Init(init) => init::run(init),
    };
    done.map_err(|failure| failure.colored(args.color))
}

/// Why a command could not be done: exit status 2.
#[derive(Debug)]
pub struct Failure {
    what: What,
    color: Color,
}

#[derive(Debug)]
enum What {
    /// A sentence, and what to do about it.
    Message { message: String, help: Option<String> },
    /// Mistakes at their places in a configuration.
    Places { diagnostics: Vec<Diagnostic>, sources: Sources },
}

impl Failure {
    /// A failure that this sentence tells.
    pub fn new(message: impl Into<String>) -> Self {
        Self { what: What::Message { message: message.into(), help: None }, color: Color::Auto }
    }

    /// Mistakes at their places.
    pub fn at_places(diagnostics: Vec<Diagnostic>, sources: Sources) -> Self {
        Self { what: What::Places { diagnostics, sources }, color: Color::Auto }
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        if let What::Message { help, .. } = &mut self.what {
            *help = Some(text.into());
        }
        self
    }

    fn colored(mut self, color: Color) -> Self {
        self.color = color;
        self
    }

    /// Prints the failure to standard error.
    pub fn print(self) -> ExitCode {
        self.tell(Level::Error);
        ExitCode::from(FAILED)
    }

    /// Prints to standard error that a part could not be done, of which the run does not hang.
    fn warn(self, color: Color) {
        self.colored(color).tell(Level::Warning);
    }

    fn tell(self, level: Level) {
        let look = Look::of_stderr(self.color);
        let mut text = Vec::new();
        // A write to memory does not fail.
        let _ = match self.what {
            What::Message { message, help } => write_message(&mut text, look, level, &message, help.as_deref()),
            What::Places { diagnostics, sources } => Frames::new(&sources, look).write_all(&mut text, &diagnostics),
        };
        tell(text);
    }
}

fn write_message(out: &mut Vec<u8>, look: Look, level: Level, message: &str, help: Option<&str>) -> io::Result<()> {
    let paint = |style: Style| if look.color { style } else { Style::new() };
    let (style, bold) = (paint(level_style(level).bold()), paint(Style::new().bold()));
    writeln!(out, "{style}{}{style:#}{bold}: {}{bold:#}", level.as_str(), escape(message))?;
    for line in help.into_iter().flat_map(str::lines) {
        writeln!(out, "  {}", escape(line))?;
    }
    Ok(())
}

/// Why something could not be written, in plain words.
fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "its folder is a file".to_owned(),
        io::ErrorKind::AlreadyExists => "something of this name is there already".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be written".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "nothing can be written to this disk".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "no more of the disk may be used".to_owned(),
        io::ErrorKind::FileTooLarge => "it would be larger than a file may be".to_owned(),
        _ => unreadable(error),
    }
}

/// A file that could not be written, and why.
fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", path.display(), unwritable(error)))
}

/// The notices of a run, a line each.
fn notes<'n>(notices: impl IntoIterator<Item = &'n String>) -> String {
    notices.into_iter().map(|notice| format!("note: {}\n", escape(notice))).collect()
}

/// Findings, drawn as a check draws them for standard output.
fn drawn(findings: &[Diagnostic], sources: &Sources, color: Color) -> Result<String, Failure> {
    let mut drawn = Vec::new();
    Frames::new(sources, Look::of_stdout(color))
        .write_all(&mut drawn, findings)
        .map_err(|error| Failure::new(format!("cannot draw the findings: {error}")))?;
    Ok(String::from_utf8_lossy(&drawn).into_owned())
}

/// What stands beside a configuration is asked for, and there is no configuration.
fn no_configuration(what: &str) -> Failure {
    Failure::new(format!("{what} stands beside a configuration, and there is none"))
        .help("help: `factlint init --write` makes a factlint.toml")
}

/// The folder in which the user stands, with the file system around it.
fn host() -> Result<StdHost, Failure> {
    StdHost::new().map_err(|error| {
        Failure::new(format!("the current folder cannot be told: {}", unreadable(&error)))
            .help("help: it may have been removed; go to another")
    })
}
