//! What records are called by, and the values that name them.

use std::collections::{BTreeSet, HashMap, HashSet};

use factlint_model::figure::thousands;
use factlint_model::load::Format;
use factlint_model::tree::{Kind, NodeRef};

use super::sets::stem;
use super::shape::{Step, follow};
use super::threshold::{enough, nearly};
use super::words::{Hint, hints, kebab};
use super::write::plain;
use super::{Work, is_url, threshold, times};

/// Where the ids of records stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Field(usize),
    Key,
    File,
}

/// Values that tell the records of one kind apart.
struct Scheme<'t> {
    record: usize,
    stand: Stand,
    /// The scheme's name; the kind's if none.
    name: Option<String>,
    values: HashSet<&'t str>,
    /// Whether it is an id even if nothing refers to it.
    sure: bool,
    evidence: String,
    against: Vec<NodeRef<'t>>,
}

/// Guesses the ids and references of all records.
pub(super) fn guess(work: &mut Work<'_>) {
    let mut schemes = Vec::new();
    for record in 0..work.records.len() {
        schemes.extend(of_key_or_file(work, record));
        for place in work.records[record].fields.clone() {
            schemes.extend(of_field(work, record, place));
        }
    }
    name_schemes(work, &mut schemes);
    refs(work, &mut schemes);
    for scheme in schemes.iter().filter(|scheme| scheme.sure) {
        write(work, scheme);
    }
    within(work, &schemes);
}

/// The key above each record, or the name of the file that it is.
fn of_key_or_file<'t>(work: &Work<'t>, record: usize) -> Option<Scheme<'t>> {
    let place = &work.shape.places[work.records[record].place];
    let (stand, texts): (Stand, Vec<&'t str>) = match place.step {
        Step::Values => (Stand::Key, place.keys.iter().map(|key| key.text()).collect()),
        Step::Root => {
            (Stand::File, place.nodes.iter().filter_map(|node| Some(stem(&work.file_of(*node)?.inside))).collect())
        }
        _ => return None,
    };
    let values: HashSet<&str> = texts.iter().copied().collect();
    let what = if stand == Stand::Key { "keys" } else { "file names" };
    let evidence = format!("{} {what}, all different", thousands(values.len()));
    (values.len() == texts.len()).then_some(Scheme {
        record,
        stand,
        name: None,
        values,
        sure: stand == Stand::Key,
        evidence,
        against: Vec::new(),
    })
}

fn of_field<'t>(work: &mut Work<'t>, record: usize, place: usize) -> Option<Scheme<'t>> {
    let steps = work.shape.steps(work.records[record].place, place);
    if steps.contains(&Step::Values) || times::is_time(work, place) {
        return None;
    }
    let hinted = steps.iter().any(|step| matches!(step, Step::Key(key) if hints(key, Hint::Id)));
    let nodes: Vec<NodeRef<'t>> = work.shape.filled(place).collect();
    let fits = |text: &str| {
        text.len() <= threshold::ID_BYTES && !is_url(text) && (hinted || !text.contains(char::is_whitespace))
    };
    let few = if hinted { threshold::FEW } else { threshold::MANY };
    if nodes.len() < few || !nodes.iter().all(|node| fits(node.text())) {
        return None;
    }
    let mut values = HashSet::new();
    let against: Vec<NodeRef<'t>> = nodes.iter().copied().filter(|node| !values.insert(node.text())).collect();
    let evidence = format!("{} of {} values are different", thousands(values.len()), thousands(nodes.len()));
    if !enough(values.len(), nodes.len()) || (!hinted && !against.is_empty()) {
        let files = work.sets[work.set_of(place)].files.len();
        let mut in_file = HashSet::new();
        if hinted
            && nodes.len() >= files * threshold::FEW
            && nodes.iter().all(|node| in_file.insert((node.tree().file().0, node.text())))
        {
            let evidence = format!("{} values, different within each file", thousands(nodes.len()));
            let scheme = format!("{}-{}", work.records[record].kind, work.field_name(record, place));
            work.add(place, "id", format!("{{ scheme: {}, within: file }}", plain(&scheme)), evidence, &[]);
        } else if hinted && nearly(values.len(), nodes.len()) {
            work.mention(place, "id", evidence, &against);
        }
        return None;
    }
    // Without a name that says so, every record has one, and it is no plain number.
    let all = work.shape.places[work.records[record].place].nodes.len();
    if !hinted && (nodes.len() != all || nodes.iter().any(is_number)) {
        return None;
    }
    let name = Some(kebab(work.shape.key(place).unwrap_or_default()));
    Some(Scheme { record, stand: Stand::Field(place), name, values, sure: hinted, evidence, against })
}

