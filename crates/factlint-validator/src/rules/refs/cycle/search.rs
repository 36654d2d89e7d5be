//! Finding cycles in linear time.
//!
//! A depth-first walk, on a stack of its own, meets a cycle at each edge that leads back into the path walked. Dense
//! graphs have more cycles than anyone can read, so a step takes part in one cycle only: what else is wrong shows once
//! that is mended. Every knot of cycles yields at least one.

use factlint_model::facts::{RecordId, RowId};

/// A step of a relation, and the row that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) from: RecordId,
    pub(super) row: RowId,
    pub(super) to: RecordId,
}

/// The cycles of two steps or more among so many records, no step in two of them. Each starts with its first record in
/// the order of the dataset.
pub(super) fn cycles(records: usize, mut edges: Vec<Edge>) -> Vec<Vec<Edge>> {
    edges.sort_unstable();
    edges.dedup();
    let mut walk = Walk { edges: &edges, seen: vec![Seen::No; records], path: Vec::new(), cycles: Vec::new() };
    for edge in &edges {
        if walk.seen[edge.from.index()] == Seen::No {
            walk.from(edge.from);
        }
    }
    walk.cycles.sort();
    walk.cycles
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// On the path, at this depth.
    Open(usize),
    Done,
}

/// A record on the path.
struct Step {
    record: RecordId,
    /// The edge to try next.
    next: usize,
    /// The edge by which the path came here; `None` for its start.
    by: Option<Edge>,
    /// The depth of the last record on the path, up to here, whose edge is in a cycle already found.
    spent: usize,
}

struct Walk<'a> {
    edges: &'a [Edge],
    seen: Vec<Seen>,
    path: Vec<Step>,
    cycles: Vec<Vec<Edge>>,
}

impl Walk<'_> {
    fn from(&mut self, start: RecordId) {
        self.enter(start, None, 0);
        while let Some(step) = self.path.last_mut() {
            match self.edges.get(step.next).filter(|edge| edge.from == step.record) {
                Some(&edge) => {
                    step.next += 1;
                    let spent = step.spent;
                    self.follow(edge, spent);
                }
                None => {
                    self.seen[step.record.index()] = Seen::Done;
                    self.path.pop();
                }
            }
        }
    }

    fn enter(&mut self, record: RecordId, by: Option<Edge>, spent: usize) {
        self.seen[record.index()] = Seen::Open(self.path.len());
        let next = self.edges.partition_point(|edge| edge.from < record);
        self.path.push(Step { record, next, by, spent });
    }

    fn follow(&mut self, edge: Edge, spent: usize) {
        match self.seen[edge.to.index()] {
            Seen::No => self.enter(edge.to, Some(edge), spent),
            // A step of a record to itself is another rule's.
            Seen::Open(depth) if edge.to != edge.from && spent <= depth => self.close(depth, edge),
            Seen::Open(_) | Seen::Done => {}
        }
    }

    /// Notes the cycle from the record at this depth to the end of the path and back by `last`.
    fn close(&mut self, depth: usize, last: Edge) {
        let mut cycle = Vec::with_capacity(self.path.len() - depth);
        for (at, step) in self.path.iter_mut().enumerate().skip(depth + 1) {
            step.spent = at;
            cycle.extend(step.by);
        }
        cycle.push(last);
        let first = (0..cycle.len()).min_by_key(|&at| cycle[at].from).unwrap_or(0);
        cycle.rotate_left(first);
        self.cycles.push(cycle);
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, cycles};
    use factlint_model::facts::{RecordId, RowId};

    fn of(pairs: &[(u32, u32)]) -> Vec<Vec<(u32, u32)>> {
        let edge = |(row, &(from, to)): (usize, &(u32, u32))| Edge {
            from: RecordId(from),
            to: RecordId(to),
            row: RowId(u32::try_from(row).unwrap()),
        };
        let found = cycles(200_001, pairs.iter().enumerate().map(edge).collect());
        found.iter().map(|cycle| cycle.iter().map(|edge| (edge.from.0, edge.to.0)).collect()).collect()
    }

    #[test]
    fn a_cycle_is_found_once_from_its_first_record() {
        assert_eq!(of(&[(3, 1), (1, 2), (2, 3), (0, 2)]), vec![vec![(1, 2), (2, 3), (3, 1)]]);
    }

    #[test]
    fn cycles_that_share_a_record_are_two() {
        assert_eq!(of(&[(0, 1), (1, 0), (0, 2), (2, 0)]), vec![vec![(0, 1), (1, 0)], vec![(0, 2), (2, 0)]]);
    }

    #[test]
    fn cycles_that_share_a_step_are_one_finding() {
        assert_eq!(of(&[(0, 1), (1, 2), (2, 0), (1, 0)]).len(), 1);
    }

    #[test]
    fn diamonds_and_self_loops_are_none() {
        assert!(of(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 3)]).is_empty());
    }

    #[test]
    fn a_long_cycle_needs_no_deep_stack() {
        let mut ring: Vec<(u32, u32)> = (0..200_000).map(|at| (at, at + 1)).collect();
        ring.push((200_000, 0));
        assert_eq!(of(&ring)[0].len(), 200_001);
    }
}
