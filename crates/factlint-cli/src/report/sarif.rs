//! SARIF 2.1.0 (OASIS), for code scanning and for editors that show such files; written as it goes.

use std::borrow::Cow;
use std::io::{self, Write};

use factlint_model::diagnostic::{Diagnostic, Edit, Fix, Label, Level, RecordName, RuleMeta};
use factlint_model::source::{FileId, Span};
use factlint_validator::engine::Aside;
use factlint_validator::rules;
use serde::Serialize;

use super::json::Finder;
use super::positions::Positions;
use super::text::{escape, said};
use super::{Each, Input, json_text, uri};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the folder that files are relative to.
const BASE: &str = "ROOT";

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Tool,
    original_uri_base_ids: Bases,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: R,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule, and all that its page says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: Cow<'static, str>,
    markdown: Cow<'static, str>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "ROOT")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    uri: String,
    description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    /// Where the run was compared with an earlier state: what that has too is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Suppression>>,
}

/// What sets a result aside. If any result of a run tells it, all must.
#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "factlint/v2")]
    factlint: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// Where in the data: the record by its kind and id, the value by its JSON Pointer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    description: Text,
    artifact_changes: Vec<ArtifactChange>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// What all results of a run tell, if one does.
#[derive(Clone, Copy)]
struct Tells {
    aside: bool,
    compared: bool,
}

/// A finding, and what sets it aside.
type Told<'a> = (&'a Diagnostic, Option<&'a Aside>);

