//! The orders that a record's times keep, as chains: what follows from others is left out.

use std::collections::BTreeMap;

use factlint_model::time::{Moment, read};
use factlint_model::tree::NodeRef;

use super::shape::{follow, says};
use super::threshold::{enough, is_share};
use super::times::Field;
use super::words::{Hint, grouped, hints};
use super::{Exception, Guess, Work, threshold};

/// Times of which none is before the one above it.
#[derive(Debug)]
pub(super) struct Chain {
    pub links: Vec<Link>,
}

impl Chain {
    /// The chain as one guess, with the evidence of its links in their order.
    pub fn guess(&self, place: &str) -> Guess {
        let slots: Vec<&str> = self.links.iter().map(|link| link.slot.as_str()).collect();
        let evidence: Vec<&str> = self.links.iter().skip(1).map(|link| link.evidence.as_str()).collect();
        Guess {
            place: place.to_owned(),
            says: format!("chain: [{}]", slots.join(", ")),
            evidence: evidence.join("; "),
            exceptions: self.links.iter().flat_map(|link| link.exceptions.iter().cloned()).collect(),
        }
    }
}

/// A time of a chain.
#[derive(Debug)]
pub(super) struct Link {
    pub slot: String,
    /// What shows that it is not before the one above it; nothing at the first.
    pub evidence: String,
    /// Where it is before any of those above it.
    pub exceptions: Vec<Exception>,
}

/// What was counted of two times of one record.
#[derive(Default)]
pub(super) struct Pair<'t> {
    both: usize,
    apart: usize,
    pub against: Vec<NodeRef<'t>>,
}

impl Pair<'_> {
    pub fn is_seen(&self) -> bool {
        self.both > 0
    }

    pub fn holds(&self, hinted: bool) -> bool {
        let few = if hinted { threshold::FEW } else { threshold::ORDERED };
        self.both >= few && self.is_kept() && is_share(self.apart, self.both, threshold::APART)
    }

    /// Whether hardly any record says otherwise.
    fn is_kept(&self) -> bool {
        enough(self.both - self.against.len(), self.both)
    }

    pub fn evidence(&self, first: &str, second: &str) -> String {
        let good = grouped(self.both - self.against.len());
        format!("{good} of {} times `{first}` is not after `{second}`", grouped(self.both))
    }
}

/// Compares two times wherever a record has both.
pub(super) fn pair<'t>(work: &Work<'t>, record: usize, first: &Field, second: &Field) -> Pair<'t> {
    let top = work.records[record].place;
    let (to_first, to_second) = (work.shape.steps(top, first.place), work.shape.steps(top, second.place));
    let mut pair = Pair::default();
    for node in &work.shape.places[top].nodes {
        let (one, two) = (follow(*node, &to_first), follow(*node, &to_second));
        let (Some(one), Some(two)) = (one.first(), two.first()) else { continue };
        let (Some(early), Some(late)) = (moment(*one, first), moment(*two, second)) else { continue };
        pair.both += 1;
        pair.apart += usize::from(early.surely_before(late));
        if late.surely_before(early) {
            pair.against.push(*two);
        }
    }
    pair
}

pub(super) fn moment(node: NodeRef<'_>, field: &Field) -> Option<Moment> {
    says(node).then(|| read(node.text(), &field.format).ok()).flatten().map(|reading| reading.hull())
}

/// Guesses the chains of a record.
pub(super) fn guess(work: &mut Work<'_>, record: usize, fields: &[&Field], slots: &[String]) {
    let top = work.records[record].place;
    let fields = &fields[..fields.len().min(threshold::COMPARED)];
    let seen = pairs(work, record, fields);
    let is_span = |(first, second): (usize, usize)| {
        work.spans.contains_key(&fields[second].place)
            && slots.get(first).is_some_and(|slot| ["start", "born"].contains(&slot.as_str()))
    };
    let above = |at: usize| work.shape.places[fields[at].place].parent;
    let holds = |(first, second): (usize, usize), pair: &Pair<'_>| {
        let hinted = hints(&fields[first].name, Hint::Early) && hints(&fields[second].name, Hint::Late);
        is_span((first, second)) || pair.holds(hinted && above(first) == above(second))
    };
    let orders = seen.iter().filter(|(at, pair)| holds(**at, pair)).map(|(at, pair)| (*at, pair.both)).collect();
    // A span says its order itself.
    let links = reduced(&orders).into_iter().filter(|at| !is_span(*at)).collect();
    let may_join = |first: usize, second: usize| seen.get(&(first, second)).is_none_or(Pair::is_kept);
    let runs = joined(links, may_join);
    let chains: Vec<Chain> = runs.iter().map(|run| chain(work, run, &seen, fields, slots)).collect();
    if !chains.is_empty() {
        work.chains.insert(top, chains);
    }
}

type Pairs<'t> = BTreeMap<(usize, usize), Pair<'t>>;

fn pairs<'t>(work: &Work<'t>, record: usize, fields: &[&Field]) -> Pairs<'t> {
    let single: Vec<usize> = (0..fields.len()).filter(|&at| fields[at].single).collect();
    let two = single.iter().flat_map(|&first| single.iter().map(move |&second| (first, second)));
    two.filter(|(first, second)| first != second)
        .map(|(first, second)| ((first, second), pair(work, record, fields[first], fields[second])))
        .collect()
}

