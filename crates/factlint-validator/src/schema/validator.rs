//! A schema, compiled: verdicts without findings for the many, findings for what fails.

use std::sync::Arc;

use factlint_model::diagnostic::Diagnostic;
use factlint_model::tree::{Kind, NodeId, NodeRef, Style, Tree, TreeBuilder};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::json::Node as _;
use jsonschema::{JsonType, PatternOptions, Registry, ValidationError, ValidationOptions, options_for};
use serde_json::{Value, json};

use super::instance::{ArenaJson, Instance};
use super::library::{Library, SchemaId};
use super::numeric;
use super::outline::Outline;
use super::report;

/// How far a pattern with look-around may be tried at one value.
const BACKTRACK_LIMIT: usize = 100_000;

/// A compiled schema. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Validator {
    inner: Arc<jsonschema::Validator<ArenaJson>>,
    outline: Arc<Outline>,
    root: (SchemaId, NodeId),
}

impl Validator {
    /// The compiled form of a schema that was loaded by its name. `None` where it cannot be compiled; why is among the
    /// library's diagnostics.
    #[must_use]
    pub fn compile(library: &Library, id: SchemaId) -> Option<Self> {
        library.validator(id).cloned()
    }

    /// One schema inside a document, by its JSON Pointer.
    #[must_use]
    pub fn compile_at(library: &Library, id: SchemaId, pointer: &str) -> Option<Self> {
        let node = library.root(id)?.pointer(pointer)?.id();
        let document = library.document(id);
        let schema = json!({ "$ref": format!("{}#{}", document.address, encoded(pointer)) });
        let inner = build(library, id, &schema, "factlint:/at").ok()?;
        Some(Self { inner: Arc::new(inner), outline: Arc::new(library.outline()), root: (id, node) })
    }

    /// Compiles a whole document.
    pub(super) fn build(library: &Library, id: SchemaId) -> Result<Self, ValidationError<'static>> {
        let document = library.document(id);
        let inner = build(library, id, library.value(id), &document.address)?;
        let root = library.root(id).map_or(NodeId(0), NodeRef::id);
        Ok(Self { inner: Arc::new(inner), outline: Arc::new(library.outline()), root: (id, root) })
    }

    /// A validator outside any library: findings say nothing of its schema.
    pub(super) fn alone(schema: &Value) -> Option<Self> {
        let inner = options().build(schema).ok()?;
        Some(Self { inner: Arc::new(inner), outline: Arc::default(), root: (SchemaId(0), NodeId(0)) })
    }

    /// Whether a value is what the schema asks for.
    #[must_use]
    pub fn is_valid(&self, value: NodeRef<'_>) -> bool {
        self.inner.is_valid(Instance::Value(value))
    }

    /// Whether the schema takes this text as a string at a place in a document, given by its keys and indices. No where
    /// that is hard to tell.
    #[must_use]
    pub fn takes_string(&self, path: &[&str], text: &str) -> bool {
        self.outline.at(self.root.0, self.root.1).is_some_and(|root| self.outline.takes_string(root, path, text))
    }

    /// Whether the schema names the last key of a path, rather than allowing any key there.
    #[must_use]
    pub fn names_key(&self, path: &[&str]) -> bool {
        self.outline.at(self.root.0, self.root.1).is_some_and(|root| self.outline.names_key(root, path))
    }

    /// Adds what is wrong with the documents of a tree: findings of `schema/violation`, `schema/unknown-key`,
    /// `schema/missing-key`, `schema/wrong-type` and `schema/not-allowed`.
    pub fn validate(&self, tree: &Tree, diagnostics: &mut Vec<Diagnostic>) {
        let empty = as_null(tree);
        let tree = empty.as_ref().unwrap_or(tree);
        for document in tree.documents().filter(|document| !self.is_valid(*document)) {
            let errors = self.inner.iter_errors(Instance::Value(document));
            let errors: Vec<_> =
                errors.filter(|error| !(tree.format().is_table() && takes_cell(document, error))).collect();
            report::report(&self.outline, self.root, document, &errors, diagnostics);
        }
    }
}

/// YAML without a document, or with comments only, is the value null.
fn as_null(tree: &Tree) -> Option<Tree> {
    if !tree.format().is_yaml() || tree.documents().next().is_some() {
        return None;
    }
    let mut builder = TreeBuilder::new(tree.file(), Arc::clone(tree.source()));
    let null = builder.scalar(Kind::Null, Style::Plain, 0, 0);
    builder.root(null);
    Some(builder.finish())
}

/// Whether an error goes by the narrowest type of a table's cell, and another reading of its text is allowed: a list of
/// types with `string`, which every cell is, or an `enum` with its text.
fn takes_cell(table: NodeRef<'_>, error: &ValidationError<'_>) -> bool {
    // `/12/name` is a cell.
    let path = error.instance_path().as_str();
    let cell = || table.pointer(path).filter(|_| path.matches('/').count() == 2).map(Instance::Value);
    match error.kind() {
        ValidationErrorKind::Type { kind: TypeKind::Multiple(types) } => {
            types.contains(JsonType::String) && cell().is_some()
        }
        ValidationErrorKind::Enum { options } => {
            let mut options = options.as_array().into_iter().flatten();
            cell().is_some_and(|cell| options.any(|option| cell.equals_value(option)))
        }
        _ => false,
    }
}

