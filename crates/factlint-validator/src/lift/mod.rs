//! One walk of a tree along the plan: appends records and rows to the tables of its file.

mod marks;
mod patterns;
mod positions;
mod trail;
mod values;

pub(crate) use values::slice_start;

use std::collections::{HashMap, HashSet};

use factlint_model::facts::{ConstraintId, KindId, Record, RecordId, Tables, UseId};
use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeRef, Tree};

use crate::cite::CITATION;
use crate::plan::{Origin, Plan};
use marks::Marks;
use patterns::Patterns;
use positions::{DEAD, PosId, Positions};
use trail::{Token, Trail};

/// How deep values are followed, through aliases too.
const MOST_DEPTH: usize = 512;

/// How many values are visited for each node of the tree, since aliases repeat what they stand for.
const MOST_VISITS: usize = 16;

/// Lifts a tree. `set` is the number of its set of files in the plan, `path` the file's path from the dataset's root,
/// with `/`.
#[must_use]
pub fn lift(plan: &Plan, set: usize, tree: &Tree, path: &str) -> Tables {
    let mut walk = Walk {
        plan,
        path,
        positions: Positions::new(plan),
        tables: room(tree),
        sets: HashMap::new(),
        keyed: HashMap::new(),
        patterns: Patterns::default(),
        with_way: HashSet::new(),
        citation: plan.vocabulary.find_kind(CITATION),
        visits: tree.len().saturating_mul(MOST_VISITS).saturating_add(1024),
    };
    let roots = plan.roots.get(set).map(Vec::as_slice).unwrap_or_default();
    let root = walk.positions.of(roots.iter().copied());
    let mut stream = Siblings::default();
    if root != DEAD {
        for (number, document) in tree.documents().enumerate() {
            let trail = Trail { token: Token::Item(number), owner: None, above: None };
            let trail = (number > 0).then_some(&trail);
            walk.visit(document, root, Around { trail, ..Around::default() }, &mut stream);
        }
    }
    let mut tables = walk.tables;
    tables.records.shrink_to_fit();
    tables.rows.shrink_to_fit();
    tables.none.sort_unstable();
    tables.ways.sort_unstable_by_key(|way| way.record);
    tables.strings.shrink_to_fit();
    tables
}

/// Empty tables with room for what a tree of this size mostly gives: what is not filled takes no memory, while lists
/// that grow leave their smaller selves behind.
fn room(tree: &Tree) -> Tables {
    Tables {
        source: u32::try_from(tree.source().text().len()).unwrap_or(u32::MAX),
        records: Vec::with_capacity(tree.len() / 8),
        rows: Vec::with_capacity(tree.len() / 2),
        ..Tables::default()
    }
}

/// The groups of siblings in one list, mapping or stream, by kind.
#[derive(Debug, Default)]
struct Siblings(Vec<(KindId, u32)>);

/// What is around a value.
#[derive(Clone, Copy, Debug, Default)]
struct Around<'t> {
    /// The record that it lies in.
    owner: Option<RecordId>,
    /// The nearest key above, lists skipped.
    key: Option<NodeRef<'t>>,
    /// Whether the key is its own.
    own_key: bool,
    /// The last step to it.
    trail: Option<&'t Trail<'t>>,
    depth: usize,
}

struct Walk<'p> {
    plan: &'p Plan,
    path: &'p str,
    positions: Positions<'p>,
    tables: Tables,
    /// Sets of constraints that were met.
    sets: HashMap<Vec<ConstraintId>, u32>,
    /// Meanings with a key filled in.
    keyed: HashMap<(UseId, String), UseId>,
    patterns: Patterns,
    /// The records around citations whose ways are kept.
    with_way: HashSet<RecordId>,
    /// The kind of the records whose ways are kept.
    citation: Option<KindId>,
    /// How many values may still be visited.
    visits: usize,
}

