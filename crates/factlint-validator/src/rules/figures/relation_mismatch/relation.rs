//! The relations of figures, each with its operands and its result.

use factlint_model::facts::{Constraint, ConstraintBody, Dataset, FigureValue, Operand};
use factlint_model::figure::{Exact, Interval, read};

use crate::rules::figures::term::{At, Term, figures, terms};
use crate::rules::figures::wording::integer;

/// What the operands and the result of a relation are called; of more operands the last name holds.
pub(super) struct Names {
    pub operands: &'static [&'static str],
    pub result: &'static str,
}

const DIFFERENCE: Names = Names { operands: &["from", "less"], result: "difference" };
const PRODUCT: Names = Names { operands: &["factor"; 16], result: "product" };
const RATIO: Names = Names { operands: &["over", "under"], result: "ratio" };
const MEAN: Names = Names { operands: &["total", "count"], result: "mean" };
const GROWTH: Names = Names { operands: &["from", "to"], result: "growth" };

/// A relation whose figures are all known.
pub(super) struct Relation<'a> {
    pub constraint: &'a Constraint,
    pub names: Names,
    pub operands: Vec<Term<'a>>,
    pub result: &'a FigureValue,
    per: Exact,
}

impl<'a> Relation<'a> {
    /// The relation that a constraint states at a record, if each of its slots has just one figure.
    pub fn read(dataset: &'a Dataset, at: At, constraint: &'a Constraint) -> Option<Self> {
        let mut per = integer(1);
        let (names, operands, is): (Names, Vec<&Operand>, _) = match &constraint.body {
            ConstraintBody::Difference { from, less, is } => (DIFFERENCE, vec![from, less], is),
            ConstraintBody::Product { factors, is } => (PRODUCT, factors.iter().collect(), is),
            ConstraintBody::Growth { from, to, is } => (GROWTH, vec![from, to], is),
            ConstraintBody::Mean { total: Some(total), count, is } => (MEAN, vec![total, count], is),
            ConstraintBody::Ratio { over, under, per: times, is } => {
                if let Some(times) = times {
                    per = read(times).ok()?.value;
                }
                (RATIO, vec![over, under], is)
            }
            _ => return None,
        };
        let operands: Option<Vec<_>> = operands.into_iter().map(|operand| only(dataset, at, operand)).collect();
        let [result] = figures(dataset, at, is)[..] else { return None };
        let relation = Self { constraint, names, operands: operands?, result, per };
        relation.comparable().then_some(relation)
    }

    /// Whether the result is in the same terms as what it is the difference of. A growth is told as a share, and so are
    /// percentages in products and ratios.
    fn comparable(&self) -> bool {
        let divided = |term: &Term<'_>| term.figure().is_none_or(|figure| divisions(figure) == divisions(self.result));
        match self.constraint.body {
            ConstraintBody::Difference { .. } => self.operands.iter().all(divided),
            ConstraintBody::Product { .. } => self.operands.len() <= PRODUCT.operands.len(),
            _ => true,
        }
    }

    /// Whether the numbers can be such that it holds.
    pub fn holds(&self) -> bool {
        self.outcome(|term| term.nearest().clone()).intersects(&self.possible())
    }

    /// What the printed result can be.
    pub fn possible(&self) -> Interval {
        as_number(self.result, &self.result.interval)
    }

    /// What the result must be, by what the operands are taken for.
    pub fn outcome(&self, taken: impl Fn(&Term<'_>) -> Interval) -> Interval {
        let taken =
            |term: &Term<'_>| term.figure().map_or_else(|| taken(term), |figure| as_number(figure, &taken(term)));
        let mut operands = self.operands.iter().map(taken);
        let Some(first) = operands.next() else { return Interval::everything() };
        let rest =
            |combine: fn(&Interval, &Interval) -> Interval| operands.fold(first, |all, next| combine(&all, &next));
        match self.constraint.body {
            ConstraintBody::Difference { .. } => rest(Interval::sub),
            ConstraintBody::Product { .. } => rest(Interval::mul),
            ConstraintBody::Ratio { .. } | ConstraintBody::Mean { .. } => rest(Interval::div).scale(&self.per),
            _ => rest(|from, to| to.div(from).sub(&Interval::exact(integer(1)))),
        }
    }

    /// The relation in words, with the texts of its operands.
    pub fn formula(&self, dataset: &Dataset) -> String {
        let texts: Vec<String> = self.operands.iter().map(|term| format!("`{}`", term.text(dataset))).collect();
        match self.constraint.body {
            ConstraintBody::Difference { .. } => texts.join(" less "),
            ConstraintBody::Product { .. } => texts.join(" times "),
            ConstraintBody::Ratio { .. } | ConstraintBody::Mean { .. } if self.per == integer(1) => {
                texts.join(" divided by ")
            }
            ConstraintBody::Ratio { .. } => format!("{} times {}", texts.join(" divided by "), self.per),
            _ => format!("the growth from {}", texts.join(" to ")),
        }
    }

    /// An interval in the terms of the result's text.
    pub fn in_text(&self, interval: &Interval) -> Interval {
        interval.scale(&integer(divisions(self.result)))
    }

    /// A number in the terms of the result, with what it is told in.
    pub fn unit(&self, number: String) -> String {
        if self.result.percent { format!("{number} per cent") } else { number }
    }
}

/// The one term of an operand.
fn only<'a>(dataset: &'a Dataset, at: At, operand: &'a Operand) -> Option<Term<'a>> {
    let found = terms(dataset, at, operand);
    let mut all = found.terms.into_iter();
    all.next().filter(|_| found.whole && all.next().is_none())
}

/// 100 for a percentage and for percentage points.
fn divisions(figure: &FigureValue) -> i64 {
    if figure.percent || is_points(figure) { 100 } else { 1 }
}

/// An interval as a plain number; that of a percentage already is.
fn as_number(figure: &FigureValue, interval: &Interval) -> Interval {
    if is_points(figure) { interval.scale(&integer(100).recip()) } else { interval.clone() }
}

fn is_points(figure: &FigureValue) -> bool {
    let unit = figure.unit.as_deref().map_or("", String::as_str);
    !figure.percent && ["percentage point", "per cent point", "percent point"].iter().any(|name| unit.starts_with(name))
}
