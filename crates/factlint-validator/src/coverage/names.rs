//! The names that records bear.

use factlint_model::facts::{Dataset, Meaning};

use crate::texts;

/// So many longer names are looked at for one that goes on with another word.
const LOOKED_AT: usize = 16;

/// The names of all records, and where each of their words starts, in the order of what stands from there on.
pub(super) struct RecordedNames {
    names: Vec<String>,
    starts: Vec<(u32, u32)>,
}

impl RecordedNames {
    pub fn of(dataset: &Dataset) -> Self {
        let is_name = |row: &_| matches!(dataset.use_of(*row).meaning, Meaning::Name(_));
        let rows = dataset.record_ids().flat_map(|record| dataset.rows_of(record)).filter(is_name);
        let mut names: Vec<String> = rows.map(|row| texts::fold(dataset.text(row)).into_owned()).collect();
        names.sort_unstable();
        names.dedup();
        let starts = names.iter().zip(0..).flat_map(|(name, at)| words(name).map(move |start| (at, start)));
        let mut starts: Vec<(u32, u32)> = starts.collect();
        starts.sort_unstable_by(|&one, &two| from(&names, one).cmp(from(&names, two)));
        Self { names, starts }
    }

    /// Whether a printed name is one, or a part of one; or ends with a whole one, as in `Captain Nansen`.
    pub fn has(&self, printed: &str) -> bool {
        self.has_part(printed) || words(printed).skip(1).any(|start| self.has_whole(&printed[start as usize..]))
    }

    fn has_part(&self, printed: &str) -> bool {
        let first = self.starts.partition_point(|&start| from(&self.names, start) < printed);
        let near = self.starts[first..].iter().take(LOOKED_AT);
        let rest = |&start: &(u32, u32)| from(&self.names, start).strip_prefix(printed);
        near.map_while(rest).any(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    fn has_whole(&self, printed: &str) -> bool {
        self.names.binary_search_by(|name| name.as_str().cmp(printed)).is_ok()
    }
}

fn from(names: &[String], (name, start): (u32, u32)) -> &str {
    names.get(name as usize).and_then(|name| name.get(start as usize..)).unwrap_or_default()
}

/// Where the words of a name start.
fn words(name: &str) -> impl Iterator<Item = u32> {
    let mut inside = false;
    name.char_indices().filter_map(move |(at, char)| {
        let starts = char.is_alphanumeric() && !inside;
        inside = char.is_alphanumeric();
        starts.then_some(at).and_then(|at| u32::try_from(at).ok())
    })
}
