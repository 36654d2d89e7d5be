//! Changes of bytes.

use std::ops::Range;

/// The bytes `range`, which read `old`, become `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) range: Range<usize>,
    pub(super) old: String,
    pub(super) new: String,
}

impl Patch {
    /// A patch of this text.
    pub(super) fn new(text: &str, range: Range<usize>, new: impl Into<String>) -> Self {
        let old = text.get(range.clone()).unwrap_or_default().to_owned();
        Self { range, old, new: new.into() }
    }
}

/// The ranges that patches have taken, none overlapping another.
#[derive(Debug, Default)]
pub(super) struct Taken(std::collections::BTreeMap<usize, usize>);

impl Taken {
    /// Takes the ranges of these patches, if all of them are free.
    pub(super) fn take(&mut self, patches: &[Patch]) -> bool {
        let free = patches.iter().all(|patch| self.is_free(&patch.range));
        if free {
            self.0.extend(patches.iter().map(|patch| (patch.range.start, patch.range.end)));
        }
        free && !patches.is_empty()
    }

    /// Two changes at one place overlap, even where both only insert.
    fn is_free(&self, range: &Range<usize>) -> bool {
        let before = self.0.range(..range.start).next_back();
        let after = self.0.range(range.start..).next();
        before.is_none_or(|(_, &end)| end <= range.start)
            && after.is_none_or(|(&start, _)| start > range.start && start >= range.end)
    }
}

/// The text after these patches, whatever their order; `None` where it does not read as they expect.
pub(super) fn patched(text: &str, patches: &[&Patch]) -> Option<String> {
    let mut patches = patches.to_vec();
    patches.sort_by_key(|patch| patch.range.start);
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for patch in patches {
        result.push_str(text.get(at..patch.range.start)?);
        if text.get(patch.range.clone())? != patch.old {
            return None;
        }
        result.push_str(&patch.new);
        at = patch.range.end;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

/// The start of the line of byte `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The end of the line of byte `at`, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The line break that the file uses.
pub(super) fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|line| line.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

/// As many spaces as there are characters before byte `at` on its line.
pub(super) fn indentation(text: &str, at: usize) -> String {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    " ".repeat(before.chars().count())
}

/// Whether only spaces stand before byte `at` on its line.
pub(super) fn is_first_on_line(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at).is_some_and(|before| before.bytes().all(|byte| byte == b' '))
}
