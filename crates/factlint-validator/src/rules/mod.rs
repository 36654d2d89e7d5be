//! The rules, in one static table. A rule is a folder: the check, its page and its cases.

pub mod changes;
pub mod check;
pub mod citations;
pub mod figures;
pub mod hygiene;
pub mod refs;
pub mod schema;
pub mod time;
mod words;

use factlint_model::diagnostic::{Diagnostic, Options, RuleMeta};
use factlint_model::facts::{Dataset, Tables, Vocabulary};
use factlint_model::source::FileId;
use factlint_model::tree::Tree;

use crate::changes::Comparison;
use crate::cite::{Citations, SentenceReader};
use crate::schema::Validator;

pub(crate) use words::SUSPICIOUS;
pub use words::{GROUPS, known_word, words, words_of};

/// A rule: what is known of it, and its check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Name, level, page.
    pub meta: RuleMeta,
    /// Where it runs.
    pub check: Check,
}

impl Rule {
    /// Whether it runs only where a run is compared with an earlier state.
    #[must_use]
    pub fn needs_earlier(&self) -> bool {
        matches!(self.check, Check::Changes(_))
    }
}

/// Where a rule runs.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// A stage before the rules finds it: loading, the schema, the engine.
    Stage,
    /// On one file, in parallel.
    File(fn(&FileView<'_>, &mut Vec<Diagnostic>)),
    /// On the linked dataset.
    Dataset(fn(&Dataset, &mut Vec<Diagnostic>)),
    /// On the linked dataset and its citations.
    Citations(fn(&Dataset, &Citations, &mut Vec<Diagnostic>)),
    /// The same, with what its options say for a file.
    Configured(fn(&Dataset, &Citations, OptionsOf<'_>, &mut Vec<Diagnostic>)),
    /// On these and the sentences that the citations were found in, each read once for all that stand in it.
    Sentences(fn(&mut SentenceReader<'_>, &mut Vec<Diagnostic>)),
    /// On the linked dataset beside what it was, where a run is compared with an earlier state.
    Changes(fn(&Comparison<'_>, &mut Vec<Diagnostic>)),
}

/// What the options of rules say for a file.
pub type OptionsOf<'a> = &'a dyn Fn(FileId) -> &'a Options;

/// What a file rule sees.
#[derive(Clone, Copy, Debug)]
pub struct FileView<'a> {
    /// The file's tree.
    pub tree: &'a Tree,
    /// Its tables.
    pub tables: &'a Tables,
    /// The plan's vocabulary; uses and slots numbered beyond it are the tables' own.
    pub vocabulary: &'a Vocabulary,
    /// The schemas that the file stands under, as far as they could be compiled.
    pub validators: &'a [Validator],
    /// What the options of rules say.
    pub options: &'a Options,
}

/// All rules, family by family.
pub static FAMILIES: &[&[Rule]] = &[
    schema::RULES,
    refs::RULES,
    time::RULES,
    figures::RULES,
    citations::RULES,
    hygiene::RULES,
    changes::RULES,
    check::RULES,
];

/// All rules, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The rule of this name; of `check/NAME`, whose names only schemas know, the rule `check`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.meta.name == name || is_own(rule.meta.name, name))
}

/// Whether a name is one that a schema gave to a check of its own, of this rule.
pub(crate) fn is_own(rule: &str, name: &str) -> bool {
    !rule.contains('/') && name.strip_prefix(rule).is_some_and(|rest| rest.starts_with('/'))
}
