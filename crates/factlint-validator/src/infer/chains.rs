//! The orders that a record's times keep, as chains: what follows from others is left out.

use std::collections::BTreeMap;

use factlint_model::figure::thousands;
use factlint_model::time::{Moment, read};
use factlint_model::tree::NodeRef;

use super::shape::{follow, says};
use super::threshold::{enough, is_share};
use super::times::Field;
use super::words::{Hint, hints};
use super::write::plain;
use super::{Exception, Guess, Work, threshold};

/// Times of which none is before the one above it.
#[derive(Debug)]
pub(super) struct Chain {
    pub links: Vec<Link>,
}

impl Chain {
    /// The chain as one guess, with the evidence of its links in their order.
    pub fn guess(&self, place: &str) -> Guess {
        let slots: Vec<String> = self.links.iter().map(|link| plain(&link.slot)).collect();
        Guess {
            place: place.to_owned(),
            says: format!("chain: [{}]", slots.join(", ")),
            evidence: self.evidence(),
            exceptions: self.links.iter().flat_map(|link| link.exceptions.iter().cloned()).collect(),
        }
    }

    /// What shows one link; of several, whose times the chain names already, only the counts.
    fn evidence(&self) -> String {
        match self.links.as_slice() {
            [] => String::new(),
            [_, one] => one.evidence.clone(),
            [_, links @ ..] => {
                let counts: Vec<&str> = links.iter().map(|link| link.counts.as_str()).collect();
                format!("{} times none is after the next", counts.join("; "))
            }
        }
    }
}

/// A time of a chain.
#[derive(Debug)]
pub(super) struct Link {
    pub slot: String,
    /// How often it is not before the one above it, of how many times.
    pub counts: String,
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
        format!("{} times `{first}` is not after `{second}`", self.counts())
    }

    fn counts(&self) -> String {
        format!("{} of {}", thousands(self.both - self.against.len()), thousands(self.both))
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
    let may_join = |first: usize, second: usize| seen.get(&(first, second)).is_none_or(Pair::is_kept);
    let runs = runs(&orders, is_span, may_join);
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

/// The orders as chains, without what follows: links that no other orders lead round, joined; and what the chains do not
/// say of as many records, since a time between is mostly missing. What is `told` already stands in none.
fn runs(
    orders: &Orders,
    told: impl Fn((usize, usize)) -> bool,
    may_join: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let kept = without_circles(orders);
    let follows = |at: (usize, usize), often: usize| {
        let mut others = kept.clone();
        others.remove(&at);
        leads(&others, at, often)
    };
    let new = || kept.iter().filter(|(at, _)| !told(**at));
    let mut runs = joined(new().map(|(at, _)| *at).filter(|at| !follows(*at, 0)).collect(), may_join);
    let stands = |runs: &[Vec<usize>], (first, second): (usize, usize)| {
        let place = |run: &Vec<usize>, of: usize| run.iter().position(|&at| at == of);
        runs.iter().any(|run| place(run, first).is_some_and(|one| place(run, second).is_some_and(|two| one < two)))
    };
    for (&at, &count) in new() {
        if !stands(&runs, at) && !follows(at, count) {
            runs.push(vec![at.0, at.1]);
        }
    }
    runs
}

/// The orders without those that would close a circle, of which the least seen is left out: a circle of times says nothing.
fn without_circles(orders: &Orders) -> Orders {
    let mut sorted: Vec<_> = orders.iter().map(|(&at, &count)| (std::cmp::Reverse(count), at)).collect();
    sorted.sort_unstable();
    let mut kept = Orders::new();
    for (std::cmp::Reverse(count), (first, second)) in sorted {
        if !leads(&kept, (second, first), 0) {
            kept.insert((first, second), count);
        }
    }
    kept
}

/// Whether orders that were seen this often lead from one time to another.
fn leads(orders: &Orders, (from, to): (usize, usize), often: usize) -> bool {
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
        let counts = above.map_or_else(String::new, |(_, pair)| pair.counts());
        let mut against: Vec<NodeRef<'_>> = earlier
            .iter()
            .filter_map(|above| seen.get(&(*above, number)))
            .flat_map(|pair| pair.against.iter().copied())
            .collect();
        let place = |node: &NodeRef<'_>| (node.tree().file().0, node.own_span().start);
        against.sort_by_key(place);
        against.dedup_by_key(|node| place(node));
        let slot = slots.get(number).cloned().unwrap_or_default();
        Link { slot, counts, evidence, exceptions: work.exceptions(&against) }
    };
    Chain { links: run.iter().enumerate().map(link).collect() }
}

#[cfg(test)]
mod tests {
    use super::{joined, runs};

    /// The chains of orders `(first, second, times seen)`.
    fn chains(orders: &[(usize, usize, usize)]) -> Vec<Vec<usize>> {
        let orders = orders.iter().map(|&(first, second, count)| ((first, second), count)).collect();
        runs(&orders, |_| false, |_, _| true)
    }

    #[test]
    fn what_follows_from_others_is_left_out() {
        let all: Vec<_> = (0..5).flat_map(|first| (first + 1..5).map(move |second| (first, second, 70))).collect();
        assert_eq!(chains(&all), [[0, 1, 2, 3, 4]]);
    }

    #[test]
    fn a_chain_says_it_also_where_the_time_between_is_missing() {
        assert_eq!(chains(&[(0, 1, 60), (1, 2, 60), (0, 2, 900)]), [[0, 1, 2]]);
    }

    #[test]
    fn what_two_chains_say_of_fewer_records_stays() {
        let branches = [(0, 1, 60), (1, 2, 60), (1, 3, 60), (0, 2, 60)];
        assert_eq!(chains(&[&branches[..], &[(0, 3, 60)]].concat()), [vec![0, 1, 2], vec![1, 3]]);
        let between_is_seldom = [&branches[..], &[(0, 3, 900)]].concat();
        assert_eq!(chains(&between_is_seldom), [vec![0, 1, 2], vec![1, 3], vec![0, 3]]);
    }

    #[test]
    fn a_circle_loses_its_least_seen_order() {
        assert_eq!(chains(&[(0, 1, 80), (1, 2, 70), (2, 0, 60)]), [[0, 1, 2]]);
        assert_eq!(chains(&[(0, 1, 60), (1, 0, 60)]), [[0, 1]]);
    }

    #[test]
    fn what_a_span_says_is_not_said_again() {
        let orders = [((0, 1), 60), ((1, 2), 60), ((0, 2), 60)].into();
        assert_eq!(runs(&orders, |at| at == (0, 1), |_, _| true), [[1, 2]]);
    }

    #[test]
    fn branches_start_again() {
        assert_eq!(joined(vec![(2, 3), (0, 1), (1, 2), (1, 4)], |_, _| true), [vec![0, 1, 2, 3], vec![1, 4]]);
    }

    #[test]
    fn times_that_contradict_one_another_stand_in_no_chain_together() {
        assert_eq!(joined(vec![(0, 1), (1, 2)], |first, second| (first, second) != (0, 2)), [[0, 1], [1, 2]]);
    }
}