/// Whether a value is a plain number: in a table, whose cells have no types, by how it looks.
fn is_number(node: &NodeRef<'_>) -> bool {
    let looks = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,".contains(&byte));
    node.kind() == Kind::Number || (matches!(node.tree().format(), Format::Csv | Format::Tsv) && looks(node.text()))
}

/// The first that every record has is the id of its kind; others have a scheme each, named by their keys.
fn name_schemes(work: &Work<'_>, schemes: &mut [Scheme<'_>]) {
    let mut with_id = HashSet::new();
    let mut taken: BTreeSet<String> = work.records.iter().map(|record| record.kind.clone()).collect();
    for sure in [true, false] {
        for scheme in schemes.iter_mut().filter(|scheme| scheme.sure == sure) {
            let record = &work.records[scheme.record];
            let whole = scheme.values.len() + scheme.against.len() >= work.shape.places[record.place].nodes.len();
            if whole && with_id.insert(scheme.record) {
                scheme.name = None;
                continue;
            }
            let key = scheme.name.take().unwrap_or_else(|| "file".to_owned());
            let name = if taken.contains(&key) { format!("{}-{key}", record.kind) } else { key };
            taken.insert(name.clone());
            scheme.name = Some(name);
        }
    }
}

/// A place whose values name the records of a scheme.
struct Found<'t> {
    scheme: usize,
    named: bool,
    good: usize,
    against: Vec<NodeRef<'t>>,
}

/// Guesses what refers to the records of each scheme. A place that does is none of the ids of its own record.
fn refs<'t>(work: &mut Work<'t>, schemes: &mut Vec<Scheme<'t>>) {
    let mut gone = Vec::new();
    for record in 0..work.records.len() {
        for place in work.records[record].fields.clone() {
            if times::is_time(work, place) {
                continue;
            }
            let nodes: Vec<NodeRef<'t>> = work.shape.filled(place).collect();
            let distinct: HashSet<&str> = nodes.iter().map(|node| node.text()).collect();
            if distinct.len() < threshold::REF_VALUES
                || nodes.len() < threshold::FEW
                || nodes.iter().all(|node| is_url(node.text()))
            {
                continue;
            }
            let own = schemes.iter().position(|scheme| scheme.sure && scheme.stand == Stand::Field(place));
            let usable = |at: usize| {
                let reached = own.is_none_or(|own| {
                    schemes[own].record != schemes[at].record
                        && distinct.len() < schemes[at].values.len()
                        && schemes[at].sure
                        && !gone.contains(&at)
                });
                schemes[at].stand != Stand::Field(place) && reached
            };
            let found = (0..schemes.len())
                .filter(|&at| usable(at))
                .filter_map(|at| reach(work, record, place, &nodes, &distinct, schemes, at));
            let best = found.max_by_key(|found| {
                let scheme = &schemes[found.scheme];
                (
                    found.named,
                    scheme.sure,
                    found.good,
                    std::cmp::Reverse(scheme.values.len()),
                    std::cmp::Reverse(found.scheme),
                )
            });
            let Some(best) = best else { continue };
            if enough(best.good, nodes.len()) {
                gone.extend(own);
                schemes[best.scheme].sure = true;
                write_ref(work, record, place, &schemes[best.scheme], &best, nodes.len());
            } else if own.is_none() {
                let kind = &work.records[schemes[best.scheme].record].kind;
                let evidence = format!("{} of {} values name a {kind}", thousands(best.good), thousands(nodes.len()));
                work.mention(place, "ref", evidence, &best.against);
            }
        }
    }
    gone.sort_unstable();
    for at in gone.into_iter().rev() {
        schemes.remove(at);
    }
}

