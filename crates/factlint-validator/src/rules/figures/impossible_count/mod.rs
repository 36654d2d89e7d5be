//! A count of things that is negative or no whole number.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::{Dataset, FigureValue};
use factlint_model::figure::{Exact, Printed, read};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/impossible-count",
    level: Level::Error,
    summary: "a count of things that is negative or no whole number",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for figure in dataset.figures.iter().filter(|figure| figure.count && !figure.percent) {
        // Most counts need not be read again: they are one whole number.
        if figure.interval.point().is_some_and(|number| number.is_integer() && !number.is_negative()) {
            continue;
        }
        let Ok(printed) = read(dataset.text(figure.row)) else { continue };
        if let Some(reason) = reason(&printed) {
            findings.push(finding(dataset, figure, reason));
        }
    }
}

/// Why it cannot be a count.
fn reason(printed: &Printed) -> Option<&'static str> {
    let mut numbers = [Some(&printed.value), printed.upper.as_ref().map(|(upper, _)| upper)].into_iter().flatten();
    if numbers.clone().any(Exact::is_negative) {
        return Some("negative");
    }
    numbers.any(|number| !number.is_integer()).then_some("no whole number")
}

fn finding(dataset: &Dataset, figure: &FigureValue, reason: &str) -> Diagnostic {
    let meaning = dataset.use_of(figure.row);
    let message = || format!("the count `{}` is {reason}", dataset.text(figure.row));
    let message = meaning.message.clone().unwrap_or_else(message);
    let level = meaning.level.unwrap_or(META.level);
    let mut finding = Diagnostic::new(META.name, level, dataset.span(figure.row), message)
        .at("of things")
        .note("the schema says that it counts things, which are whole and not fewer than none")
        .help("look it up in the source; or leave out `count: true` if it is measured and not counted");
    finding.record = Some(dataset.name_of(figure.record));
    finding
}