/// Orders of two times by their numbers, with how often they were seen.
type Orders = BTreeMap<(usize, usize), usize>;

/// The orders that do not follow from others. One follows if others lead from its first time to its second, each seen as
/// often: where a time between is mostly missing, they would not say what it says.
fn reduced(orders: &Orders) -> Vec<(usize, usize)> {
    let mut kept = without_circles(orders);
    let seldom_first = by_count(&kept);
    for (first, second) in seldom_first {
        let Some(count) = kept.remove(&(first, second)) else { continue };
        if !leads(&kept, first, second, count) {
            kept.insert((first, second), count);
        }
    }
    kept.into_keys().collect()
}

/// The orders without those that would close a circle, of which the least seen is left out: a circle of times says nothing.
fn without_circles(orders: &Orders) -> Orders {
    let mut kept = Orders::new();
    for (first, second) in by_count(orders).into_iter().rev() {
        if !leads(&kept, second, first, 0)
            && let Some(&count) = orders.get(&(first, second))
        {
            kept.insert((first, second), count);
        }
    }
    kept
}

/// The orders from the least to the most seen.
fn by_count(orders: &Orders) -> Vec<(usize, usize)> {
    let mut sorted: Vec<_> = orders.iter().map(|(&at, &count)| (count, std::cmp::Reverse(at), at)).collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(.., at)| at).collect()
}

/// Whether orders that were seen this often lead from one time to another.
fn leads(orders: &Orders, from: usize, to: usize, often: usize) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(&at) = reached.get(next) {
        next += 1;
        for (&(first, second), &count) in orders {
            if first == at && count >= often && !reached.contains(&second) {
                reached.push(second);
            }
        }
    }
    reached.contains(&to)
}

/// Links joined to runs that are as long as can be. A chain speaks of all its times, not only of neighbours, so two that
/// may not join stand in none together.
fn joined(mut links: Vec<(usize, usize)>, may_join: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    links.sort_unstable();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    while let Some(at) = links.iter().position(|(first, _)| links.iter().all(|(_, second)| second != first)) {
        let (first, second) = links.remove(at);
        let mut run = vec![first, second];
        while let Some(at) = links.iter().position(|(first, second)| {
            run.last() == Some(first) && run.iter().all(|earlier| may_join(*earlier, *second))
        }) {
            run.push(links.remove(at).1);
        }
        runs.push(run);
    }
    runs
}

fn chain(work: &Work<'_>, run: &[usize], seen: &Pairs<'_>, fields: &[&Field], slots: &[String]) -> Chain {
    let link = |(at, &number): (usize, &usize)| {
        let earlier = run.get(..at).unwrap_or_default();
        let above = earlier.last().and_then(|&above| Some((above, seen.get(&(above, number))?)));
        let evidence =
            above.map_or_else(String::new, |(above, pair)| pair.evidence(&fields[above].name, &fields[number].name));
        let mut against: Vec<NodeRef<'_>> = earlier
            .iter()
            .filter_map(|above| seen.get(&(*above, number)))
            .flat_map(|pair| pair.against.iter().copied())
            .collect();
        let place = |node: &NodeRef<'_>| (node.tree().file().0, node.own_span().start);
        against.sort_by_key(place);
        against.dedup_by_key(|node| place(node));
        Link { slot: slots.get(number).cloned().unwrap_or_default(), evidence, exceptions: work.exceptions(&against) }
    };
    Chain { links: run.iter().enumerate().map(link).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Orders, joined, reduced};

    fn orders(of: &[(usize, usize, usize)]) -> Orders {
        of.iter().map(|&(first, second, count)| ((first, second), count)).collect()
    }

    #[test]
    fn what_follows_from_two_others_is_left_out() {
        assert_eq!(reduced(&orders(&[(0, 1, 90), (1, 2, 90), (0, 2, 90)])), [(0, 1), (1, 2)]);
    }

    #[test]
    fn what_others_say_of_fewer_records_stays() {
        let middle_is_seldom = orders(&[(0, 1, 60), (1, 2, 60), (0, 2, 900)]);
        assert_eq!(reduced(&middle_is_seldom), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn a_long_way_round_leaves_out_all_short_cuts() {
        let all = (0..5).flat_map(|first| (first + 1..5).map(move |second| (first, second, 70))).collect::<Vec<_>>();
        assert_eq!(reduced(&orders(&all)), [(0, 1), (1, 2), (2, 3), (3, 4)]);
    }

    #[test]
    fn a_circle_loses_its_least_seen_order() {
        assert_eq!(reduced(&orders(&[(0, 1, 80), (1, 2, 70), (2, 0, 60)])), [(0, 1), (1, 2)]);
    }

    #[test]
    fn links_join_to_runs_and_branches_start_again() {
        assert_eq!(joined(vec![(2, 3), (0, 1), (1, 2), (1, 4)], |_, _| true), [vec![0, 1, 2, 3], vec![1, 4]]);
    }

    #[test]
    fn times_that_contradict_one_another_stand_in_no_chain_together() {
        assert_eq!(joined(vec![(0, 1), (1, 2)], |first, second| (first, second) != (0, 2)), [vec![0, 1], vec![1, 2]]);
    }
}
