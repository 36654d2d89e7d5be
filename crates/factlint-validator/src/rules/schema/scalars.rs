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

/// The scalars without quotes that a rule has a question about, by place: few, so that a big file's values need not be
/// kept a second time.
pub(super) struct Suspects {
    places: Vec<(u32, u32)>,
    /// For each place whether `x-fact` reads its text, or a part of it, as printed.
    as_printed: Vec<bool>,
}

impl Suspects {
    /// Those of a file.
    pub fn of(file: &FileView<'_>, suspicious: impl Fn(NodeRef<'_>) -> bool) -> Self {
        let mut suspects = Self::new(file, suspicious);
        suspects.mark(file.tables.rows.iter());
        suspects
    }

    /// Those of a file, where an encoded figure's form does not count if the printed text stands beside it.
    pub fn that_count(file: &FileView<'_>, suspicious: impl Fn(NodeRef<'_>) -> bool) -> Self {
        let mut suspects = Self::new(file, suspicious);
        if suspects.places.is_empty() {
            return suspects;
        }
        let figure = |row: &Row| match meaning(file, row) {
            Some((slot, Meaning::Figure(figure))) => Some((row.record, slot, figure.part)),
            _ => None,
        };
        let has_text = |(record, slot, part)| (part == FigurePart::Printed).then_some((record, slot));
        let texts: HashSet<_> = file.tables.rows.iter().filter_map(figure).filter_map(has_text).collect();
        suspects.mark(file.tables.rows.iter().filter(|row| {
            figure(row).is_none_or(|(record, slot, part)| part != FigurePart::Value || !texts.contains(&(record, slot)))
        }));
        suspects
    }

    fn new(file: &FileView<'_>, suspicious: impl Fn(NodeRef<'_>) -> bool) -> Self {
        let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let mut places = Vec::new();
        plain(file, &mut |scalar| {
            if suspicious(scalar.node) {
                let span = scalar.node.own_span();
                places.push((at(span.start), at(span.end)));
            }
        });
        places.sort_unstable();
        let as_printed = vec![false; places.len()];
        Self { places, as_printed }
    }

    fn mark<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) {
        for row in rows {
            let last = self.places.partition_point(|&(start, _)| start <= row.span.0).checked_sub(1);
            if let Some(at) = last.filter(|&at| row.span.1 <= self.places[at].1) {
                self.as_printed[at] = true;
            }
        }
    }

    /// Whether a place is that of a suspect which `x-fact` reads as printed, or with `false` of one which it doesn't.
    pub fn has(&self, span: Span, as_printed: bool) -> bool {
        let at = self.places.binary_search_by_key(&(span.start, span.end), |&(start, end)| (start.into(), end.into()));
        at.is_ok_and(|at| self.as_printed[at] == as_printed)
    }

    /// Whether there is such a suspect.
    pub fn any(&self, as_printed: bool) -> bool {
        self.as_printed.contains(&as_printed)
    }
}

/// The slot that a row fills, and what it means.
fn meaning<'a>(file: &FileView<'a>, row: &Row) -> Option<(SlotId, &'a Meaning)> {
    let (declared, at) = (&file.vocabulary.uses, row.use_id.index());
    let meant = declared.get(at).or_else(|| file.tables.extra_uses.get(at.checked_sub(declared.len())?))?;
    Some((meant.slot, &meant.meaning))
}
