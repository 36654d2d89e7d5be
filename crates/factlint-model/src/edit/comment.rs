//! Comments that come, change or go away.

use super::patch::{Patch, is_first_on_line, line_end, line_start};
use crate::source::Span;
use crate::tree::Tree;

/// A patch after which the comment has this text. Without one it is gone, with the spaces before it, or with its line.
pub(super) fn set(tree: &Tree, span: Span, new: Option<&str>) -> Option<Patch> {
    if !tree.is_comment(span) {
        return None;
    }
    let (text, range) = (tree.source().text(), span.range());
    let Some(new) = new else {
        let before = text.get(..range.start)?;
        let start = match is_first_on_line(text, range.start) {
            true => line_start(text, range.start),
            false => before.trim_end_matches([' ', '\t']).len(),
        };
        let line_break = text.get(range.end..)?.find('\n').map_or(text.len(), |len| range.end + len + 1);
        let end = if is_first_on_line(text, range.start) { line_break } else { range.end };
        return Some(Patch::new(text, start..end, ""));
    };
    is_text_of_one(new).then(|| Patch::new(text, range, new))
}

/// A patch after which the line on which a place starts has this comment at its end. Where there is one already, or where the line
/// ends within a scalar, the changed text does not read as wanted.
pub(super) fn add(tree: &Tree, span: Span, new: &str) -> Option<Patch> {
    let text = tree.source().text();
    let end = line_end(text, span.range().start);
    is_text_of_one(new).then(|| Patch::new(text, end..end, format!(" {new}")))
}

fn is_text_of_one(text: &str) -> bool {
    text.starts_with('#') && !text.contains(['\n', '\r'])
}
