//! An expression on the records of one dataset.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use cel::common::types::{CelBool, CelInt, CelList, CelMap, CelMapKey, CelString};
use cel::common::value::Val;
use cel::{Context, Env, ExecutionError, Value};
use factlint_model::facts::{Dataset, FigurePart, Meaning, Plain, RecordId, RowId, SlotId, TimePart};

use super::admit::{TEXT, pattern_function, records_key};
use super::{Expression, Of, Read};

/// What an expression says of a record.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It needs a slot that is not filled.
    Silent,
    /// It cannot be evaluated, and why.
    Undecided(String),
}

/// An expression with the slots that it reads, by number.
pub(crate) struct Prepared<'d, 'e> {
    dataset: &'d Dataset,
    expression: &'e Expression,
    context: Context<'d, 'd>,
    itself: Slots<'e>,
    owner: Slots<'e>,
    previous: Slots<'e>,
    refs: Vec<(SlotId, String, Slots<'e>)>,
}

/// Slots by name.
type Slots<'e> = Vec<(&'e str, SlotId)>;
/// A record's values as CEL sees them.
type Values<'d> = HashMap<CelMapKey<'d>, Box<dyn Val + 'd>>;

impl<'d, 'e> Prepared<'d, 'e> {
    /// Looks up the slots that the expression reads; what no record of the dataset fills is never filled.
    pub fn new(dataset: &'d Dataset, expression: &'e Expression, env: &Arc<Env>) -> Self {
        let mut context = Context::with_env(Arc::clone(env));
        for (number, pattern) in expression.patterns.iter().enumerate() {
            let pattern = pattern.clone();
            let matches = move |text: Arc<String>| pattern.is_match(&text);
            // A fresh name never clashes, which is all that can go wrong.
            let _ = context.add_function(&pattern_function(number), matches);
        }
        let mut found = Self {
            dataset,
            expression,
            context,
            itself: Slots::new(),
            owner: Slots::new(),
            previous: Slots::new(),
            refs: Vec::new(),
        };
        let mut refs: BTreeMap<&str, Slots<'e>> = BTreeMap::new();
        for Read { of, slot } in expression.reads.keys() {
            let into = match of {
                Of::Itself => &mut found.itself,
                Of::Owner => &mut found.owner,
                Of::Previous => &mut found.previous,
                Of::Ref(by) => refs.entry(by).or_default(),
            };
            into.extend(dataset.vocabulary.find_slot(slot).map(|id| (slot.as_str(), id)));
        }
        let numbered = |(by, slots)| Some((dataset.vocabulary.find_slot(by)?, records_key(by), slots));
        found.refs = refs.into_iter().filter_map(numbered).collect();
        found
    }

    /// What the expression says of a record.
    pub fn outcome(&self, record: RecordId) -> Outcome {
        let mut scope = self.context.new_inner_scope();
        scope.add_variable_as_val("self", Box::new(CelMap::from(self.of_itself(record))));
        if !self.owner.is_empty() {
            let owner = self.dataset.record(record).owner;
            let values = owner.map(|owner| self.slots(owner, &self.owner)).unwrap_or_default();
            scope.add_variable_as_val("owner", Box::new(CelMap::from(values)));
        }
        if !self.previous.is_empty() {
            let previous = self.dataset.previous(record);
            let values = previous.map(|previous| self.slots(previous, &self.previous)).unwrap_or_default();
            scope.add_variable_as_val("previous", Box::new(CelMap::from(values)));
        }
        match Value::resolve_val(&self.expression.root, &scope) {
            Ok(value) => match value.downcast_ref::<CelBool>().map(|holds| *holds.inner()) {
                Some(true) => Outcome::Holds,
                Some(false) => Outcome::Fails,
                None => Outcome::Undecided("it is neither true nor false".to_owned()),
            },
            Err(ExecutionError::NoSuchKey(_)) => Outcome::Silent,
            Err(error) => Outcome::Undecided(why(&error)),
        }
    }

    /// The values that the expression read of a record, by the names that it has for them.
    pub fn values_read(&self, record: RecordId) -> Vec<(String, Vec<RowId>)> {
        let slot = |name: &str| self.dataset.vocabulary.find_slot(name);
        let rows = |Read { of, slot: name }: &Read| -> Vec<RowId> {
            let records: Vec<RecordId> = match of {
                Of::Itself => vec![record],
                Of::Owner => self.dataset.record(record).owner.into_iter().collect(),
                Of::Previous => self.dataset.previous(record).into_iter().collect(),
                Of::Ref(by) => slot(by)
                    .into_iter()
                    .flat_map(|by| self.dataset.values(record, by))
                    .flat_map(|row| self.dataset.targets(row))
                    .collect(),
            };
            let Some(id) = slot(name) else { return Vec::new() };
            records.into_iter().flat_map(|record| self.rows(record, id)).collect()
        };
        self.expression.reads.keys().map(|read| (read.name(), rows(read))).collect()
    }

