//! What fields mean: the meanings and constraints that a schema's `x-fact` annotations declare, kept once.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Level;
use crate::source::Span;
use crate::time::Duration;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(super) use number;

number! {
    /// The number of a kind of record in a [`Vocabulary`].
    KindId
}
number! {
    /// The number of a slot's name in a [`Vocabulary`].
    SlotId
}
number! {
    /// The number of a meaning in a [`Vocabulary`].
    UseId
}
number! {
    /// The number of a constraint in a [`Vocabulary`].
    ConstraintId
}

/// All kinds, slots, meanings and constraints of one dataset's schemas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// The kinds of record.
    pub kinds: Vec<Kind>,
    /// The names of slots.
    pub slots: Vec<String>,
    /// The meanings of values.
    pub uses: Vec<Use>,
    /// The constraints.
    pub constraints: Vec<Constraint>,
    /// Sets of constraints; a record names the one it stands under. Set 0 is empty.
    pub constraint_sets: Vec<Vec<ConstraintId>>,
}

impl Vocabulary {
    /// The number of a kind, which is added if it is new.
    pub fn kind(&mut self, name: &str) -> KindId {
        let at = self.kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
            self.kinds.push(Kind { name: name.to_owned(), ..Kind::default() });
            self.kinds.len() - 1
        });
        KindId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The number of a slot's name, which is added if it is new.
    pub fn slot(&mut self, name: &str) -> SlotId {
        let at = self.slots.iter().position(|slot| slot == name).unwrap_or_else(|| {
            self.slots.push(name.to_owned());
            self.slots.len() - 1
        });
        SlotId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The number of a slot's name, if any schema uses it.
    #[must_use]
    pub fn find_slot(&self, name: &str) -> Option<SlotId> {
        let at = self.slots.iter().position(|slot| slot == name)?;
        u32::try_from(at).ok().map(SlotId)
    }

    /// The number of a kind, if any schema uses it.
    #[must_use]
    pub fn find_kind(&self, name: &str) -> Option<KindId> {
        let at = self.kinds.iter().position(|kind| kind.name == name)?;
        u32::try_from(at).ok().map(KindId)
    }

    /// The slots of a kind that a word in data stands for: the one of that name, and those that the key of that name fills.
    pub fn slots_called(&self, kind: KindId, word: &str) -> impl Iterator<Item = SlotId> {
        let keys = self.kinds.get(kind.index()).map_or(&[][..], |kind| &kind.keys);
        let by_key = keys.iter().filter(move |(key, _)| key == word).map(|&(_, slot)| slot);
        self.find_slot(word).into_iter().chain(by_key)
    }

    /// The name of a slot.
    #[must_use]
    pub fn slot_name(&self, slot: SlotId) -> &str {
        self.slots.get(slot.index()).map_or("", String::as_str)
    }

    /// The name of a kind.
    #[must_use]
    pub fn kind_name(&self, kind: KindId) -> &str {
        self.kinds.get(kind.index()).map_or("", |kind| kind.name.as_str())
    }
}

/// A kind of record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kind {
    /// Its name: `person`, `event`.
    pub name: String,
    /// Whether its records must lie within their owner's span or life (`owner: during`).
    pub during_owner: bool,
    /// Whether a record that nothing refers to is reported (`orphan: report`).
    pub report_orphan: bool,
    /// Slots whose absence means that they go on (`missing: open`).
    pub open: Vec<SlotId>,
    /// The slot that reaches those who hold what a record states (`view`).
    pub view: Option<SlotId>,
    /// Slots that one property of its records, a string, fills and nothing else, with its key.
    pub plain: Vec<(SlotId, String)>,
    /// The keys of its records, each with a slot that it fills; noted where data lists slots.
    pub keys: Vec<(String, SlotId)>,
}

/// Where an id is unique and a reference looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole dataset.
    #[default]
    Dataset,
    /// The file.
    File,
    /// The enclosing record of this kind.
    Record(KindId),
}

/// A meaning in a schema, with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The slot that it fills.
    pub slot: SlotId,
    /// What the value means.
    pub meaning: Meaning,
    /// The slot of a ref whose target the value speaks of; `owner` for the owner.
    pub about: Option<String>,
    /// The level of the findings it causes.
    pub level: Option<Level>,
    /// The message of the findings it causes.
    pub message: Option<String>,
    /// How its values are written.
    pub written: Written,
    /// The annotation in the schema.
    pub declared: Span,
}