pub fn write(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    // What a revision has too is left out.
    let aside = report.set_aside.iter().filter(|aside| !matches!(aside.by, Aside::Base));
    let aside: Vec<Told<'_>> = aside.map(|aside| (&aside.finding, Some(&aside.by))).collect();
    let tells = Tells { aside: !aside.is_empty(), compared: report.compared.is_some() };
    let all: Vec<Told<'_>> = report.diagnostics.iter().map(|diagnostic| (diagnostic, None)).chain(aside).collect();
    let rules = rules_of(&all);
    let mut finder = Finder::new(&report.sources);
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        original_uri_base_ids: Bases {
            root: Base { uri: uri::of_folder(input.folder), description: text("the folder in which factlint ran") },
        },
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: report
                .notices
                .iter()
                .map(|notice| Notification { level: "note", message: text(&escape(notice)) })
                .collect(),
        }],
        results: Each::new(&all, |result| outcome(result, tells, &rules, &mut finder)),
    };
    json_text::write_pretty(out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

/// The rules that found something, in the order of the table.
fn rules_of(findings: &[Told<'_>]) -> Vec<&'static RuleMeta> {
    let mut names: Vec<&str> = findings.iter().map(|(finding, _)| &*finding.rule).collect();
    names.sort_unstable();
    names.dedup();
    let found: Vec<&str> = names.into_iter().filter_map(rules::find).map(|rule| rule.meta.name).collect();
    rules::all().map(|rule| &rule.meta).filter(|meta| found.contains(&meta.name)).collect()
}

fn driver(rules: &[&'static RuleMeta]) -> Driver {
    let version = env!("CARGO_PKG_VERSION");
    let descriptor = |meta: &&'static RuleMeta| Descriptor {
        id: meta.name,
        short_description: text(meta.summary),
        help: Help { text: meta.page(), markdown: meta.page() },
        default_configuration: Configuration { level: word(meta.level) },
        properties: Properties { tags: [meta.family()] },
    };
    Driver {
        name: "factlint",
        version,
        semantic_version: version,
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules.iter().map(descriptor).collect(),
    }
}

fn outcome<'a>(
    &(diagnostic, by): &Told<'a>,
    tells: Tells,
    rules: &[&RuleMeta],
    finder: &mut Finder<'_>,
) -> Outcome<'a> {
    let Finder { places, edits } = finder;
    let known = rules::find(&diagnostic.rule).map(|rule| rule.meta.name);
    let related = diagnostic.labels.iter().enumerate();
    Outcome {
        rule_id: &diagnostic.rule,
        rule_index: rules.iter().position(|meta| Some(meta.name) == known),
        level: word(diagnostic.level),
        message: text(&said(diagnostic)),
        locations: [Location {
            logical_locations: logical(&diagnostic.path, diagnostic.record.as_ref()),
            ..location(None, &diagnostic.primary, places)
        }],
        related_locations: related.map(|(at, label)| location(Some(at), label, places)).collect(),
        partial_fingerprints: Fingerprints { factlint: &diagnostic.fingerprint },
        baseline_state: tells.compared.then_some(if by.is_none() { "new" } else { "unchanged" }),
        fixes: diagnostic.fixes.iter().filter(|fix| !fix.edits.is_empty()).map(|fix| change(fix, edits)).collect(),
        suppressions: tells.aside.then(|| by.and_then(suppression).into_iter().collect()),
    }
}

fn suppression(by: &Aside) -> Option<Suppression> {
    let (kind, why) = match by {
        Aside::Comment { reason } => ("inSource", reason.clone()),
        Aside::Configuration { reason, owner: None } => ("external", Some(reason.clone())),
        Aside::Configuration { reason, owner: Some(owner) } => ("external", Some(format!("{reason} ({owner})"))),
        Aside::Baseline => ("external", Some("the baseline accepts it".to_owned())),
        Aside::Base => return None,
    };
    Some(Suppression { kind, status: "accepted", justification: why.map(|why| escape(&why).into_owned()) })
}

fn logical(path: &str, record: Option<&RecordName>) -> Vec<Logical> {
    let record = record.map(|RecordName { kind, id }| {
        let name = id.as_ref().map_or_else(|| kind.clone(), |id| format!("{kind} {id}"));
        let name = escape(&name).into_owned();
        Logical { name: Some(name.clone()), fully_qualified_name: name, kind: "object" }
    });
    let value = (!path.is_empty()).then(|| Logical {
        name: None,
        fully_qualified_name: escape(path).into_owned(),
        kind: "value",
    });
    record.into_iter().chain(value).collect()
}

fn location(id: Option<usize>, label: &Label, positions: &mut Positions<'_>) -> Location {
    Location {
        id,
        physical_location: Physical {
            artifact_location: artifact(label.span.file, positions),
            region: region(label.span, positions),
        },
        logical_locations: Vec::new(),
        message: (!label.text.is_empty()).then(|| text(&escape(&label.text))),
    }
}

fn change(fix: &Fix, positions: &mut Positions<'_>) -> Change {
    let mut changes: Vec<(FileId, Vec<Replacement>)> = Vec::new();
    for Edit { span, replacement } in &fix.edits {
        let replacement = Replacement {
            deleted_region: region(*span, positions),
            inserted_content: Text { text: replacement.clone() },
        };
        match changes.iter_mut().find(|(file, _)| *file == span.file) {
            Some((_, known)) => known.push(replacement),
            None => changes.push((span.file, vec![replacement])),
        }
    }
    let artifact_changes = changes
        .into_iter()
        .map(|(file, replacements)| ArtifactChange { artifact_location: artifact(file, positions), replacements });
    Change {
        description: text(&format!("{} ({})", escape(&fix.message), fix.safety.as_str())),
        artifact_changes: artifact_changes.collect(),
    }
}

fn artifact(file: FileId, positions: &Positions<'_>) -> Artifact {
    Artifact { uri: uri::of_name(positions.name(file)), uri_base_id: BASE }
}

fn region(span: Span, positions: &mut Positions<'_>) -> Region {
    let (start, end) = (positions.start(span), positions.end(span));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// A message. Readers take `{1}` for a place to fill in, twice a brace for one, and `[a](b)` for a link.
fn text(text: &str) -> Text {
    let text = text.replace("](", "\\](");
    let is_filled_in = |part: &str| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < part.len() && rest.starts_with('}')
    };
    let taken = text.contains("{{") || text.contains("}}") || text.split('{').skip(1).any(is_filled_in);
    Text { text: if taken { text.replace('{', "{{").replace('}', "}}") } else { text } }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn nothing_in_a_message_is_filled_in_or_a_link() {
        assert_eq!(text("`{TODAY}` is none of {a, b} [c] (d)").text, "`{TODAY}` is none of {a, b} [c] (d)");
        assert_eq!(text("does not match `^\\d{4}$|{TODAY}`").text, "does not match `^\\d{{4}}$|{{TODAY}}`");
        assert_eq!(text("{{a}").text, "{{{{a}}");
        assert_eq!(text("[a](http://b)").text, "[a\\](http://b)");
    }
}
