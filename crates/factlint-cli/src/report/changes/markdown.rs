//! Markdown, for one comment.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Input;
use super::outline::{self, Bit, Line, Section};
use crate::report::markdown::{code, markdown};

/// A comment on GitHub has at most 65,536 characters; some are kept for what is left out.
const MOST: usize = 65_000;

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sections = outline::sections(input.changes);
    let head = head(input);
    let whole = body(&sections, true);
    if head.len() + whole.iter().map(String::len).sum::<usize>() <= MOST {
        return write!(out, "{head}{}", whole.concat());
    }
    // Where not all fits, what is folded goes first.
    let (mut text, mut left_out) = (head, 0);
    for line in body(&sections, false) {
        if left_out > 0 || text.len() + line.len() > MOST {
            left_out += usize::from(line.starts_with('-'));
        } else {
            text.push_str(&line);
        }
    }
    write!(out, "{text}")?;
    match left_out {
        0 => writeln!(out, "\nOnly samples are told here; `factlint diff --all` tells all changes."),
        more => writeln!(out, "\n{more} more sorts of change do not fit here; `factlint diff --all` tells all."),
    }
}

fn head(input: &Input<'_>) -> String {
    let (from, to) = (markdown(input.from), markdown(input.to));
    let mut text = format!("## factlint: {}\n\nFrom {from} to {to}.\n", outline::summary(input.changes));
    for notice in input.notices {
        let _ = writeln!(text, "\n> {}", markdown(notice));
    }
    text
}

/// The sections, a string for each title and each line with what is below it.
fn body(sections: &[Section], folded: bool) -> Vec<String> {
    let of_section = |section: &Section| {
        let lines: Vec<String> = section.lines.iter().map(|line| item(line, folded)).collect();
        std::iter::once(format!("\n### {}\n\n", section.title)).chain(lines)
    };
    sections.iter().flat_map(of_section).collect()
}

fn item(line: &Line, folded: bool) -> String {
    let mut text = format!("- {}\n", shown(line));
    for sample in &line.samples {
        let _ = writeln!(text, "  - {}", shown(sample));
    }
    match (line.rest.len(), folded) {
        (0, _) => {}
        (more, false) => _ = writeln!(text, "  - and {more} more"),
        (more, true) => {
            let _ = writeln!(text, "  - <details><summary>and {more} more</summary>\n");
            for rest in &line.rest {
                let _ = writeln!(text, "    - {}", shown(rest));
            }
            text.push_str("\n    </details>\n");
        }
    }
    text
}

fn shown(line: &Line) -> String {
    let bit = |bit: &Bit| match bit {
        Bit::Ours(text) => markdown(text),
        Bit::Data(text) => code(text),
        Bit::Name(text) => format!("**{}**", markdown(text.trim())),
    };
    line.bits.iter().map(bit).collect()
}
