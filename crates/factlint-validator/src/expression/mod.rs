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
/// The stack for the parser, which recurses along chains of operators too: what the longest expression can need.
const STACK: usize = 128 << 20;

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

/// Compiles an expression, on a stack that its length cannot exhaust.
pub(crate) fn compile(text: &str) -> Result<Expression, Mistake> {
    if text.len() > LONGEST {
        return Err(whole(text, format!("the expression is longer than {LONGEST} bytes")));
    }
    let compiled = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || parse(text)).ok()?;
        thread.join().ok()
    });
    compiled.unwrap_or_else(|| Err(whole(text, "the expression cannot be read".to_owned())))
}

fn parse(text: &str) -> Result<Expression, Mistake> {
    let parser = Parser::new().enable_ident_escape_syntax(true);
    let (mut root, places) = parser.parse_with_source_info(text).map_err(|errors| unreadable(text, &errors))?;
    if tree::depth(&root) > DEEPEST {
        return Err(whole(text, format!("the expression is nested deeper than {DEEPEST} steps")));
    }
    let (reads, patterns) = admit::admit(text, &places, &mut root)?;
    Ok(Expression { root, reads, patterns })
}

/// A mistake of the expression as a whole.
fn whole(text: &str, message: String) -> Mistake {
    Mistake { at: 0..text.len(), message, help: None }
}

/// The first mistake that the parser found.
fn unreadable(text: &str, errors: &ParseErrors) -> Mistake {
    let Some(error) = errors.errors.iter().find(|error| error.pos.0 > 0) else {
        return whole(text, "the expression cannot be read, or is nested too deeply".to_owned());
    };
    let at = offset(text, error.pos);
    let end = text[at..].chars().next().map_or(at, |first| at + first.len_utf8());
    if error.msg.contains("has() macro") {
        let help = Some("such as has(self.SLOT)".to_owned());
        return Mistake { at: at..end, message: "`has` asks for one slot of a record".to_owned(), help };
    }
    let message = format!("the expression cannot be read: {}", in_words(&error.msg));
    Mistake { at: at..end, message, help: meant_instead(&text[at..]).map(str::to_owned) }
}

/// What may have been meant by what cannot stand there, where other languages write it so.
fn meant_instead(rest: &str) -> Option<&'static str> {
    let words = |word: &str| rest.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '(']));
    match () {
        () if rest.starts_with('=') => Some("two values are compared with `==`"),
        () if rest.starts_with('&') || words("and") => Some("both hold: `&&`"),
        () if rest.starts_with('|') || words("or") => Some("one of them holds: `||`"),
        () if words("not") => Some("it does not hold: `!`"),
        () => None,
    }
}

/// What the parser says, without the names of its grammar.
fn in_words(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.strip_prefix("Syntax error: ").unwrap_or(line);
    let line = line.split(" expecting ").next().unwrap_or(line);
    let quoted = |from: &str| Some(from.split_once('\'')?.1.trim_end_matches('\'').trim().to_owned());
    match line.split_once(" at ") {
        Some((missing, _)) if missing.starts_with("missing ") => {
            quoted(missing).map_or_else(|| line.to_owned(), |part| format!("`{part}` is missing"))
        }
        _ => match quoted(line).as_deref() {
            Some("<EOF>") => "it ends too early".to_owned(),
            Some(part) => format!("`{part}` cannot stand here"),
            None => line.to_owned(),
        },
    }
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

#[cfg(test)]
mod tests {
    use super::{LONGEST, compile};

    /// The parser and what it gives recurse: no text may reach the end of a thread's stack, or panic.
    #[test]
    fn no_text_is_too_much() {
        let wholes = [
            "(",
            "[",
            "{",
            "!",
            "-",
            "self.a+",
            "1-",
            "a.",
            "a[",
            "f(",
            "x?",
            "true?1:",
            "has(",
            "a.all(x,",
            "{1:",
            "'",
            "\"",
            "`",
            "\\",
            "\u{e9}",
            "\u{1f600}",
            "//",
            "\n",
            "1e",
            "0x",
            "b'",
            "r'",
            "''",
            "'''",
            "9",
            "a.map(x,",
            "[?",
            "a.?",
            "T{",
        ];
        for part in wholes {
            for count in [1, 2, 40, 95, 97, LONGEST / part.len()] {
                let many = part.repeat(count);
                for text in
                    [many.clone(), format!("{many}1"), format!("{many}self.a"), format!("1{}", ")".repeat(count))]
                {
                    if let Err(mistake) = compile(&text) {
                        assert!(text.get(mistake.at.clone()).is_some(), "{text}: {:?}", mistake.at);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_admitted() {
        for text in [
            "{'a': 1}",
            "self.a{b: 1}",
            "1.5 < 2",
            "self.a == null",
            "b'a' == b'a'",
            "1u == 1u",
            "double(self.a) > 1",
            "cel.bind(x, 1, x)",
            "self",
            "has(self)",
            "owner.a.b",
            "self.a.b.c",
            "self.a[self.b]",
            "x",
            "self.a.all(self, true)",
            "self.a.?b",
            "self.a[?0]",
            "self.a.all(a, self.a.all(a, true))",
            "self.a.filter(p, p.b == '').all(q, q.b == '')",
            "type(self.a)",
            "dyn(self.a)",
            "self.a.matches(self.b)",
            "optional.of(self.a)",
            ".self.a",
        ] {
            assert!(compile(text).is_err() || text == "self.a[self.b]", "{text}");
        }
    }
}
