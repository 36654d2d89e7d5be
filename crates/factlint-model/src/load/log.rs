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
    /// Whether the whole file was read.
    pub(super) complete: bool,
}

impl Log {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, diagnostics: Vec::new(), complete: true }
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
        if !self.is_full() {
            self.diagnostics.push(diagnostic);
            if self.is_full()
                && let Some(last) = self.diagnostics.last_mut()
            {
                last.notes.push(format!("this file has more than {MOST} findings like this; the others are not shown"));
            }
        }
    }

    /// Keeps a finding after which something of the file is missing from the tree.
    pub(super) fn push_break(&mut self, diagnostic: Diagnostic) {
        self.complete = false;
        self.push(diagnostic);
    }

    /// Whether no further finding is kept.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST
    }

    /// Forgets every finding.
    pub(super) fn clear(&mut self) {
        self.diagnostics.clear();
        self.complete = true;
    }

    /// Lets a change to the finding kept last.
    pub(super) fn last(&mut self) -> Option<&mut Diagnostic> {
        self.diagnostics.last_mut()
    }

    pub(super) fn finish(self) -> (Vec<Diagnostic>, bool) {
        (self.diagnostics, self.complete)
    }
}