/// How the values of a use are written, as far as the schemas allow one way alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Whether it may have several values: items of a list, matches of `each`, values below keys of any name.
    pub many: bool,
    /// What each is.
    pub plain: Plain,
}

/// What a plain value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plain {
    /// A text, or what may be one.
    #[default]
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
}

/// What a value means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// It names its record.
    Id(IdUse),
    /// It refers to a record.
    Ref(RefUse),
    /// It is a time.
    Time(TimeUse),
    /// It is a number, or belongs to one.
    Figure(FigureUse),
    /// It is a name.
    Name(NameUse),
    /// It is an identifier of the world, of this scheme (`url`, `ISBN`).
    Identifier(String),
    /// It is plain text.
    Field,
}

/// The arguments of `id`.
#[derive(Clone, Debug, PartialEq)]
pub struct IdUse {
    /// The scheme; that of the record's kind if `None`.
    pub scheme: Option<String>,
    /// Where it is unique.
    pub within: Scope,
    /// Whether several records may bear it.
    pub shared: bool,
    /// How the id is built, from `{value}`, `{owner}` and slots.
    pub template: Option<String>,
}

/// The arguments of `ref`.
#[derive(Clone, Debug, PartialEq)]
pub struct RefUse {
    /// The kinds it may reach.
    pub to: Vec<KindId>,
    /// The scheme it names; else each kind's own.
    pub by: Option<String>,
    /// Where it looks, if not where the scheme is unique.
    pub within: Option<Scope>,
    /// The order in time from the record (or `about`) to what is reached.
    pub order: Option<Order>,
    /// The stated distance in time, an ISO 8601 duration.
    pub gap: Option<String>,
    /// The least distance in time.
    pub gap_min: Option<String>,
    /// The greatest distance in time.
    pub gap_max: Option<String>,
    /// Whether it may not lead back to its own record.
    pub acyclic: bool,
    /// The slot in which the target must refer back.
    pub inverse: Option<SlotId>,
    /// Whether it may reach nothing.
    pub outside: bool,
    /// How the reference is built; of several the first that resolves counts. Empty: the value itself.
    pub templates: Vec<String>,
    /// Whether the value is a part of the slot and not the reference itself: a `gap`.
    pub part: Option<Part>,
}

/// A part of a ref's slot whose rules are not checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `gap`.
    Gap,
    /// `gap-min`.
    GapMin,
    /// `gap-max`.
    GapMax,
}

/// A stated order in time, of a record's span to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Ends before the other starts.
    Before,
    /// Starts after the other ends.
    After,
    /// Not before the other's start nor after its end.
    During,
    /// The other is during this.
    Contains,
    /// They share a day.
    Overlaps,
    /// Ends where the other starts.
    Meets,
    /// Starts where the other ends.
    MetBy,
    /// Same start and end.
    Equals,
}

/// The arguments of `time`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeUse {
    /// Which part of the slot the value is.
    pub part: TimePart,
    /// How it is written.
    pub format: TimeFormat,
    /// The calendar of the slot, if told in the schema.
    pub calendar: Option<String>,
}

/// A part of a time slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimePart {
    /// The time itself.
    Whole,
    /// The earliest that it can be.
    Earliest,
    /// The latest that it can be.
    Latest,
    /// The calendar's name.
    Calendar,
    /// The time as the source prints it.
    Printed,
}

/// How a time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// EDTF (ISO 8601-2), with date-times.
    Edtf,
    /// An astronomical year, of any length.
    Year,
    /// Seconds since 1970-01-01T00:00:00Z.
    Unix,
    /// A pattern such as `DD/MM/YYYY`.
    Pattern(String),
    /// Any of these; of several that read a text, the first.
    AnyOf(Vec<TimeFormat>),
    /// Written in this format, and meant as less than it says.
    Bounded(Box<TimeFormat>, Bound),
}

/// What a date that is not meant to the letter says of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not before it: `after 1840`.
    Earliest,
    /// Not after it: `before 1840`.
    Latest,
    /// At most this far from it: `about 1840`.
    Within(Duration),
}

