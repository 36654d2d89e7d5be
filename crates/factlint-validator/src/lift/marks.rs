//! What annotations say at a position, gathered.

use factlint_model::facts::{ConstraintId, Use, UseId};

use crate::plan::{Annotation, Pattern, Plan, Reading, RecordStart, Several, Types};

/// A record, a meaning or a constraint of an annotation, by their numbers, with the types it holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub types: Types,
    pub annotation: u32,
    pub at: u32,
}

/// What annotations say at a position.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub records: Vec<Mark>,
    pub readings: Vec<Mark>,
    pub constraints: Vec<Mark>,
}

impl Marks {
    /// Adds all that an annotation says.
    pub fn add(&mut self, number: u32, annotation: &Annotation) {
        let marks = |length: usize| {
            let types = annotation.types;
            (0..u32::try_from(length).unwrap_or(0)).map(move |at| Mark { types, annotation: number, at })
        };
        self.records.extend(marks(usize::from(annotation.record.is_some())));
        self.readings.extend(marks(annotation.readings.len()));
        self.constraints.extend(marks(annotation.constraints.len()));
    }

    /// Adds what all of several positions say alike.
    pub fn add_shared(&mut self, plan: &Plan, all: &[&Marks]) {
        let Some((first, rest)) = all.split_first() else { return };
        let in_all = |of: fn(&Marks) -> &Vec<Mark>, same: &dyn Fn(Mark, Mark) -> bool| -> Vec<Mark> {
            let everywhere = |mark: &&Mark| rest.iter().all(|marks| of(marks).iter().any(|&other| same(**mark, other)));
            of(first).iter().filter(everywhere).copied().collect()
        };
        let same_record = |a, b| match (plan.start(a), plan.start(b)) {
            (Some(a), Some(b)) => a.kind == b.kind,
            _ => false,
        };
        let same_use = |a, b| same_readings(plan, plan.reading(a), plan.reading(b));
        let same_constraint = |a, b| same_constraint(plan, plan.constraint(a), plan.constraint(b));
        self.records.extend(in_all(|marks| &marks.records, &same_record));
        self.readings.extend(in_all(|marks| &marks.readings, &same_use));
        self.constraints.extend(in_all(|marks| &marks.constraints, &same_constraint));
    }
}

impl Plan {
    pub(super) fn start(&self, mark: Mark) -> Option<&RecordStart> {
        self.annotations.get(mark.annotation as usize)?.record.as_ref()
    }

    pub(super) fn reading(&self, mark: Mark) -> Option<&Reading> {
        self.annotations.get(mark.annotation as usize)?.readings.get(mark.at as usize)
    }

    pub(super) fn constraint(&self, mark: Mark) -> Option<ConstraintId> {
        self.annotations.get(mark.annotation as usize)?.constraints.get(mark.at as usize).copied()
    }
}

fn same_readings(plan: &Plan, a: Option<&Reading>, b: Option<&Reading>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let text = |pattern: &Option<Pattern>| pattern.as_ref().map(|pattern| pattern.as_str().to_owned());
    a.origin == b.origin
        && text(&a.matches) == text(&b.matches)
        && same_several(a.several.as_ref(), b.several.as_ref())
        && a.none == b.none
        && same_use(plan, a.use_id, b.use_id)
}

fn same_several(a: Option<&Several>, b: Option<&Several>) -> bool {
    match (a, b) {
        (Some(Several::Each(a)), Some(Several::Each(b))) => a.as_str() == b.as_str(),
        (Some(Several::Split(a)), Some(Several::Split(b))) => a == b,
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Whether two meanings say the same, wherever they are declared.
fn same_use(plan: &Plan, a: UseId, b: UseId) -> bool {
    let uses = &plan.vocabulary.uses;
    let (Some(a), Some(b)) = (uses.get(a.index()), uses.get(b.index())) else { return false };
    *a == Use { declared: a.declared, written: a.written, ..b.clone() }
}

fn same_constraint(plan: &Plan, a: Option<ConstraintId>, b: Option<ConstraintId>) -> bool {
    let constraint = |id: Option<ConstraintId>| plan.vocabulary.constraints.get(id?.index());
    match (constraint(a), constraint(b)) {
        (Some(a), Some(b)) => a.body == b.body && a.level == b.level && a.message == b.message && a.at == b.at,
        _ => false,
    }
}
