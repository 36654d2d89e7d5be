//! A schema held against its meta-schema, and compiled: what is wrong with it is told at its place in the schema.

use std::collections::HashMap;

use factlint_model::diagnostic::{Diagnostic, Level};
use factlint_model::tree::{Kind, NodeRef, Tree};
use jsonschema::{Draft, ValidationError};
use serde_json::json;

use super::{Library, SchemaId};
use crate::schema::INVALID_SCHEMA;
use crate::schema::pattern::{braced, is_beyond, why_not};
use crate::schema::validator::{Validator, is_pattern};

/// What follows from a mistake that is not left out.
const UNUSABLE: &str = "nothing is checked against this schema until it is mended";

impl Library {
    /// Checks the documents that came with the schema `id`, and compiles it.
    pub(super) fn prepare(&mut self, id: SchemaId) {
        let new: Vec<SchemaId> = self.ids().skip(self.checked).collect();
        self.checked = self.documents.len();
        for document in new {
            if !jsonschema::meta::is_valid(self.value(document)) {
                let mistakes = self.against_meta_schema(document);
                self.diagnostics.extend(mistakes);
                self.unusable.insert(document);
            }
            self.unknown_formats(document);
        }
        if self.validators.contains_key(&id) || !self.document(id).complete {
            return;
        }
        match Validator::build(self, id) {
            Ok(validator) => {
                self.validators.insert(id, validator);
            }
            Err(error) if !self.unusable.contains(&id) => self.does_not_compile(id, &error),
            Err(_) => {}
        }
    }

    /// What the meta-schema of its draft says of a document.
    fn against_meta_schema(&self, id: SchemaId) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(meta) = Validator::alone(&json!({ "$ref": address(self.draft(id)) })) {
            meta.validate(self.tree(id), &mut found);
        }
        // Where a reference leads nowhere, that is said already.
        found.retain(|finding| self.diagnostics.iter().all(|known| known.primary.span != finding.primary.span));
        for (span, mistakes) in self.wrong_types(id) {
            found.retain(|finding| !(span.start..span.end).contains(&finding.primary.span.start));
            found.extend(mistakes);
        }
        for finding in &mut found {
            finding.rule = INVALID_SCHEMA.into();
            finding.notes.push(UNUSABLE.to_owned());
        }
        found
    }

    /// A mistake that the meta-schema does not see, such as a pattern that is no regular expression.
    fn does_not_compile(&mut self, id: SchemaId, error: &ValidationError<'_>) {
        let outline = self.outline();
        let root = self.root(id).and_then(|root| outline.at(id, root.id()));
        let at = [error.instance_path(), error.schema_path()]
            .into_iter()
            .find_map(|path| root.and_then(|root| outline.walk(root, path.as_str())));
        let Some(at) = at.or(root) else { return };
        let span = if at.node.is_scalar() { at.node.span() } else { first_line(self.tree(at.document), at.node) };
        let is_pattern = at.node.is_scalar() && is_pattern(error);
        let why = match regex::Regex::new(&braced(at.node.text())) {
            Err(why) if is_pattern && !is_beyond(&why) => {
                format!("a pattern is no regular expression: {}", why_not(&why))
            }
            _ => error.to_string(),
        };
        let finding = self.mistake(span, format!("this schema cannot be used: {why}"));
        finding.primary.text = "cannot be compiled".into();
        finding.notes.push(UNUSABLE.to_owned());
    }

    /// Formats that are not checked, once for each name and document.
    fn unknown_formats(&mut self, id: SchemaId) {
        let mut unknown: HashMap<String, _> = HashMap::new();
        let mut order = Vec::new();
        for (_, document, node) in &self.scanned {
            let Some(format) =
                self.tree(id).node(*node).filter(|_| *document == id).and_then(|schema| schema.get("format"))
            else {
                continue;
            };
            if format.kind() == Kind::String && !known_format(self.draft(id), format.text()) {
                unknown.entry(format.text().to_owned()).or_insert_with(|| {
                    order.push(format.text().to_owned());
                    format.span()
                });
            }
        }
        for name in order {
            let Some(&span) = unknown.get(&name) else { continue };
            let finding = self.mistake(span, format!("the format `{name}` is none that is known here"));
            finding.level = Level::Info;
            finding.primary.text = "not checked".into();
        }
    }
}

fn known_format(draft: Draft, name: &str) -> bool {
    jsonschema::options().is_known_format(draft, name)
}

fn address(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "http://json-schema.org/draft-04/schema",
        Draft::Draft6 => "http://json-schema.org/draft-06/schema",
        Draft::Draft7 => "http://json-schema.org/draft-07/schema",
        Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
        _ => "https://json-schema.org/draft/2020-12/schema",
    }
}

fn first_line(tree: &Tree, node: NodeRef<'_>) -> factlint_model::source::Span {
    let span = node.span();
    let text = tree.source().slice(span.range());
    let line = text.lines().next().unwrap_or_default().trim_end();
    factlint_model::source::Span { end: span.start + line.len() as u64, ..span }
}