/// The arguments of `figure`.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureUse {
    /// Which part of the slot the value is.
    pub part: FigurePart,
    /// Whether it counts things: exact, whole, not negative.
    pub count: bool,
    /// Whether it is exactly what it says, not rounded.
    pub exact: bool,
    /// The unit of the slot, if told in the schema.
    pub unit: Option<String>,
    /// Whether the slot is approximate, if told in the schema.
    pub approximate: bool,
    /// What the slot counts, if told in the schema.
    pub quantity: Option<String>,
}

/// A part of a figure slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigurePart {
    /// The encoded number.
    Value,
    /// The number as printed in the source.
    Printed,
    /// The unit.
    Unit,
    /// Whether it is approximate.
    Approximate,
    /// What is counted.
    Quantity,
}

/// The arguments of `name`.
#[derive(Clone, Debug, PartialEq)]
pub struct NameUse {
    /// A BCP 47 language tag.
    pub language: Option<String>,
}

/// A slot, perhaps one step away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SlotPath {
    /// The step to the record that has it.
    pub step: Step,
    /// The slot.
    pub slot: SlotId,
}

/// A step from a record to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// None: the record itself.
    Here,
    /// To the record that it lies in.
    Owner,
    /// To the sibling before it.
    Previous,
    /// To what the ref in this slot reaches.
    Ref(SlotId),
}

/// A slot or a number in a relation of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A slot.
    Slot(SlotPath),
    /// A number written in the schema, to the letter.
    Number(String),
}

/// A constraint on a record, speaking of its slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// What must hold.
    pub body: ConstraintBody,
    /// The level of its findings.
    pub level: Option<Level>,
    /// The message of its findings.
    pub message: Option<String>,
    /// The slot at which its findings stand.
    pub at: Option<SlotId>,
    /// The annotation in the schema.
    pub declared: Span,
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintBody {
    /// The slots' times never decrease; the unfilled are skipped.
    Chain(Vec<SlotPath>),
    /// Siblings stand in the order of this slot.
    Sequence {
        /// The slot of a time, a figure or a field; the record's span if none is named.
        by: Option<SlotId>,
        /// Whether they fall instead of rising.
        falling: bool,
        /// Whether equals are out of order.
        strict: bool,
        /// Whether one without an end ends where the next starts.
        meets: bool,
    },
    /// Siblings' spans don't overlap.
    Disjoint {
        /// Only siblings that agree in these slots.
        per: Vec<SlotId>,
        /// By how much they may, an ISO 8601 duration.
        within: Option<String>,
    },
    /// No two records agree in all these slots.
    Unique {
        /// The slots.
        slots: Vec<SlotPath>,
        /// Among which records: siblings if `None`.
        within: Option<Scope>,
        /// Whether case and accents are folded.
        fold: bool,
    },
    /// It has a citation, its own or an owner's.
    Cited,
    /// The parts add up.
    Sum {
        /// Slots or numbers.
        parts: Vec<Operand>,
        /// The total.
        is: SlotPath,
        /// What is allowed beyond rounding, to the letter.
        within: Option<String>,
        /// Whether all parts are there; if not, the parts are at most the total.
        complete: bool,
    },
    /// `part` is the share `is` of `whole`.
    Share {
        /// The part.
        part: Operand,
        /// The whole.
        whole: Operand,
        /// The share.
        is: SlotPath,
    },
    /// `from` − `less` = `is`.
    Difference {
        /// The minuend.
        from: Operand,
        /// The subtrahend.
        less: Operand,
        /// The difference.
        is: SlotPath,
    },
    /// The product of the factors.
    Product {
        /// The factors.
        factors: Vec<Operand>,
        /// The product.
        is: SlotPath,
    },
    /// `over` / `under` × `per` = `is`.
    Ratio {
        /// The numerator.
        over: Operand,
        /// The denominator.
        under: Operand,
        /// The multiplier; 1 if `None`.
        per: Option<String>,
        /// The ratio.
        is: SlotPath,
    },
    /// `to` / `from` − 1 = `is`.
    Growth {
        /// The earlier figure.
        from: Operand,
        /// The later figure.
        to: Operand,
        /// The growth.
        is: SlotPath,
    },
    /// `total` / `count` = `is`.
    Mean {
        /// The sum; without it, of `count` whole numbers.
        total: Option<Operand>,
        /// How many.
        count: Operand,
        /// The mean.
        is: SlotPath,
    },
    /// An expression of the dataset's own.
    Check {
        /// The name, `check/NAME`.
        name: String,
        /// The CEL expression.
        that: String,
    },
}
