//! `hygiene/markup`: wiki or HTML markup left in a value.

mod scan;
mod tags;

use factlint_model::diagnostic::{Diagnostic, Intent, Level, OptionKind, RuleMeta, RuleOption, Safety};
use factlint_model::source::Span;
use factlint_model::tree::{NodeRef, Style};

use self::scan::scan;
use super::scalars::strings;
use crate::rules::{Check, FileView, Rule};

/// Tags that are meant.
const ALLOWED_TAGS: RuleOption = RuleOption {
    name: "allowed-tags",
    summary: "HTML tags that are meant to stand in values, by their names, such as i, sub",
    kind: OptionKind::Texts,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    meta: RuleMeta {
        name: "hygiene/markup",
        level: Level::Warning,
        summary: "wiki or HTML markup left in a value",
        doc: include_str!("doc.md"),
        cases: include_str!("cases.md"),
        fix: Some(Safety::Unsafe),
        suspicious: false,
        options: &[ALLOWED_TAGS],
    },
    check: Check::File(check),
};

/// How many characters of the markup a message shows.
const SHOWN: usize = 40;

fn check(file: &FileView<'_>, found: &mut Vec<Diagnostic>) {
    let allowed = file.options.texts(&RULE.meta, &ALLOWED_TAGS);
    strings(file.tree, &mut |value| {
        // A block scalar is a text with a form of its own: a template, a page, a paragraph.
        if !matches!(value.style(), Style::Literal | Style::Folded) {
            found.extend(report(value, allowed));
        }
    });
}

fn report(value: NodeRef<'_>, allowed: &[String]) -> Option<Diagnostic> {
    let text = value.text();
    let markup = scan(text, allowed)?;
    let mut sample: String = text.get(markup.first.clone()).unwrap_or(text).chars().take(SHOWN + 1).collect();
    if sample.chars().count() > SHOWN {
        sample = sample.chars().take(SHOWN).chain(['…']).collect();
    }
    let message = format!("{} is left in the value: {sample}", markup.what);
    let found = Diagnostic::new(RULE.meta.name, RULE.meta.level, place(value, &markup.first), message)
        .at("not part of the fact")
        .note("whoever reads the data sees these characters, and no comparison with another text will hold");
    Some(match markup.plain {
        Some(plain) => {
            let intent = Intent::SetScalar { span: value.span(), text: plain.clone(), quote: false };
            found.help(format!("write {plain}")).fix("remove the markup", Safety::Unsafe, vec![intent])
        }
        None => {
            found.help("write what the reader should see; what the markup says beyond that deserves a key of its own")
        }
    })
}

/// The place of a range of a value's text, or of the whole value where its bytes are not its text.
fn place(value: NodeRef<'_>, range: &std::ops::Range<usize>) -> Span {
    let span = value.span();
    let text = value.text();
    let quote = usize::from(matches!(value.style(), Style::Single | Style::Double));
    let start = span.range().start + quote;
    if value.tree().source().slice(start..start + text.len()) == text {
        Span::new(span.file, (start + range.start) as u64, (start + range.end) as u64)
    } else {
        span
    }
}
