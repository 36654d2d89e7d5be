//! What an expression reads, and whether it keeps to what is allowed.

use std::collections::BTreeSet;
use std::ops::Range;

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo};
use cel::{IdedExpr as Root, Program};

use super::{Mistake, VARIABLES};

/// How deep `all`, `exists` and the like may be nested.
const NESTED: usize = 2;

/// The functions that may be called; operators besides.
const FUNCTIONS: &[&str] = &["bool", "contains", "endsWith", "int", "matches", "size", "startsWith", "string", "type"];

/// The types that `type` gives.
const TYPES: &[&str] = &["bool", "int", "list", "map", "null_type", "string"];

/// A slot that an expression reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    /// The way to the record that has it.
    pub via: Via,
    /// Its name.
    pub slot: String,
}

/// The way from a record to one whose slots are read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// The record itself: `self.slot`.
    Own,
    /// The record that it lies in: `owner.slot`.
    Owner,
    /// The sibling before it: `previous.slot`.
    Previous,
    /// What a reference reaches: `self.ref.slot`.
    Ref(String),
}

/// What a variable of `all`, `exists` and the like stands for: an item of a slot that may be a reference, or anything
/// else.
type Bound<'a> = (&'a str, Option<&'a str>);

/// Finds what a program reads.
pub(super) fn of(program: &Program, text: &str) -> Result<Vec<Read>, Vec<Mistake>> {
    let mut search = Search { text, source: program.source_info(), reads: BTreeSet::new(), mistakes: Vec::new() };
    let root: &Root = program.expression();
    search.expression(root, &mut Vec::new());
    if !search.mistakes.is_empty() {
        search.mistakes.sort_by_key(|mistake| mistake.place.start);
        return Err(search.mistakes);
    }
    Ok(search.reads.into_iter().collect())
}

struct Search<'a> {
    text: &'a str,
    source: &'a SourceInfo,
    reads: BTreeSet<Read>,
    mistakes: Vec<Mistake>,
}

