//! Expressions of a dataset's own, in CEL (Common Expression Language, <https://cel.dev>): compiled once, with what they
//! may read found beforehand, and evaluated on the slots of a record.
//!
//! What is allowed is what always ends soon and never rounds: no floating point, patterns written out, and `all`,
//! `exists`, `exists_one`, `map` and `filter` over lists of the record only, nested twice at most.

mod reads;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use cel::objects::{Key, Value};
use cel::{Context, Env, ExecutionError, Program};

pub use reads::{Read, Via};

/// The longest expression, in bytes.
const LONGEST: usize = 2000;

/// The variables that an expression knows.
const VARIABLES: [&str; 3] = ["self", "owner", "previous"];

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    program: Program,
    reads: Vec<Read>,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
    /// Where, in bytes of the expression.
    pub place: Range<usize>,
}

/// A value that an expression sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// A text, as printed.
    Text(String),
    /// A whole number of things.
    Count(i64),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<Datum>),
    /// A record: its slots.
    Record(Slots),
}

/// The filled slots of a record that an expression reads.
pub type Slots = BTreeMap<String, Datum>;

/// The records that an expression speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The record itself.
    pub own: Slots,
    /// The record that it lies in.
    pub owner: Slots,
    /// The sibling before it.
    pub previous: Slots,
}

/// What an expression says of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It needs a slot that is not filled, so it says nothing.
    Silent,
    /// It cannot be evaluated, for this reason.
    Undecided(String),
}

/// The library that expressions are evaluated with; made once.
pub struct Evaluator(Context<'static, 'static>);

impl Default for Evaluator {
    fn default() -> Self {
        Self(Context::with_env(Arc::new(Env::stdlib())))
    }
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// What is no CEL, and what is not allowed or not known: all of it, in the order of the text.
    pub fn compile(text: &str) -> Result<Self, Vec<Mistake>> {
        if text.len() > LONGEST {
            return Err(vec![Mistake {
                message: format!("the expression has more than {LONGEST} bytes"),
                help: Some("make several checks of it".to_owned()),
                place: 0..0,
            }]);
        }
        let program = Program::compile(text).map_err(|errors| {
            let mut found: Vec<Mistake> = errors.errors.iter().map(|error| no_cel(text, error)).collect();
            found.dedup_by(|a, b| a.place == b.place);
            found
        })?;
        let reads = reads::of(&program, text)?;
        Ok(Self { program, reads })
    }

    /// The slots that it reads, sorted, each once.
    #[must_use]
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// What it says of a record.
    #[must_use]
    pub fn evaluate(&self, evaluator: &mut Evaluator, subject: Subject) -> Answer {
        for (name, slots) in VARIABLES.into_iter().zip([subject.own, subject.owner, subject.previous]) {
            evaluator.0.add_variable_from_value(name, map(slots));
        }
        match self.program.execute(&evaluator.0) {
            Ok(Value::Bool(true)) => Answer::Holds,
            Ok(Value::Bool(false)) => Answer::Fails,
            Ok(other) => Answer::Undecided(format!("it gives a {}, and not true or false", other.type_of())),
            Err(ExecutionError::NoSuchKey(_)) => Answer::Silent,
            Err(error) => Answer::Undecided(in_words(&error)),
        }
    }
}

fn no_cel(text: &str, error: &cel::ParseError) -> Mistake {
    let line = usize::try_from(error.pos.0).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(error.pos.1).unwrap_or(1).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = &text[before..];
    let start = before + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let why = error.msg.strip_prefix("Syntax error: ").unwrap_or(&error.msg);
    // The parser goes on with all that it would take, which helps nobody.
    let why = why.split(" expecting ").next().unwrap_or(why).replace("'<EOF>'", "the end");
    let why = why.replace("mismatched input", "it does not go on with");
    Mistake { message: format!("this is no CEL expression: {why}"), help: None, place: start..end }
}

fn in_words(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchOverload(overload) => {
            let types = overload.argument_types().join(" and ");
            format!("`{}` does not work on {types}", overload.function().trim_matches(['_', '@', '[', ']']))
        }
        ExecutionError::UnsupportedBinaryOperator(operator, left, right) => {
            format!("`{operator}` does not work on {} and {}", left.type_of(), right.type_of())
        }
        ExecutionError::FunctionError { function, message } => format!("`{function}`: {message}"),
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => "it divides by zero".to_owned(),
        ExecutionError::Overflow(..) => "a number becomes too large".to_owned(),
        ExecutionError::IndexOutOfBounds(_) => "a list has no item at this index".to_owned(),
        other => other.to_string(),
    }
}

fn map(slots: Slots) -> Value {
    let map: HashMap<Key, Value> = slots.into_iter().map(|(slot, datum)| (Key::from(slot), value(datum))).collect();
    Value::Map(cel::objects::Map { map: Arc::new(map) })
}

fn value(datum: Datum) -> Value {
    match datum {
        Datum::Text(text) => Value::String(Arc::new(text)),
        Datum::Count(count) => Value::Int(count),
        Datum::Flag(flag) => Value::Bool(flag),
        Datum::List(items) => Value::List(Arc::new(items.into_iter().map(value).collect())),
        Datum::Record(slots) => map(slots),
    }
}
