//! The scalars of a file that are written without quotes, and whether `x-fact` reads them as printed.

use std::collections::HashSet;

use factlint_model::diagnostic::{Fix, Intent, Safety};
use factlint_model::facts::{FigurePart, Meaning, Row, SlotId};
use factlint_model::source::Span;
use factlint_model::tree::{Kind, NodeRef, Style};

use crate::rules::FileView;

/// A scalar without quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'t, 'p> {
    /// The scalar.
    pub node: NodeRef<'t>,
    /// Whether it is a key.
    pub is_key: bool,
    /// The keys and indices that lead to it.
    path: &'p [Step<'t>],
}

/// A key or an index. It becomes text only where a schema is asked, which is at few of the scalars.
#[derive(Clone, Copy, Debug)]
enum Step<'t> {
    Key(&'t str),
    Index(usize),
}

impl Plain<'_, '_> {
    /// Whether it is a key that a schema names: whoever reads the file knows it.
    pub fn is_known_key(&self, file: &FileView<'_>) -> bool {
        self.is_key && self.with_path(|path| file.validators.iter().any(|validator| validator.names_key(path)))
    }

    fn with_path(&self, ask: impl FnOnce(&[&str]) -> bool) -> bool {
        let text = |step: &Step<'_>| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Index(index) => index.to_string(),
        };
        let path: Vec<String> = self.path.iter().map(text).collect();
        ask(&path.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The fix that puts a value in quotes: safe where it is a string anyhow, or where every schema takes one there.
    pub fn quote(&self, file: &FileView<'_>) -> Option<Fix> {
        if self.is_key {
            return None;
        }
        let (text, span) = (self.node.text(), self.node.own_span());
        let taken = || self.with_path(|path| file.validators.iter().all(|schema| schema.takes_string(path, text)));
        let safe = self.node.kind() == Kind::String || (!file.validators.is_empty() && taken());
        let safety = if safe { Safety::Safe } else { Safety::Unsafe };
        let intent = Intent::SetScalar { span, text: text.to_owned(), quote: true };
        Some(Fix::new("put it in quotes", safety, vec![intent]))
    }
}

/// Calls `visit` with each scalar without quotes, keys too, in the order of the file; one that has aliases once.
pub(super) fn plain<'t>(file: &FileView<'t>, visit: &mut dyn FnMut(Plain<'t, '_>)) {
    for document in file.tree.documents() {
        walk(document, &mut Vec::new(), visit);
    }
}

/// As deep as the tree, which the loader caps.
fn walk<'t>(node: NodeRef<'t>, path: &mut Vec<Step<'t>>, visit: &mut dyn FnMut(Plain<'t, '_>)) {
    if node.alias_span().is_some() {
        return;
    }
    for (key, value) in node.entries() {
        path.push(Step::Key(key.text()));
        if key.style() == Style::Plain && key.alias_span().is_none() {
            visit(Plain { node: key, is_key: true, path });
        }
        walk(value, path, visit);
        path.pop();
    }
    for (index, item) in node.items().enumerate() {
        path.push(Step::Index(index));
        walk(item, path, visit);
        path.pop();
    }
    if node.is_scalar() && node.style() == Style::Plain {
        visit(Plain { node, is_key: false, path });
    }
}

/// The places whose text `x-fact` reads as printed.
pub(super) struct AsPrinted(Vec<(u32, u32)>);

impl AsPrinted {
    /// Those of a file.
    pub fn of(file: &FileView<'_>) -> Self {
        Self::new(file.tables.rows.iter())
    }

    /// Those of a file whose form counts: an encoded figure's does not where the printed text stands beside it.
    pub fn that_count(file: &FileView<'_>) -> Self {
        let figure = |row: &Row| match meaning(file, row) {
            Some((slot, Meaning::Figure(figure))) => Some((row.record, slot, figure.part)),
            _ => None,
        };
        let has_text = |(record, slot, part)| (part == FigurePart::Printed).then_some((record, slot));
        let texts: HashSet<_> = file.tables.rows.iter().filter_map(figure).filter_map(has_text).collect();
        Self::new(file.tables.rows.iter().filter(|row| {
            figure(row).is_none_or(|(record, slot, part)| part != FigurePart::Value || !texts.contains(&(record, slot)))
        }))
    }

    fn new<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        let mut spans: Vec<_> = rows.map(|row| row.span).collect();
        spans.sort_unstable();
        spans.dedup();
        Self(spans)
    }

    /// Whether a place, or a part of it, is among them.
    pub fn holds(&self, span: Span) -> bool {
        let first = self.0.partition_point(|&(start, _)| u64::from(start) < span.start);
        self.0.get(first).is_some_and(|&(_, end)| u64::from(end) <= span.end)
    }
}

/// The slot that a row fills, and what it means.
fn meaning<'a>(file: &FileView<'a>, row: &Row) -> Option<(SlotId, &'a Meaning)> {
    let (declared, at) = (&file.vocabulary.uses, row.use_id.index());
    let meant = declared.get(at).or_else(|| file.tables.extra_uses.get(at.checked_sub(declared.len())?))?;
    Some((meant.slot, &meant.meaning))
}
