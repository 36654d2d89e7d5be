//! The command line.

mod examples;
mod values;

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use factlint_model::diagnostic::Level;
use factlint_model::load::Format;

use crate::report::FormatRequest;

/// A linter for facts kept as YAML, JSON or CSV: what breaks its schema, and what contradicts itself.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, after_help = examples::PROGRAM, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN", global = true)]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check datasets or files
    Check(CheckArgs),
    /// Accept what is found today, so that only what is new counts
    Baseline(BaselineArgs),
    /// Keep in factlint.lock where each citation stands in its source
    Pin(PinArgs),
    /// Show which dates, figures and names of the sources no fact records
    Coverage(CoverageArgs),
    /// Rename an id everywhere: in the data, in factlint.toml, in the lock and in the baseline
    Rename(RenameArgs),
    /// Show the settings that hold, and where each comes from
    Config(ConfigArgs),
    /// Tell what changed in the data since a revision, record by record
    Diff(DiffArgs),
    /// List all rules
    #[command(after_help = examples::RULES)]
    Rules,
    /// Show the page of a rule, or the rules of a family or group
    #[command(after_help = examples::EXPLAIN)]
    Explain {
        /// The rule, `family/name`, or a family or group
        #[arg(value_parser = values::rule_words(), hide_possible_values = true)]
        rule: String,
    },
    /// Print the completions for a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the man page of the program, or of a command
    #[command(after_help = examples::MAN)]
    Man {
        /// The command
        #[arg(value_parser = values::command(), hide_possible_values = true)]
        command: Option<String>,
    },
    /// Write completions and man pages into a folder that is laid out as `share`
    #[command(hide = true)]
    PackageFiles {
        /// The folder, which is made if it is not there
        dir: PathBuf,
    },
    /// Propose a configuration and schemas for the data of a folder, or begin a new dataset
    Init(InitArgs),
}

/// What `factlint init` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::INIT)]
pub struct InitArgs {
    /// The folder
    #[arg(default_value = ".", value_name = "PATH")]
    pub dir: PathBuf,
    /// Write what is proposed; without it, it is only printed
    #[arg(long)]
    pub write: bool,
    /// Write over a configuration and schemas that are there
    #[arg(long, requires = "write")]
    pub overwrite: bool,
    /// Write a small dataset with one record of each kind, its configuration and schema; the folder is made if it is not there
    #[arg(long, conflicts_with_all = ["write", "overwrite"])]
    pub starter: bool,
}

/// What `factlint check` takes.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = examples::CHECK)]
pub struct CheckArgs {
    /// Files and folders; `-` is standard input. With a configuration: show only what concerns these
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub data: DataArgs,
    /// Check PATHs against this schema, without a configuration; may be given several times
    #[arg(long, value_name = "SCHEMA", conflicts_with = "config")]
    pub schema: Vec<String>,
    /// The format of the PATHs, without a configuration; else their endings tell it
    #[arg(long, value_name = "FORMAT", value_parser = values::input_format(), conflicts_with = "config")]
    pub input_format: Option<Format>,
    /// The name that standard input goes by
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub copies: CopyArgs,
    /// Show all findings in full, not only the first 50
    #[arg(long)]
    pub all: bool,
    /// How and where to report: to standard output (`-`) or to PATH; may be given several times
    #[arg(long, value_name = "FORMAT[=PATH]", value_parser = values::format_request())]
    pub format: Vec<FormatRequest>,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Only what this git revision of the data does not have yet counts; the rest is one line of counts
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    #[command(flatten)]
    pub fixing: FixArgs,
    /// On the terminal: how often each rule fires, in place of the findings
    #[arg(long, conflicts_with = "diff")]
    pub statistics: bool,
    /// Print the findings alone, without notes and summary; twice, print no report: the exit status tells, and files are written
    #[arg(short, long, action = ArgAction::Count)]
    pub quiet: u8,
    /// Tell on standard error what was read, and how long each stage took
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Which data is meant.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct DataArgs {
    /// The configuration; else factlint.toml in this folder or the nearest one above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder that the dataset's patterns are relative to; else the configuration's
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Which rules run, and what fails a run.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct RuleArgs {
    /// The lowest level that makes the exit status 1
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<LevelArg>,
    /// Only these rules, families or groups, in place of the configuration's; several with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::rule_words(), hide_possible_values = true)]
    pub select: Vec<String>,
    /// Not these rules, families or groups; several with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::rule_words(), hide_possible_values = true)]
    pub ignore: Vec<String>,
}

/// What is to be done about findings.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct FixArgs {
    /// Mend in the files what can be mended without a change of meaning, and report what is left
    #[arg(long)]
    pub fix: bool,
    /// With `--fix` or `--diff`: also what asks for a look at the change
    #[arg(long = "unsafe")]
    pub risky: bool,
    /// Show what `--fix` would change, as a unified diff, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// Where the copies of cited sources are.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct CopyArgs {
    /// A copy of a cited source, by the source's id; may be given several times
    #[arg(long, value_name = "ID=PATH", value_parser = values::copy)]
    pub source: Vec<(String, PathBuf)>,
    /// A folder of copies: ID.txt, ID.md, ID.html or ID.wiki
    #[arg(long, value_name = "DIR")]
    pub sources: Option<PathBuf>,
}

/// What `factlint config` takes: what says the settings of a check.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::CONFIG)]
pub struct ConfigArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub copies: CopyArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How to show them: as a configuration, or as JSON for a program
    #[arg(long, value_enum, default_value_t = ConfigFormat::Toml, value_name = "FORMAT")]
    pub format: ConfigFormat,
    /// Print the JSON Schema of factlint.toml instead, for an editor to complete its keys
    #[arg(long, exclusive = true)]
    pub json_schema: bool,
}

