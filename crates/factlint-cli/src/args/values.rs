//! The values that arguments take, and those that a shell offers.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::error::Error;
use clap::{Arg, Command, CommandFactory};
use factlint_model::load::Format;
use factlint_validator::rules;

use super::Args;
use crate::report::{FormatRequest, format_names};

/// `ID=PATH`.
pub fn copy(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((id, path)) if !id.is_empty() && !path.is_empty() => Ok((id.to_owned(), path.into())),
        _ => Err("write the id of the source, `=`, and the path of its copy".to_owned()),
    }
}

/// The formats that are read, by their names in a configuration.
pub fn input_format() -> impl TypedValueParser<Value = Format> {
    let words = PossibleValuesParser::new(Format::ALL.map(|(_, word, _)| word));
    words.try_map(|word| Format::of_word(&word).ok_or("no format"))
}

/// `FORMAT` or `FORMAT=PATH`.
pub fn format_request() -> impl TypedValueParser<Value = FormatRequest> {
    Offering(|| format_names().map(str::to_owned).collect()).try_map(|text| text.parse::<FormatRequest>())
}

/// The names of rules, families and groups.
pub fn rule_words() -> impl TypedValueParser<Value = String> {
    Offering(|| rules::words().map(str::to_owned).collect())
}

/// The names of commands.
pub fn command() -> impl TypedValueParser<Value = String> {
    Offering(|| {
        let program = Args::command();
        let shown = program.get_subcommands().filter(|command| !command.is_hide_set());
        shown.map(|command| command.get_name().to_owned()).collect()
    })
}

/// Any text; shells offer these.
#[derive(Clone)]
struct Offering(fn() -> Vec<String>);

impl TypedValueParser for Offering {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0().into_iter().map(PossibleValue::new)))
    }
}
