//! Which rules run, in words.

use std::fmt::Write as _;

use factlint_model::diagnostic::RuleMeta;
use factlint_validator::engine::Selection;
use factlint_validator::rules::{self, Rule};

use crate::report::{counted, escape};

/// The columns that a line may take.
const WIDTH: usize = 100;

/// The rules that do not run and why, those of another level, and what overrides change: comments behind the settings.
pub fn summary(selection: &Selection) -> String {
    let needs_base = |meta: &RuleMeta| rules::find(meta.name).is_some_and(Rule::needs_earlier);
    let running = all().filter(|meta| selection.runs(meta.name) && !needs_base(meta)).count();
    let mut text = format!("\n# {} run, of {}.\n", counted(running, "rule"), all().count());
    for reason in ["off until selected", "ignored", "not among those selected"] {
        list(&mut text, reason, |meta| !selection.runs(meta.name) && why_off(selection, meta) == reason);
    }
    list(&mut text, "only with `--base`", |meta| selection.runs(meta.name) && needs_base(meta));
    let levels = all().filter_map(|meta| Some((meta, selection.level(meta.name)?)));
    for (meta, level) in levels.filter(|(meta, level)| meta.level != *level && selection.runs(meta.name)) {
        let _ = writeln!(text, "# {} has the level {}, not {}.", meta.name, level.as_str(), meta.level.as_str());
    }
    for (number, over) in selection.overrides.iter().enumerate() {
        let files = escape(&over.include.join(", ")).into_owned();
        for (runs, state) in [(false, "off"), (true, "on")] {
            let changed =
                |meta: &RuleMeta| selection.runs(meta.name) != runs && selection.runs_under(number, meta.name) == runs;
            list(&mut text, &format!("{state} in {files}"), changed);
        }
    }
    text
}

/// All rules.
pub fn all() -> impl Iterator<Item = &'static RuleMeta> {
    rules::all().map(|rule| &rule.meta)
}

/// The rules of which something is so, families of which all are so in one word.
fn list(text: &mut String, what: &str, is_so: impl Fn(&RuleMeta) -> bool) {
    let mut names = Vec::new();
    for family in rules::FAMILIES {
        let so: Vec<&str> =
            family.iter().map(|rule| &rule.meta).filter(|meta| is_so(meta)).map(|meta| meta.name).collect();
        match family.first().filter(|_| so.len() == family.len()) {
            Some(first) => names.push(first.meta.family()),
            None => names.extend(so),
        }
    }
    if names.is_empty() {
        return;
    }
    let mut line = format!("# {what}:");
    let last = names.len() - 1;
    for (at, name) in names.into_iter().enumerate() {
        if line.chars().count() + name.len() + 2 > WIDTH {
            let _ = writeln!(text, "{line}");
            line = "#  ".to_owned();
        }
        let _ = write!(line, " {name}{}", if at == last { "" } else { "," });
    }
    let _ = writeln!(text, "{line}");
}

/// Why a rule does not run: found by leaving out what may be the reason.
pub fn why_off(selection: &Selection, meta: &RuleMeta) -> &'static str {
    let select = Selection { select: selection.select.clone(), ..Selection::default() };
    if !Selection::default().runs(meta.name) && !selection.ignore.iter().any(|name| name == meta.name) {
        "off until selected"
    } else if select.runs(meta.name) {
        "ignored"
    } else {
        "not among those selected"
    }
}