/// What `factlint pin` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::PIN)]
pub struct PinArgs {
    /// The configuration; else factlint.toml in this folder or the nearest one above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub copies: CopyArgs,
    /// A copy of an earlier edition, to see in which words sentences changed; may be given several times
    #[arg(long, value_name = "ID=PATH", value_parser = values::copy)]
    pub earlier: Vec<(String, PathBuf)>,
    /// Pin sentences that changed as they are now, where the words stand in one of them
    #[arg(long)]
    pub accept_changed: bool,
    /// Drop the lines of sources to which nothing is cited any more; else they stay
    #[arg(long)]
    pub drop_uncited: bool,
    /// Write the lock; without it, what would change is only printed
    #[arg(long)]
    pub write: bool,
}

/// What `factlint baseline` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::BASELINE)]
pub struct BaselineArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub copies: CopyArgs,
    /// Accept only what these rules, families or groups find; several with commas. What else is accepted already stays
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::rule_words(), hide_possible_values = true)]
    pub select: Vec<String>,
    /// Accept nothing that these rules, families or groups find; several with commas. What of it is accepted already stays
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::rule_words(), hide_possible_values = true)]
    pub ignore: Vec<String>,
    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// What `factlint coverage` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::COVERAGE)]
pub struct CoverageArgs {
    /// The ids of sources; else all of which there is a copy
    #[arg(value_name = "SOURCE")]
    pub ids: Vec<String>,
    /// The configuration; else factlint.toml in this folder or the nearest one above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub copies: CopyArgs,
    /// Show all sentences, not only those with something that no fact records
    #[arg(long)]
    pub all: bool,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = CoverageFormat::Terminal, value_name = "FORMAT")]
    pub format: CoverageFormat,
}

/// What `factlint rename` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::RENAME)]
pub struct RenameArgs {
    /// The id as it is
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The id as it is to be
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The kind of the record, where records of several kinds have the id
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The id of a record around it, or the path of its file from the dataset's root, where several records have the id
    #[arg(long, value_name = "ID|PATH")]
    pub within: Option<String>,
    #[command(flatten)]
    pub data: DataArgs,
    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// What `factlint diff` takes.
#[derive(Debug, ClapArgs)]
#[command(after_help = examples::DIFF)]
pub struct DiffArgs {
    /// The git revision to start from: a branch, a tag, a commit
    #[arg(value_name = "REV")]
    pub from: String,
    /// The git revision to compare with it; else the files as they are
    #[arg(value_name = "REV")]
    pub to: Option<String>,
    #[command(flatten)]
    pub data: DataArgs,
    /// Tell all changes, not three of each sort
    #[arg(long)]
    pub all: bool,
    /// How to tell them
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal, value_name = "FORMAT")]
    pub format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Terminal,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigFormat {
    Toml,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CoverageFormat {
    Terminal,
    Json,
}

impl DataArgs {
    /// The data of this configuration.
    pub fn of(config: &Option<PathBuf>) -> Self {
        Self { config: config.clone(), root: None }
    }
}

impl CheckArgs {
    /// A check of this data with these copies of sources.
    pub fn of(data: &DataArgs, copies: &CopyArgs) -> Self {
        Self { data: data.clone(), copies: copies.clone(), ..Self::default() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    Error,
    Warning,
    Info,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Error => Self::Error,
            LevelArg::Warning => Self::Warning,
            LevelArg::Info => Self::Info,
        }
    }
}
