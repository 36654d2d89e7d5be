//! `time/invalid-date`.

use factlint_model::diagnostic::{Diagnostic, Intent, Level, RuleMeta, Safety};
use factlint_model::facts::TimeFormat;
use factlint_model::time::TimeErrorKind;

use crate::rules::FileView;
use crate::rules::time::reading::{Unreadable, unreadable};

pub(super) const META: RuleMeta = RuleMeta {
    name: "time/invalid-date",
    level: Level::Error,
    summary: "a time that is not written as its format wants, EDTF unless the schema names another",
    doc: include_str!("doc.md"),
    cases: include_str!("cases.md"),
    fix: Some(Safety::Unsafe),
    suspicious: false,
    options: &[],
};

pub(super) fn check(view: &FileView<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(unreadable(view, TimeErrorKind::Form).iter().map(finding));
}

fn finding(time: &Unreadable<'_>) -> Diagnostic {
    let default = || format!("`{}` is not {}", shown(time.text), format_name(time.format));
    let message = time.meaning.message.clone().unwrap_or_else(default);
    let level = time.meaning.level.unwrap_or(META.level);
    let finding = Diagnostic::new(META.name, level, time.span, message).at(place(time)).note(rule(time.format));
    match (time.error.suggestion(), time.error.readings.as_slice()) {
        (Some(meant), _) => {
            let help = finding.help(format!("write `{meant}` if that is what it means"));
            let intent = Intent::SetScalar { span: time.span, text: meant.to_owned(), quote: false };
            if time.whole { help.fix(format!("write `{meant}`"), Safety::Unsafe, vec![intent]) } else { help }
        }
        (None, []) => finding,
        (None, several) => {
            finding.help(format!("it can be read as `{}`: write the one that is meant", several.join("` or `")))
        }
    }
}

/// What is wrong, and from which character on.
fn place(time: &Unreadable<'_>) -> String {
    let error = &time.error;
    let rest = time.text.get(error.offset..).unwrap_or_default();
    match (error.offset, rest) {
        (0, _) => error.message.clone(),
        (_, "") => format!("{}, at its end", error.message),
        (_, rest) => format!("from `{}`: {}", shown(rest), error.message),
    }
}

fn format_name(format: &TimeFormat) -> String {
    match format {
        TimeFormat::Edtf => "an EDTF date".to_owned(),
        TimeFormat::Year => "a year".to_owned(),
        TimeFormat::Unix => "a number of seconds".to_owned(),
        TimeFormat::Pattern(pattern) => format!("a date of the form {pattern}"),
        TimeFormat::Bounded(form, _) => format_name(form),
        TimeFormat::AnyOf(_) => "a date in any of the forms that the schema names".to_owned(),
    }
}

fn rule(format: &TimeFormat) -> String {
    match format {
        TimeFormat::Edtf => {
            "a date is written in EDTF (ISO 8601-2): 1956, 1956-02, 1956-02-25, 1956~, 1950/1956".to_owned()
        }
        TimeFormat::Year => {
            "the schema wants a year in digits, counted astronomically: 0 is 1 BC, -1 is 2 BC".to_owned()
        }
        TimeFormat::Unix => "the schema wants seconds since 1970-01-01T00:00:00Z".to_owned(),
        TimeFormat::Pattern(pattern) => format!("the schema wants dates of the form {pattern}"),
        TimeFormat::Bounded(form, _) => rule(form),
        TimeFormat::AnyOf(_) => format!("the schema wants one of these: {}", short(format)),
    }
}

/// A format among several.
fn short(format: &TimeFormat) -> String {
    match format {
        TimeFormat::Edtf => "EDTF".to_owned(),
        TimeFormat::Year => "a year".to_owned(),
        TimeFormat::Unix => "seconds since 1970".to_owned(),
        TimeFormat::Pattern(pattern) => pattern.clone(),
        TimeFormat::Bounded(form, _) => short(form),
        TimeFormat::AnyOf(formats) => formats.iter().map(short).collect::<Vec<_>>().join(", "),
    }
}

/// The start of a text, in one line.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let cut = line.char_indices().nth(MOST).map(|(at, _)| at);
    match cut {
        Some(at) => format!("{}…", &line[..at]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
