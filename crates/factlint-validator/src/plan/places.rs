//! Walks all places that the schemas allow, with every branch taken to hold, to find what can never mean anything:
//! constraints where no record starts, meanings outside of records, slots that nothing fills.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use factlint_model::diagnostic::Label;
use factlint_model::facts::{ConstraintBody, ConstraintId, KindId, Meaning, Plain, SlotId, SlotPath, Step, UseId};
use factlint_model::near::nearest;
use factlint_model::source::Span;
use factlint_model::tree::Kind;

use super::graph::{Builder, Sub, SubId};
use super::parse::{Annotation, Origin, Reading};
use super::types::Types;

/// The most places that are walked; where schemas allow more, what was not reached is not reported.
const MOST_PLACES: usize = 50_000;

const KINDS: [Kind; 6] = [Kind::Null, Kind::Bool, Kind::Number, Kind::String, Kind::Sequence, Kind::Mapping];

/// The record that a place lies in, if it lies in one.
type Context = Option<KindId>;

/// What the walk learns of one annotation.
#[derive(Debug, Default)]
struct Placed {
    /// The kinds of the records that its meanings belong to.
    kinds: BTreeSet<KindId>,
    /// Whether a record starts at one of its places.
    starts: bool,
}

/// What the walk learns.
#[derive(Debug, Default)]
struct Places {
    annotations: BTreeMap<u32, Placed>,
    /// The slots that are filled, and by refs to which kinds.
    slots: BTreeMap<KindId, BTreeMap<SlotId, BTreeSet<KindId>>>,
    owners: BTreeMap<KindId, BTreeSet<KindId>>,
    /// The types of the values of each use, and whether a record may have several of them.
    written: BTreeMap<UseId, (Types, bool)>,
    /// What each slot is surely filled as, and by which use first.
    filled_as: BTreeMap<(KindId, SlotId), BTreeMap<&'static str, UseId>>,
    /// Where a second kind of record starts at a place.
    clashes: BTreeMap<(u32, u32), (KindId, KindId)>,
}

/// A place: what holds there, whether surely (without any branch), the record around, and how often the record may have
/// such a place.
struct Place {
    roots: BTreeSet<SubId>,
    context: Context,
    often: Often,
    exact: bool,
}

/// How often a record may have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Often {
    Once,
    /// Once for each key that the schema doesn't name: a slot that is called by the key has one value.
    OnceAKey,
    AnyNumber,
}

impl Often {
    /// Below a key that the schema names.
    fn below_a_key(self) -> Self {
        if self == Self::OnceAKey { Self::AnyNumber } else { self }
    }

    /// Below whatever other key.
    fn below_any_key(self) -> Self {
        if self == Self::Once { Self::OnceAKey } else { Self::AnyNumber }
    }
}

