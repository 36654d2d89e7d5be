//! The tree of an expression: its parts, the paths that it spells, and how others are written in their place.

use cel::common::ast::operators::{INDEX, LOGICAL_AND};
use cel::common::ast::{CallExpr, EntryExpr, Expr, IdedExpr, LiteralValue, SelectExpr};

/// Names from a variable on: `self.person.born`.
pub(super) struct Path {
    /// The variable.
    pub root: String,
    /// Its number in the tree.
    pub root_id: u64,
    /// The names behind it.
    pub names: Vec<String>,
    /// Whether it is asked for with `has`.
    pub test: bool,
}

/// The path that an expression spells, if it is one and not only a variable.
pub(super) fn path(expr: &IdedExpr) -> Option<Path> {
    let test = matches!(&expr.expr, Expr::Select(select) if select.test);
    let mut names = Vec::new();
    let mut at = expr;
    loop {
        match &at.expr {
            Expr::Select(select) => {
                names.push(select.field.clone());
                at = &select.operand;
            }
            Expr::Call(call) if call.func_name == INDEX && call.target.is_none() => {
                let [of, IdedExpr { expr: Expr::Literal(LiteralValue::String(name)), .. }] = call.args.as_slice()
                else {
                    return None;
                };
                names.push(name.inner().to_owned());
                at = of;
            }
            Expr::Ident(root) if !names.is_empty() => {
                names.reverse();
                return Some(Path { root: root.clone(), root_id: at.id, names, test });
            }
            _ => return None,
        }
    }
}

/// How deep an expression is nested.
pub(super) fn depth(root: &IdedExpr) -> usize {
    let mut deepest = 0;
    let mut open = vec![(root, 1)];
    while let Some((expr, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(parts(expr).into_iter().map(|part| (part, depth + 1)));
    }
    deepest
}

/// Whether somewhere in these a name is selected from a variable.
pub(super) fn selects_from<'e>(roots: impl IntoIterator<Item = &'e IdedExpr>, variable: &str) -> bool {
    let mut open: Vec<&IdedExpr> = roots.into_iter().collect();
    while let Some(expr) = open.pop() {
        if path(expr).is_some_and(|path| path.root == variable) {
            return true;
        }
        open.extend(parts(expr));
    }
    false
}

fn parts(expr: &IdedExpr) -> Vec<&IdedExpr> {
    match &expr.expr {
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) => Vec::new(),
        Expr::Call(call) => call.target.iter().map(AsRef::as_ref).chain(&call.args).collect(),
        Expr::Comprehension(each) => {
            vec![&each.iter_range, &each.accu_init, &each.loop_cond, &each.loop_step, &each.result]
        }
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => map.entries.iter().flat_map(|entry| entry_parts(&entry.expr)).collect(),
        Expr::Struct(of) => of.entries.iter().flat_map(|entry| entry_parts(&entry.expr)).collect(),
        Expr::Select(select) => vec![&select.operand],
    }
}

fn entry_parts(entry: &EntryExpr) -> Vec<&IdedExpr> {
    match entry {
        EntryExpr::StructField(field) => vec![&field.value],
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
    }
}

/// A variable.
pub(super) fn variable(id: u64, name: &str) -> IdedExpr {
    IdedExpr { id, expr: Expr::Ident(name.to_owned()) }
}

/// A name selected from something, or asked for there.
pub(super) fn select(id: u64, operand: IdedExpr, field: &str, test: bool) -> IdedExpr {
    IdedExpr { id, expr: Expr::Select(SelectExpr { operand: Box::new(operand), field: field.to_owned(), test }) }
}

/// Whether both hold.
pub(super) fn both(id: u64, one: IdedExpr, other: IdedExpr) -> IdedExpr {
    let call = CallExpr { func_name: LOGICAL_AND.to_owned(), target: None, args: vec![one, other] };
    IdedExpr { id, expr: Expr::Call(call) }
}