impl Search<'_> {
    fn expression<'e>(&mut self, at: &'e IdedExpr, bound: &mut Vec<Bound<'e>>) {
        match &at.expr {
            Expr::Ident(_) | Expr::Select(_) => self.path(at, bound),
            Expr::Call(call) => self.call(at, call, bound),
            Expr::Comprehension(comprehension) => self.comprehension(at, comprehension, bound),
            Expr::List(list) => list.elements.iter().for_each(|item| self.expression(item, bound)),
            Expr::Literal(LiteralValue::Double(_)) => self.wrong(
                at,
                "a check does not reckon with fractions".to_owned(),
                "figures have constraints that never round: sum, share, ratio, difference",
            ),
            Expr::Literal(_) | Expr::Unspecified => {}
            Expr::Map(_) | Expr::Struct(_) => {
                self.wrong(at, "a check does not build mappings".to_owned(), "read slots instead: self.SLOT");
            }
        }
    }

    /// A name with what is selected from it: `self.slot`, `self.ref.slot`.
    fn path<'e>(&mut self, at: &'e IdedExpr, bound: &mut Vec<Bound<'e>>) {
        let Some((root, fields)) = segments(at) else {
            if let Expr::Select(SelectExpr { operand, .. }) = &at.expr {
                self.expression(operand, bound);
            }
            return;
        };
        let local = bound.iter().rev().find(|(name, _)| *name == root).map(|(_, slot)| *slot);
        let read = |via, slot: &str| Some(Read { via, slot: slot.to_owned() });
        let read = match (root, local, fields.as_slice()) {
            (_, Some(_), []) => return,
            (_, Some(Some(slot)), [field]) => read(Via::Ref(slot.to_owned()), field),
            ("self", None, [slot]) => read(Via::Own, slot),
            ("self", None, [slot, field]) => read(Via::Ref((*slot).to_owned()), field),
            ("owner", None, [slot]) => read(Via::Owner, slot),
            ("previous", None, [slot]) => read(Via::Previous, slot),
            _ => None,
        };
        match read {
            Some(read) => {
                self.reads.insert(read);
            }
            None if root.starts_with('@') || (fields.is_empty() && TYPES.contains(&root)) => {}
            None if local.is_some() || VARIABLES.contains(&root) => self.wrong(
                at,
                "this leads to no slot".to_owned(),
                "read self.SLOT, owner.SLOT, previous.SLOT, or one step on through a reference: self.REF.SLOT",
            ),
            None => self.wrong(
                at,
                format!("nothing is called `{root}` here"),
                "slots are read as self.SLOT, owner.SLOT or previous.SLOT; texts stand in quotes",
            ),
        }
    }

    fn call<'e>(&mut self, at: &'e IdedExpr, call: &'e CallExpr, bound: &mut Vec<Bound<'e>>) {
        let name = call.func_name.as_str();
        let operator = name.starts_with(|first: char| !first.is_ascii_alphabetic());
        if !operator && !FUNCTIONS.contains(&name) {
            let help = format!("the functions are {}, has, all, exists, exists_one, map, filter", FUNCTIONS.join(", "));
            self.wrong(at, format!("a check knows no function `{name}`"), &help);
        }
        let pattern = call.args.last().map(|last| &last.expr);
        if name == "matches" && !matches!(pattern, Some(Expr::Literal(LiteralValue::String(_)))) {
            self.wrong(at, "the pattern of `matches` is not written out".to_owned(), "write it in quotes");
        }
        call.target.iter().for_each(|target| self.expression(target, bound));
        call.args.iter().for_each(|argument| self.expression(argument, bound));
    }

    fn comprehension<'e>(&mut self, at: &'e IdedExpr, inner: &'e ComprehensionExpr, bound: &mut Vec<Bound<'e>>) {
        if bound.len() >= NESTED {
            self.wrong(
                at,
                format!("`all`, `exists` and the like are nested more than {NESTED} deep"),
                "make several checks of it",
            );
            return;
        }
        let range = &inner.iter_range;
        if !matches!(range.expr, Expr::Select(_) | Expr::List(_) | Expr::Comprehension(_)) {
            self.wrong(range, "this is no list of the record".to_owned(), "go through a slot: self.SLOT.all(x, …)");
        }
        self.expression(range, bound);
        let slot = match segments(range) {
            Some(("self", fields)) => fields.first().copied().filter(|_| fields.len() == 1),
            _ => None,
        };
        self.expression(&inner.accu_init, bound);
        bound.push((&inner.iter_var, slot));
        for part in [&inner.loop_cond, &inner.loop_step, &inner.result] {
            self.expression(part, bound);
        }
        bound.pop();
    }

    fn wrong(&mut self, at: &IdedExpr, message: String, help: &str) {
        self.mistakes.push(Mistake { message, help: Some(help.to_owned()), place: self.place(at) });
    }

    /// The bytes of an expression, as far as the parser tells them.
    fn place(&self, at: &IdedExpr) -> Range<usize> {
        let Some((start, stop)) = self.source.offset_for(at.id) else { return 0..self.text.len() };
        let byte = |index: u32| {
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            self.text.char_indices().nth(index).map_or(self.text.len(), |(at, _)| at)
        };
        let start = byte(start);
        start..byte(stop.saturating_add(1)).max(start)
    }
}

/// A name and the fields selected from it, outermost last.
fn segments(at: &IdedExpr) -> Option<(&str, Vec<&str>)> {
    let mut fields = Vec::new();
    let mut here = at;
    loop {
        match &here.expr {
            Expr::Select(select) => {
                fields.push(select.field.as_str());
                here = &select.operand;
            }
            Expr::Ident(name) => {
                fields.reverse();
                return Some((name, fields));
            }
            _ => return None,
        }
    }
}
