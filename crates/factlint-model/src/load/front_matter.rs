//! YAML front matter: the lines between two `---` lines at the start of a text.

use super::assemble::Assembler;
use super::yaml;
use crate::source::BYTE_ORDER_MARK;

/// Reads the front matter of `text`; what follows it is no data.
pub(super) fn read<'s>(out: &mut Assembler<'s>, text: &'s str) {
    let Some(start) = fence(text, 0) else {
        let end = text.find('\n').unwrap_or(text.len());
        let finding = out.log.syntax(0, end, "this file has no front matter");
        out.log.push_break(finding.at("not ---").help("put the data between two lines --- at the start of the file"));
        return;
    };
    let mut line = start;
    while line < text.len() {
        if fence(text, line).is_some() {
            return yaml::read(out, text.get(start..line).unwrap_or_default(), start);
        }
        line = text[line..].find('\n').map_or(text.len(), |len| line + len + 1);
    }
    let finding = out.log.syntax(0, 3, "the front matter has no end");
    out.log.push_break(finding.at("starts here").help("end the data with a line ---"));
    // What follows the data cannot be told from it, so nothing is read.
}

/// Whether a file starts as one with front matter does.
pub(super) fn starts(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes);
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.trim_ascii_end() == b"---"
}

/// Whether the line at byte `at` is `---`; gives the start of the next line.
fn fence(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let line = rest.split_inclusive('\n').next()?;
    (line.trim_end() == "---").then_some(at + line.len())
}
