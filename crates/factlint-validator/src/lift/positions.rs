//! Which subschemas hold at a place of a tree: sets of them, made as they are met, each set once.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use factlint_model::tree::NodeRef;

use super::marks::Marks;
use crate::plan::{Plan, Sub, SubId, Verdict};

/// The number of a position; [`DEAD`] is the one where nothing holds.
pub(super) type PosId = u32;

/// Nothing has a meaning here or below.
pub(super) const DEAD: PosId = 0;

/// Alternatives none of which holds: what they share counts.
type Shared = Vec<PosId>;

/// What makes a position what it is.
type Name = (Box<[SubId]>, Box<[Shared]>);

/// How often an alternative without a valid branch may itself stand in one.
const MOST_NESTED: usize = 8;

/// What holds at a place.
#[derive(Debug, Default)]
pub(super) struct Position {
    subs: Box<[SubId]>,
    shared: Box<[Shared]>,
    /// What the annotations say here.
    pub marks: Marks,
    /// Whether something depends on the value.
    branching: bool,
    /// Whether nothing is told below.
    pub leaf: bool,
    /// Whether a key may match a pattern.
    patterns: bool,
    /// Whether a schema lists a text that would be taken for a placeholder elsewhere.
    pub placeholders: bool,
}

/// Where the keys and items of a position lead, as far as it was met.
#[derive(Debug, Default)]
struct Steps {
    keys: HashMap<Box<str>, PosId>,
    other_keys: Option<PosId>,
    items: HashMap<usize, PosId>,
}

/// All positions that were met.
#[derive(Debug)]
pub(super) struct Positions<'p> {
    plan: &'p Plan,
    all: Vec<Rc<Position>>,
    steps: Vec<Steps>,
    numbers: HashMap<Name, PosId>,
}

