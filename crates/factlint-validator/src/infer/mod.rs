//! What data without a schema says of itself: its structure, and the meanings that its values show.
//!
//! - `files`: which files of a folder are data. `sets`: which of them have one shape. `theirs`: the folder's own schemas.
//! - `shape`: every place of a set, with all values that stand there.
//! - `times`, `chains`, `ids`: what the values show, with the evidence. `words`: what names hint at; a hint alone decides nothing.
//! - `threshold`: how much evidence is enough.
//! - `write`: the schema and the configuration as text.
//!
//! A proposed schema accepts the data: types are those seen, and a guess that a few values contradict names them.
//! It lets unknown keys pass, since what was seen is a sample: who knows that no other key belongs there says so.

mod chains;
mod files;
mod ids;
mod sets;
mod shape;
#[cfg(test)]
mod tests;
mod theirs;
mod threshold;
mod times;
mod words;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use factlint_model::figure::thousands;
use factlint_model::tree::{Kind, NodeRef};

use crate::engine::{Host, RunError};
use chains::Chain;
use files::{DataFile, Folder};
use sets::Set;
use shape::{Shape, Step};
use theirs::Theirs;
use words::{Hint, hints, kebab, singular};

/// The folder that proposed schemas go into; its files are never taken for data.
pub const FOLDER: &str = "factlint";

/// A place in the data that contradicts a guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The file, from the folder.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
}

/// Something that the data shows, and how.
#[derive(Clone, Debug)]
pub struct Guess {
    /// The place, as a path of keys; `[]` stands for the items of a list, `*` for the keys of a map.
    pub place: String,
    /// The meaning, as it is written in the schema.
    pub says: String,
    /// What was counted.
    pub evidence: String,
    /// Where the values say otherwise.
    pub exceptions: Vec<Exception>,
}

/// A schema for the files of one shape.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Where the schema goes, from the folder.
    pub path: String,
    /// Its text.
    pub text: String,
    /// How many files it is for.
    pub files: usize,
    /// What they make of a schema that the folder has for them.
    pub theirs: Option<String>,
    /// What is guessed of them.
    pub guesses: Vec<Guess>,
    /// What the evidence does not bear out.
    pub unsure: Vec<Guess>,
}

/// A file that no schema is proposed for.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The file, from the folder.
    pub path: String,
    /// Why.
    pub why: String,
}

/// What is proposed for a folder.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The text of `factlint.toml`.
    pub config: String,
    /// The schemas; none if there is no data.
    pub schemas: Vec<Proposed>,
    /// Files that look like data and are left out.
    pub left_out: Vec<LeftOut>,
}

/// Reads the data below a folder, and proposes a configuration and schemas for it.
///
/// # Errors
/// Where the folder cannot be read.
pub fn propose(root: &Path, root_name: &str, host: &dyn Host) -> Result<Proposal, RunError> {
    let Folder { files, schemas, mut left_out } = files::read(root, host)?;
    let found = theirs::Found::look((root, host), &schemas, &files);
    let sets = sets::collect(&files, &found, root_name);
    let theirs: Vec<Option<Theirs>> = sets.iter().map(|set| found.of_set(set, &files)).collect();
    let mut work = Work::new(&files, &sets);
    times::guess(&mut work);
    ids::guess(&mut work);
    work.find_addresses();
    let used = |name: &String| theirs.iter().flatten().any(|theirs| theirs.name == *name);
    let unused = schemas.iter().filter(|name| !used(name));
    let why = "it is a JSON Schema, and for none of the files by their keys";
    left_out.extend(unused.map(|path| LeftOut { path: path.clone(), why: why.to_owned() }));
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    let others: Vec<String> = left_out.iter().map(|file| file.path.clone()).chain(schemas).collect();
    let proposed = |(set, theirs): (usize, &Option<Theirs>)| Proposed {
        theirs: theirs.as_ref().map(Theirs::evidence),
        ..write::proposed(&work, set)
    };
    let proposals = theirs.iter().enumerate().map(proposed).collect();
    Ok(Proposal { config: write::config(&sets, &files, &others, &theirs), schemas: proposals, left_out })
}

/// A meaning or constraint at a place.
#[derive(Debug)]
struct Fact {
    word: &'static str,
    arguments: String,
    evidence: String,
    exceptions: Vec<Exception>,
}

/// A place where a record starts, once per file, item or entry.
#[derive(Debug)]
struct Record {
    place: usize,
    kind: String,
    /// The scalar places whose meanings fill its slots.
    fields: Vec<usize>,
    slots: BTreeMap<String, usize>,
}

/// What is known so far.
struct Work<'t> {
    files: &'t [DataFile],
    sets: &'t [Set],
    shape: Shape<'t>,
    /// The first place of each set.
    roots: Vec<usize>,
    records: Vec<Record>,
    facts: BTreeMap<usize, Vec<Fact>>,
    unsure: BTreeMap<usize, Vec<Fact>>,
    /// The orders that the times of a place's records keep.
    chains: BTreeMap<usize, Vec<Chain>>,
    /// The values that are no times where the others are, and reversed ends.
    exceptions_of_time: BTreeMap<usize, Vec<NodeRef<'t>>>,
    /// The ends of spans, with what shows them.
    spans: BTreeMap<usize, String>,
    /// Records that stand though no meaning does in them: others are told apart within them.
    keep: BTreeSet<usize>,
}

