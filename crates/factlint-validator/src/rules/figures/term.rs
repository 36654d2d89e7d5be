//! What takes part in a relation: a figure of the data, or a number written in the schema.

use factlint_model::facts::{Dataset, FigurePart, FigureValue, Meaning, Operand, RecordId, SlotPath, Step};
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
pub(super) fn terms<'a>(dataset: &'a Dataset, record: RecordId, operand: &'a Operand) -> Terms<'a> {
    let terms = found(dataset, record, operand);
    let whole = match operand {
        Operand::Slot(path) => is_whole(dataset, record, path),
        Operand::Number(_) => !terms.is_empty(),
    };
    Terms { terms, whole }
}

/// The terms of an operand at a record, though perhaps not all.
pub(super) fn found<'a>(dataset: &'a Dataset, record: RecordId, operand: &'a Operand) -> Vec<Term<'a>> {
    match operand {
        Operand::Slot(path) => figures(dataset, record, path).into_iter().map(Term::Figure).collect(),
        Operand::Number(text) => {
            let number = read(text).ok();
            number.map(|number| Term::Number(Box::new(number.exact()), text)).into_iter().collect()
        }
    }
}

/// The figures that a path leads to.
pub(super) fn figures<'a>(dataset: &'a Dataset, record: RecordId, path: &SlotPath) -> Vec<&'a FigureValue> {
    let records = dataset.step(record, path.step);
    records.into_iter().flat_map(|reached| dataset.figures_in(reached, path.slot)).collect()
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