/// Whether the values reach the records of a scheme, and not by chance.
fn reach<'t>(
    work: &Work<'t>,
    record: usize,
    place: usize,
    nodes: &[NodeRef<'t>],
    distinct: &HashSet<&str>,
    schemes: &[Scheme<'t>],
    at: usize,
) -> Option<Found<'t>> {
    let scheme = &schemes[at];
    let hits = distinct.iter().filter(|text| scheme.values.contains(**text)).count();
    if !nearly(hits, distinct.len()) {
        return None;
    }
    let key = kebab(work.shape.key(place).unwrap_or_default());
    let kind = &work.records[scheme.record].kind;
    let named = key.split('-').any(|part| part == kind) || key == *kind || scheme.name.as_ref() == Some(&key);
    let telling = distinct.iter().filter(|text| is_telling(text)).count();
    let by_chance = !threshold::is_share(telling, distinct.len(), threshold::TELLING)
        || distinct.len() < threshold::FEW
        || nodes.len() < threshold::MANY;
    if (by_chance && !named) || (!scheme.sure && !named && distinct.len() < threshold::MANY) {
        return None;
    }
    let against: Vec<NodeRef<'t>> = nodes.iter().copied().filter(|node| !scheme.values.contains(node.text())).collect();
    let good = nodes.len() - against.len();
    if is_own(work, record, place, scheme) {
        return None;
    }
    nearly(good, nodes.len()).then_some(Found { scheme: at, named, good, against })
}

/// Whether a text is too long or too particular to be the id of something else by chance.
fn is_telling(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.len() >= threshold::TELLING_BYTES
        || (text.len() >= threshold::TELLING_BYTES_OF_LETTERS && letters >= threshold::TELLING_LETTERS)
}

/// Whether the place holds the record's own id, or one in its own file, rather than that of another.
fn is_own<'t>(work: &Work<'t>, record: usize, place: usize, scheme: &Scheme<'t>) -> bool {
    if scheme.record != record {
        return false;
    }
    let top = work.records[record].place;
    let steps = work.shape.steps(top, place);
    let found = &work.shape.places[top];
    let same = |(at, node): (usize, &NodeRef<'t>)| {
        own_id(work, scheme, at, *node).is_some_and(|id| follow(*node, &steps).iter().any(|value| value.text() == id))
    };
    found.nodes.iter().enumerate().any(same)
}

/// The id that a record has in the scheme of its kind.
fn own_id<'t>(work: &Work<'t>, scheme: &Scheme<'t>, at: usize, node: NodeRef<'t>) -> Option<&'t str> {
    let top = work.records[scheme.record].place;
    match scheme.stand {
        Stand::Key => work.shape.places[top].keys.get(at).map(|key| key.text()),
        Stand::File => work.file_of(node).map(|file| stem(&file.inside)),
        Stand::Field(id) => follow(node, &work.shape.steps(top, id)).first().map(|value| value.text()),
    }
}

fn write_ref<'t>(work: &mut Work<'t>, record: usize, place: usize, scheme: &Scheme<'t>, found: &Found<'t>, all: usize) {
    let kind = work.records[scheme.record].kind.clone();
    let name = work.field_name(record, place);
    let slot = work.slot(record, place, &name);
    let by = scheme.name.as_ref().map_or_else(String::new, |name| format!(" by: {},", plain(name)));
    let evidence = format!("{} of {} values name a {kind}", thousands(found.good), thousands(all));
    let (acyclic, evidence) = match never_leads_back(work, record, place, scheme) {
        true => (", acyclic: true", format!("{evidence}, none leads back")),
        false => ("", evidence),
    };
    work.add(
        place,
        "ref",
        format!("{{ to: {},{by} slot: {}{acyclic} }}", plain(&kind), plain(&slot)),
        evidence,
        &found.against,
    );
}