impl<'t> Work<'t> {
    fn new(files: &'t [DataFile], sets: &'t [Set]) -> Self {
        let mut shape = Shape::default();
        let documents = |set: &'t Set| set.files.iter().flat_map(|&file| files[file].tree.documents()).collect();
        let roots = sets.iter().map(|set| shape.add(documents(set))).collect();
        let mut work = Self {
            files,
            sets,
            shape,
            roots,
            records: Vec::new(),
            facts: BTreeMap::new(),
            unsure: BTreeMap::new(),
            chains: BTreeMap::new(),
            exceptions_of_time: BTreeMap::new(),
            spans: BTreeMap::new(),
            keep: BTreeSet::new(),
        };
        work.find_records();
        work
    }

    fn find_records(&mut self) {
        let places: Vec<usize> = (0..self.shape.places.len()).filter(|&place| self.is_record(place)).collect();
        let mut kinds: Vec<String> = Vec::new();
        for &place in &places {
            let plain = self.shape.key(place).map_or_else(|| self.set_name(place), str::to_owned);
            let kind = singular(&plain);
            let longer = format!("{}-{kind}", singular(&self.set_name(place)));
            let names = [kind.clone(), longer].into_iter().chain((2..).map(|count| format!("{kind}-{count}")));
            kinds.push(names.into_iter().find(|name| !kinds.contains(name)).unwrap_or_default());
        }
        for (&place, kind) in places.iter().zip(kinds) {
            let mut fields = Vec::new();
            self.find_fields(place, &places, &mut fields);
            self.records.push(Record { place, kind, fields, slots: BTreeMap::new() });
        }
    }

    /// Whether a place has several values, each a mapping.
    fn is_record(&self, place: usize) -> bool {
        let Some(found) = self.shape.places.get(place) else { return false };
        let repeated = match found.step {
            Step::Root => found.nodes.len() > 1,
            Step::Key(_) => false,
            Step::Items | Step::Values => true,
        };
        let keyed = found.children.iter().any(|&child| matches!(self.shape.places[child].step, Step::Key(_)));
        repeated && keyed && found.nodes.iter().all(|node| matches!(node.kind(), Kind::Mapping | Kind::Null))
    }

    fn find_fields(&self, place: usize, records: &[usize], fields: &mut Vec<usize>) {
        for &child in &self.shape.places[place].children {
            if records.contains(&child) {
                continue;
            }
            if self.shape.filled(child).next().is_some() {
                fields.push(child);
            }
            self.find_fields(child, records, fields);
        }
    }

    fn set_of(&self, mut place: usize) -> usize {
        while let Some(parent) = self.shape.places[place].parent {
            place = parent;
        }
        self.roots.iter().position(|&root| root == place).unwrap_or_default()
    }

    fn set_name(&self, place: usize) -> String {
        self.sets[self.set_of(place)].name.clone()
    }

    /// What a field is called: by its key, or where others have the same one by all keys below the record.
    fn field_name(&self, record: usize, place: usize) -> String {
        let record = &self.records[record];
        let key = self.shape.key(place);
        if record.fields.iter().filter(|&&other| self.shape.key(other) == key).count() < 2 {
            return kebab(key.unwrap_or_default());
        }
        let steps = self.shape.steps(record.place, place);
        let keys: Vec<&str> =
            steps.iter().filter_map(|step| if let Step::Key(key) = step { Some(*key) } else { None }).collect();
        kebab(&keys.join(" "))
    }

    /// A slot of this name, or one with a number where that is taken.
    fn slot(&mut self, record: usize, place: usize, wanted: &str) -> String {
        let slots = &mut self.records[record].slots;
        let mut names = std::iter::once(wanted.to_owned()).chain((2..).map(|count| format!("{wanted}-{count}")));
        let free = |name: &String| slots.get(name).is_none_or(|&taken| taken == place);
        let slot = names.find(free).unwrap_or_default();
        slots.insert(slot.clone(), place);
        slot
    }

    fn add(&mut self, place: usize, word: &'static str, arguments: String, evidence: String, against: &[NodeRef<'t>]) {
        let exceptions = self.exceptions(against);
        self.facts.entry(place).or_default().push(Fact { word, arguments, evidence, exceptions });
    }

    fn mention(&mut self, place: usize, word: &'static str, evidence: String, against: &[NodeRef<'t>]) {
        let exceptions = self.exceptions(against);
        let fact = Fact { word, arguments: String::new(), evidence, exceptions };
        self.unsure.entry(place).or_default().push(fact);
    }

    fn exceptions(&self, nodes: &[NodeRef<'t>]) -> Vec<Exception> {
        let place = |node: &NodeRef<'t>| Exception {
            path: self.file_of(*node).map_or_else(String::new, |file| file.inside.clone()),
            line: line(*node),
        };
        nodes.iter().map(place).collect()
    }

    fn file_of(&self, node: NodeRef<'t>) -> Option<&'t DataFile> {
        self.files.get(node.tree().file().0 as usize)
    }

    /// Addresses in the web.
    fn find_addresses(&mut self) {
        for record in 0..self.records.len() {
            for place in self.records[record].fields.clone() {
                let filled = self.shape.filled(place).count();
                let urls: usize = self.shape.filled(place).filter(|node| is_url(node.text())).count();
                if filled >= threshold::FEW && urls == filled && !self.facts.contains_key(&place) {
                    let evidence = format!("{} of {} values are addresses", thousands(urls), thousands(filled));
                    self.add(place, "identifier", "url".to_owned(), evidence, &[]);
                }
            }
        }
    }
}

/// The line of a node, without counting columns, which in a file of one long line takes long.
fn line(node: NodeRef<'_>) -> u32 {
    let before = node.tree().source().line_starts().partition_point(|&start| u64::from(start) <= node.own_span().start);
    u32::try_from(before).unwrap_or(u32::MAX)
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains([' ', '{', '<']))
}

fn hinted(shape: &Shape<'_>, place: usize, hint: Hint) -> bool {
    shape.key(place).is_some_and(|key| hints(key, hint))
}
