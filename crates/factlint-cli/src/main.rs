//! The `factlint` program: arguments, configuration, commands and the formats of a report.
//!
//! What is wrong with the data is decided by `factlint-validator`; here is only what a person or a script sees of it.

mod args;
mod commands;
mod config;
mod git;
mod host;
mod job;
mod report;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = parse();
    commands::run(&args).unwrap_or_else(|failure| failure.print())
}

/// The arguments. A mistake among them is told with the arguments written out: a terminal must not obey them.
fn parse() -> args::Args {
    args::Args::try_parse().unwrap_or_else(|error| {
        let shown = std::env::args_os().map(|arg| report::escape(&arg.to_string_lossy()).into_owned());
        args::Args::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}
