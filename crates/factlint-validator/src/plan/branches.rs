//! Branches of a schema: which of them hold for a value.

use std::collections::HashSet;

use factlint_model::tree::NodeRef;

use super::graph::{Builder, Sub, SubId};
use super::types::Types;
use crate::schema::Validator;

/// What holds in some cases.
#[derive(Debug)]
pub(crate) enum Branch {
    /// `anyOf`, `oneOf`.
    Choice(Vec<Alternative>),
    /// `if`, `then`, `else`.
    Condition {
        /// The condition.
        test: SubId,
        /// Decides the condition; where there is none, it never holds.
        validator: Option<Box<Validator>>,
        /// `then`.
        yes: Option<SubId>,
        /// `else`.
        no: Option<SubId>,
    },
    /// One of `dependentSchemas`.
    Dependent {
        /// The key that must be there.
        key: Box<str>,
        /// What then holds.
        sub: SubId,
    },
}

/// A key that must hold one of some texts.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Discriminator {
    key: Box<str>,
    texts: Vec<String>,
    /// Whether the key must be there.
    required: bool,
}

/// One alternative of `anyOf` or `oneOf`.
#[derive(Debug)]
pub(crate) struct Alternative {
    /// Its subschema; `None` for `true` and `false`.
    pub sub: Option<SubId>,
    types: Types,
    /// Keys that must hold one of some texts.
    discriminators: Vec<Discriminator>,
    validator: Option<Box<Validator>>,
}

/// What a branch comes to for a value.
pub(crate) enum Verdict<'p> {
    /// These hold.
    Holds(Vec<SubId>),
    /// None of these holds: what they share counts.
    Shared(Vec<&'p Alternative>),
}

impl Alternative {
    pub fn new(sub: Option<SubId>) -> Self {
        Self { sub, types: Types::ALL, discriminators: Vec::new(), validator: None }
    }

    /// Whether a discriminating key speaks against this alternative (`Some(false)`) or for it.
    fn agrees(&self, value: NodeRef<'_>) -> Option<bool> {
        let mut verdict = None;
        for one in &self.discriminators {
            if let Some(found) = value.get(&one.key) {
                let agrees = one.texts.iter().any(|text| text == found.text());
                verdict = Some(agrees && verdict != Some(false));
            }
        }
        verdict
    }

    /// Whether a value may suit both by type and discriminator.
    fn overlaps(&self, other: &Self) -> bool {
        let apart = |one: &Discriminator| {
            let others = other.discriminators.iter().filter(|other| other.key == one.key && other.required);
            others.into_iter().any(|other| one.required && one.texts.iter().all(|text| !other.texts.contains(text)))
        };
        !self.types.and(other.types).is_empty() && !self.discriminators.iter().any(apart)
    }

    fn is_valid(&self, value: NodeRef<'_>) -> bool {
        self.validator.as_ref().is_some_and(|validator| validator.is_valid(value))
    }
}

impl Branch {
    /// All subschemas that it may lead to.
    pub fn subs(&self) -> Vec<SubId> {
        match self {
            Self::Choice(alternatives) => alternatives.iter().filter_map(|alternative| alternative.sub).collect(),
            Self::Condition { test, yes, no, .. } => {
                std::iter::once(*test).chain(yes.iter().copied()).chain(no.iter().copied()).collect()
            }
            Self::Dependent { sub, .. } => vec![*sub],
        }
    }