/// Compiles a schema in the company of the library's documents: with the linear engine for patterns, or where one of
/// them needs more, with one that gives up at a limit.
fn build(
    library: &Library,
    id: SchemaId,
    schema: &Value,
    address: &str,
) -> Result<jsonschema::Validator<ArenaJson>, ValidationError<'static>> {
    let registry = registry(library)?;
    let all = || options().with_draft(library.draft(id)).with_base_uri(address).with_registry(&registry);
    match all().with_pattern_options(PatternOptions::regex()).build(schema) {
        Err(error) if is_pattern(&error) => {
            let patterns = PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT);
            all().with_pattern_options(patterns).build(schema)
        }
        result => result,
    }
}

/// Whether an error is of a pattern that no engine takes.
pub(super) fn is_pattern(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Format { format } if format == "regex")
        || ["/pattern", "/patternProperties"].iter().any(|word| error.schema_path().as_str().contains(word))
}

fn registry(library: &Library) -> Result<Registry<'_>, ValidationError<'static>> {
    let mut builder = Registry::new().retrieve_known_draft_meta_schemas(false);
    for (address, id) in library.mounts() {
        let resource = library.draft(id).create_resource_ref(library.value(id));
        builder = builder.add(address, resource)?;
    }
    Ok(builder.prepare()?)
}

fn options<'i>() -> ValidationOptions<'i, Arc<dyn jsonschema::Retrieve>, ArenaJson> {
    let options = options_for::<ArenaJson>().should_validate_formats(true).offline();
    numeric::KEYWORDS.iter().fold(options, |options, &keyword| {
        options.with_keyword(keyword, move |schema, value, _| numeric::compile(schema, value, keyword))
    })
}

/// A JSON Pointer as the fragment of a URI.
fn encoded(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte);
    pointer.bytes().fold(String::with_capacity(pointer.len()), |mut fragment, byte| {
        if plain(byte) {
            fragment.push(char::from(byte));
        } else {
            fragment.push_str(&format!("%{byte:02X}"));
        }
        fragment
    })
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::{Path, PathBuf};

    use factlint_model::load::{Format, load};
    use factlint_model::source::{FileId, Sources};

    use super::*;
    use crate::engine::{Host, SchemaName};

    struct Memory(&'static str);

    impl Host for Memory {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            if path == Path::new("schema.yaml") { Ok(self.0.into()) } else { Err(io::ErrorKind::NotFound.into()) }
        }

        fn files(&self, _root: &Path) -> io::Result<Vec<PathBuf>> {
            Ok(Vec::new())
        }

        fn display(&self, path: &Path) -> String {
            path.display().to_string()
        }
    }

    fn library(schema: &'static str) -> (Library, SchemaId) {
        let (mut library, mut sources) = (Library::new(), Sources::default());
        let name = SchemaName::File("schema.yaml".into());
        let id = library.load(&Memory(schema), &mut sources, &name, &[]).unwrap();
        (library, id)
    }

    #[test]
    fn data_as_deep_as_the_loader_lets_through_fits_the_stack_of_a_main_thread() {
        let check = || {
            let (library, id) = library("anyOf: [{ items: { $ref: '#' }, type: array }, { type: integer }]");
            let validator = Validator::compile(&library, id).unwrap();
            let text = "[".repeat(511) + "x" + &"]".repeat(511);
            let loaded = load(FileId(9), "deep.yaml", text.into_bytes(), Format::Yaml);
            let mut found = Vec::new();
            validator.validate(&loaded.tree, &mut found);
            assert!(!found.is_empty());
        };
        let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(check).unwrap();
        thread.join().unwrap();
    }

    #[test]
    fn many_errors_take_no_longer_than_many_values() {
        let (library, id) =
            library("{ items: { additionalProperties: false, properties: { name: { type: string } } } }");
        let validator = Validator::compile(&library, id).unwrap();
        let text = "- { nmae: 1, name: 2 }\n".repeat(5_000);
        let loaded = load(FileId(9), "many.yaml", text.into_bytes(), Format::Yaml);
        let mut found = Vec::new();
        validator.validate(&loaded.tree, &mut found);
        assert_eq!(found.len(), 10_000);
    }

    #[test]
    fn one_schema_inside_a_document_can_be_asked_alone() {
        let (library, id) = library("$defs: { a b: { type: string } }\nproperties: { x: { $ref: '#/$defs/a%20b' } }");
        let validator = Validator::compile_at(&library, id, "/$defs/a b").unwrap();
        let loaded = load(FileId(9), "list.yaml", b"- text\n- 1\n".to_vec(), Format::Yaml);
        let verdicts: Vec<bool> =
            loaded.tree.documents().flat_map(NodeRef::items).map(|item| validator.is_valid(item)).collect();
        assert_eq!(verdicts, [true, false]);
        assert!(Validator::compile_at(&library, id, "/$defs/none").is_none());
    }

    #[test]
    fn whether_a_string_is_taken_is_told_through_references_and_alternatives() {
        let (library, id) = library(
            "$defs: { either: { anyOf: [{ type: string }, { type: number }] } }\n\
             properties: { a: { $ref: '#/$defs/either' }, b: { type: number }, c: { items: { enum: ['017'] } } }",
        );
        let validator = Validator::compile(&library, id).unwrap();
        assert!(validator.takes_string(&["a"], "017"));
        assert!(!validator.takes_string(&["b"], "017"));
        assert!(validator.takes_string(&["c", "3"], "017"));
        assert!(!validator.takes_string(&["c", "3"], "18"));
        assert!(validator.takes_string(&["elsewhere"], "18"));
    }
}
