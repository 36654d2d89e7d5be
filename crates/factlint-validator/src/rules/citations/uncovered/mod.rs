//! `citations/uncovered`: a source prints what no fact records.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::facts::Dataset;

use crate::cite::Citations;
use crate::coverage::{self, What};
use crate::rules::{Check, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "citations/uncovered",
        level: Level::Info,
        summary: "a date, figure or name of a source that no fact records; it runs only if selected by its name",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: None,
        suspicious: false,
        options: &[],
    },
    check: Check::Citations(check),
};

fn check(dataset: &Dataset, citations: &Citations, found: &mut Vec<Diagnostic>) {
    let sources = citations.sources().iter().zip(coverage::mentions(dataset, citations));
    for (source, mentions) in sources {
        let Some(text) = source.text() else { continue };
        for mention in mentions.iter().filter(|mention| !mention.covered) {
            let printed = text.text(mention.sentence).get(mention.shown.clone()).unwrap_or_default();
            let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
            let (noun, why) = match mention.what {
                What::Date => ("date", "no record that is cited to its sentence has it"),
                What::Figure => ("figure", "no record that is cited to its sentence has it"),
                What::Name => ("name", "no record bears it"),
            };
            let message = format!("the {noun} `{printed}` of `{}` is in no fact", source.id);
            found.push(Diagnostic::new(RULE.meta.name, RULE.meta.level, mention.span, message).note(why));
        }
    }
}
