//! JSON that can be printed anywhere: what a terminal would obey, a reader would not see or GitHub's runner would take for
//! a command is written by its number, and means the same.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::text::is_hidden;
use crate::job::ANYWHERE;

/// Writes a value over several lines.
pub fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value, PrettyFormatter::new())
}

/// Writes a value in one line.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value, CompactFormatter)
}

fn write(mut out: &mut dyn Write, value: &impl Serialize, layout: impl Formatter) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut out, Harmless(layout)))?;
    writeln!(out)
}

/// The first character that is not to be printed as it is.
fn first_harmful(text: &str) -> Option<(usize, char)> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && !text.contains(ANYWHERE) {
        return None;
    }
    let ends_command = |at: usize| text.get(..=at).is_some_and(|text| text.ends_with(ANYWHERE));
    text.char_indices().find(|&(at, c)| is_hidden(c) || (c == '[' && ends_command(at)))
}

/// A layout in which texts are harmless.
struct Harmless<F>(F);

impl<F: Formatter> Formatter for Harmless<F> {
    /// Quotation marks, backslashes and the first controls do not come here: they are written out already.
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = first_harmful(rest) {
            let (plain, from) = rest.split_at(at);
            out.write_all(plain.as_bytes())?;
            c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            rest = from.get(c.len_utf8()..).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::write_line;

    #[test]
    fn what_would_be_obeyed_or_unseen_is_written_by_its_number_and_read_as_it_was() {
        let written = |text: &str| {
            let mut out = Vec::new();
            write_line(&mut out, &text).unwrap();
            let written = String::from_utf8(out).unwrap();
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
            written
        };
        assert_eq!(written("Хрущёв # [1] ::a"), "\"Хрущёв # [1] ::a\"\n");
        assert_eq!(written("a\u{202e}b\u{9b}\u{7f}\n"), "\"a\\u202eb\\u009b\\u007f\\n\"\n");
        assert_eq!(written("###[error]##[##\"[\u{e0001}"), "\"###\\u005berror]##\\u005b##\\\"[\\udb40\\udc01\"\n");
    }
}
