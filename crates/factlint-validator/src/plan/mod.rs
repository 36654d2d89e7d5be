//! The schemas' `x-fact` annotations, compiled once to a graph that a tree is walked along.

mod branches;
mod graph;
mod keys;
mod parse;
mod places;
mod plain;
mod types;
mod unchecked;
mod unreached;

use std::collections::BTreeSet;

use factlint_model::diagnostic::{Diagnostic, Options};
use factlint_model::facts::Vocabulary;

use crate::rules::hygiene::placeholders;
use crate::schema::{Library, SchemaId};

pub(crate) use branches::Verdict;
pub(crate) use graph::{Sub, SubId};
pub(crate) use parse::{Annotation, Origin, Pattern, Reading, RecordStart, Several};
pub(crate) use types::Types;

/// What all schemas of a dataset mean.
#[derive(Debug)]
pub struct Plan {
    /// The kinds, slots, meanings and constraints.
    pub vocabulary: Vocabulary,
    pub(crate) subs: Vec<Sub>,
    pub(crate) annotations: Vec<Annotation>,
    /// For each set of files what holds at the root of its documents.
    pub(crate) roots: Vec<Vec<SubId>>,
    unchecked: Vec<&'static str>,
    /// The names of the schemas' own checks, of those too whose expression is none.
    pub(crate) checks: BTreeSet<String>,
    /// Whether a mistake in the annotations may hide records or their ids.
    pub(crate) may_hide: bool,
}

impl Plan {
    /// Compiles the schemas of a dataset: for each set of files the schemas that hold for it. Mistakes in annotations
    /// are findings of `schema/invalid-schema`, at their place in the schema.
    #[must_use]
    pub fn compile(library: &Library, sets: &[Vec<SchemaId>], options: &Options) -> (Self, Vec<Diagnostic>) {
        let mut builder = graph::Builder::new(library, placeholders(options));
        builder.parser.vocabulary.constraint_sets.push(Vec::new());
        let root =
            |builder: &mut graph::Builder<'_>, &id: &SchemaId| library.root(id).and_then(|root| builder.sub(id, root));
        let roots: Vec<Vec<SubId>> =
            sets.iter().map(|set| set.iter().filter_map(|id| root(&mut builder, id)).collect()).collect();
        builder.run();
        builder.prepare_branches();
        builder.read_unreached();
        builder.parser.unknown_kinds();
        builder.check_places(&roots);
        builder.set_broken_aside();
        builder.note_plain_properties(&roots);
        builder.note_keys();
        let graph::Builder { parser, subs, annotations, .. } = builder;
        let plan = Self {
            unchecked: unchecked::among(&parser.words),
            checks: parser.checks,
            may_hide: parser.may_hide,
            vocabulary: parser.vocabulary,
            subs,
            annotations,
            roots,
        };
        (plan, parser.diagnostics)
    }

    /// The words that the schemas use and whose rules do not exist yet, sorted.
    #[must_use]
    pub fn unchecked(&self) -> &[&'static str] {
        &self.unchecked
    }
}
