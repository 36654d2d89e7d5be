//! The schemas that are part of the program.

/// The names under which a configuration or a `$ref` may call them, and their files.
const NAMES: &[(&str, &str)] = &[("factlint:facts", "facts.schema.yaml"), ("factlint:x-fact", "x-fact.schema.json")];

/// Their files, copies of those in the top folder `schema`; they refer to each other by these names.
const FILES: &[(&str, &str)] = &[
    ("facts.schema.yaml", include_str!("../../builtin/facts.schema.yaml")),
    ("x-fact.schema.json", include_str!("../../builtin/x-fact.schema.json")),
];

/// The scheme of their addresses.
pub(super) const SCHEME: &str = "factlint:";

/// A built-in schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct BuiltIn {
    /// The file's name.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The schema of this name (`factlint:facts`) or address (`factlint:/facts.schema.yaml`).
pub(super) fn find(name: &str) -> Option<BuiltIn> {
    let file = match NAMES.iter().find(|(known, _)| *known == name) {
        Some((_, file)) => file,
        None => name.strip_prefix(SCHEME)?.trim_start_matches('/'),
    };
    FILES.iter().find(|(known, _)| *known == file).map(|&(file, text)| BuiltIn { file, text })
}

/// The names that can be given.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|&(name, _)| name)
}

/// All built-in schema files by name, for programs that write copies for editors.
pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// The address of a file among them.
pub(super) fn address(file: &str) -> String {
    format!("{SCHEME}/{file}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_file_and_the_copies_are_those_in_the_top_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
        for (name, file) in NAMES {
            assert_eq!(find(name).map(|known| known.file), Some(*file));
        }
        for (file, text) in FILES {
            assert_eq!(std::fs::read_to_string(folder.join(file)).ok().as_deref(), Some(*text), "{file}");
        }
    }
}
