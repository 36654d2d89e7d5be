//! For people.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Input;
use super::outline::{self, Bit, Line};
use crate::report::escape;
use crate::terminal::Look;

pub fn write(input: &Input<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let paint = |style: Style| if look.color { style } else { Style::new() };
    let bold = paint(Style::new().bold());
    for section in outline::sections(input.changes) {
        writeln!(out, "{bold}{}{bold:#}", section.title)?;
        for line in &section.lines {
            write_line(line, "  ", input.all, look, out)?;
        }
        writeln!(out)?;
    }
    for notice in input.notices {
        writeln!(out, "note: {}", escape(notice))?;
    }
    let (summary, from, to) = (outline::summary(input.changes), escape(input.from), escape(input.to));
    writeln!(out, "From {from} to {to}: {bold}{summary}{bold:#}")
}

fn write_line(line: &Line, margin: &str, all: bool, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let paint = |style: Style| if look.color { style } else { Style::new() };
    write!(out, "{margin}")?;
    for bit in &line.bits {
        let (style, text) = match bit {
            Bit::Ours(text) => (Style::new(), text),
            Bit::Data(text) => (paint(AnsiColor::Cyan.on_default()), text),
            Bit::Name(text) => (paint(Style::new().bold()), text),
        };
        write!(out, "{style}{}{style:#}", escape(text))?;
    }
    writeln!(out)?;
    let below = format!("{margin}    ");
    let rest = line.rest.iter().filter(|_| all);
    line.samples.iter().chain(rest).try_for_each(|sample| write_line(sample, &below, all, look, out))?;
    match line.rest.len() {
        0 => Ok(()),
        _ if all => Ok(()),
        more => writeln!(out, "{below}and {more} more (`--all` tells them)"),
    }
}
