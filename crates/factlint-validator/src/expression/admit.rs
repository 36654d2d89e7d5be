//! What of CEL is admitted. Each slot is read by its name alone, so that it is known which are read; numbers are whole;
//! loops go over lists that stand in the record or the expression; patterns are compiled once.
//!
//! Reads are rewritten to what [`super::Prepared`] lays out: under `person` the text of the reference, under `person.`
//! (no slot is called so) the records that it reaches, in each of which [`TEXT`] is that text again.

use std::collections::BTreeMap;
use std::ops::Range;

use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SourceInfo};
use regex::{Regex, RegexBuilder};

use super::tree::{Path, both, path, select, selects_from, variable};
use super::{Mistake, Of, Read};
use crate::schema::why_not;

/// The key of a reference's own text in the record that it reaches.
pub(super) const TEXT: &str = "@";
/// The most loops within each other.
const MOST_LOOPS: usize = 2;
/// The largest program that a pattern may compile to, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;

const VARIABLES: [&str; 3] = ["self", "owner", "previous"];
const FUNCTIONS: [&str; 7] = ["size", "contains", "startsWith", "endsWith", "matches", "int", "string"];
const OPERATORS: [&str; 19] = [
    op::CONDITIONAL,
    op::LOGICAL_AND,
    op::LOGICAL_OR,
    op::LOGICAL_NOT,
    op::SUBSTRACT,
    op::ADD,
    op::MULTIPLY,
    op::DIVIDE,
    op::MODULO,
    op::EQUALS,
    op::NOT_EQUALS,
    op::GREATER_EQUALS,
    op::LESS_EQUALS,
    op::GREATER,
    op::LESS,
    op::NEGATE,
    op::INDEX,
    op::NOT_STRICTLY_FALSE,
    op::IN,
];

/// What an expression reads, and its patterns.
type Admitted = (BTreeMap<Read, Range<usize>>, Vec<Regex>);

/// Admits an expression and rewrites its reads.
pub(super) fn admit(text: &str, places: &SourceInfo, root: &mut IdedExpr) -> Result<Admitted, Mistake> {
    let mut walk = Walk { text, places, loops: Vec::new(), reads: BTreeMap::new(), patterns: Vec::new() };
    walk.visit(root)?;
    Ok((walk.reads, walk.patterns))
}

/// The name under which a context knows the pattern of this number.
pub(super) fn pattern_function(number: usize) -> String {
    format!("@matches{number}")
}

/// The key under which the records stand that a ref reaches.
pub(super) fn records_key(slot: &str) -> String {
    format!("{slot}.")
}

struct Walk<'t> {
    text: &'t str,
    places: &'t SourceInfo,
    loops: Vec<Loop>,
    reads: BTreeMap<Read, Range<usize>>,
    patterns: Vec<Regex>,
}

/// A loop around a part of the expression.
struct Loop {
    variable: String,
    /// The ref slot whose records it goes over; else it goes over plain values.
    records_of: Option<String>,
}