impl<'p> Positions<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        let mut new = Self { plan, all: Vec::new(), steps: Vec::new(), numbers: HashMap::new() };
        new.intern(BTreeSet::new(), Vec::new());
        new
    }

    pub fn get(&self, pos: PosId) -> Rc<Position> {
        Rc::clone(&self.all[pos as usize])
    }

    /// The position where these subschemas hold.
    pub fn of(&mut self, subs: impl IntoIterator<Item = SubId>) -> PosId {
        let mut set = BTreeSet::new();
        for sub in subs {
            self.add(sub, &mut set);
        }
        self.intern(set, Vec::new())
    }

    /// Whether a schema lists this text although it looks like a placeholder.
    pub fn lists_placeholder(&self, here: &Position, text: &str) -> bool {
        here.subs.iter().any(|&sub| self.plan.subs[sub as usize].placeholders.iter().any(|listed| listed == text))
    }

    /// The position with all branches decided for a value.
    pub fn resolve(&mut self, pos: PosId, value: NodeRef<'_>) -> PosId {
        self.resolve_nested(pos, value, 0)
    }

    fn resolve_nested(&mut self, pos: PosId, value: NodeRef<'_>, depth: usize) -> PosId {
        let here = self.get(pos);
        if !here.branching || depth > MOST_NESTED {
            return pos;
        }
        let mut subs: BTreeSet<SubId> = here.subs.iter().copied().collect();
        let mut shared = Vec::new();
        let mut open: Vec<SubId> = here.subs.to_vec();
        let plan = self.plan;
        while let Some(sub) = open.pop() {
            for branch in &plan.subs[sub as usize].branches {
                match branch.decide(value) {
                    Verdict::Holds(found) => {
                        for sub in found {
                            self.add_new(sub, &mut subs, &mut open);
                        }
                    }
                    Verdict::Shared(found) => {
                        shared.push(found.iter().map(|one| self.of(one.sub)).collect());
                    }
                }
            }
        }
        shared.extend(here.shared.iter().cloned());
        let mut decided = Vec::new();
        for alternatives in shared {
            let resolved: Shared =
                alternatives.into_iter().map(|pos| self.resolve_nested(pos, value, depth + 1)).collect();
            share(resolved, &mut decided);
        }
        self.intern(subs, decided)
    }

    /// Where a key leads.
    pub fn key(&mut self, pos: PosId, key: &str) -> PosId {
        if let Some(&next) = self.steps[pos as usize].keys.get(key) {
            return next;
        }
        let here = self.get(pos);
        let named = here.subs.iter().any(|&sub| self.plan.subs[sub as usize].properties.contains_key(key));
        let other = !named && !here.patterns && here.shared.is_empty();
        if let Some(next) = self.steps[pos as usize].other_keys.filter(|_| other) {
            return next;
        }
        let next = self.below(&here, |positions, here| positions.below_key(here, key), |this, pos| this.key(pos, key));
        if other {
            self.steps[pos as usize].other_keys = Some(next);
        } else if named && here.shared.is_empty() {
            self.steps[pos as usize].keys.insert(key.into(), next);
        }
        next
    }

    /// Where an item leads.
    pub fn item(&mut self, pos: PosId, index: usize) -> PosId {
        let here = self.get(pos);
        let longest = here.subs.iter().map(|&sub| self.plan.subs[sub as usize].prefix.len()).max().unwrap_or(0);
        let index = if here.shared.is_empty() { index.min(longest) } else { index };
        if let Some(&next) = self.steps[pos as usize].items.get(&index) {
            return next;
        }
        let next = self.below(
            &here,
            |positions, here| {
                let subs = here.subs.iter().map(|&sub| &positions.plan.subs[sub as usize]);
                subs.filter_map(|sub| *sub.prefix.get(index).unwrap_or(&sub.items)).collect()
            },
            |this, pos| this.item(pos, index),
        );
        if here.shared.is_empty() {
            self.steps[pos as usize].items.insert(index, next);
        }
        next
    }

    /// A step down, of the subschemas and of what alternatives share.
    fn below(
        &mut self,
        here: &Position,
        subs: impl Fn(&Self, &Position) -> Vec<SubId>,
        step: impl Fn(&mut Self, PosId) -> PosId,
    ) -> PosId {
        let mut set = BTreeSet::new();
        for sub in subs(self, here) {
            self.add(sub, &mut set);
        }
        let mut shared = Vec::new();
        for alternatives in &here.shared {
            let next: Shared = alternatives.iter().map(|&pos| step(self, pos)).collect();
            share(next, &mut shared);
        }
        self.intern(set, shared)
    }

    fn below_key(&self, here: &Position, key: &str) -> Vec<SubId> {
        let mut found = Vec::new();
        let mut unevaluated = Vec::new();
        let mut evaluated = false;
        for sub in here.subs.iter().map(|&sub| &self.plan.subs[sub as usize]) {
            let before = found.len();
            let known = step_key(sub, key, &mut found);
            match sub.others {
                Some(others) if !known && sub.unevaluated => unevaluated.push(others),
                Some(others) if !known => found.push(others),
                _ => {}
            }
            evaluated |= known || found.len() > before;
        }
        if !evaluated {
            found.append(&mut unevaluated);
        }
        found
    }

    fn add(&self, sub: SubId, set: &mut BTreeSet<SubId>) {
        self.add_new(sub, set, &mut Vec::new());
    }

    /// Adds a live subschema and all that `$ref` and `allOf` add to it; what is new goes to `new` too.
    fn add_new(&self, sub: SubId, set: &mut BTreeSet<SubId>, new: &mut Vec<SubId>) {
        let mut open = vec![sub];
        while let Some(id) = open.pop() {
            let sub = &self.plan.subs[id as usize];
            if sub.live && set.insert(id) {
                new.push(id);
                open.extend(&sub.here);
            }
        }
    }

    fn intern(&mut self, subs: BTreeSet<SubId>, shared: Vec<Shared>) -> PosId {
        let subs: Box<[SubId]> = subs.into_iter().collect();
        let shared = shared.into_boxed_slice();
        let name = (subs, shared);
        if let Some(&pos) = self.numbers.get(&name) {
            return pos;
        }
        let pos = PosId::try_from(self.all.len()).unwrap_or(DEAD);
        let position = self.position(name.0.clone(), name.1.clone());
        self.all.push(Rc::new(position));
        self.steps.push(Steps::default());
        self.numbers.insert(name, pos);
        pos
    }

    fn position(&self, subs: Box<[SubId]>, shared: Box<[Shared]>) -> Position {
        let alternatives = || shared.iter().flatten().map(|&pos| &self.all[pos as usize]);
        let each = || subs.iter().map(|&sub| &self.plan.subs[sub as usize]);
        let live = |sub: SubId| self.plan.subs[sub as usize].live;
        let mut marks = Marks::default();
        for annotation in each().filter_map(|sub| sub.annotation) {
            marks.add(annotation, &self.plan.annotations[annotation as usize]);
        }
        for alternatives in &shared {
            let all: Vec<&Marks> = alternatives.iter().map(|&pos| &self.all[pos as usize].marks).collect();
            marks.add_shared(self.plan, &all);
        }
        Position {
            branching: each().any(|sub| !sub.branches.is_empty()) || alternatives().any(|pos| pos.branching),
            leaf: !each().any(|sub| sub.below().any(live)) && alternatives().all(|pos| pos.leaf),
            patterns: each().any(|sub| sub.patterns.is_some()),
            placeholders: each().any(|sub| !sub.placeholders.is_empty()),
            marks,
            subs,
            shared,
        }
    }
}

/// Adds what a key's name and its patterns lead to; whether there is any.
fn step_key(sub: &Sub, key: &str, found: &mut Vec<SubId>) -> bool {
    let named = sub.properties.get(key);
    found.extend(named.copied().flatten());
    let mut known = named.is_some();
    if let Some(patterns) = &sub.patterns {
        for at in patterns.matches(key) {
            known = true;
            found.extend(sub.pattern_subs[at]);
        }
    }
    known
}

/// Alternatives share nothing where one of them is dead.
fn share(mut alternatives: Shared, into: &mut Vec<Shared>) {
    alternatives.sort_unstable();
    alternatives.dedup();
    if !alternatives.contains(&DEAD) && !alternatives.is_empty() {
        into.push(alternatives);
    }
}