/// Whether following the reference from a record to others of its kind never comes back.
fn never_leads_back(work: &Work<'_>, record: usize, place: usize, scheme: &Scheme<'_>) -> bool {
    let top = work.records[record].place;
    let steps = work.shape.steps(top, place);
    if scheme.record != record || steps.iter().any(|step| !matches!(step, Step::Key(_))) {
        return false;
    }
    let nodes = work.shape.places[top].nodes.iter().enumerate();
    let next: HashMap<&str, &str> = nodes
        .filter_map(|(at, node)| Some((own_id(work, scheme, at, *node)?, follow(*node, &steps).first()?.text())))
        .collect();
    // What a walk has passed is not walked again.
    let mut passed: HashMap<&str, &str> = HashMap::new();
    next.keys().all(|start| {
        let mut at = *start;
        while let Some(further) = next.get(at) {
            match passed.get(at) {
                Some(walk) => return walk != start,
                None => passed.insert(at, start),
            };
            at = further;
        }
        true
    })
}

fn write<'t>(work: &mut Work<'t>, scheme: &Scheme<'t>) {
    let top = work.records[scheme.record].place;
    let id = scheme.name.as_ref().map_or_else(|| "true".to_owned(), |name| format!("{{ scheme: {} }}", plain(name)));
    match scheme.stand {
        Stand::Field(place) => work.add(place, "id", id, scheme.evidence.clone(), &scheme.against),
        Stand::Key => work.add(top, "key", format!("{{ id: {id} }}"), scheme.evidence.clone(), &[]),
        Stand::File => work.add(top, "file", format!("{{ id: {id} }}"), scheme.evidence.clone(), &[]),
    }
}

/// Ids that are unique only among the records of one owner: keys of maps, and what a list's items all begin with.
fn within(work: &mut Work<'_>, schemes: &[Scheme<'_>]) {
    for record in 0..work.records.len() {
        let top = work.records[record].place;
        let has_id = schemes.iter().any(|scheme| scheme.record == record && scheme.sure && scheme.name.is_none());
        let Some(list) = work.shape.places[top].parent else { continue };
        let owner = (0..work.records.len()).rev().find(|&at| is_above(work, work.records[at].place, list));
        let Some(owner) = owner.filter(|_| !has_id) else { continue };
        let owner_kind = work.records[owner].kind.clone();
        let id = format!("{{ id: {{ within: {} }} }}", plain(&owner_kind));
        // One mapping of each owner: its keys differ by themselves.
        if work.shape.places[top].step == Step::Values {
            let direct = work
                .shape
                .steps(work.records[owner].place, top)
                .iter()
                .filter(|step| !matches!(step, Step::Key(_)))
                .count();
            if direct == 1 {
                let evidence = format!("{} keys", thousands(work.shape.places[top].keys.len()));
                work.add(top, "key", id, evidence, &[]);
                work.keep.insert(work.records[owner].place);
            }
            continue;
        }
        let first = work.shape.places[top].children.first().copied();
        let Some(place) = first.filter(|&place| unique_in_lists(work, list, place)) else { continue };
        if !work.facts.contains_key(&place) {
            let all = work.shape.filled(place).count();
            let evidence = format!("{} values, different within each {owner_kind}", thousands(all));
            work.add(place, "id", format!("{{ within: {} }}", plain(&owner_kind)), evidence, &[]);
            work.keep.insert(work.records[owner].place);
        }
    }
}

fn is_above(work: &Work<'_>, above: usize, mut place: usize) -> bool {
    loop {
        if place == above {
            return true;
        }
        match work.shape.places[place].parent {
            Some(parent) => place = parent,
            None => return false,
        }
    }
}

/// Whether all items of all lists have the field, and none twice in one list, where there are enough lists of several.
fn unique_in_lists(work: &Work<'_>, list: usize, place: usize) -> bool {
    let Step::Key(key) = work.shape.places[place].step else { return false };
    let mut several = 0;
    let mut seen_times: HashMap<&str, usize> = HashMap::new();
    for node in &work.shape.places[list].nodes {
        let mut seen = HashSet::new();
        for item in node.items() {
            let text = match item.get(key).filter(|value| super::shape::says(*value)) {
                Some(value) if !value.text().contains(char::is_whitespace) && !is_url(value.text()) => value.text(),
                _ => return false,
            };
            if !seen.insert(text) {
                return false;
            }
            *seen_times.entry(text).or_default() += 1;
        }
        several += usize::from(seen.len() >= threshold::LISTED);
    }
    several >= threshold::MANY && !times::is_time(work, place)
}
