//! One JSON object, as `schema/diff.schema.json` documents it.

use std::io::{self, Write};

use factlint_validator::changes::Changes;
use serde::Serialize;

use super::Input;
use crate::report::json_text;

/// The version of the object; raised when a reader of the last one would misread it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    from: &'a str,
    to: &'a str,
    notices: &'a [String],
    #[serde(flatten)]
    changes: &'a Changes,
}

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Input { changes, from, to, notices, .. } = *input;
    json_text::write_pretty(out, &Document { version: VERSION, from, to, notices, changes })
}
