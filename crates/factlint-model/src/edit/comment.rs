//! Comments that change or go away.

use super::patch::{Patch, is_first_on_line, line_start};
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
    let is_comment = new.starts_with('#') && !new.contains(['\n', '\r']);
    is_comment.then(|| Patch::new(text, range, new))
}