impl Walk<'_> {
    fn visit(&mut self, value: NodeRef<'_>, pos: PosId, around: Around<'_>, siblings: &mut Siblings) {
        if around.depth > MOST_DEPTH || self.visits == 0 {
            self.tables.incomplete = true;
            return;
        }
        self.visits -= 1;
        let pos = self.positions.resolve(pos, value);
        let here = self.positions.get(pos);
        if here.placeholders && self.positions.lists_placeholder(&here, value.text()) {
            self.tables.none.push(short(value.span()));
        }
        let started = self.record(&here.marks, value, around, siblings);
        let record = started.or(around.owner);
        if let Some(record) = record {
            self.read_all(&here.marks, value, (record, started.is_some()), around);
        }
        if !here.leaf {
            self.descend(value, pos, Around { owner: record, depth: around.depth + 1, ..around });
        }
    }

    /// Reads what the annotations say of a value, and where a record starts, of its key and file.
    fn read_all(&mut self, marks: &Marks, value: NodeRef<'_>, (record, starts): (RecordId, bool), around: Around<'_>) {
        let plan = self.plan;
        let holding = marks.readings.iter().filter(|mark| mark.types.admits(value));
        for reading in holding.filter_map(|&mark| plan.reading(mark)) {
            match (reading.origin, around.key) {
                (Origin::Value, _) => self.read(value, reading, record, around.key),
                (Origin::Key, Some(key)) if starts => self.read(key, reading, record, around.key),
                (Origin::File, _) if starts => self.read_path(reading, record, around.key),
                _ => {}
            }
        }
    }

    fn descend(&mut self, value: NodeRef<'_>, pos: PosId, around: Around<'_>) {
        let mut siblings = Siblings::default();
        for (key, below) in value.entries() {
            let next = self.positions.key(pos, key.text());
            if next != DEAD {
                let trail = Trail { token: Token::Key(key), owner: around.owner, above: around.trail };
                let around = Around { key: Some(key), own_key: true, trail: Some(&trail), ..around };
                self.visit(below, next, around, &mut siblings);
            }
        }
        for (index, below) in value.items().enumerate() {
            let next = self.positions.item(pos, index);
            if next != DEAD {
                let trail = Trail { token: Token::Item(index), owner: around.owner, above: around.trail };
                let around = Around { own_key: false, trail: Some(&trail), ..around };
                self.visit(below, next, around, &mut siblings);
            }
        }
    }

    /// Starts the record that the annotations say starts here.
    fn record(
        &mut self,
        marks: &Marks,
        value: NodeRef<'_>,
        around: Around<'_>,
        siblings: &mut Siblings,
    ) -> Option<RecordId> {
        let plan = self.plan;
        let start = marks.records.iter().find(|mark| mark.types.admits(value));
        let kind = start.and_then(|&mark| plan.start(mark))?.kind;
        let constraints = self.constraint_set(marks, value);
        let siblings = self.group(kind, siblings);
        let id = RecordId(u32::try_from(self.tables.records.len()).unwrap_or(u32::MAX));
        let span = value.span();
        let head = around.key.filter(|_| around.own_key).map_or_else(|| first_line(value), NodeRef::span);
        self.tables.records.push(Record {
            kind,
            owner: around.owner,
            siblings,
            constraints,
            file: value.tree().file(),
            span: short(span),
            head: short(head),
        });
        if self.citation == Some(kind) {
            self.keep_ways(id, around.owner, around.trail);
        }
        Some(id)
    }

    fn group(&mut self, kind: KindId, siblings: &mut Siblings) -> u32 {
        if let Some(&(_, group)) = siblings.0.iter().find(|&&(known, _)| known == kind) {
            return group;
        }
        let group = self.tables.sibling_groups;
        self.tables.sibling_groups += 1;
        siblings.0.push((kind, group));
        group
    }

    fn constraint_set(&mut self, marks: &Marks, value: NodeRef<'_>) -> u32 {
        let plan = self.plan;
        let holding = marks.constraints.iter().filter(|mark| mark.types.admits(value));
        let set: Vec<ConstraintId> = holding.filter_map(|&mark| plan.constraint(mark)).collect();
        if set.is_empty() {
            return 0;
        }
        if let Some(&number) = self.sets.get(&set) {
            return number;
        }
        let known = plan.vocabulary.constraint_sets.len() + self.tables.extra_sets.len();
        let number = u32::try_from(known).unwrap_or(0);
        self.tables.extra_sets.push(set.clone());
        self.sets.insert(set, number);
        number
    }
}

/// The value's first line.
fn first_line(value: NodeRef<'_>) -> Span {
    let span = value.span();
    let text = value.tree().source().slice(span.range());
    let line = text.lines().next().unwrap_or_default().trim_end();
    match value.kind() {
        Kind::Mapping | Kind::Sequence => Span { end: span.start + line.len() as u64, ..span },
        _ => span,
    }
}

fn short(span: Span) -> (u32, u32) {
    let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    (at(span.start), at(span.end))
}
