//! What takes part in a relation: a figure of the data, or a number written in the schema.

use factlint_model::facts::{
    Constraint, ConstraintBody, Dataset, FigurePart, FigureValue, Meaning, Operand, RecordId, SlotPath, Step, View,
};
use factlint_model::figure::{Exact, Interval, read};
use factlint_model::source::Span;

/// An operand of a relation.
#[derive(Clone, Debug)]
pub(super) enum Term<'a> {
    /// A figure.
    Figure(&'a FigureValue),
    /// A number of the schema, with its text.
    Number(Box<Interval>, &'a str),
}

impl<'a> Term<'a> {
    /// All numbers that round to what is printed.
    pub fn nearest(&self) -> &Interval {
        match self {
            Self::Figure(figure) => &figure.interval,
            Self::Number(interval, _) => interval,
        }
    }

    /// All numbers that it can be if it was cut off or rounded up.
    pub fn directed(&self, dataset: &Dataset) -> Interval {
        match self {
            Self::Figure(figure) => directed(dataset, figure),
            Self::Number(interval, _) => Interval::clone(interval),
        }
    }

    /// The number as printed, without its rounding; of a range or a bound all that it can be.
    pub fn stated(&self) -> Interval {
        let rounded = self.figure().filter(|figure| !figure.range);
        let middle = rounded.and_then(|figure| figure.interval.middle());
        middle.map_or_else(|| self.nearest().clone(), Interval::exact)
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<&'a FigureValue> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Number(..) => None,
        }
    }

    /// Its text, as printed.
    pub fn text<'b>(&self, dataset: &'b Dataset) -> &'b str
    where
        'a: 'b,
    {
        match self {
            Self::Figure(figure) => dataset.text(figure.row),
            Self::Number(_, text) => text,
        }
    }

    /// Where it stands in the data.
    pub fn span(&self, dataset: &Dataset) -> Option<Span> {
        self.figure().map(|figure| dataset.span(figure.row))
    }
}

/// All numbers that a figure can be if it was cut off or rounded up; for an exact one that is itself.
pub(super) fn directed(dataset: &Dataset, figure: &FigureValue) -> Interval {
    let known = &figure.interval;
    if known.point().is_some() || known.middle().is_none() {
        return known.clone();
    }
    match read(dataset.text(figure.row)) {
        Ok(printed) if figure.percent => printed.directed().scale(&Exact::new(1, 100)),
        Ok(printed) => printed.directed(),
        Err(_) => known.clone(),
    }
}

/// What an operand gives at a record.
pub(super) struct Terms<'a> {
    /// The terms, in the order of the data.
    pub terms: Vec<Term<'a>>,
    /// Whether every value and reference on the way was understood; if not, some term may be missing.
    pub whole: bool,
}

/// The terms of an operand at a record.
pub(super) fn terms<'a>(dataset: &'a Dataset, at: At, operand: &'a Operand) -> Terms<'a> {
    let terms = found(dataset, at, operand);
    let whole = match operand {
        Operand::Slot(path) => is_whole(dataset, at.record, path),
        Operand::Number(_) => !terms.is_empty(),
    };
    Terms { terms, whole }
}

/// The terms of an operand at a record, though perhaps not all.
pub(super) fn found<'a>(dataset: &'a Dataset, at: At, operand: &'a Operand) -> Vec<Term<'a>> {
    match operand {
        Operand::Slot(path) => figures(dataset, at, path).into_iter().map(Term::Figure).collect(),
        Operand::Number(text) => {
            let number = read(text).ok();
            number.map(|number| Term::Number(Box::new(number.exact()), text)).into_iter().collect()
        }
    }
}

/// The figures that a path leads to.
pub(super) fn figures<'a>(dataset: &'a Dataset, at: At, path: &SlotPath) -> Vec<&'a FigureValue> {
    let reached = dataset.step(at.record, path.step).into_iter();
    reached
        .flat_map(|reached| dataset.figures_in(reached, path.slot))
        .filter(|figure| at.counts(dataset, figure))
        .collect()
}

/// Where a relation is judged: at a record, by what counts in a view.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub record: RecordId,
    pub view: View,
}

impl At {
    /// Each view in which a constraint at a record is judged: that of who holds the record, else of those who hold one of
    /// its figures, else that of the facts.
    pub fn each(dataset: &Dataset, record: RecordId, constraint: &Constraint) -> impl Iterator<Item = Self> + use<> {
        let figures = |path: &SlotPath| {
            let reached = dataset.step(record, path.step).into_iter();
            let figures = reached.flat_map(|reached| dataset.figures_in(reached, path.slot));
            figures.map(|figure| dataset.row(figure.row).record).collect::<Vec<_>>()
        };
        let views = match dataset.has_views() {
            false => vec![View::Facts],
            true if dataset.holders(record).is_some() => dataset.views_of([record]),
            true => dataset.views_of(paths(&constraint.body).into_iter().flat_map(figures)),
        };
        views.into_iter().map(move |view| Self { record, view })
    }

    /// Whether a figure counts: those of the record itself always do.
    pub fn counts(self, dataset: &Dataset, figure: &FigureValue) -> bool {
        let by = dataset.row(figure.row).record;
        by == self.record || dataset.counts_in(by, self.view)
    }
}

/// The slots that a relation speaks of.
fn paths(relation: &ConstraintBody) -> Vec<&SlotPath> {
    let (operands, is): (Vec<&Operand>, &SlotPath) = match relation {
        ConstraintBody::Sum { parts, is, .. } => (parts.iter().collect(), is),
        ConstraintBody::Share { part, whole, is } => (vec![part, whole], is),
        ConstraintBody::Difference { from, less, is } => (vec![from, less], is),
        ConstraintBody::Product { factors, is } => (factors.iter().collect(), is),
        ConstraintBody::Ratio { over, under, is, .. } => (vec![over, under], is),
        ConstraintBody::Growth { from, to, is } => (vec![from, to], is),
        ConstraintBody::Mean { total, count, is } => (total.iter().chain([count]).collect(), is),
        _ => return Vec::new(),
    };
    let slots = operands.into_iter().filter_map(|operand| match operand {
        Operand::Slot(path) => Some(path),
        Operand::Number(_) => None,
    });
    slots.chain([is]).collect()
}

/// Whether each reference of the path reaches something, and each text in its slot was read as a figure.
fn is_whole(dataset: &Dataset, record: RecordId, path: &SlotPath) -> bool {
    let resolved = match path.step {
        Step::Ref(slot) => dataset.values(record, slot).all(|row| dataset.targets(row).next().is_some()),
        Step::Here | Step::Owner | Step::Previous => true,
    };
    resolved && dataset.step(record, path.step).into_iter().all(|reached| all_read(dataset, reached, path))
}

fn all_read(dataset: &Dataset, record: RecordId, path: &SlotPath) -> bool {
    let figures = || dataset.figures_in(record, path.slot);
    let mut values = dataset.values(record, path.slot).filter(|&row| match &dataset.use_of(row).meaning {
        Meaning::Figure(figure) => matches!(figure.part, FigurePart::Value | FigurePart::Printed),
        _ => false,
    });
    values.all(|row| figures().any(|figure| figure.row == row || figure.encoded() == Some(row)))
        && figures().next().is_some()
}