impl Builder<'_> {
    /// Walks all places, completes the kinds, and reports what can never mean anything.
    pub fn check_places(&mut self, roots: &[Vec<SubId>]) {
        let mut places = Places::default();
        let complete = self.walk(roots, &mut places);
        self.complete_kinds(&places);
        self.complete_uses(&places);
        for (&(_, second), &(kind, other)) in &places.clashes {
            self.report_clash(second, kind, other);
        }
        self.report_mixed_slots(&places);
        if complete {
            let reached: Vec<u32> = places.annotations.keys().copied().collect();
            for number in reached {
                self.report(number, &places);
            }
        }
    }

    fn walk(&self, roots: &[Vec<SubId>], places: &mut Places) -> bool {
        let mut seen: HashSet<(Vec<SubId>, Context, Often)> = HashSet::new();
        let start = roots.iter().map(|set| Place {
            roots: set.iter().copied().collect(),
            context: None,
            often: Often::Once,
            exact: true,
        });
        let mut open: Vec<Place> = start.collect();
        while let Some(place) = open.pop() {
            let sure = self.spread(&place.roots, |sub| sub.here.clone());
            let subs = self.spread(&place.roots, |sub| sub.in_place().collect());
            if subs.is_empty() || !seen.insert((subs.iter().copied().collect(), place.context, place.often)) {
                continue;
            }
            if seen.len() > MOST_PLACES {
                return false;
            }
            if place.exact {
                self.find_clash(&sure, places);
            }
            let possible = self.types_at(&sure);
            for kind in KINDS.into_iter().filter(|&kind| !possible.and(Types::of_kind(kind)).is_empty()) {
                let around = (place.context, place.often);
                for (context, often) in self.visit(&sure, &subs, kind, around, places) {
                    self.below(&subs, kind, (context, often), &mut open);
                }
            }
        }
        true
    }

    /// The live subschemas that are reached from these in place.
    fn spread(&self, roots: &BTreeSet<SubId>, next: impl Fn(&Sub) -> Vec<SubId>) -> BTreeSet<SubId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<SubId> = roots.iter().copied().collect();
        while let Some(id) = open.pop() {
            let sub = &self.subs[id as usize];
            if sub.live && found.insert(id) {
                open.extend(next(sub));
            }
        }
        found
    }

    fn annotations_at<'a>(&'a self, subs: &'a BTreeSet<SubId>) -> impl Iterator<Item = (u32, &'a Annotation)> {
        let numbers = subs.iter().filter_map(|&sub| self.subs[sub as usize].annotation);
        numbers.filter_map(|number| Some((number, self.annotations.get(number as usize)?)))
    }

    fn find_clash(&self, sure: &BTreeSet<SubId>, places: &mut Places) {
        let mut first: Option<(u32, &Annotation, KindId)> = None;
        for (number, annotation) in self.annotations_at(sure) {
            let Some(start) = &annotation.record else { continue };
            match first {
                Some((before, other, kind)) if kind != start.kind => {
                    if !other.types.and(annotation.types).is_empty() {
                        places.clashes.insert((before, number), (kind, start.kind));
                    }
                }
                Some(_) => {}
                None => first = Some((number, annotation, start.kind)),
            }
        }
    }

    /// The types that a value can have where these subschemas hold.
    fn types_at(&self, subs: &BTreeSet<SubId>) -> Types {
        let types = subs.iter().filter_map(|&sub| self.subs[sub as usize].types);
        types.fold(Types::ALL, Types::and)
    }

    /// Notes what is said of values of a type at a place; the records that what is below may lie in.
    fn visit(
        &self,
        sure: &BTreeSet<SubId>,
        subs: &BTreeSet<SubId>,
        kind: Kind,
        (around, often): (Context, Often),
        places: &mut Places,
    ) -> Vec<(Context, Often)> {
        let of = Types::of_kind(kind);
        let holding = |one: &(u32, &Annotation)| !one.1.types.and(of).is_empty();
        let mut contexts: BTreeSet<Context> = BTreeSet::new();
        for (_, annotation) in self.annotations_at(subs).filter(holding) {
            if let Some(start) = &annotation.record {
                contexts.insert(Some(start.kind));
                places.owners.entry(start.kind).or_default().extend(around);
            }
        }
        let starts = !contexts.is_empty();
        if !self.annotations_at(sure).filter(holding).any(|(_, one)| one.record.is_some()) {
            contexts.insert(around);
        }
        for (_, annotation) in self.annotations_at(sure).filter(holding) {
            for &kind in contexts.iter().flatten() {
                self.note_fillers(kind, &annotation.readings, places);
            }
        }
        for (number, annotation) in self.annotations_at(subs).filter(holding) {
            let placed = places.annotations.entry(number).or_default();
            placed.kinds.extend(contexts.iter().flatten());
            placed.starts |= starts;
            for &kind in contexts.iter().flatten() {
                self.fill(kind, annotation.readings.iter(), places);
            }
            for reading in &annotation.readings {
                let (types, many) = places.written.entry(reading.use_id).or_insert((Types::NONE, false));
                *types = types.or(of);
                *many |= self.is_many(reading, often) && !starts && reading.origin == Origin::Value;
            }
        }
        // In a record that starts here, counting starts anew.
        contexts.into_iter().map(|context| (context, if context == around { often } else { Often::Once })).collect()
    }

    /// Whether a slot has several values if what fills it stands at its place so often.
    fn is_many(&self, reading: &Reading, often: Often) -> bool {
        let slot = self.parser.vocabulary.uses[reading.use_id.index()].slot;
        let of_key = || self.parser.vocabulary.slot_name(slot).contains("{key}");
        often == Often::AnyNumber || (often == Often::OnceAKey && !of_key())
    }

    fn fill<'a>(&self, kind: KindId, readings: impl Iterator<Item = &'a Reading>, places: &mut Places) {
        let slots = places.slots.entry(kind).or_default();
        for reading in readings {
            let declared = &self.parser.vocabulary.uses[reading.use_id.index()];
            let reached = slots.entry(declared.slot).or_default();
            if let Meaning::Ref(reference) = &declared.meaning {
                reached.extend(&reference.to);
            }
        }
    }

    /// Notes what the slots of a kind are filled as. A field is plain, so it may stand beside anything.
    fn note_fillers(&self, kind: KindId, readings: &[Reading], places: &mut Places) {
        for reading in readings {
            let declared = &self.parser.vocabulary.uses[reading.use_id.index()];
            let filled_as = match declared.meaning {
                Meaning::Time(_) => "time",
                Meaning::Figure(_) => "figure",
                Meaning::Ref(_) => "ref",
                Meaning::Id(_) | Meaning::Name(_) | Meaning::Identifier(_) => "text",
                Meaning::Field => continue,
            };
            let fillers = places.filled_as.entry((kind, declared.slot)).or_default();
            fillers.entry(filled_as).or_insert(reading.use_id);
        }
    }

    fn below(&self, subs: &BTreeSet<SubId>, kind: Kind, (context, often): (Context, Often), open: &mut Vec<Place>) {
        let each = || subs.iter().map(|&sub| &self.subs[sub as usize]);
        match kind {
            Kind::Mapping => {
                let keys: BTreeSet<&str> = each().flat_map(|sub| sub.properties.keys()).map(|key| &**key).collect();
                for key in keys {
                    let roots = each().flat_map(|sub| sub.step_key(key)).collect();
                    open.push(Place { roots, context, often: often.below_a_key(), exact: true });
                }
                let other =
                    |sub: &Sub| sub.pattern_subs.iter().copied().flatten().chain(sub.others).collect::<Vec<_>>();
                let roots = each().flat_map(other).collect();
                open.push(Place { roots, context, often: often.below_any_key(), exact: false });
            }
            Kind::Sequence => {
                let longest = each().map(|sub| sub.prefix.len()).max().unwrap_or(0);
                for index in 0..=longest {
                    let roots = each().filter_map(|sub| sub.step_item(index)).collect();
                    open.push(Place { roots, context, often: Often::AnyNumber, exact: true });
                }
            }
            _ => {}
        }
    }

    /// Notes with the kinds what their annotations say of them.
    fn complete_kinds(&mut self, places: &Places) {
        for (&number, placed) in &places.annotations {
            let annotation = &self.annotations[number as usize];
            for kind in &placed.kinds {
                let kind = &mut self.parser.vocabulary.kinds[kind.index()];
                kind.open.extend(&annotation.open);
                kind.open.sort_unstable();
                kind.open.dedup();
                kind.view = kind.view.or(annotation.view.filter(|_| placed.starts));
            }
        }
    }

    /// Notes with the uses how their values are written.
    fn complete_uses(&mut self, places: &Places) {
        for (id, &(types, many)) in &places.written {
            let used = &mut self.parser.vocabulary.uses[id.index()];
            let figure = matches!(used.meaning, Meaning::Figure(_));
            let written = &mut used.written;
            let scalars = [Kind::Bool, Kind::Number, Kind::String].map(|kind| types.has(kind));
            written.many |= many || (types.has(Kind::Sequence) && scalars == [false; 3]);
            written.plain = match scalars {
                _ if figure => Plain::Number,
                [true, false, false] => Plain::Bool,
                [false, true, false] => Plain::Number,
                _ => Plain::Text,
            };
        }
    }

    fn report_clash(&mut self, second: u32, kind: KindId, other: KindId) {
        let name = |kind| self.parser.vocabulary.kind_name(kind).to_owned();
        let (first, other) = (name(kind), name(other));
        let Some(start) = &self.annotations[second as usize].record else { return };
        let span = start.span;
        let message = format!("two kinds of record start at one place: `{first}` and `{other}`");
        let found = self.parser.wrong(span, message, "the second");
        found.notes.push(format!("values there are read as a `{first}`"));
    }

    /// Reports the slots that are filled as things of different types: no rule could tell which is meant.
    fn report_mixed_slots(&mut self, places: &Places) {
        let mut told = BTreeSet::new();
        for (&(kind, slot), fillers) in &places.filled_as {
            let mut uses: Vec<(UseId, &str)> = fillers.iter().map(|(&filled_as, &id)| (id, filled_as)).collect();
            uses.sort_unstable();
            let [(first, one), (second, other), ..] = uses[..] else { continue };
            let vocabulary = &self.parser.vocabulary;
            let (slot, kind) = (vocabulary.slot_name(slot), vocabulary.kind_name(kind));
            if slot.contains("{key}") || !told.insert(second) {
                continue;
            }
            let message = format!("the slot `{slot}` of `{kind}` is filled as a {one} and as a {other}");
            let [first, second] = [first, second].map(|id| vocabulary.uses[id.index()].declared);
            self.parser.harmless(true, |parser| {
                let found = parser.wrong(second, message, format!("as a {other}"));
                found.help = Some("give one of them a slot of its own: `slot: NAME`".to_owned());
                found.labels.push(Label::new(first, format!("as a {one}")));
            });
        }
    }

    fn report(&mut self, number: u32, places: &Places) {
        let (Some(placed), Some(annotation)) = (places.annotations.get(&number), self.annotations.get(number as usize))
        else {
            return;
        };
        let mut found: Vec<(Span, String, &str, String, bool)> = Vec::new();
        let mut undecided: BTreeSet<ConstraintId> = BTreeSet::new();
        let vocabulary = &self.parser.vocabulary;
        if placed.kinds.is_empty() {
            let of_value = annotation.readings.iter().filter(|reading| reading.origin == Origin::Value);
            let uses = of_value.map(|reading| &vocabulary.uses[reading.use_id.index()]);
            found.extend(uses.map(|of| {
                let (message, help) =
                    ("this meaning fills a slot, but no record is around it", "write `record` here or above");
                let harmless = !matches!(of.meaning, Meaning::Id(_) | Meaning::Ref(_));
                (of.declared, message.to_owned(), "in no record", help.to_owned(), harmless)
            }));
        }
        for reading in annotation.readings.iter().filter(|_| self.has_no_owner(placed, places)) {
            let declared = &vocabulary.uses[reading.use_id.index()];
            if templates(&declared.meaning).any(|template| template.contains("{owner}")) {
                let message = "no record is around this one, so it has no owner for this template".to_owned();
                let help = "write it in a record that lies in another".to_owned();
                found.push((declared.declared, message, "has no owner", help, false));
            }
        }
        if !placed.starts {
            let constraints =
                annotation.constraints.iter().map(|id| (vocabulary.constraints[id.index()].declared, true));
            let outer = annotation.readings.iter().filter(|reading| reading.origin != Origin::Value);
            let outer = outer.map(|reading| (vocabulary.uses[reading.use_id.index()].declared, false));
            let view = annotation.view.map(|_| (annotation.span, true));
            found.extend(constraints.chain(outer).chain(view).map(|(span, harmless)| {
                let help = "write it where `record` stands".to_owned();
                (span, "this speaks of a record, but none starts here".to_owned(), "not at a record", help, harmless)
            }));
        } else {
            for mention in &annotation.mentions {
                if let Some((message, help)) = self.unfilled(&mention.path, placed, places) {
                    found.push((mention.span, message, "filled by nothing", help, mention.harmless));
                    undecided.extend(mention.constraint);
                }
            }
        }
        for (span, message, at, help, harmless) in found {
            self.parser.harmless(harmless, |parser| parser.wrong(span, message, at).help = Some(help));
        }
        self.set_aside(number, &undecided);
    }

    /// Whether what is said here is said of records around which no other is.
    fn has_no_owner(&self, placed: &Placed, places: &Places) -> bool {
        let is_outermost = |kind| places.owners.get(kind).is_none_or(BTreeSet::is_empty);
        !placed.kinds.is_empty() && placed.kinds.iter().all(is_outermost)
    }

    /// Takes out the constraints that cannot be decided for a mistake in the schema; what is left of a chain can be.
    fn set_aside(&mut self, number: u32, undecided: &BTreeSet<ConstraintId>) {
        let constraints = &self.parser.vocabulary.constraints;
        let is_chain = |id: &ConstraintId| matches!(constraints[id.index()].body, ConstraintBody::Chain(_));
        if let Some(annotation) = self.annotations.get_mut(number as usize) {
            annotation.constraints.retain(|id| !undecided.contains(id) || is_chain(id));
        }
    }

    /// Takes out the meanings with a mistake in them, and the constraints that ask for what these would fill.
    pub fn set_broken_aside(&mut self) {
        let uses = &self.parser.vocabulary.uses;
        let broken = self.annotations.iter().flat_map(|one| &one.readings).filter(|reading| reading.broken);
        let slots: BTreeSet<SlotId> = broken.map(|reading| uses[reading.use_id.index()].slot).collect();
        let lost =
            |path: &SlotPath| slots.contains(&path.slot) || matches!(path.step, Step::Ref(by) if slots.contains(&by));
        for number in 0..u32::try_from(self.annotations.len()).unwrap_or(u32::MAX) {
            let Some(annotation) = self.annotations.get_mut(number as usize) else { continue };
            annotation.readings.retain(|reading| !reading.broken);
            let mentions = annotation.mentions.iter().filter(|mention| lost(&mention.path));
            let undecided = mentions.filter_map(|mention| mention.constraint).collect();
            self.set_aside(number, &undecided);
        }
    }

    /// What is wrong with a slot that is spoken of, if no record fills it.
    fn unfilled(&self, path: &SlotPath, placed: &Placed, places: &Places) -> Option<(String, String)> {
        let name = |slot| self.parser.vocabulary.slot_name(slot);
        let keyed = |slot: &SlotId| name(*slot).contains("{key}");
        let none = BTreeMap::new();
        let slots_of = |kind: &KindId| places.slots.get(kind).unwrap_or(&none);
        let kinds: BTreeSet<KindId> = match path.step {
            Step::Here | Step::Previous => placed.kinds.clone(),
            Step::Owner => placed.kinds.iter().filter_map(|kind| places.owners.get(kind)).flatten().copied().collect(),
            Step::Ref(slot) => {
                let refs: Vec<_> = placed.kinds.iter().filter_map(|kind| slots_of(kind).get(&slot)).collect();
                if refs.iter().all(|kinds| kinds.is_empty()) {
                    let known: BTreeSet<SlotId> =
                        placed.kinds.iter().flat_map(|kind| slots_of(kind).keys()).copied().collect();
                    if known.iter().any(keyed) {
                        return None;
                    }
                    return Some(self.no_such(format!("no ref fills the slot `{}`", name(slot)), slot, &known));
                }
                refs.into_iter().flatten().copied().collect()
            }
        };
        if path.step == Step::Owner && kinds.is_empty() {
            let help = "write it in a record that lies in another".to_owned();
            return Some(("no record is around this one, so it has no owner".to_owned(), help));
        }
        if kinds.iter().any(|kind| !self.parser.declared.contains(kind)) {
            return None;
        }
        let known: BTreeSet<SlotId> = kinds.iter().flat_map(|kind| slots_of(kind).keys()).copied().collect();
        if known.contains(&path.slot) || known.iter().any(keyed) {
            return None;
        }
        let kinds: Vec<_> = kinds.iter().map(|&kind| format!("`{}`", self.parser.vocabulary.kind_name(kind))).collect();
        let of = if kinds.is_empty() { String::new() } else { format!(" of {}", kinds.join(", ")) };
        Some(self.no_such(format!("nothing fills the slot `{}`{of}", name(path.slot)), path.slot, &known))
    }

    fn no_such(&self, message: String, slot: SlotId, known: &BTreeSet<SlotId>) -> (String, String) {
        let vocabulary = &self.parser.vocabulary;
        let names: Vec<_> = known.iter().map(|&slot| vocabulary.slot_name(slot)).collect();
        let help = match nearest(vocabulary.slot_name(slot), names.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None if names.is_empty() => "no slot is filled there".to_owned(),
            None => format!("the slots filled there are {}", names.join(", ")),
        };
        (message, help)
    }
}

/// The templates that an id or ref is built by.
fn templates(meaning: &Meaning) -> impl Iterator<Item = &String> {
    let (id, reference) = match meaning {
        Meaning::Id(id) => (id.template.as_ref(), None),
        Meaning::Ref(reference) => (None, Some(&reference.templates)),
        _ => (None, None),
    };
    id.into_iter().chain(reference.into_iter().flatten())
}

impl Sub {
    /// What holds below a key.
    fn step_key(&self, key: &str) -> Vec<SubId> {
        let mut found: Vec<SubId> = self.properties.get(key).copied().flatten().into_iter().collect();
        let mut known = self.properties.contains_key(key);
        if let Some(patterns) = &self.patterns {
            for at in patterns.matches(key) {
                known = true;
                found.extend(self.pattern_subs[at]);
            }
        }
        found.extend(self.others.filter(|_| !known));
        found
    }

    /// What holds below an item.
    fn step_item(&self, index: usize) -> Option<SubId> {
        *self.prefix.get(index).unwrap_or(&self.items)
    }
}