    fn of_itself(&self, record: RecordId) -> Values<'d> {
        let mut values = self.slots(record, &self.itself);
        for (slot, key, read) in &self.refs {
            let rows = self.rows(record, *slot);
            let reached = rows.iter().flat_map(|&row| self.reached(row, read)).collect();
            if let Some(value) = self.one_or_all(&rows, reached) {
                values.insert(CelMapKey::from(key.clone()), value);
            }
        }
        values
    }

    /// The records that a reference reaches, each with its slots that are read; one without slots where it reaches none.
    fn reached(&self, row: RowId, read: &Slots<'e>) -> Vec<Box<dyn Val + 'd>> {
        let mut reached: Vec<Values<'d>> = self.dataset.targets(row).map(|target| self.slots(target, read)).collect();
        if reached.is_empty() {
            reached.push(Values::new());
        }
        let named = |mut values: Values<'d>| -> Box<dyn Val + 'd> {
            values.insert(CelMapKey::from(TEXT), Box::new(CelString::from(self.dataset.text(row))));
            Box::new(CelMap::from(values))
        };
        reached.into_iter().map(named).collect()
    }

    fn slots(&self, record: RecordId, slots: &Slots<'e>) -> Values<'d> {
        let mut values = Values::with_capacity(slots.len());
        for &(name, slot) in slots {
            let rows = self.rows(record, slot);
            let each = rows.iter().map(|&row| self.value(row)).collect();
            if let Some(value) = self.one_or_all(&rows, each) {
                values.insert(CelMapKey::from(name.to_owned()), value);
            }
        }
        values
    }

    /// The values that fill a slot; of one in parts those of its first part.
    fn rows(&self, record: RecordId, slot: SlotId) -> Vec<RowId> {
        let mut rows: Vec<RowId> = self.dataset.values(record, slot).collect();
        let rank = |row: RowId| rank(&self.dataset.use_of(row).meaning);
        let first = rows.iter().filter_map(|&row| rank(row)).min();
        rows.retain(|&row| rank(row).is_some() && rank(row) == first);
        rows
    }

    /// A slot's value: a list where the schema has one there, or several values fill it.
    fn one_or_all(&self, rows: &[RowId], mut values: Vec<Box<dyn Val + 'd>>) -> Option<Box<dyn Val + 'd>> {
        let first = rows.first()?;
        if values.len() == 1 && !self.dataset.use_of(*first).written.many {
            return values.pop();
        }
        Some(Box::new(CelList::from(values)))
    }

    fn value(&self, row: RowId) -> Box<dyn Val + 'd> {
        let text = self.dataset.text(row);
        match self.dataset.use_of(row).written.plain {
            Plain::Bool if text == "true" || text == "false" => Box::new(CelBool::from(text == "true")),
            Plain::Number => match whole(text) {
                Some(number) => Box::new(CelInt::from(number)),
                None => Box::new(CelString::from(text)),
            },
            Plain::Bool | Plain::Text => Box::new(CelString::from(text)),
        }
    }
}

/// Which part of its slot a value is: the least is the slot's value; none where it only says more of it.
fn rank(meaning: &Meaning) -> Option<u8> {
    match meaning {
        Meaning::Figure(figure) => match figure.part {
            FigurePart::Value => Some(0),
            FigurePart::Printed => Some(1),
            FigurePart::Unit | FigurePart::Approximate | FigurePart::Quantity => None,
        },
        Meaning::Time(time) => match time.part {
            TimePart::Whole => Some(0),
            TimePart::Printed => Some(1),
            TimePart::Earliest => Some(2),
            TimePart::Latest => Some(3),
            TimePart::Calendar => None,
        },
        Meaning::Ref(reference) => reference.part.is_none().then_some(0),
        Meaning::Id(_) | Meaning::Name(_) | Meaning::Identifier(_) | Meaning::Field => Some(0),
    }
}

/// The number that a text is, if it is a whole one, printed as such.
fn whole(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Why an expression could not be evaluated, in plain words.
fn why(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchOverload(error) => {
            let name = error.function().trim_matches(['_', '@']);
            format!("`{name}` cannot be applied to {}", error.argument_types().join(" and "))
        }
        ExecutionError::ValuesNotComparable(one, other) => {
            format!("{} cannot be compared with {}", one.type_of(), other.type_of())
        }
        ExecutionError::UnsupportedBinaryOperator(name, one, other) => {
            format!("`{name}` cannot be applied to {} and {}", one.type_of(), other.type_of())
        }
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => "it divides by zero".to_owned(),
        ExecutionError::Overflow(..) => "a number is too great".to_owned(),
        ExecutionError::IndexOutOfBounds(_) => "a list is shorter than that".to_owned(),
        ExecutionError::FunctionError { function, .. } => format!("`{function}` cannot read its argument"),
        other => other.to_string(),
    }
}
