//! The `factlint` program: arguments, configuration, commands and the formats of a report.
//!
//! What is wrong with the data is decided by `factlint-validator`; here is only what a person or a script sees of it.

mod args;
mod commands;
mod config;
mod host;
mod near;
mod report;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    commands::run(&args).unwrap_or_else(|failure| failure.print())
}
