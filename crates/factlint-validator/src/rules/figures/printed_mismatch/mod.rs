//! An encoded number that is not the printed one.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::{Dataset, FigureValue, RowId};
use factlint_model::figure::{Printed, read};

use super::wording::{encoded_text, integer};

/// What is known of the rule.
pub(super) const META: RuleMeta = RuleMeta {
    name: "figures/printed-mismatch",
    level: Level::Error,
    summary: "an encoded number that is not the printed one",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Safe),
    suspicious: false,
    options: &[],
};

/// The check.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Diagnostic>) {
    for figure in &dataset.figures {
        let Some(encoded) = figure.encoded() else { continue };
        let Ok(number) = read(dataset.text(encoded)) else { continue };
        if surely_agrees(figure, &number) {
            continue;
        }
        let Ok(printed) = read(dataset.text(figure.row)) else { continue };
        if !agrees(figure, &printed, &number) {
            findings.push(finding(dataset, figure, encoded, &printed, &number));
        }
    }
}

/// Whether the encoded number is plainly the printed one, which is the middle of what it can be.
fn surely_agrees(figure: &FigureValue, encoded: &Printed) -> bool {
    let middle = figure.interval.middle().filter(|_| !figure.range && encoded.upper.is_none());
    middle.is_some_and(|middle| encoded.value == middle || (figure.percent && encoded.value == middle * integer(100)))
}

/// A percentage may be encoded as it is printed or as the share itself.
fn agrees(figure: &FigureValue, printed: &Printed, encoded: &Printed) -> bool {
    same(printed, encoded, 1) || (figure.percent && same(printed, encoded, 100))
}

/// A range may be encoded by any number in it; a fraction that has no decimals by any number that rounds to it.
fn same(printed: &Printed, encoded: &Printed, factor: i64) -> bool {
    let value = &encoded.value * integer(factor);
    let upper = encoded.upper.as_ref().map(|(upper, _)| upper * integer(factor));
    match (&printed.upper, upper) {
        (None, None) if printed.value.places().is_none() => {
            encoded.nearest().scale(&integer(factor)).contains(&printed.value)
        }
        (None, None) => value == printed.value,
        (Some((highest, _)), None) => printed.value <= value && value <= *highest,
        (Some((highest, _)), Some(upper)) => value == printed.value && upper == *highest,
        (None, Some(_)) => false,
    }
}

fn finding(dataset: &Dataset, figure: &FigureValue, encoded: RowId, printed: &Printed, number: &Printed) -> Diagnostic {
    let (text, old) = (dataset.text(figure.row), dataset.text(encoded));
    let meaning = dataset.use_of(encoded);
    let message = meaning.message.clone().unwrap_or_else(|| format!("the encoded `{old}` is not the printed `{text}`"));
    let mut finding = Diagnostic::new(META.name, meaning.level.unwrap_or(META.level), dataset.span(encoded), message)
        .at("the encoded number")
        .label(dataset.span(figure.row), "the number as printed");
    finding.record = Some(dataset.name_of(figure.record));
    let right =
        if printed.upper.is_some() { None } else { encoded_text(&printed.value, figure.percent, Some(&number.value)) };
    let Some(right) = right else {
        return finding.help("encode a number that the printed text can stand for");
    };
    let intent = Intent::SetScalar { span: dataset.span(encoded), text: right.clone(), quote: false };
    finding.help(format!("what is printed is kept to the letter, so encode `{right}`")).fix(
        format!("encode `{right}`"),
        Safety::Safe,
        vec![intent],
    )
}
