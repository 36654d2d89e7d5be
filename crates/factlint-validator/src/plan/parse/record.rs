//! `record`: where a record starts.

use factlint_model::facts::KindId;
use factlint_model::tree::{Kind, NodeRef};

use super::{Parser, RecordStart};

const ARGUMENTS: &[&str] = &["kind", "owner", "orphan"];

impl Parser {
    /// Reads `record`.
    pub(super) fn record(&mut self, value: NodeRef<'_>) -> Option<RecordStart> {
        if value.kind() != Kind::Mapping {
            let kind = self.declare(value)?;
            return Some(RecordStart { kind, span: value.span() });
        }
        self.known_arguments(value, ARGUMENTS);
        let Some(name) = value.get("kind") else {
            self.wrong(value.span(), "a record has no kind", "`kind` is missing here").help =
                Some("write { record: KIND }, or { record: { kind: KIND } }".to_owned());
            return None;
        };
        let kind = self.declare(name)?;
        if let Some(owner) = value.get("owner") {
            let during = self.choice(owner, &["during"]).is_some();
            self.vocabulary.kinds[kind.index()].during_owner |= during;
        }
        if let Some(orphan) = value.get("orphan") {
            let report = self.choice(orphan, &["report"]).is_some();
            self.vocabulary.kinds[kind.index()].report_orphan |= report;
        }
        Some(RecordStart { kind, span: name.span() })
    }

    fn declare(&mut self, name: NodeRef<'_>) -> Option<KindId> {
        let word = self.word(name)?;
        if word.contains('{') {
            self.wrong(name.span(), "the kind of a record cannot depend on a key", "has a {key}").help =
                Some("write the kind out".to_owned());
            return None;
        }
        let kind = self.vocabulary.kind(&word);
        self.declared.insert(kind);
        Some(kind)
    }
}