impl Walk<'_> {
    /// Admits a part. The expression is known not to be nested deeply.
    fn visit(&mut self, expr: &mut IdedExpr) -> Result<(), Mistake> {
        if let Some(path) = path(expr) {
            *expr = self.read(expr.id, &path)?;
            return Ok(());
        }
        let id = expr.id;
        match &mut expr.expr {
            Expr::Ident(name) if name.starts_with('@') => Ok(()),
            Expr::Ident(name) => match self.loops.iter().find(|each| each.variable == *name) {
                Some(Loop { records_of: Some(_), .. }) => {
                    *expr = select(id, variable(id, name), TEXT, false);
                    Ok(())
                }
                Some(_) => Ok(()),
                None => Err(self.unknown_variable(id, name)),
            },
            Expr::Literal(LiteralValue::Null) => {
                let message = "nothing is ever `null` here: a slot is filled or not there";
                Err(self.mistake(id, message, Some("ask for it with has(self.SLOT)")))
            }
            Expr::Literal(LiteralValue::Double(_) | LiteralValue::Bytes(_) | LiteralValue::UInt(_)) => {
                let message = "only whole numbers, texts, `true` and `false` can be written here";
                let help = "relate figures with `sum`, `share`, `ratio` and the like, which count exactly";
                Err(self.mistake(id, message, Some(help)))
            }
            Expr::Literal(_) => Ok(()),
            Expr::List(list) => list.elements.iter_mut().try_for_each(|element| self.visit(element)),
            Expr::Call(call) => self.call(id, call),
            Expr::Comprehension(each) => self.each(id, each),
            Expr::Select(_) => {
                Err(self.mistake(id, "a name can only be selected from a record", Some("such as self.SLOT")))
            }
            Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {
                Err(self.mistake(id, "this can not be used in a check", Some("values are texts, whole numbers, lists")))
            }
        }
    }

    /// Notes the slot that a path reads, and writes what reads it.
    fn read(&mut self, id: u64, path: &Path) -> Result<IdedExpr, Mistake> {
        let around = self.loops.iter().find(|each| each.variable == path.root);
        let of = match (path.root.as_str(), path.names.as_slice(), around) {
            (_, [_], Some(Loop { records_of: Some(by), .. })) => Of::Ref(by.clone()),
            (_, _, Some(_)) => {
                let help = "a loop over self.REF has records, and reads their slots";
                return Err(self.mistake(path.root_id, "this has no slots to read", Some(help)));
            }
            ("self", [_], None) => Of::Itself,
            ("self", [by, _], None) => Of::Ref(by.clone()),
            ("owner", [_], None) => Of::Owner,
            ("previous", [_], None) => Of::Previous,
            ("self" | "owner" | "previous", ..) => {
                let help = "name a slot, or one step away: self.REF.X, owner.X, previous.X";
                return Err(self.mistake(path.root_id, "this is more than one step away", Some(help)));
            }
            (name, ..) => return Err(self.unknown_variable(path.root_id, name)),
        };
        let slot = path.names.last().cloned().unwrap_or_default();
        let written = self.written(id, path, &of, &slot);
        let place = self.place_of_path(path);
        self.reads.entry(Read { of, slot }).or_insert(place);
        Ok(written)
    }

    fn written(&self, id: u64, path: &Path, of: &Of, slot: &str) -> IdedExpr {
        let root = || variable(path.root_id, &path.root);
        match of {
            Of::Ref(by) if path.names.len() > 1 => {
                let reached = |test| select(id, root(), &records_key(by), test);
                let inner = select(id, reached(false), slot, path.test);
                if path.test { both(id, reached(true), inner) } else { inner }
            }
            _ => select(id, root(), slot, path.test),
        }
    }

    fn call(&mut self, id: u64, call: &mut CallExpr) -> Result<(), Mistake> {
        let name = call.func_name.as_str();
        if !OPERATORS.contains(&name) && !FUNCTIONS.contains(&name) {
            let message = format!("there is no function `{name}` in a check");
            let help = format!("there are has, all, exists, exists_one, map, filter, {}", FUNCTIONS.join(", "));
            let at = self.place_of_name(id, name);
            return Err(Mistake { at, message, help: Some(help) });
        }
        if name == "matches" {
            return self.pattern(id, call);
        }
        if let Some(target) = &mut call.target {
            self.visit(target)?;
        }
        call.args.iter_mut().try_for_each(|arg| self.visit(arg))
    }

    /// `matches`: its pattern is compiled here, so that it is once.
    fn pattern(&mut self, id: u64, call: &mut CallExpr) -> Result<(), Mistake> {
        let mut args: Vec<IdedExpr> = call.target.take().map(|target| *target).into_iter().collect();
        args.append(&mut call.args);
        let Ok([mut of, IdedExpr { expr: Expr::Literal(LiteralValue::String(pattern)), id: pattern_id }]) =
            <[IdedExpr; 2]>::try_from(args)
        else {
            let message = "`matches` takes a pattern that is written in the expression";
            return Err(self.mistake(id, message, Some("write VALUE.matches('PATTERN')")));
        };
        let pattern = match RegexBuilder::new(pattern.inner()).size_limit(PATTERN_LIMIT).build() {
            Ok(pattern) => pattern,
            Err(error) => {
                let message = format!("this is no regular expression: {}", why_not(&error));
                return Err(self.mistake(pattern_id, message, None));
            }
        };
        self.visit(&mut of)?;
        call.func_name = pattern_function(self.patterns.len());
        call.args = vec![of];
        self.patterns.push(pattern);
        Ok(())
    }

    fn each(&mut self, id: u64, each: &mut ComprehensionExpr) -> Result<(), Mistake> {
        if self.loops.len() >= MOST_LOOPS {
            let help = "split it into several checks, or check the inner records by themselves";
            return Err(self.mistake(id, "loops stand at most two deep", Some(help)));
        }
        let name = each.iter_var.clone();
        if VARIABLES.contains(&name.as_str()) || self.loops.iter().any(|outer| outer.variable == name) {
            let message = format!("the name `{name}` is already taken");
            return Err(self.mistake(id, message, Some("name the loop's values otherwise")));
        }
        let body = [&each.loop_cond, &each.loop_step, &each.result];
        let records_of = if selects_from(body, &name) { Some(self.records_of(&each.iter_range)?) } else { None };
        match &records_of {
            Some(slot) => {
                let id = each.iter_range.id;
                each.iter_range = select(id, variable(id, "self"), &records_key(slot), false);
            }
            None => self.range(&mut each.iter_range)?,
        }
        self.loops.push(Loop { variable: name, records_of });
        let inner = [&mut each.accu_init, &mut each.loop_cond, &mut each.loop_step, &mut each.result];
        inner.into_iter().try_for_each(|part| self.visit(part))?;
        self.loops.pop();
        Ok(())
    }

    /// The ref slot that a loop goes over which reads slots of its values.
    fn records_of(&self, range: &IdedExpr) -> Result<String, Mistake> {
        match path(range) {
            Some(Path { root, mut names, test: false, .. }) if root == "self" && names.len() == 1 => {
                names.pop().ok_or_else(|| self.mistake(range.id, "a slot is wanted here", None))
            }
            _ => {
                let help = "such a loop goes over self.REF itself";
                Err(self.mistake(range.id, "the loop reads slots of values that are no records", Some(help)))
            }
        }
    }

    /// What a loop goes over: a slot, a list written here, or what another loop gives.
    fn range(&mut self, range: &mut IdedExpr) -> Result<(), Mistake> {
        let known = path(range).is_some_and(|path| !path.test)
            || matches!(range.expr, Expr::List(_) | Expr::Comprehension(_) | Expr::Ident(_));
        if known {
            return self.visit(range);
        }
        Err(self.mistake(range.id, "loops go over the record's own lists", Some("such as self.SLOT.all(x, …)")))
    }

    fn unknown_variable(&self, id: u64, name: &str) -> Mistake {
        if VARIABLES.contains(&name) {
            return self.mistake(id, format!("`{name}` is a record, of which one slot is wanted"), Some("write .SLOT"));
        }
        let help = format!(
            "slots are read as self.{name}, owner.{name} or previous.{name}; one with a dash as self.`from-to`; a text \
             is quoted: '{name}'"
        );
        self.mistake(id, format!("nothing is called `{name}` here"), Some(&help))
    }

    fn mistake(&self, id: u64, message: impl Into<String>, help: Option<&str>) -> Mistake {
        Mistake { at: self.place(id), message: message.into(), help: help.map(str::to_owned) }
    }

    /// The bytes of a part; the whole where the parser doesn't tell.
    fn place(&self, id: u64) -> Range<usize> {
        let byte = |at: u32| self.text.char_indices().nth(at as usize).map_or(self.text.len(), |(at, _)| at);
        match self.places.offset_for(id) {
            Some((start, stop)) if start <= stop => byte(start)..byte(stop.saturating_add(1)),
            _ => 0..self.text.len(),
        }
    }

    /// The bytes of a function's name; the parser tells those of the bracket behind it.
    fn place_of_name(&self, id: u64, name: &str) -> Range<usize> {
        let bracket = self.place(id);
        match self.text.get(..bracket.start).filter(|before| before.ends_with(name)) {
            Some(before) => before.len() - name.len()..before.len(),
            None => bracket,
        }
    }

    /// The bytes of a path as far as it is written with dots.
    fn place_of_path(&self, path: &Path) -> Range<usize> {
        let root = self.place(path.root_id);
        let spelled = format!("{}.{}", path.root, path.names.join("."));
        match self.text.get(root.start..) {
            Some(rest) if rest.starts_with(&spelled) => root.start..root.start + spelled.len(),
            _ => root,
        }
    }
}
