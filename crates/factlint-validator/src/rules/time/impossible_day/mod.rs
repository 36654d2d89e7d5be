//! `time/impossible-day`.

use factlint_model::diagnostic::{Diagnostic, Level, RuleMeta};
use factlint_model::time::TimeErrorKind;

use crate::rules::FileView;
use crate::rules::time::reading::{Unreadable, unreadable};

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/impossible-day",
    level: Level::Error,
    summary: "a day that the calendar never had, such as 30 February",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: None,
    suspicious: false,
    options: &[],
};

pub(super) fn check(view: &FileView<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(unreadable(view, TimeErrorKind::ImpossibleDay).iter().map(finding));
}

fn finding(time: &Unreadable<'_>) -> Diagnostic {
    let default = || format!("`{}` is a day that never was: {}", time.text, time.error.message);
    let message = time.meaning.message.clone().unwrap_or_else(default);
    let level = time.meaning.level.unwrap_or(META.level);
    Diagnostic::new(META.name, level, time.span, message)
        .at("no such day")
        .help("see what the source prints; if it does not give the day, write the month alone")
}
