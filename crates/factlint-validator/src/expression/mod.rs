//! Expressions of a dataset's own (`check`), in CEL: compiled once, each slot that they read known before any record is.
//!
//! - [`compile`]: a text to an [`Expression`], or its first [`Mistake`] at its place.
//! - `admit`: what of CEL is admitted, so that no float decides, nothing runs long, and every name can be checked.
//! - [`Prepared`]: an expression for the records of one dataset.

mod admit;
mod evaluate;
mod tree;

use std::collections::BTreeMap;
use std::ops::Range;

use cel::IdedExpr;
use cel::parser::{ParseErrors, Parser};
use regex::Regex;

pub(crate) use evaluate::{Outcome, Prepared};

/// The longest expression, in bytes.
const LONGEST: usize = 2_000;
/// The most steps from an expression to its innermost part.
const DEEPEST: usize = 64;

/// An expression, compiled.
#[derive(Debug)]
pub(crate) struct Expression {
    /// Its tree, rewritten to read what [`Prepared`] lays out.
    root: IdedExpr,
    /// What it reads, each where it is first named.
    pub reads: BTreeMap<Read, Range<usize>>,
    /// The patterns of its `matches`, by number.
    patterns: Vec<Regex>,
}

/// A slot that an expression reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Read {
    /// The record that has it.
    pub of: Of,
    /// The slot's name.
    pub slot: String,
}

/// The record that an expression reads a slot of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// The record itself.
    Itself,
    /// The one that it lies in.
    Owner,
    /// The sibling before it.
    Previous,
    /// What its ref in this slot reaches.
    Ref(String),
}

/// What is wrong with an expression, and where in its text.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// The bytes of the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
}

/// Compiles an expression.
pub(crate) fn compile(text: &str) -> Result<Expression, Mistake> {
    let whole = |message: String| Mistake { at: 0..text.len(), message, help: None };
    if text.len() > LONGEST {
        return Err(whole(format!("the expression is longer than {LONGEST} bytes")));
    }
    let parser = Parser::new().enable_ident_escape_syntax(true);
    let (mut root, places) = parser.parse_with_source_info(text).map_err(|errors| unreadable(text, &errors))?;
    if tree::depth(&root) > DEEPEST {
        return Err(whole(format!("the expression is nested deeper than {DEEPEST} steps")));
    }
    let (reads, patterns) = admit::admit(text, &places, &mut root)?;
    Ok(Expression { root, reads, patterns })
}

/// The first mistake that the parser found.
fn unreadable(text: &str, errors: &ParseErrors) -> Mistake {
    let Some(error) = errors.errors.iter().find(|error| error.pos.0 > 0) else {
        return Mistake { at: 0..text.len(), message: "the expression cannot be read".to_owned(), help: None };
    };
    let why = error.msg.lines().next().unwrap_or_default();
    let why = why.strip_prefix("Syntax error: ").unwrap_or(why);
    let why = why.split(" expecting ").next().unwrap_or(why).replace("'<EOF>'", "the end");
    let at = offset(text, error.pos);
    let end = text[at..].chars().next().map_or(at, |first| at + first.len_utf8());
    Mistake { at: at..end, message: format!("the expression cannot be read: {why}"), help: None }
}

/// The byte at a line and column, both counted from 1, the column in characters.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let number = |of: isize| usize::try_from(of - 1).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(number(line)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(number(column)).map_or(rest.len(), |(at, _)| at)
}

impl Read {
    /// How the expression names it.
    pub fn name(&self) -> String {
        match &self.of {
            Of::Itself => self.slot.clone(),
            Of::Owner => format!("owner.{}", self.slot),
            Of::Previous => format!("previous.{}", self.slot),
            Of::Ref(by) => format!("{by}.{}", self.slot),
        }
    }
}
