//! Like changes, brought together.

use std::collections::BTreeMap;

use super::{Citing, How, RecordChange};

/// Records of one kind in which the same fields changed in the same direction.
#[derive(Debug)]
pub struct Group<'c> {
    /// The records' kind.
    pub kind: &'c str,
    /// The fields.
    pub fields: Vec<(&'c str, How)>,
    /// Whether their citations changed with them.
    pub citing: Citing,
    /// The records, in their order.
    pub changes: Vec<&'c RecordChange>,
}

/// What like changes have in common: kind, fields, citation.
type Alike<'c> = (&'c str, Vec<(&'c str, How)>, Citing);

/// Brings like changes together: what changed while its citation did not first, then what few records have in common.
#[must_use]
pub fn groups(changes: &[RecordChange]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<Alike<'_>, Vec<&RecordChange>> = BTreeMap::new();
    for change in changes {
        let fields = change.values.iter().map(|value| (value.field.as_str(), value.how)).collect();
        groups.entry((&change.record.kind, fields, change.citing)).or_default().push(change);
    }
    let group = |((kind, fields, citing), changes)| Group { kind, fields, citing, changes };
    let mut groups: Vec<Group<'_>> = groups.into_iter().map(group).collect();
    groups.sort_by_key(|group| (group.citing != Citing::Unchanged, group.changes.len()));
    groups
}
