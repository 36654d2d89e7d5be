//! The findings of one file while it is read.

use crate::diagnostic::{Diagnostic, Level};
use crate::source::{FileId, Span};

/// How many findings of one file are kept. A file with more of them is not what its name says, and whoever mends the first
/// ones sees the rest in the next run.
const MOST: usize = 200;

/// Collects the findings of one file.
#[derive(Debug)]
pub(super) struct Log {
    file: FileId,
    diagnostics: Vec<Diagnostic>,
    /// The first finding that was not kept, and how many were not.
    left_out: Option<(Span, usize)>,
    /// Whether the whole file was read.
    pub(super) complete: bool,
}

impl Log {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, diagnostics: Vec::new(), left_out: None, complete: true }
    }

    /// The bytes `start..end` of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start as u64, end as u64)
    }

    /// A syntax error at these bytes, to be worded further and then given to [`Log::push`].
    pub(super) fn syntax(&self, start: usize, end: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new("schema/syntax", Level::Error, self.span(start, end), message)
    }

    /// Keeps a finding, unless there are too many already.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() >= MOST {
            self.left_out.get_or_insert((diagnostic.primary.span, 0)).1 += 1;
        } else {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Keeps a finding after which something of the file is missing from the tree.
    pub(super) fn push_break(&mut self, diagnostic: Diagnostic) {
        self.complete = false;
        self.push(diagnostic);
    }

    /// Forgets every finding.
    pub(super) fn clear(&mut self) {
        *self = Self::new(self.file);
    }

    /// The finding that was told last, unless it was not kept, for a change to it.
    pub(super) fn last(&mut self) -> Option<&mut Diagnostic> {
        self.diagnostics.last_mut().filter(|_| self.left_out.is_none())
    }

    /// The findings, the last of which says how many were not kept, and whether the whole file was read.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, bool) {
        if let Some((Span { start, end, .. }, count)) = self.left_out {
            let message = match count {
                1 => "one more finding like those before it is not shown".to_owned(),
                more => format!("{more} more findings like those before them are not shown"),
            };
            let (start, end) = (usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0));
            self.diagnostics.push(self.syntax(start, end, message).at("the first of them"));
        }
        (self.diagnostics, self.complete)
    }
}
