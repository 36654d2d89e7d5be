//! A range whose first number is the greater.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, FigureValue};
use factlint_model::figure::{Printed, read};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/reversed-range",
    level: Level::Error,
    summary: "a range of figures whose first number is the greater",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Unsafe),
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for figure in dataset.figures.iter().filter(|figure| figure.range) {
        let printed = read(dataset.text(figure.row)).ok().filter(Printed::reversed);
        findings.extend(printed.map(|printed| finding(dataset, figure, &printed)));
    }
}

fn finding(dataset: &Dataset, figure: &FigureValue, printed: &Printed) -> Diagnostic {
    let (text, span) = (dataset.text(figure.row), dataset.span(figure.row));
    let meaning = dataset.use_of(figure.row);
    let message = meaning.message.clone().unwrap_or_else(|| format!("the range `{text}` falls"));
    let mut finding = Diagnostic::new(META.name, meaning.level.unwrap_or(META.level), span, message)
        .at("from the greater to the lesser");
    finding.record = Some(dataset.name_of(figure.record));
    let Some(turned) = printed.swapped(text) else {
        return finding.help("print the lesser number first");
    };
    finding.help(format!("if both numbers are right, print `{turned}`")).fix(
        format!("print `{turned}`"),
        Safety::Unsafe,
        vec![Intent::SetScalar { span, text: turned, quote: false }],
    )
}
