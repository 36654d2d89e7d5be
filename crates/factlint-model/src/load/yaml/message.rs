//! What the parser's errors are called here.

use oneyaml_core::Diagnostic as ParserError;

use super::super::log::Log;
use crate::diagnostic::Diagnostic;

/// The finding for an error of the parser.
pub(super) fn finding(log: &Log, error: &ParserError, text: &str, base: usize) -> Diagnostic {
    let _ = text;
    let span = error.primary.span;
    let mut finding = log.syntax(base + span.start, base + span.end, error.message.clone());
    finding.help = error.help.clone();
    finding
}
