//! `schema/lossy-number`: a number without quotes whose printed form other readers lose, where that form is a fact.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta, Safety};
use factlint_model::tree::{Kind, NodeRef};

use super::scalars::{Suspects, plain};
use crate::rules::{Check, FileView, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "schema/lossy-number",
        level: Level::Warning,
        summary: "a number without quotes whose printed form, which is a fact here, other readers lose",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Safe),
        suspicious: false,
        options: &[],
    },
    check: Check::File(check),
};

/// The largest whole number up to which every reader keeps all.
const EXACT: u64 = 1 << 53;

/// How many digits every reader keeps of a number with a fraction.
const DIGITS: usize = 15;

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    let is_lossy = |node: NodeRef<'_>| node.kind() == Kind::Number && lost(node.text()).is_some();
    let suspects = Suspects::that_count(file, is_lossy);
    if !suspects.any(true) {
        return;
    }
    plain(file, &mut |scalar| {
        let node = scalar.node;
        if scalar.is_key || !suspects.has(node.own_span(), true) {
            return;
        }
        let Some(loss) = lost(node.text()) else { return };
        let text = node.text();
        let message = format!("{text} is read as printed here, but other readers lose {loss}");
        let mut diagnostic = Diagnostic::new(RULE.meta.name, RULE.meta.level, node.own_span(), message)
            .at("no quotes")
            .help(format!("put it in quotes: \"{text}\""));
        diagnostic.fixes.extend(scalar.quote(file));
        found.push(diagnostic);
    });
}

/// What is lost of a number that is read as a binary number and printed again.
fn lost(text: &str) -> Option<&'static str> {
    let unsigned = text.trim_start_matches(['-', '+']);
    if unsigned.starts_with("0x") || unsigned.starts_with("0o") {
        return Some("its base");
    }
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
    let digits = [whole, fraction.unwrap_or_default()].concat();
    let significant = digits.trim_start_matches('0').len();
    if exponent.is_some() {
        Some("its exponent")
    } else if whole.len() > 1 && whole.starts_with('0') {
        Some("the zeros at its start")
    } else if fraction.is_some_and(|fraction| fraction.ends_with('0')) {
        Some("the zeros at its end")
    } else if match fraction {
        Some(_) => significant > DIGITS,
        None => whole.parse::<u64>().map_or(true, |number| number > EXACT),
    } {
        Some("its last digits")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn what_a_float_would_print_again_is_not_lost() {
        for (text, loss) in [
            ("35.8", None),
            ("688503", None),
            ("-0.5", None),
            ("9007199254740992", None),
            ("35.80", Some("the zeros at its end")),
            ("0177", Some("the zeros at its start")),
            ("12345678901234567890", Some("its last digits")),
            ("0.12345678901234567", Some("its last digits")),
            ("1e3", Some("its exponent")),
            ("0x1F", Some("its base")),
        ] {
            assert_eq!(lost(text), loss, "{text}");
        }
    }
}
