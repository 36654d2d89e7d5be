//! What stands in a record itself: its scalars with the fields that hold them, whether or not they have a meaning.

use std::collections::{BTreeMap, HashSet};

use factlint_model::facts::{Dataset, Meaning, RecordId, RowId};
use factlint_model::tree::{Kind, NodeRef, Tree};

/// A scalar of a record.
#[derive(Debug)]
pub(super) struct Leaf<'t> {
    /// Its text, as printed.
    pub text: &'t str,
    /// The value that it is, or that is read from it.
    pub row: Option<RowId>,
}

/// The scalars of a record by field: the keys that lead to them, with dots between; items of a list have the field of the
/// list.
pub(super) type Leaves<'t> = BTreeMap<String, Vec<Leaf<'t>>>;

/// The scalars of a record; what lies in records of its own, and what it is called by, is left out.
pub(super) fn of_record<'t>(dataset: &Dataset, record: RecordId, tree: &'t Tree) -> Leaves<'t> {
    let span = dataset.head(record);
    let own = dataset.record(record).span;
    let whole = factlint_model::source::Span { start: own.0.into(), end: own.1.into(), ..span };
    let Some(node) = tree.steps_to(whole).last().map(|step| step.value) else { return Leaves::new() };
    let mut rows: Vec<(u32, u32, RowId)> =
        dataset.rows_of(record).map(|row| (dataset.row(row).span.0, dataset.row(row).span.1, row)).collect();
    rows.sort_unstable();
    let mut walk =
        Walk { dataset, id: dataset.id_of(record), rows, inner: inner(dataset, record), leaves: Leaves::new() };
    walk.node(node, &mut String::new(), true);
    walk.leaves
}

/// Where the records stand that lie in a record and in no other in it.
fn inner(dataset: &Dataset, record: RecordId) -> HashSet<(u64, u64)> {
    let below = dataset.records.iter().skip(record.index() + 1);
    // A record stands before those that lie in it, one behind the other.
    let below = below.take_while(|other| other.owner.is_some_and(|owner| owner >= record));
    let own = below.filter(|other| other.owner == Some(record));
    own.map(|other| (other.span.0.into(), other.span.1.into())).collect()
}

struct Walk<'d, 't> {
    dataset: &'d Dataset,
    id: Option<&'d str>,
    rows: Vec<(u32, u32, RowId)>,
    inner: HashSet<(u64, u64)>,
    leaves: Leaves<'t>,
}

impl<'t> Walk<'_, 't> {
    fn node(&mut self, node: NodeRef<'t>, field: &mut String, top: bool) {
        let span = node.span();
        if !top && self.inner.contains(&(span.start, span.end)) {
            return;
        }
        match node.kind() {
            Kind::Mapping => {
                for (key, value) in node.entries() {
                    let before = field.len();
                    if !field.is_empty() {
                        field.push('.');
                    }
                    field.push_str(key.text());
                    self.node(value, field, false);
                    field.truncate(before);
                }
            }
            Kind::Sequence => node.items().for_each(|item| self.node(item, field, false)),
            Kind::Null => {}
            Kind::Bool | Kind::Number | Kind::String => self.scalar(node, field),
        }
    }

    fn scalar(&mut self, node: NodeRef<'t>, field: &str) {
        let span = node.span();
        let first = self.rows.partition_point(|&(start, ..)| u64::from(start) < span.start);
        let within = self.rows[first..].iter().take_while(|&&(start, ..)| u64::from(start) < span.end);
        let row = within.filter(|&&(_, end, _)| u64::from(end) <= span.end).map(|&(.., row)| row).next();
        let is_id = |row| matches!(self.dataset.use_of(row).meaning, Meaning::Id(_));
        if row.is_some_and(|row| is_id(row) && Some(self.dataset.text(row)) == self.id) {
            return;
        }
        self.leaves.entry(field.to_owned()).or_default().push(Leaf { text: node.text(), row });
    }
}