    /// Which subschemas hold for a value.
    pub fn decide(&self, value: NodeRef<'_>) -> Verdict<'_> {
        match self {
            Self::Choice(alternatives) => choose(alternatives, value),
            Self::Condition { test, validator, yes, no } => {
                let holds = validator.as_ref().is_some_and(|validator| validator.is_valid(value));
                let subs =
                    if holds { std::iter::once(*test).chain(*yes).collect() } else { no.iter().copied().collect() };
                Verdict::Holds(subs)
            }
            Self::Dependent { key, sub } => {
                Verdict::Holds(if value.get(key).is_some() { vec![*sub] } else { Vec::new() })
            }
        }
    }
}

/// By type, then by discriminating keys, then by validation.
fn choose<'p>(alternatives: &'p [Alternative], value: NodeRef<'_>) -> Verdict<'p> {
    let mut left: Vec<&Alternative> = alternatives.iter().filter(|one| one.types.admits(value)).collect();
    if left.len() > 1 {
        let agreeing: Vec<_> = left.iter().copied().filter(|one| one.agrees(value) != Some(false)).collect();
        let decided: Vec<_> = agreeing.iter().copied().filter(|one| one.agrees(value) == Some(true)).collect();
        if !agreeing.is_empty() {
            left = if decided.len() == 1 { decided } else { agreeing };
        }
    }
    if let [one] = left[..] {
        return Verdict::Holds(one.sub.into_iter().collect());
    }
    let valid: Vec<_> = left.iter().copied().filter(|one| one.is_valid(value)).collect();
    if valid.is_empty() {
        return Verdict::Shared(if left.is_empty() { alternatives.iter().collect() } else { left });
    }
    Verdict::Holds(valid.iter().filter_map(|one| one.sub).collect())
}

impl Builder<'_> {
    /// Prepares the branches that lead to something: types, discriminators and validators. Drops the others.
    pub fn prepare_branches(&mut self) {
        for id in 0..self.subs.len() {
            let branches = std::mem::take(&mut self.subs[id].branches);
            let live =
                branches.into_iter().filter(|branch| branch.subs().iter().any(|&sub| self.subs[sub as usize].live));
            let prepared: Vec<_> = live.map(|branch| self.prepare(branch)).collect();
            self.subs[id].branches = prepared;
        }
    }

    fn prepare(&self, branch: Branch) -> Branch {
        match branch {
            Branch::Choice(alternatives) => Branch::Choice(self.prepare_choice(alternatives)),
            Branch::Condition { test, yes, no, .. } => {
                Branch::Condition { test, validator: self.validator(test), yes, no }
            }
            dependent @ Branch::Dependent { .. } => dependent,
        }
    }

    fn prepare_choice(&self, mut alternatives: Vec<Alternative>) -> Vec<Alternative> {
        for one in &mut alternatives {
            if let Some(sub) = one.sub {
                one.types = self.types(sub);
                one.discriminators = self.discriminators(sub);
            }
        }
        // A validator is made only where type and discriminator leave something open.
        let open = |at: usize, one: &Alternative| {
            alternatives.iter().enumerate().any(|(other_at, other)| other_at != at && one.overlaps(other))
        };
        let needed: Vec<bool> = alternatives.iter().enumerate().map(|(at, one)| open(at, one)).collect();
        for (one, needed) in alternatives.iter_mut().zip(needed) {
            one.validator = one.sub.filter(|_| needed).and_then(|sub| self.validator(sub));
        }
        alternatives
    }

    fn validator(&self, sub: SubId) -> Option<Box<Validator>> {
        let (schema, node) = self.places[sub as usize];
        let tree = self.library.tree(schema);
        let pointer = tree.path_at(tree.node(node)?.span());
        Validator::compile_at(self.library, schema, &pointer).map(Box::new)
    }

    /// A subschema and all that `$ref` and `allOf` add to it.
    fn closure(&self, sub: SubId) -> Vec<&Sub> {
        let mut seen = HashSet::from([sub]);
        let mut open = vec![sub];
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            let sub = &self.subs[id as usize];
            found.push(sub);
            open.extend(sub.here.iter().filter(|&&other| seen.insert(other)));
        }
        found
    }

    fn types(&self, sub: SubId) -> Types {
        let types = self.closure(sub).into_iter().filter_map(|sub| sub.types);
        types.fold(Types::ALL, Types::and)
    }

    fn discriminators(&self, sub: SubId) -> Vec<Discriminator> {
        let closure = self.closure(sub);
        let mut found: Vec<_> = closure
            .iter()
            .flat_map(|sub| &sub.properties)
            .filter_map(|(key, below)| {
                let texts = self.closure((*below)?).into_iter().find_map(|sub| sub.constants.clone())?;
                let required = closure.iter().any(|sub| sub.required.contains(key));
                Some(Discriminator { key: key.clone(), texts, required })
            })
            .collect();
        found.sort();
        found
    }
}
